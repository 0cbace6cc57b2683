/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the access plan: whole plans of the cases that the texts are about, and what holds for
 * every plan there can be. */
#include "config.h"

#include "access-case.h"
#include "haulier-access-plan.h"
#include "haulier-model-types.h"
#include "haulier-policy-types.h"

typedef struct
{
  const char *name;
  const char *words;
  const char *plan;
} PlanCase;

static const PlanCase plan_cases[] = {
  {
      .name = "person",
      .words = "logged-on=yes",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
              "proxy-settings - owner not-needed proxy-not-found\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "local-service-implicit",
      .words = "owner=local-service server=negotiate:implicit",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner "
              "warn-service-opens-file\n"
              "server-login http://intranet:80 anonymous implicit negotiate withheld "
              "implicit-anonymous-account warn-local-service-is-nobody warn-may-never-be-asked\n"
              "proxy-settings - owner not-needed proxy-not-found warn-service-has-no-proxy\n"
              "proxy-login - anonymous not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "network-service-proxy",
      .words = "owner=network-service computer=yes usage=override list=proxy:3128 "
               "proxy-asks=negotiate,basic",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner "
              "warn-service-opens-file\n"
              "server-login http://intranet:80 computer implicit withheld implicit-compat-2\n"
              "proxy-settings http://proxy:3128 owner will-be-used proxy-of-job\n"
              "proxy-login http://proxy:3128 computer implicit negotiate withheld "
              "implicit-compat-2 warn-service-proxy-login-missing\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "network-service-proxy-set",
      .words = "owner=network-service computer=yes usage=override list=proxy:3128 "
               "proxy=negotiate:implicit",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner "
              "warn-service-opens-file\n"
              "server-login http://intranet:80 computer implicit negotiate will-be-used "
              "implicit-from-proxy warn-computer-logs-in warn-may-never-be-asked "
              "warn-proxy-login-for-server\n"
              "proxy-settings http://proxy:3128 owner will-be-used proxy-of-job\n"
              "proxy-login http://proxy:3128 computer implicit negotiate will-be-used implicit-set "
              "warn-computer-logs-in\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "network-token-without-implicit",
      .words = "flags=2 token=set helper=eve",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 helper implicit withheld implicit-helper-not-set "
              "warn-network-token-does-nothing\n"
              "proxy-settings - helper not-needed proxy-not-found\n"
              "proxy-login - helper not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token eve helper will-be-used plan-token-used warn-token-not-kept\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "network-token-with-implicit",
      .words = "flags=2 token=set helper=eve server=negotiate:implicit logon=yes",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 helper implicit negotiate will-be-used "
              "implicit-helper-set warn-may-never-be-asked\n"
              "proxy-settings - helper not-needed proxy-not-found\n"
              "proxy-login - helper not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token eve helper will-be-used plan-token-used warn-token-not-kept\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "certificate-with-network",
      .words = "certificate=ann flags=2 token=set helper=eve remote=https://intranet/report",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login https://intranet:443 helper implicit withheld implicit-helper-not-set "
              "warn-network-token-does-nothing\n"
              "proxy-settings - helper not-needed proxy-not-found\n"
              "proxy-login - helper not-needed plan-no-proxy-no-login\n"
              "client-certificate ann nobody refused 0x80072F9A identity-certificate-no-key "
              "warn-certificate-with-network\n"
              "helper-token eve helper will-be-used plan-token-used warn-token-not-kept\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "url-against-job",
      .words = "url=ann server=digest:ben",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner url ann will-be-used login-url-used "
              "warn-login-in-address warn-logins-disagree warn-may-never-be-asked\n"
              "proxy-settings - owner not-needed proxy-not-found\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "environment-proxy",
      .words = "variable=https_proxy variable=http_proxy",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
              "proxy-settings - owner not-needed proxy-not-found warn-proxy-variables-ignored\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "token-lost",
      .words = "flags=3 token=lost helper=eve",
      .plan
      = "download-file /srv/report nobody refused 0x80200056 identity-token-lost\n"
        "server-login http://intranet:80 nobody refused 0x80200056 identity-network-token-lost\n"
        "proxy-settings - nobody refused 0x80200056 identity-network-token-lost\n"
        "proxy-login - nobody refused 0x80200056 identity-network-token-lost\n"
        "client-certificate - owner not-needed plan-no-certificate\n"
        "helper-token eve nobody refused 0x80200056 identity-token-lost warn-token-lost\n"
        "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "smb-with-token",
      .words = "remote=smb://server/share/report flags=2 token=set helper=eve server=ntlm:ben",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "smb-file smb://server/share/report helper will-be-used identity-smb-file-helper "
              "warn-smb-takes-no-login\n"
              "helper-token eve helper will-be-used plan-token-used warn-token-not-kept\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "upload-reply",
      .words = "type=upload-reply flags=1 token=set helper=eve",
      .plan
      = "upload-file /srv/report helper will-be-used identity-upload-file-helper\n"
        "reply-file - helper will-be-used identity-reply-file-helper warn-file-is-the-helpers\n"
        "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
        "proxy-settings - owner not-needed proxy-not-found\n"
        "proxy-login - owner not-needed plan-no-proxy-no-login\n"
        "client-certificate - owner not-needed plan-no-certificate\n"
        "helper-token eve helper will-be-used plan-token-used warn-token-not-kept\n"
        "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "service-with-proxy",
      .words = "owner=local-system account-proxy=proxy:3128 computer=no",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 computer implicit withheld implicit-compat-2\n"
              "proxy-settings http://proxy:3128 owner will-be-used proxy-of-service\n"
              "proxy-login http://proxy:3128 computer implicit withheld implicit-compat-2 "
              "warn-service-proxy-login-missing\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "service-with-proxy-and-exception",
      .words = "owner=local-system account-proxy=proxy:3128 account-bypass=intranet computer=no",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 computer implicit withheld implicit-compat-2\n"
              "proxy-settings - owner not-needed proxy-bypassed\n"
              "proxy-login - computer not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "service-that-detects",
      .words = "owner=local-service account-usage=autodetect",
      .plan
      = "download-file /srv/report owner will-be-used identity-local-file-owner "
        "warn-service-opens-file\n"
        "server-login http://intranet:80 anonymous implicit withheld implicit-anonymous-account\n"
        "proxy-settings - owner unknown proxy-detected warn-proxy-detected\n"
        "proxy-login - anonymous implicit unknown implicit-anonymous-account\n"
        "client-certificate - owner not-needed plan-no-certificate\n"
        "helper-token - nobody not-needed plan-no-token\n"
        "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "desktop-proxy",
      .words = "account-proxy=proxy:3128",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
              "proxy-settings http://proxy:3128 owner will-be-used proxy-of-desktop\n"
              "proxy-login http://proxy:3128 owner implicit withheld implicit-compat-2\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "desktop-proxy-not-known",
      .words = "no-account-proxy",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
              "proxy-settings - owner unknown proxy-not-known\n"
              "proxy-login - owner implicit unknown implicit-compat-2\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "helper-proxy",
      .words = "flags=2 token=set helper=eve no-account-proxy",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 helper implicit withheld implicit-helper-not-set "
              "warn-network-token-does-nothing\n"
              "proxy-settings - helper unknown proxy-not-known\n"
              "proxy-login - helper implicit unknown implicit-helper-not-set "
              "warn-network-token-does-nothing\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token eve helper will-be-used plan-token-used warn-token-not-kept\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "autodetect",
      .words = "usage=autodetect server=basic:ann",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner job basic ann will-be-used "
              "login-basic-readable warn-may-never-be-asked warn-password-in-clear\n"
              "proxy-settings - owner unknown proxy-detected warn-proxy-detected\n"
              "proxy-script - owner will-be-used identity-proxy-script-owner\n"
              "proxy-login - owner implicit unknown implicit-compat-2\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "autodetect-refused",
      .words = "usage=autodetect profile=xp",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit will-be-used implicit-always "
              "warn-profile-sends-unset\n"
              "proxy-settings - owner refused 0x80004001 setting-autodetect-none "
              "warn-proxy-detection-not-possible\n"
              "proxy-script - owner will-be-used identity-proxy-script-owner\n"
              "proxy-login - owner implicit unknown implicit-proxy-none\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "bypassed",
      .words = "usage=override list=proxy:3128 bypass=intranet",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
              "proxy-settings - owner not-needed proxy-bypassed\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "list-unusable",
      .words = "usage=override list=http://",
      .plan
      = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
        "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
        "proxy-settings - owner refused 0x8020003F proxy-list-unusable warn-proxy-list-unusable\n"
        "proxy-login - owner implicit unknown implicit-compat-2\n"
        "client-certificate - owner not-needed plan-no-certificate\n"
        "helper-token - nobody not-needed plan-no-token\n"
        "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "no-proxy",
      .words = "usage=none proxy=basic:ann",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
              "proxy-settings - owner not-needed proxy-not-wanted\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "certificate",
      .words = "certificate=ann remote=https://intranet/report",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login https://intranet:443 owner implicit withheld implicit-compat-2\n"
              "proxy-settings - owner not-needed proxy-not-found\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate ann owner will-be-used identity-certificate-owner\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "certificate-of-xp",
      .words = "certificate=ann remote=https://intranet/report profile=xp",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login https://intranet:443 owner implicit will-be-used implicit-always "
              "warn-profile-sends-unset\n"
              "proxy-settings - owner not-needed proxy-not-found\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate ann owner withheld setting-certificate-none "
              "warn-profile-has-no-certificates\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "token-of-vista",
      .words = "flags=2 token=set helper=eve profile=server-2003",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit will-be-used implicit-level-reached "
              "warn-profile-sends-unset warn-level-absent\n"
              "proxy-settings - owner not-needed proxy-not-found\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token eve helper withheld setting-token-none warn-profile-has-no-tokens\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "token-unused",
      .words = "token=set helper=eve",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit withheld implicit-compat-2\n"
              "proxy-settings - owner not-needed proxy-not-found\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token eve helper not-needed plan-token-not-used warn-token-without-flags\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "proxy-implicit-for-server",
      .words = "proxy=negotiate:implicit usage=override list=https://proxy:3129 logon=yes",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner implicit negotiate will-be-used "
              "implicit-from-proxy warn-may-never-be-asked warn-proxy-login-for-server\n"
              "proxy-settings https://proxy:3129 owner will-be-used proxy-of-job\n"
              "proxy-login https://proxy:3129 owner implicit negotiate will-be-used implicit-set\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "computer-without-ticket",
      .words = "owner=network-service server=negotiate:implicit computer=yes ticket=no",
      .plan
      = "download-file /srv/report owner will-be-used identity-local-file-owner "
        "warn-service-opens-file\n"
        "server-login http://intranet:80 computer implicit negotiate withheld login-no-ticket "
        "warn-may-never-be-asked warn-no-logon-credentials\n"
        "proxy-settings - owner not-needed proxy-not-found warn-service-has-no-proxy\n"
        "proxy-login - computer not-needed plan-no-proxy-no-login\n"
        "client-certificate - owner not-needed plan-no-certificate\n"
        "helper-token - nobody not-needed plan-no-token\n"
        "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "combination-with-a-known-proxy",
      .words = "profile=xp-sp3 server=negotiate:ann proxy=basic:ann proxy-asks=basic "
               "usage=override list=proxy:3128",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login http://intranet:80 owner job negotiate ann withheld "
              "combination-negotiate-basic-proxy warn-may-never-be-asked warn-level-absent\n"
              "proxy-settings http://proxy:3128 owner will-be-used proxy-of-job\n"
              "proxy-login http://proxy:3128 owner job basic ann will-be-used login-basic-readable "
              "warn-password-in-clear warn-level-absent combination-negotiate-basic-proxy\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
  {
      .name = "host-rule",
      .words = "remote=https://intranet/report host=negotiate:ben",
      .plan = "download-file /srv/report owner will-be-used identity-local-file-owner\n"
              "server-login https://intranet:443 owner host negotiate ben will-be-used "
              "login-host-used warn-may-never-be-asked\n"
              "proxy-settings - owner not-needed proxy-not-found\n"
              "proxy-login - owner not-needed plan-no-proxy-no-login\n"
              "client-certificate - owner not-needed plan-no-certificate\n"
              "helper-token - nobody not-needed plan-no-token\n"
              "other - owner will-be-used identity-other-owner\n",
  },
};

static void
append (GString *text, const char *word)
{
  g_string_append_printf (
      text, "%s%s", text->len > 0 && !g_str_has_suffix (text->str, "\n") ? " " : "", word);
}

/* resource subject identity [credential [scheme] [user]] state [code] rule [warnings] */
static void
print_row (GString *text, const HaulierPlanRow *row)
{
  append (text, haulier_word_from_value (HAULIER_TYPE_RESOURCE, (gint) row->resource));
  append (text, row->subject != NULL ? row->subject : "-");
  append (text, haulier_word_from_value (HAULIER_TYPE_IDENTITY, (gint) row->identity));
  if (row->kind != HAULIER_CANDIDATE_ANONYMOUS)
    append (text, haulier_word_from_value (HAULIER_TYPE_CANDIDATE_KIND, (gint) row->kind));
  if (row->scheme != 0)
    append (text, haulier_word_from_value (HAULIER_TYPE_AUTH_SCHEME, (gint) row->scheme));
  if (row->user != NULL)
    append (text, row->user);
  append (text, haulier_word_from_value (HAULIER_TYPE_PLAN_STATE, (gint) row->state));
  if (row->code != 0)
    g_string_append_printf (text, " 0x%08X", (guint32) row->code);
  append (text, row->rule->name);
  for (guint i = 0; i < row->warnings->len; i++)
    append (text, ((const HaulierWarning *) row->warnings->pdata[i])->rule->name);
  g_string_append_c (text, '\n');
}

static void
test_plan (gconstpointer data)
{
  const PlanCase *row = data;
  g_autoptr (HaulierAccessCase) made = haulier_access_case_new (row->words);
  g_autoptr (GPtrArray) plan = haulier_access_plan_new (&made->facts);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->len; i++)
    print_row (text, plan->pdata[i]);
  g_assert_cmpstr (text->str, ==, row->plan);
}

/* The job fails before anything is sent exactly where a warning says that it will. */
static void
check_plan (const HaulierAccessFacts *facts, GPtrArray *plan)
{
  const HaulierRule *refused_by = NULL;
  gint refusal = haulier_access_plan_get_refusal (plan, &refused_by);
  gboolean has_error = FALSE;
  guint seen = 0;

  for (guint i = 0; i < plan->len; i++)
    {
      const HaulierPlanRow *row = plan->pdata[i];

      g_assert_nonnull (row->rule);
      g_assert_true (haulier_rule_find (row->rule->name) == row->rule);
      g_assert_cmpint (row->state == HAULIER_PLAN_STATE_REFUSED, ==, row->code != 0);
      g_assert_cmpuint (seen & (1u << row->resource), ==, 0);
      seen |= 1u << row->resource;
      for (guint j = 0; j < row->warnings->len; j++)
        {
          const HaulierWarning *warning = row->warnings->pdata[j];

          has_error = has_error || warning->severity == HAULIER_SEVERITY_ERROR;
        }
    }
  g_assert_cmpint (has_error, ==, refusal != 0);
  g_assert_cmpint (refused_by != NULL, ==, refusal != 0);
  g_assert_true (seen & (1u << HAULIER_RESOURCE_HELPER_TOKEN));
  g_assert_true (seen & (1u << HAULIER_RESOURCE_OTHER));
}

static const char *const setting_words[] = {
  "",
  "server=negotiate:implicit",
  "proxy=negotiate:implicit",
  "server=passport:ann proxy=digest:ann certificate=ann",
  "usage=override list=proxy:3128 bypass=intranet certificate=ann",
  "usage=autodetect server=basic:ann",
  "usage=override list=proxy:3128 url=ann host=ntlm:ben",
};

static void
check_settings (HaulierAccessFacts *facts, HaulierHelperToken *token)
{
  for (guint flags = 0; flags <= HAULIER_TOKEN_FLAGS_ALL; flags++)
    {
      for (guint state = 0; state <= HAULIER_TOKEN_STATE_WITHDRAWN; state++)
        {
          g_autoptr (GPtrArray) plan = NULL;

          token->flags = flags;
          token->state = state;
          plan = haulier_access_plan_new (facts);
          check_plan (facts, plan);
        }
    }
}

static void
test_plan_all (void)
{
  static const char *const remotes[] = { "http://intranet/x", "https://a.example/x", "smb://s/x" };

  for (guint i = 0; i < G_N_ELEMENTS (setting_words) * G_N_ELEMENTS (remotes); i++)
    {
      g_autofree char *words = g_strdup_printf ("remote=%s %s",
                                                remotes[i % G_N_ELEMENTS (remotes)],
                                                setting_words[i / G_N_ELEMENTS (remotes)]);
      g_autoptr (HaulierAccessCase) made = haulier_access_case_new (words);

      for (guint owner = 0; owner <= HAULIER_ACCOUNT_NETWORK_SERVICE; owner++)
        {
          for (guint profile = 0; profile <= HAULIER_PROFILE_XP; profile++)
            {
              made->facts.owner = owner;
              made->facts.profile = profile;
              check_settings (&made->facts, &made->access.token);
            }
        }
    }
}

/* The first one counts, in the order in which things are needed. */
static void
test_plan_refusal (void)
{
  g_autoptr (HaulierAccessCase) made
      = haulier_access_case_new ("flags=3 token=lost certificate=ann usage=override list=http://");
  g_autoptr (HaulierAccessCase) good = haulier_access_case_new ("");
  g_autoptr (GPtrArray) plan = haulier_access_plan_new (&made->facts);
  g_autoptr (GPtrArray) good_plan = haulier_access_plan_new (&good->facts);
  const HaulierRule *rule = NULL;

  g_assert_cmphex ((guint32) haulier_access_plan_get_refusal (plan, &rule), ==, 0x80200056);
  g_assert_cmpstr (rule->name, ==, "identity-token-lost");
  g_assert_cmpint (haulier_access_plan_get_refusal (good_plan, &rule), ==, 0);
  g_assert_null (rule);
  g_assert_cmpint (haulier_access_plan_get_refusal (good_plan, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (plan_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/access-plan/%s", plan_cases[i].name);

      g_test_add_data_func (path, &plan_cases[i], test_plan);
    }
  g_test_add_func ("/policy/access-plan/all", test_plan_all);
  g_test_add_func ("/policy/access-plan/refusal", test_plan_refusal);
  return g_test_run ();
}
