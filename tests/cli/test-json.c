/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* JSON: syntax, what is unknown, and the keys of jobs, files and records. */
#include "config.h"

#include "haulier-cli-job-json.h"

static void
test_json_pretty (void)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);
  g_autofree char *text = NULL;

  haulier_cli_json_begin_array (json, NULL);
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_text (json, "a", "b");
  haulier_cli_json_begin_array (json, "empty");
  haulier_cli_json_end_array (json);
  haulier_cli_json_boolean (json, "yes", TRUE);
  haulier_cli_json_end_object (json);
  haulier_cli_json_number (json, NULL, 7);
  haulier_cli_json_end_array (json);
  text = haulier_cli_json_take_text (json);
  g_assert_cmpstr (text,
                   ==,
                   "[\n"
                   "  {\n"
                   "    \"a\": \"b\",\n"
                   "    \"empty\": [],\n"
                   "    \"yes\": true\n"
                   "  },\n"
                   "  7\n"
                   "]");
}

static char *
write_text (const char *text)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (FALSE);

  haulier_cli_json_text (json, NULL, text);
  return haulier_cli_json_take_text (json);
}

static void
test_json_texts (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } rows[] = {
    { "", "\"\"" },
    { NULL, "null" },
    { "ä “q”", "\"ä “q”\"" },
    { "a\"b\\c", "\"a\\\"b\\\\c\"" },
    { "\n\t\x01\x7f", "\"\\n\\t\\u0001\\u007f\"" },
    { "a\xff", "\"a\xef\xbf\xbd\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = write_text (rows[i].text);

      g_assert_cmpstr (text, ==, rows[i].json);
    }
}

static void
test_json_unknown (void)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (FALSE);
  g_autofree char *text = NULL;

  haulier_cli_json_begin_array (json, NULL);
  haulier_cli_json_number (json, NULL, HAULIER_SIZE_UNKNOWN);
  haulier_cli_json_time (json, NULL, 0);
  haulier_cli_json_time (json, NULL, G_GINT64_CONSTANT (1700000000123456));
  haulier_cli_json_number (json, NULL, G_MAXUINT64 - 1);
  haulier_cli_json_end_array (json);
  text = haulier_cli_json_take_text (json);
  g_assert_cmpstr (text, ==, "[null, null, \"2023-11-14T22:13:20.123Z\", 18446744073709551614]");
}

static void
test_json_variant (void)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (FALSE);
  g_autoptr (GVariant) value = g_variant_ref_sink (
      g_variant_new_parsed ("{'n': <uint32 5>, 's': <'x'>, 'as': <['a', 'b']>, 'b': <true>, 't': "
                            "<uint64 0xffffffffffffffff>}"));
  g_autofree char *text = NULL;

  haulier_cli_json_variant (json, NULL, value);
  text = haulier_cli_json_take_text (json);
  g_assert_cmpstr (
      text, ==, "{\"n\": 5, \"s\": \"x\", \"as\": [\"a\", \"b\"], \"b\": true, \"t\": null}");
}

static void
test_json_job (void)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);
  g_autoptr (HaulierJob) job = haulier_job_new (
      "00000000-0000-4000-8000-000000000001", "payroll.csv", HAULIER_JOB_ORIGIN_BITS);
  g_autofree char *text = NULL;
  g_autoptr (HaulierAccountNames) owners = haulier_account_names_new ();
  HaulierCli cli = { .owners = owners };

  job->state = HAULIER_JOB_STATE_TRANSIENT_ERROR;
  job->waiting = HAULIER_WAITING_OWNER_NOT_LOGGED_ON;
  job->owner = haulier_account_for_user (0);
  job->created = G_GINT64_CONSTANT (1700000000000000);
  job->bytes_transferred = 12;
  job->bytes_total = HAULIER_SIZE_UNKNOWN;
  job->files_total = 1;
  haulier_job_take_failure (
      job,
      haulier_failure_new (
          HAULIER_ERROR_HTTP_403, HAULIER_ERROR_CONTEXT_REMOTE_FILE, 0, "get it: no", NULL));
  haulier_cli_json_job (json, &cli, job);
  text = haulier_cli_json_take_text (json);
  g_assert_cmpstr (text,
                   ==,
                   "{\n"
                   "  \"id\": \"00000000-0000-4000-8000-000000000001\",\n"
                   "  \"name\": \"payroll.csv\",\n"
                   "  \"type\": \"download\",\n"
                   "  \"owner\": \"root\",\n"
                   "  \"state\": \"transient-error\",\n"
                   "  \"priority\": \"normal\",\n"
                   "  \"profile\": null,\n"
                   "  \"origin\": \"bits\",\n"
                   "  \"created\": \"2023-11-14T22:13:20.000Z\",\n"
                   "  \"modified\": null,\n"
                   "  \"completed\": null,\n"
                   "  \"bytes_transferred\": 12,\n"
                   "  \"bytes_total\": null,\n"
                   "  \"files_transferred\": 0,\n"
                   "  \"files_total\": 1,\n"
                   "  \"speed\": 0,\n"
                   "  \"connections\": 0,\n"
                   "  \"waiting_reason\": \"owner-not-logged-on\",\n"
                   "  \"next_attempt\": null,\n"
                   "  \"error\": {\n"
                   "    \"code\": 2149122451,\n"
                   "    \"symbol\": \"BG_E_HTTP_ERROR_403\",\n"
                   "    \"hresult\": \"0x80190193\",\n"
                   "    \"context\": \"remote-file\",\n"
                   "    \"message\": \"get it: no\"\n"
                   "  },\n"
                   "  \"warnings\": null\n"
                   "}");
}

static void
test_json_file (void)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (FALSE);
  g_autoptr (HaulierFile) file = haulier_file_new (0, "http://a/b", "/t/b", 0);
  g_autofree char *text = NULL;

  file->state = HAULIER_FILE_STATE_HELD;
  file->transferred = 5;
  file->total = 5;
  haulier_cli_json_file (json, file);
  text = haulier_cli_json_take_text (json);
  g_assert_cmpstr (text,
                   ==,
                   "{\"remote\": \"http://a/b\", \"local\": \"/t/b\", \"state\": \"held\", "
                   "\"transferred\": 5, \"total\": 5, \"completed\": true, \"validator\": null, "
                   "\"checksum\": null, \"ranges\": null, \"error\": null}");
}

static void
test_json_record (void)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (FALSE);
  g_autoptr (HaulierTraceRecord) record = haulier_trace_record_new (
      G_GINT64_CONSTANT (1700000000000000), HAULIER_FAILURE_NO_FILE, "state", "connecting", NULL);
  g_autofree char *text = NULL;

  record->sequence = 3;
  haulier_cli_json_record (json, record);
  text = haulier_cli_json_take_text (json);
  g_assert_cmpstr (text,
                   ==,
                   "{\"sequence\": 3, \"time\": \"2023-11-14T22:13:20.000Z\", \"file\": null, "
                   "\"kind\": \"state\", \"text\": \"connecting\", \"details\": null}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cli/json/pretty", test_json_pretty);
  g_test_add_func ("/cli/json/texts", test_json_texts);
  g_test_add_func ("/cli/json/unknown", test_json_unknown);
  g_test_add_func ("/cli/json/variant", test_json_variant);
  g_test_add_func ("/cli/json/job", test_json_job);
  g_test_add_func ("/cli/json/file", test_json_file);
  g_test_add_func ("/cli/json/record", test_json_record);
  return g_test_run ();
}
