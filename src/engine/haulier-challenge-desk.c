/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where workers ask who logs in: the rules decide, one request at a time tries, the store
 * remembers.
 */
#include "config.h"

#include "haulier-challenge-desk.h"

#include "haulier-error.h"
#include "haulier-login-places.h"
#include "haulier-login-reply.h"
#include "haulier-login.h"
#include "haulier-store-access.h"

struct _HaulierChallengeDesk
{
  HaulierStore *store;
  HaulierVault *vault;
  const HaulierChallengeDeskFuncs *funcs;
  gpointer user_data;
  GPtrArray *places; /* HaulierLoginPlace */
  GPtrArray *visits; /* Visit */
  guint64 last_number;
};

/* One question, until it is answered. */
typedef struct
{
  HaulierChallengeDesk *desk; /* (nullable): closed */
  GDBusMethodInvocation *invocation;
  gconstpointer run;     /* (nullable): over */
  const HaulierJob *job; /* as long as that is not over */
  HaulierLoginVisit asked;
  HaulierLoginPlace *place;
  gboolean waiting;         /* behind somebody who tries the same */
  HaulierLoginLease *lease; /* (nullable): a copy of what it will get */
  char *rule;
  HaulierSecret *secret; /* (nullable) */
} Visit;

static void decide (Visit *visit);

static void
visit_free (Visit *visit)
{
  if (visit->desk != NULL)
    g_ptr_array_remove_fast (visit->desk->visits, visit);
  if (visit->desk != NULL && visit->place != NULL)
    visit->place->n_visits--;
  haulier_login_visit_clear (&visit->asked);
  haulier_login_lease_free (visit->lease);
  g_clear_pointer (&visit->secret, haulier_secret_unref);
  g_free (visit->rule);
  g_free (visit);
}

static void
refuse_file (Visit *visit, gint code, gboolean file_only, const char *rule, const char *why)
{
  g_autofree char *message = g_strdup_printf ("log in to %s: %s", visit->asked.origin, why);

  haulier_login_reply_refuse (visit->invocation, code, file_only, rule, message);
  visit_free (visit);
}

static void
refuse (Visit *visit, gint code, const char *rule, const char *why)
{
  refuse_file (visit, code, FALSE, rule, why);
}

static gint
get_code (const Visit *visit)
{
  return visit->asked.target == HAULIER_AUTH_TARGET_PROXY ? HAULIER_ERROR_HTTP_407
                                                          : HAULIER_ERROR_HTTP_401;
}

/**
 * haulier_challenge_desk_new:
 * @store: where it is remembered what was tried
 * @vault: where passwords are
 * @funcs: (transfer none): what is asked of the engine
 * @user_data: for @funcs
 *
 * Returns: (transfer full): a desk
 */
HaulierChallengeDesk *
haulier_challenge_desk_new (HaulierStore *store,
                            HaulierVault *vault,
                            const HaulierChallengeDeskFuncs *funcs,
                            gpointer user_data)
{
  HaulierChallengeDesk *desk = g_new0 (HaulierChallengeDesk, 1);

  desk->store = g_object_ref (store);
  desk->vault = g_object_ref (vault);
  desk->funcs = funcs;
  desk->user_data = user_data;
  desk->places = haulier_login_places_new ();
  desk->visits = g_ptr_array_new ();
  return desk;
}

/**
 * haulier_challenge_desk_free:
 * @desk: (nullable): a desk whose workers are gone
 */
void
haulier_challenge_desk_free (HaulierChallengeDesk *desk)
{
  if (desk == NULL)
    return;
  /* What is on its way frees itself when it comes back. */
  for (guint i = desk->visits->len; i > 0; i--)
    {
      Visit *visit = g_ptr_array_index (desk->visits, i - 1);

      visit->desk = NULL;
      visit->run = NULL;
    }
  g_ptr_array_unref (desk->visits);
  g_ptr_array_unref (desk->places);
  g_object_unref (desk->store);
  g_object_unref (desk->vault);
  g_free (desk);
}

/* Those who wait behind a login that is not tried any more are looked at again. */
static void
wake (HaulierChallengeDesk *desk, const HaulierLoginPlace *place)
{
  g_autoptr (GPtrArray) woken = g_ptr_array_new ();

  for (guint i = 0; i < desk->visits->len; i++)
    {
      Visit *visit = g_ptr_array_index (desk->visits, i);

      if (visit->waiting && haulier_login_places_are_neighbours (visit->place, place))
        g_ptr_array_add (woken, visit);
    }
  for (guint i = 0; i < woken->len; i++)
    {
      ((Visit *) g_ptr_array_index (woken, i))->waiting = FALSE;
      decide (g_ptr_array_index (woken, i));
    }
}

static void
write_outcome (HaulierChallengeDesk *desk,
               HaulierLoginPlace *place,
               const HaulierLoginLease *lease,
               HaulierLoginOutcome outcome)
{
  const HaulierLoginRecord *record
      = haulier_login_place_note (place, lease, outcome, g_get_real_time ());

  haulier_store_write_login_async (desk->store, record, NULL, NULL);
}

static void
freeze_rejected_elsewhere (Visit *visit, const HaulierAccessFacts *facts, GArray *frozen)
{
  GPtrArray *credentials = facts->access->credentials;

  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    {
      const HaulierCredential *credential = g_ptr_array_index (credentials, i);
      HaulierLoginLease like = { .scheme = credential->scheme, .stamp = credential->stamp };

      for (like.kind = HAULIER_CANDIDATE_URL; like.kind <= HAULIER_CANDIDATE_HOST; like.kind++)
        {
          HaulierFrozenLogin row = { like.kind, like.scheme, like.stamp, HAULIER_TRIED_REJECTED };

          if (!credential->implicit
              && haulier_login_places_have_rejected (visit->desk->places, visit->place, &like))
            g_array_append_val (frozen, row);
        }
    }
}

static HaulierLoginDecision *
ask_rules (Visit *visit)
{
  HaulierChallengeDesk *desk = visit->desk;
  HaulierAccessFacts facts = { 0 };
  g_autoptr (GArray) frozen
      = haulier_login_place_list_frozen (visit->place, visit->run, visit->asked.file);
  HaulierChallenge challenge = {
    .target = visit->asked.target,
    .origin = visit->asked.origin,
    .offered = visit->asked.bits,
    .secure = visit->asked.secure,
    .same_origin = visit->asked.same_origin,
    .frozen = frozen,
  };
  HaulierLoginDecision *decision = NULL;

  if (visit->asked.target == HAULIER_AUTH_TARGET_SERVER)
    challenge.proxy_scheme = haulier_login_places_find_proxy_scheme (desk->places, visit->run);
  desk->funcs->gather (visit->job, &facts, desk->user_data);
  freeze_rejected_elsewhere (visit, &facts, frozen);
  decision = haulier_login_decide (&facts, &challenge);
  desk->funcs->trace (
      visit->job, haulier_login_reply_trace (&visit->asked, decision), desk->user_data);
  return decision;
}

static void
give (Visit *visit)
{
  haulier_login_reply_give (visit->invocation, visit->lease, visit->rule, visit->secret);
  visit_free (visit);
}

/* What was to be tried is not: somebody else may. */
static void
drop_lease (Visit *visit)
{
  HaulierLoginPlace *place = NULL;
  HaulierLoginLease *lease
      = visit->desk != NULL
            ? haulier_login_places_find_lease (visit->desk->places, visit->lease->number, &place)
            : NULL;

  if (lease == NULL)
    return;
  haulier_login_place_end_lease (place, lease);
  wake (visit->desk, place);
}

static void
attempt_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *visit = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_store_write_login_finish (HAULIER_STORE (source), result, &error)
      || visit->run == NULL)
    {
      drop_lease (visit);
      refuse (visit,
              get_code (visit),
              NULL,
              error != NULL ? error->message : "the job does not run any more");
      return;
    }
  give (visit);
}

/* Durable before the secret leaves: after a crash nobody tries it a second time. */
static void
write_attempt (Visit *visit)
{
  HaulierLoginPlace *place = visit->place;
  const HaulierLoginRecord *record = NULL;

  if (visit->lease->open)
    {
      give (visit);
      return;
    }
  record
      = haulier_login_place_note (place, visit->lease, HAULIER_LOGIN_ATTEMPTED, g_get_real_time ());
  haulier_store_write_login_async (visit->desk->store, record, attempt_written_cb, visit);
}

static void
secret_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *visit = user_data;
  HaulierKept kept = HAULIER_KEPT_MISSING;
  g_autoptr (GError) error = NULL;

  visit->secret = haulier_vault_lookup_finish (HAULIER_VAULT (source), result, &kept, &error);
  if (visit->secret != NULL && visit->run != NULL && visit->desk != NULL)
    {
      write_attempt (visit);
      return;
    }
  if (visit->desk != NULL)
    drop_lease (visit);
  refuse (visit,
          get_code (visit),
          visit->rule,
          error != NULL                 ? error->message
          : kept == HAULIER_KEPT_LOCKED ? "the keyring that has the password is locked"
                                        : "the password is not known any more");
}

static void
take_decision (Visit *visit, const HaulierLoginDecision *decision)
{
  const HaulierCredential *credential = decision->credential;
  const HaulierCredential *set = credential != NULL ? credential : decision->entry;
  HaulierChallengeDesk *desk = visit->desk;

  visit->lease = g_new0 (HaulierLoginLease, 1);
  visit->lease->run = visit->run;
  visit->lease->job = visit->job;
  visit->lease->kind = decision->kind;
  visit->lease->scheme = decision->scheme;
  visit->lease->stamp = set != NULL ? set->stamp : 0;
  visit->lease->past = haulier_login_place_get_past (visit->place, visit->lease);
  visit->lease->explicit = credential != NULL && !credential->implicit;
  visit->lease->user = visit->lease->explicit ? g_strdup (credential->user) : NULL;
  if (visit->lease->explicit
      && haulier_login_places_are_probed (desk->places, visit->place, visit->lease))
    {
      g_clear_pointer (&visit->lease, haulier_login_lease_free);
      visit->waiting = TRUE;
      return;
    }
  visit->lease->number = ++desk->last_number;
  visit->lease->open = !visit->lease->explicit || visit->lease->past == HAULIER_LOGIN_PAST_ACCEPTED;
  g_free (visit->rule);
  visit->rule = g_strdup (decision->rule->name);
  g_ptr_array_add (visit->place->leases, haulier_login_lease_copy (visit->lease));
  if (visit->lease->explicit)
    haulier_vault_lookup_async (desk->vault, credential->secret, NULL, secret_found_cb, visit);
  else
    give (visit);
}

static void
decide (Visit *visit)
{
  g_autoptr (HaulierLoginDecision) decision = ask_rules (visit);
  const char *message = haulier_login_place_get_message (visit->place, visit->run);

  if (decision->kind == HAULIER_CANDIDATE_ANONYMOUS)
    refuse_file (visit,
                 decision->code,
                 decision->file_only,
                 decision->rule->name,
                 message != NULL ? message : decision->rule->text);
  else if (decision->credential == NULL && decision->identity == HAULIER_IDENTITY_NOBODY)
    refuse (visit,
            get_code (visit),
            decision->rule->name,
            "nobody can act for the account that would log in");
  else
    take_decision (visit, decision);
}

static void
take_rejection (Visit *visit)
{
  HaulierChallengeDesk *desk = visit->desk;
  HaulierLoginPlace *place = NULL;
  HaulierLoginLease *lease
      = haulier_login_places_find_lease (desk->places, visit->asked.sent, &place);
  const char *message = visit->asked.message;
  const HaulierRule *rule = NULL;
  gboolean file_only = FALSE;

  if (lease == NULL)
    return;
  file_only = haulier_login_refusal_decide (lease->explicit,
                                            message == NULL,
                                            haulier_login_place_get_past (visit->place, lease),
                                            &rule)
              == HAULIER_TRIED_FOR_FILE;
  desk->funcs->trace (visit->job,
                      haulier_login_reply_trace_end (visit->asked.file,
                                                     visit->place->where,
                                                     lease,
                                                     file_only ? "refused" : "rejected",
                                                     rule,
                                                     message),
                      desk->user_data);
  write_outcome (
      desk, visit->place, lease, file_only ? HAULIER_LOGIN_REFUSED : HAULIER_LOGIN_REJECTED);
  haulier_login_place_withhold (
      visit->place, lease, file_only ? visit->asked.file : HAULIER_FAILURE_NO_FILE, message);
  if (place != visit->place)
    return;
  haulier_login_place_end_lease (place, lease);
  wake (desk, place);
}

static void
records_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Visit *visit = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records
      = haulier_store_load_logins_finish (HAULIER_STORE (source), result, &error);

  if (records == NULL || visit->run == NULL || visit->desk == NULL)
    {
      refuse (visit,
              get_code (visit),
              NULL,
              error != NULL ? error->message : "the job does not run any more");
      return;
    }
  if (visit->place->records == NULL)
    visit->place->records = g_steal_pointer (&records);
  if (visit->asked.sent != 0)
    take_rejection (visit);
  decide (visit);
}

/**
 * haulier_challenge_desk_ask:
 * @desk: the desk
 * @run: the run of a job; only compared
 * @job: the job, until haulier_challenge_desk_forget_run()
 * @file: index of the file
 * @challenge: `a{sv}`, see Challenge of org.haulier.Engine1
 * @invocation: (transfer full): answered when it is decided
 */
void
haulier_challenge_desk_ask (HaulierChallengeDesk *desk,
                            gconstpointer run,
                            const HaulierJob *job,
                            guint file,
                            GVariant *challenge,
                            GDBusMethodInvocation *invocation)
{
  Visit *visit = g_new0 (Visit, 1);
  g_autofree char *owner = haulier_account_to_key (job->owner);
  HaulierLoginRecord where = { .owner = owner };

  visit->desk = desk;
  visit->invocation = invocation;
  visit->run = run;
  visit->job = job;
  g_ptr_array_add (desk->visits, visit);
  if (!haulier_login_visit_read (&visit->asked, file, challenge))
    {
      g_dbus_method_invocation_return_error (invocation,
                                             HAULIER_ERROR,
                                             HAULIER_ERROR_INVALID_ARGUMENT,
                                             "ask who logs in: the question is not complete");
      visit_free (visit);
      return;
    }
  where.target = visit->asked.target;
  where.origin = visit->asked.origin;
  where.realm = visit->asked.realm;
  visit->place = haulier_login_places_ensure (desk->places, &where);
  visit->place->n_visits++;
  haulier_store_load_logins_async (desk->store, &where, records_read_cb, visit);
}

static void
trace_end (HaulierChallengeDesk *desk,
           const HaulierLoginPlace *place,
           const HaulierLoginLease *lease,
           const char *outcome,
           const char *message)
{
  HaulierTraceRecord *record = NULL;

  record = haulier_login_reply_trace_end (
      HAULIER_FAILURE_NO_FILE, place->where, lease, outcome, NULL, message);
  desk->funcs->trace (lease->job, record, desk->user_data);
}

/* It counts as before. */
static void
forget_attempt (HaulierChallengeDesk *desk, HaulierLoginPlace *place, HaulierLoginLease *lease)
{
  if (!lease->open)
    write_outcome (desk,
                   place,
                   lease,
                   lease->past == HAULIER_LOGIN_PAST_REFUSED ? HAULIER_LOGIN_REFUSED
                                                             : HAULIER_LOGIN_UNTRIED);
}

/* Once a connection may break; what breaks it twice may be the password. */
static void
take_loss (HaulierChallengeDesk *desk, HaulierLoginPlace *place, HaulierLoginLease *lease)
{
  trace_end (desk, place, lease, "lost", NULL);
  if (!lease->open && !haulier_login_place_count_lost (place, lease))
    forget_attempt (desk, place, lease);
  haulier_login_place_end_lease (place, lease);
}

static void
take_unsent (HaulierChallengeDesk *desk,
             HaulierLoginPlace *place,
             HaulierLoginLease *lease,
             const char *message)
{
  trace_end (desk, place, lease, "not sent", message);
  forget_attempt (desk, place, lease);
  if (message != NULL)
    haulier_login_place_withhold (place, lease, HAULIER_FAILURE_NO_FILE, message);
  haulier_login_place_end_lease (place, lease);
}

/**
 * haulier_challenge_desk_login_ended:
 * @desk: the desk
 * @number: of a login
 * @outcome: `a{sv}`, see LoginEnded of org.haulier.Engine1
 */
void
haulier_challenge_desk_login_ended (HaulierChallengeDesk *desk, guint64 number, GVariant *outcome)
{
  HaulierLoginPlace *place = NULL;
  HaulierLoginLease *lease = haulier_login_places_find_lease (desk->places, number, &place);
  const char *message = NULL;
  gboolean accepted = FALSE;
  gboolean unsent = FALSE;

  if (lease == NULL)
    return;
  (void) g_variant_lookup (outcome, "accepted", "b", &accepted);
  (void) g_variant_lookup (outcome, "unsent", "b", &unsent);
  (void) g_variant_lookup (outcome, "message", "&s", &message);
  if (accepted)
    {
      trace_end (desk, place, lease, "accepted", NULL);
      lease->open = TRUE;
      write_outcome (desk, place, lease, HAULIER_LOGIN_ACCEPTED);
    }
  else if (unsent)
    take_unsent (desk, place, lease, message);
  else
    take_loss (desk, place, lease);
  wake (desk, place);
}

/**
 * haulier_challenge_desk_forget_run:
 * @desk: the desk
 * @run: a run of a job that is over, or whose worker is gone
 *
 * What it was trying stays noted as tried without an outcome.
 */
void
haulier_challenge_desk_forget_run (HaulierChallengeDesk *desk, gconstpointer run)
{
  for (guint i = desk->visits->len; i > 0; i--)
    {
      Visit *visit = g_ptr_array_index (desk->visits, i - 1);

      if (visit->run != run)
        continue;
      visit->run = NULL;
      if (visit->waiting)
        refuse (visit, get_code (visit), NULL, "the job does not run any more");
    }
  for (guint i = 0; i < desk->places->len; i++)
    {
      HaulierLoginPlace *place = g_ptr_array_index (desk->places, i);

      if (haulier_login_place_forget_run (place, run))
        wake (desk, place);
    }
}
