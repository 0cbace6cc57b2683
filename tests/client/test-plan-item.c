/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row of the access plan: what it says, and what is missing in it. */
#include "config.h"

#include "haulier-plan-item.h"

#include "haulier-error.h"

#define PLAN                                                                                       \
  "[{'resource': <'server-login'>, 'subject': <'http://h:80'>, 'identity': <'owner'>,"             \
  "  'name': <'ben'>, 'credential': <'url'>, 'scheme': <'basic'>, 'user': <'ann'>,"                \
  "  'state': <'will-be-used'>, 'rule': <'url-first'>, 'requirements': <'AUTH-4'>,"                \
  "  'source': <'S2'>, 'text': <'The address says who logs in.'>,"                                 \
  "  'warnings': <[{'rule': <'url-clear-text'>, 'requirements': <'AUTH-3'>,"                       \
  "    'severity': <'warning'>, 'text': <'Anybody can read it.'>, 'source': <'S2'>,"               \
  "    'fix': <'move-url-credentials'>, 'fix-arguments': <{'target': <'server'>}>},"               \
  "   {'severity': <'error'>}]>},"                                                                 \
  " {'resource': <'download-file'>, 'state': <'refused'>, 'code': <uint32 0x80070005>},"           \
  " @a{sv} {}]"

static GPtrArray *
read_plan (void)
{
  g_autoptr (GVariant) rows = g_variant_ref_sink (g_variant_new_parsed (PLAN));

  return haulier_plan_items_new (rows);
}

static void
test_plan_item_read (void)
{
  g_autoptr (GPtrArray) plan = read_plan ();
  HaulierPlanItem *item = g_ptr_array_index (plan, 0);
  g_autofree char *used_as = haulier_plan_item_dup_used_as (item);
  g_autofree char *with = haulier_plan_item_dup_with (item);

  g_assert_cmpuint (plan->len, ==, 3);
  g_assert_cmpstr (haulier_plan_item_get_resource (item), ==, "server-login");
  g_assert_cmpstr (haulier_plan_item_get_subject (item), ==, "http://h:80");
  g_assert_cmpstr (haulier_plan_item_get_state (item), ==, "will-be-used");
  g_assert_cmpstr (haulier_plan_item_get_sentence (item), ==, "The address says who logs in.");
  g_assert_cmpstr (haulier_plan_item_get_text (item, "requirements"), ==, "AUTH-4");
  g_assert_cmpint (haulier_plan_item_get_code (item), ==, 0);
  g_assert_cmpstr (used_as, ==, "ben");
  g_assert_cmpstr (with, ==, "Basic, ann, from the address");
}

/* What cannot be set: with what exactly is wrong, and the answer that setting it would get. */
static void
test_plan_item_refusals (void)
{
  g_autoptr (GVariant) rows = g_variant_ref_sink (g_variant_new_parsed (
      "[{'resource': <'other'>, 'warnings': <[{'severity': <'error'>, 'text': <'It fails'>}]>},"
      " {'resource': <'proxy-settings'>, 'warnings': <[{'severity': <'refused'>,"
      "   'code': <uint32 0x8020003f>, 'text': <'No such list'>, 'detail': <'“p:q” is none'>},"
      "  {'severity': <'refused'>, 'code': <uint32 0x80070057>, 'text': <'Nor that'>}]>}]"));
  g_autoptr (GPtrArray) plan = haulier_plan_items_new (rows);
  GPtrArray *warnings = haulier_plan_item_get_warnings (g_ptr_array_index (plan, 1));
  const HaulierPlanWarning *first = g_ptr_array_index (warnings, 0);
  const HaulierPlanWarning *second = g_ptr_array_index (warnings, 1);

  g_assert_true (haulier_plan_items_find_refusal (plan) == first);
  g_assert_cmpint (first->severity, ==, HAULIER_SEVERITY_REFUSED);
  g_assert_cmpint (first->code, ==, HAULIER_ERROR_INVALID_PROXY_INFO);
  g_assert_cmpstr (
      first->text, ==, "No such list (0x8020003F BG_E_INVALID_PROXY_INFO: “p:q” is none)");
  g_assert_cmpstr (second->text, ==, "Nor that (0x80070057 E_INVALIDARG)");
  g_ptr_array_set_size (plan, 1);
  g_assert_null (haulier_plan_items_find_refusal (plan));
}

static void
test_plan_item_warnings (void)
{
  g_autoptr (GPtrArray) plan = read_plan ();
  GPtrArray *warnings = haulier_plan_item_get_warnings (g_ptr_array_index (plan, 0));
  const HaulierPlanWarning *first = g_ptr_array_index (warnings, 0);
  const HaulierPlanWarning *second = g_ptr_array_index (warnings, 1);
  const char *target = NULL;

  g_assert_cmpuint (warnings->len, ==, 2);
  g_assert_cmpint (first->severity, ==, HAULIER_SEVERITY_WARNING);
  g_assert_cmpstr (first->text, ==, "Anybody can read it.");
  g_assert_cmpstr (first->fix, ==, "move-url-credentials");
  g_assert_true (g_variant_lookup (first->fix_arguments, "target", "&s", &target));
  g_assert_cmpstr (target, ==, "server");
  g_assert_cmpint (second->severity, ==, HAULIER_SEVERITY_ERROR);
  g_assert_null (second->fix);
  g_assert_null (second->fix_arguments);
}

static void
test_plan_item_refused (void)
{
  g_autoptr (GPtrArray) plan = read_plan ();
  HaulierPlanItem *item = g_ptr_array_index (plan, 1);
  g_autofree char *with = haulier_plan_item_dup_with (item);

  g_assert_cmpint (haulier_plan_item_get_code (item), ==, HAULIER_ERROR_ACCESS_DENIED);
  g_assert_cmpstr (with, ==, "file permissions");
}

/* An engine of another version may leave out anything. */
static void
test_plan_item_empty (void)
{
  g_autoptr (GPtrArray) plan = read_plan ();
  HaulierPlanItem *item = g_ptr_array_index (plan, 2);
  g_autofree char *description = haulier_plan_item_dup_description (item);

  g_assert_cmpstr (haulier_plan_item_get_sentence (item), ==, "");
  g_assert_cmpuint (haulier_plan_item_get_warnings (item)->len, ==, 0);
  g_assert_nonnull (description);
}

static void
test_plan_item_description (void)
{
  g_autoptr (GPtrArray) plan = read_plan ();
  g_autofree char *description = haulier_plan_item_dup_description (g_ptr_array_index (plan, 0));

  g_assert_cmpstr (description,
                   ==,
                   "Server login http://h:80: ben, Basic, ann, from the address, will be used. "
                   "The address says who logs in. Anybody can read it. ");
}

static void
test_plan_item_equal (void)
{
  g_autoptr (GPtrArray) one = read_plan ();
  g_autoptr (GPtrArray) other = read_plan ();

  g_assert_true (
      haulier_plan_item_equal (g_ptr_array_index (one, 0), g_ptr_array_index (other, 0)));
  g_assert_false (
      haulier_plan_item_equal (g_ptr_array_index (one, 0), g_ptr_array_index (other, 1)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/client/plan-item/read", test_plan_item_read);
  g_test_add_func ("/client/plan-item/refusals", test_plan_item_refusals);
  g_test_add_func ("/client/plan-item/warnings", test_plan_item_warnings);
  g_test_add_func ("/client/plan-item/refused", test_plan_item_refused);
  g_test_add_func ("/client/plan-item/empty", test_plan_item_empty);
  g_test_add_func ("/client/plan-item/description", test_plan_item_description);
  g_test_add_func ("/client/plan-item/equal", test_plan_item_equal);
  return g_test_run ();
}
