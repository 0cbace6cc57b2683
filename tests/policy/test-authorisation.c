/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of authorisation: every member of the interfaces has a row, and each row its verdicts. */
#include "config.h"

#include "haulier-authorisation.h"

#include <gio/gio.h>

#define MANAGER "org.haulier.Transfer1"
#define JOB "org.haulier.Transfer1.Job"

static GDBusNodeInfo *
load_interfaces (void)
{
  g_autofree char *path = g_build_filename (
      g_getenv ("HAULIER_SOURCE_DIR"), "data", "dbus", "org.haulier.Transfer1.xml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GDBusNodeInfo *node = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  node = g_dbus_node_info_new_for_xml (text, &error);
  g_assert_no_error (error);
  return node;
}

static gboolean
has_row (const char *interface_name, const char *member)
{
  const char *row_interface = NULL;
  const char *row_member = NULL;
  guint n = 0;

  for (guint i = 0; haulier_authorisation_get_nth_member (i, &row_interface, &row_member); i++)
    n += g_str_equal (row_interface, interface_name) && g_str_equal (row_member, member);
  g_assert_cmpuint (n, <=, 1);
  return n == 1;
}

/* ACC-3: nothing is inherited, each call is asked for. */
static void
test_authorisation_every_member_has_a_row (void)
{
  g_autoptr (GDBusNodeInfo) node = load_interfaces ();
  guint n = 0;

  for (guint i = 0; node->interfaces[i] != NULL; i++)
    {
      GDBusInterfaceInfo *info = node->interfaces[i];

      for (guint j = 0; info->methods != NULL && info->methods[j] != NULL; j++, n++)
        {
          g_test_message ("%s.%s", info->name, info->methods[j]->name);
          g_assert_true (has_row (info->name, info->methods[j]->name));
        }
      for (guint j = 0; info->properties != NULL && info->properties[j] != NULL; j++, n++)
        {
          g_test_message ("%s.%s", info->name, info->properties[j]->name);
          g_assert_true (has_row (info->name, info->properties[j]->name));
        }
    }
  g_assert_cmpuint (n, >, 20);
}

static void
test_authorisation_every_row_has_a_member (void)
{
  g_autoptr (GDBusNodeInfo) node = load_interfaces ();
  const char *interface_name = NULL;
  const char *member = NULL;

  for (guint i = 0; haulier_authorisation_get_nth_member (i, &interface_name, &member); i++)
    {
      g_auto (GStrv) parts = g_strsplit (member, "(", 2);
      GDBusInterfaceInfo *info = g_dbus_node_info_lookup_interface (node, interface_name);

      g_test_message ("%s.%s", interface_name, member);
      g_assert_nonnull (info);
      g_assert_true (g_dbus_interface_info_lookup_method (info, parts[0]) != NULL
                     || g_dbus_interface_info_lookup_property (info, parts[0]) != NULL);
      if (parts[1] != NULL)
        {
          g_assert_true (g_str_has_suffix (parts[1], ")"));
          g_assert_true (has_row (interface_name, parts[0]));
        }
    }
}

/* An account sees its own; a stranger learns of nobody's job; who is asked is told for what. */
static void
test_authorisation_rows_are_consistent (void)
{
  const char *interface_name = NULL;
  const char *member = NULL;

  for (guint i = 0; haulier_authorisation_get_nth_member (i, &interface_name, &member); i++)
    {
      g_test_message ("%s.%s", interface_name, member);
      for (gint relation = HAULIER_CALLER_OWNER; relation <= HAULIER_CALLER_STRANGER; relation++)
        {
          HaulierAuthorisation decision = haulier_authorisation_decide (
              (HaulierCallerRelation) relation, interface_name, member);

          g_assert_nonnull (decision.source);
          g_assert_cmpstr (decision.source, !=, "");
          g_assert_cmpint (
              decision.action != NULL, ==, decision.verdict == HAULIER_AUTHORISATION_ASK);
          if (decision.action != NULL)
            g_assert_true (g_str_has_prefix (decision.action, "org.haulier.transfer1."));
          if (relation == HAULIER_CALLER_OWNER)
            g_assert_cmpint (decision.verdict, ==, HAULIER_AUTHORISATION_ALLOWED);
          if (relation == HAULIER_CALLER_STRANGER)
            g_assert_cmpint (decision.verdict,
                             ==,
                             g_str_equal (interface_name, MANAGER) ? HAULIER_AUTHORISATION_DENIED
                                                                   : HAULIER_AUTHORISATION_UNKNOWN);
          if (relation == HAULIER_CALLER_OTHER && !g_str_equal (interface_name, MANAGER))
            g_assert_cmpint (decision.verdict, ==, HAULIER_AUTHORISATION_UNKNOWN);
        }
    }
}

static const struct
{
  HaulierCallerRelation relation;
  const char *interface_name;
  const char *member;
  HaulierAuthorisationVerdict verdict;
  const char *why;
} decision_rows[] = {
  { HAULIER_CALLER_OTHER, MANAGER, "CreateJob", HAULIER_AUTHORISATION_ALLOWED, "one's own job" },
  { HAULIER_CALLER_OTHER,
    MANAGER,
    "CreateJob(account)",
    HAULIER_AUTHORISATION_ASK,
    "jobs of LocalSystem and its like need uid 0, the account itself, or the action" },
  { HAULIER_CALLER_OTHER, MANAGER, "ListJobs", HAULIER_AUTHORISATION_ALLOWED, "one's own jobs" },
  { HAULIER_CALLER_OTHER,
    MANAGER,
    "ListJobs(all-owners)",
    HAULIER_AUTHORISATION_ASK,
    "everybody's jobs need an administrator" },
  { HAULIER_CALLER_ADMINISTRATOR,
    MANAGER,
    "ListJobs(all-owners)",
    HAULIER_AUTHORISATION_ALLOWED,
    "an administrator" },
  { HAULIER_CALLER_MANAGER, MANAGER, "CreateJob", HAULIER_AUTHORISATION_ALLOWED, "one's own job" },
  { HAULIER_CALLER_VIEWER, MANAGER, "CreateJob", HAULIER_AUTHORISATION_ALLOWED, "one's own job" },
  { HAULIER_CALLER_MANAGER, JOB, "GetFiles", HAULIER_AUTHORISATION_ALLOWED, "was authorised" },
  { HAULIER_CALLER_MANAGER, JOB, "Cancel", HAULIER_AUTHORISATION_ALLOWED, "was authorised" },
  { HAULIER_CALLER_VIEWER, JOB, "Cancel", HAULIER_AUTHORISATION_ASK, "was not for that" },
  { HAULIER_CALLER_VIEWER, JOB, "GetFiles", HAULIER_AUTHORISATION_ALLOWED, "was authorised" },
  { HAULIER_CALLER_VIEWER,
    JOB,
    "GetDetails(headers)",
    HAULIER_AUTHORISATION_DENIED,
    "custom headers are owner-only, also for who sees everything" },
  { HAULIER_CALLER_MANAGER,
    JOB,
    "GetDetails(headers)",
    HAULIER_AUTHORISATION_DENIED,
    "custom headers are owner-only, also for who manages" },
  { HAULIER_CALLER_ADMINISTRATOR, JOB, "TakeOwnership", HAULIER_AUTHORISATION_ALLOWED, "takes it" },
  { HAULIER_CALLER_MANAGER, JOB, "TakeOwnership", HAULIER_AUTHORISATION_ASK, "is asked again" },
  { HAULIER_CALLER_VIEWER, JOB, "TakeOwnership", HAULIER_AUTHORISATION_ASK, "is asked" },
  { HAULIER_CALLER_OTHER, MANAGER, "SetSettings", HAULIER_AUTHORISATION_ASK, "for everybody" },
  { HAULIER_CALLER_OWNER, MANAGER, "SetSettings", HAULIER_AUTHORISATION_ALLOWED, "own engine" },
  { HAULIER_CALLER_OTHER, MANAGER, "SetHostCredential", HAULIER_AUTHORISATION_ALLOWED, "own rule" },
  { HAULIER_CALLER_OTHER,
    MANAGER,
    "SetHostCredential(account)",
    HAULIER_AUTHORISATION_ASK,
    "what logs in for jobs of another account" },
  { HAULIER_CALLER_OTHER, MANAGER, "Version", HAULIER_AUTHORISATION_ALLOWED, "public" },
  { HAULIER_CALLER_ADMINISTRATOR, JOB, "Cancel", HAULIER_AUTHORISATION_ALLOWED, "may modify" },
  { HAULIER_CALLER_ADMINISTRATOR, JOB, "GetFiles", HAULIER_AUTHORISATION_ALLOWED, "may see" },
  { HAULIER_CALLER_ADMINISTRATOR,
    JOB,
    "GetDetails(headers)",
    HAULIER_AUTHORISATION_DENIED,
    "custom headers are owner-only, also for administrators" },
  { HAULIER_CALLER_ADMINISTRATOR,
    JOB,
    "Set(headers)",
    HAULIER_AUTHORISATION_DENIED,
    "custom headers are owner-only, also for administrators" },
  { HAULIER_CALLER_OTHER, JOB, "GetDetails", HAULIER_AUTHORISATION_UNKNOWN, "is not found" },
  { HAULIER_CALLER_OWNER, JOB, "getdetails", HAULIER_AUTHORISATION_UNKNOWN, "names are exact" },
  { HAULIER_CALLER_OWNER, JOB, "", HAULIER_AUTHORISATION_UNKNOWN, "no such member" },
  { HAULIER_CALLER_OWNER, MANAGER, "Cancel", HAULIER_AUTHORISATION_UNKNOWN, "of Job only" },
  { HAULIER_CALLER_OWNER, "org.haulier", "Version", HAULIER_AUTHORISATION_UNKNOWN, "no such" },
};

static void
test_authorisation_decisions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (decision_rows); i++)
    {
      g_test_message ("%s: %s", decision_rows[i].member, decision_rows[i].why);
      g_assert_cmpint (haulier_authorisation_decide (decision_rows[i].relation,
                                                     decision_rows[i].interface_name,
                                                     decision_rows[i].member)
                           .verdict,
                       ==,
                       decision_rows[i].verdict);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/authorisation/members", test_authorisation_every_member_has_a_row);
  g_test_add_func ("/policy/authorisation/rows", test_authorisation_every_row_has_a_member);
  g_test_add_func ("/policy/authorisation/consistent", test_authorisation_rows_are_consistent);
  g_test_add_func ("/policy/authorisation/decisions", test_authorisation_decisions);
  return g_test_run ();
}
