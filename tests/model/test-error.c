/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the error table: order, uniqueness, every symbol, every text form of a code. */
#include "config.h"

#include "haulier-error.h"

#include <errno.h>
#include <string.h>

#include "haulier-model-types.h"

/* As the headers of Windows have them: bitsmsg.h, winhttp.h, winerror.h. */
static const struct
{
  guint32 code;
  const char *symbol;
} symbol_rows[] = {
  { 0x00200017, "BG_S_PARTIAL_COMPLETE" },
  { 0x0020001a, "BG_S_UNABLE_TO_DELETE_FILES" },
  { 0x0020002a, "BG_S_PROXY_CHANGED" },
  { 0x00200055, "BG_S_OVERRIDDEN_BY_POLICY" },
  { 0x80004001, "E_NOTIMPL" },
  { 0x80004005, "E_FAIL" },
  { 0x80010123, "CO_E_FAILEDTOIMPERSONATE" },
  { 0x80070002, "ERROR_FILE_NOT_FOUND" },
  { 0x80070004, "ERROR_TOO_MANY_OPEN_FILES" },
  { 0x80070005, "E_ACCESSDENIED" },
  { 0x8007000e, "E_OUTOFMEMORY" },
  { 0x80070013, "ERROR_WRITE_PROTECT" },
  { 0x80070050, "ERROR_FILE_EXISTS" },
  { 0x80070057, "E_INVALIDARG" },
  { 0x80070070, "ERROR_DISK_FULL" },
  { 0x8007007b, "ERROR_INVALID_NAME" },
  { 0x800700df, "ERROR_FILE_TOO_LARGE" },
  { 0x800703eb, "ERROR_CAN_NOT_COMPLETE" },
  { 0x8007045d, "ERROR_IO_DEVICE" },
  { 0x800704c7, "ERROR_CANCELLED" },
  { 0x800704d5, "ERROR_RETRY" },
  { 0x800704dd, "ERROR_NOT_LOGGED_ON" },
  { 0x800702e4, "ERROR_ELEVATION_REQUIRED" },
  { 0x80070525, "ERROR_NO_SUCH_USER" },
  { 0x800706ba, "RPC_S_SERVER_UNAVAILABLE" },
  { 0x800706f4, "RPC_X_NULL_REF_POINTER" },
  { 0x800706f7, "RPC_X_BAD_STUB_DATA" },
  { 0x80072ee2, "ERROR_WINHTTP_TIMEOUT" },
  { 0x80072ee5, "ERROR_WINHTTP_INVALID_URL" },
  { 0x80072ee6, "ERROR_WINHTTP_UNRECOGNIZED_SCHEME" },
  { 0x80072ee7, "ERROR_WINHTTP_NAME_NOT_RESOLVED" },
  { 0x80072eef, "ERROR_WINHTTP_LOGIN_FAILURE" },
  { 0x80072efd, "ERROR_WINHTTP_CANNOT_CONNECT" },
  { 0x80072efe, "ERROR_WINHTTP_CONNECTION_ERROR" },
  { 0x80072f05, "ERROR_WINHTTP_SECURE_CERT_DATE_INVALID" },
  { 0x80072f06, "ERROR_WINHTTP_SECURE_CERT_CN_INVALID" },
  { 0x80072f0c, "ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED" },
  { 0x80072f0d, "ERROR_WINHTTP_SECURE_INVALID_CA" },
  { 0x80072f19, "ERROR_WINHTTP_SECURE_CERT_REV_FAILED" },
  { 0x80072f78, "ERROR_WINHTTP_INVALID_SERVER_RESPONSE" },
  { 0x80072f7c, "ERROR_WINHTTP_REDIRECT_FAILED" },
  { 0x80072f7d, "ERROR_WINHTTP_SECURE_CHANNEL_ERROR" },
  { 0x80072f86, "ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT" },
  { 0x80072f87, "ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT" },
  { 0x80072f89, "ERROR_WINHTTP_SECURE_INVALID_CERT" },
  { 0x80072f8a, "ERROR_WINHTTP_SECURE_CERT_REVOKED" },
  { 0x80072f8f, "ERROR_WINHTTP_SECURE_FAILURE" },
  { 0x80072f92, "ERROR_WINHTTP_AUTO_PROXY_SERVICE_ERROR" },
  { 0x80072f93, "ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE" },
  { 0x80072f94, "ERROR_WINHTTP_AUTODETECTION_FAILED" },
  { 0x80072f99, "ERROR_WINHTTP_CLIENT_CERT_NO_PRIVATE_KEY" },
  { 0x80072f9a, "ERROR_WINHTTP_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY" },
  { 0x80072f9b, "ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED_PROXY" },
  { 0x80092004, "CRYPT_E_NOT_FOUND" },
  { 0x80200001, "BG_E_NOT_FOUND" },
  { 0x80200002, "BG_E_INVALID_STATE" },
  { 0x80200003, "BG_E_EMPTY" },
  { 0x80200004, "BG_E_FILE_NOT_AVAILABLE" },
  { 0x80200005, "BG_E_PROTOCOL_NOT_AVAILABLE" },
  { 0x8020000d, "BG_E_DESTINATION_LOCKED" },
  { 0x8020000e, "BG_E_VOLUME_CHANGED" },
  { 0x8020000f, "BG_E_ERROR_INFORMATION_UNAVAILABLE" },
  { 0x80200010, "BG_E_NETWORK_DISCONNECTED" },
  { 0x80200011, "BG_E_MISSING_FILE_SIZE" },
  { 0x80200012, "BG_E_INSUFFICIENT_HTTP_SUPPORT" },
  { 0x80200013, "BG_E_INSUFFICIENT_RANGE_SUPPORT" },
  { 0x80200014, "BG_E_REMOTE_NOT_SUPPORTED" },
  { 0x80200015, "BG_E_NEW_OWNER_DIFF_MAPPING" },
  { 0x80200016, "BG_E_NEW_OWNER_NO_FILE_ACCESS" },
  { 0x80200018, "BG_E_PROXY_LIST_TOO_LARGE" },
  { 0x80200019, "BG_E_PROXY_BYPASS_LIST_TOO_LARGE" },
  { 0x8020001b, "BG_E_INVALID_SERVER_RESPONSE" },
  { 0x8020001c, "BG_E_TOO_MANY_FILES" },
  { 0x8020001d, "BG_E_LOCAL_FILE_CHANGED" },
  { 0x8020001f, "BG_E_SESSION_NOT_FOUND" },
  { 0x80200020, "BG_E_TOO_LARGE" },
  { 0x80200021, "BG_E_STRING_TOO_LONG" },
  { 0x80200022, "BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH" },
  { 0x80200023, "BG_E_SERVER_EXECUTE_ENABLE" },
  { 0x80200024, "BG_E_NO_PROGRESS" },
  { 0x80200025, "BG_E_USERNAME_TOO_LARGE" },
  { 0x80200026, "BG_E_PASSWORD_TOO_LARGE" },
  { 0x80200027, "BG_E_INVALID_AUTH_TARGET" },
  { 0x80200028, "BG_E_INVALID_AUTH_SCHEME" },
  { 0x80200029, "BG_E_FILE_NOT_FOUND" },
  { 0x8020002b, "BG_E_INVALID_RANGE" },
  { 0x8020002c, "BG_E_OVERLAPPING_RANGES" },
  { 0x8020002d, "BG_E_CONNECT_FAILURE" },
  { 0x8020002e, "BG_E_CONNECTION_CLOSED" },
  { 0x8020002f, "BG_E_KEEP_ALIVE_FAILURE" },
  { 0x80200030, "BG_E_MESSAGE_LENGTH_LIMIT_EXCEEDED" },
  { 0x80200031, "BG_E_NAME_RESOLUTION_FAILURE" },
  { 0x80200032, "BG_E_PENDING" },
  { 0x80200033, "BG_E_PIPELINE_FAILURE" },
  { 0x80200034, "BG_E_PROTOCOL_ERROR" },
  { 0x80200035, "BG_E_PROXY_NAME_RESOLUTION_FAILURE" },
  { 0x80200036, "BG_E_RECEIVE_FAILURE" },
  { 0x80200037, "BG_E_REQUEST_CANCELED" },
  { 0x80200038, "BG_E_SECURE_CHANNEL_FAILURE" },
  { 0x80200039, "BG_E_SEND_FAILURE" },
  { 0x8020003a, "BG_E_SERVER_PROTOCOL_VIOLATION" },
  { 0x8020003b, "BG_E_TIMEOUT" },
  { 0x8020003c, "BG_E_TRUST_FAILURE" },
  { 0x8020003d, "BG_E_UNKNOWN_ERROR" },
  { 0x8020003e, "BG_E_BLOCKED_BY_POLICY" },
  { 0x8020003f, "BG_E_INVALID_PROXY_INFO" },
  { 0x80200040, "BG_E_INVALID_CREDENTIALS" },
  { 0x80200041, "BG_E_INVALID_HASH_ALGORITHM" },
  { 0x80200042, "BG_E_RECORD_DELETED" },
  { 0x80200043, "BG_E_COMMIT_IN_PROGRESS" },
  { 0x80200044, "BG_E_DISCOVERY_IN_PROGRESS" },
  { 0x80200045, "BG_E_UPNP_ERROR" },
  { 0x80200046, "BG_E_TEST_OPTION_BLOCKED_DOWNLOAD" },
  { 0x80200047, "BG_E_PEERCACHING_DISABLED" },
  { 0x80200048, "BG_E_BUSYCACHERECORD" },
  { 0x80200049, "BG_E_TOO_MANY_JOBS_PER_USER" },
  { 0x80200050, "BG_E_TOO_MANY_JOBS_PER_MACHINE" },
  { 0x80200051, "BG_E_TOO_MANY_FILES_IN_JOB" },
  { 0x80200052, "BG_E_TOO_MANY_RANGES_IN_FILE" },
  { 0x80200053, "BG_E_VALIDATION_FAILED" },
  { 0x80200054, "BG_E_MAXDOWNLOAD_TIMEOUT" },
  { 0x80200056, "BG_E_TOKEN_REQUIRED" },
  { 0x80200057, "BG_E_UNKNOWN_PROPERTY_ID" },
  { 0x80200058, "BG_E_READ_ONLY_PROPERTY" },
  { 0x80200059, "BG_E_BLOCKED_BY_COST_TRANSFER_POLICY" },
  { 0x80200060, "BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY" },
  { 0x80200061, "BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE" },
  { 0x80200062, "BG_E_READ_ONLY_PROPERTY_AFTER_RESUME" },
  { 0x80200063, "BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE" },
  { 0x80200064, "BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED" },
  { 0x80200065, "BG_E_STANDBY_MODE" },
  { 0x80200066, "BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED" },
  { 0x80200067, "BG_E_BLOCKED_BY_BATTERY_POLICY" },
  { 0x80200068, "BG_E_BLOCKED_BY_BATTERY_SAVER" },
  { 0x80200069, "BG_E_WATCHDOG_TIMEOUT" },
  { 0x8020006a, "BG_E_APP_PACKAGE_NOT_FOUND" },
  { 0x8020006b, "BG_E_APP_PACKAGE_SCENARIO_NOT_SUPPORTED" },
  { 0x8020006c, "BG_E_DATABASE_CORRUPT" },
  { 0x8020006d, "BG_E_RANDOM_ACCESS_NOT_SUPPORTED" },
  { 0x8020006e, "BG_E_BLOCKED_BY_BACKGROUND_ACCESS_POLICY" },
  { 0x8020006f, "BG_E_BLOCKED_BY_GAME_MODE" },
  { 0x80200070, "BG_E_BLOCKED_BY_SYSTEM_POLICY" },
  { 0x80200071, "BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD" },
  { 0x80200072, "BG_E_UNSUPPORTED_JOB_CONFIGURATION" },
  { 0x80200073, "BG_E_REMOTE_FILE_CHANGED" },
  { 0x80200074, "BG_E_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED" },
  { 0x80200075, "BG_E_READ_ONLY_WHEN_JOB_ACTIVE" },
};

static void
test_error_symbols (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (symbol_rows); i++)
    {
      gint code = (gint) symbol_rows[i].code;

      g_test_message ("0x%08x", symbol_rows[i].code);
      g_assert_cmpstr (haulier_error_get_symbol (code), ==, symbol_rows[i].symbol);
      g_assert_cmpint (haulier_error_code_parse (symbol_rows[i].symbol), ==, code);
      /* the severity of an HRESULT is its first bit */
      g_assert_cmpint (haulier_error_get_kind (code) == HAULIER_ERROR_KIND_SUCCESS,
                       ==,
                       symbol_rows[i].code < 0x80000000u);
    }
}

static gboolean
has_symbol_row (gint code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (symbol_rows); i++)
    {
      if (symbol_rows[i].code == (guint32) code)
        return TRUE;
    }
  return FALSE;
}

/* TOK-8: each error of a call is an HRESULT. */
static void
test_error_table (void)
{
  g_autoptr (GHashTable) symbols = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint32 before = 0;

  for (guint i = 0; i < haulier_error_get_n_codes (); i++)
    {
      gint code = haulier_error_get_nth_code (i);
      const char *symbol = haulier_error_get_symbol (code);
      const char *name = haulier_error_get_dbus_name (code);
      const char *text = haulier_error_get_text (code);
      guint status = haulier_error_code_to_http_status (code);

      g_test_message ("0x%08x %s", (guint32) code, symbol);
      g_assert_cmphex ((guint32) code, >, before);
      before = (guint32) code;
      g_assert_true (g_hash_table_add (symbols, (gpointer) symbol));
      g_assert_true (g_hash_table_add (names, (gpointer) name));
      g_assert_true (g_str_has_prefix (name, "org.haulier.Error."));
      g_assert_true (g_ascii_isupper (name[strlen ("org.haulier.Error.")]));
      g_assert_null (strpbrk (name + strlen ("org.haulier.Error."), "._- "));
      g_assert_cmpuint (strlen (text), >=, 5);
      g_assert_false (g_ascii_isupper (text[0]) && g_ascii_islower (text[1]));
      g_assert_false (g_str_has_suffix (text, "."));
      g_assert_true (g_utf8_validate (text, -1, NULL));
      /* each row is in the list above, or is an HTTP status */
      g_assert_true (has_symbol_row (code) || status != 0);
      if (status != 0)
        {
          g_autofree char *expected = g_strdup_printf ("BG_E_HTTP_ERROR_%u", status);

          g_assert_cmpstr (symbol, ==, expected);
        }
    }
}

static void
test_error_without_row (void)
{
  static const struct
  {
    guint32 code;
    const char *symbol;
    HaulierErrorKind kind;
  } rows[] = {
    { 0x80190132, "BG_E_HTTP_ERROR", HAULIER_ERROR_KIND_TRANSIENT }, /* 306 */
    { 0x801901b0, "BG_E_HTTP_ERROR", HAULIER_ERROR_KIND_FATAL },     /* 432 */
    { 0x80190257, "BG_E_HTTP_ERROR", HAULIER_ERROR_KIND_TRANSIENT }, /* 599 */
    { 0x80190064, "BG_E_HTTP_ERROR", HAULIER_ERROR_KIND_TRANSIENT }, /* 100 */
    { 0x801903e7, "BG_E_HTTP_ERROR", HAULIER_ERROR_KIND_TRANSIENT }, /* 999 */
    { 0x80190063, "UNKNOWN", HAULIER_ERROR_KIND_TRANSIENT },
    { 0x801903e8, "UNKNOWN", HAULIER_ERROR_KIND_TRANSIENT },
    { 0x8020ffff, "UNKNOWN", HAULIER_ERROR_KIND_TRANSIENT },
    { 0x00000000, "UNKNOWN", HAULIER_ERROR_KIND_TRANSIENT },
    { 0xffffffff, "UNKNOWN", HAULIER_ERROR_KIND_TRANSIENT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("0x%08x", rows[i].code);
      g_assert_cmpstr (haulier_error_get_symbol ((gint) rows[i].code), ==, rows[i].symbol);
      g_assert_cmpint (haulier_error_get_kind ((gint) rows[i].code), ==, rows[i].kind);
      g_assert_null (haulier_error_get_dbus_name ((gint) rows[i].code));
      g_assert_nonnull (haulier_error_get_text ((gint) rows[i].code));
    }
}

static void
test_error_http_status (void)
{
  g_assert_cmphex ((guint32) haulier_error_code_from_http_status (401), ==, 0x80190191);
  g_assert_cmphex ((guint32) haulier_error_code_from_http_status (505), ==, 0x801901f9);
  for (guint status = 100; status <= 999; status++)
    {
      gint code = haulier_error_code_from_http_status (status);

      g_assert_cmpuint (haulier_error_code_to_http_status (code), ==, status);
    }
  g_assert_cmpuint (haulier_error_code_to_http_status ((gint) 0x80190063u), ==, 0);
  g_assert_cmpuint (haulier_error_code_to_http_status ((gint) 0x801903e8u), ==, 0);
  g_assert_cmpuint (haulier_error_code_to_http_status (404), ==, 0);
  g_assert_cmpuint (haulier_error_code_to_http_status (-1), ==, 0);
}

static void
test_error_errno (void)
{
  static const struct
  {
    gint error_number;
    guint32 code;
  } rows[] = {
    { EACCES, 0x80070005 },       { EPERM, 0x80070005 },  { ENOENT, 0x80070002 },
    { ENOTDIR, 0x80070002 },      { EEXIST, 0x80070050 }, { EISDIR, 0x80070050 },
    { ENOSPC, 0x80070070 },       { EDQUOT, 0x80070070 }, { EROFS, 0x80070013 },
    { ENAMETOOLONG, 0x8007007b }, { EINVAL, 0x8007007b }, { ELOOP, 0x8007007b },
    { EFBIG, 0x800700df },        { EMFILE, 0x80070004 }, { ENFILE, 0x80070004 },
    { ENOMEM, 0x8007000e },       { EIO, 0x8007045d },    { 0, 0x8007045d },
    { 99999, 0x8007045d },        { -1, 0x8007045d },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", g_strerror (rows[i].error_number));
      g_assert_cmphex (
          (guint32) haulier_error_code_from_errno (rows[i].error_number), ==, rows[i].code);
      g_assert_nonnull (haulier_error_get_dbus_name ((gint) rows[i].code));
    }
}

static void
test_error_parse (void)
{
  static const struct
  {
    const char *text;
    guint32 code;
  } rows[] = {
    { "0x80200010", 0x80200010 },
    { "0X80200010", 0x80200010 },
    { "80200010", 0x80200010 },
    { "0x8020006a", 0x8020006a },
    { "0x8020006A", 0x8020006a },
    { "bg_e_network_disconnected", 0x80200010 },
    { "E_ACCESSDENIED", 0x80070005 },
    { "BG_E_HTTP_ERROR_404", 0x80190194 },
    { "0xffffffff", 0xffffffff },
    { "", 0 },
    { "0x", 0 },
    { "0", 0 },
    { "0x0", 0 },
    { "0x100000000", 0 },
    { "-1", 0 },
    { "+1", 0 },
    { " 0x80200010", 0 },
    { "0x80200010 ", 0 },
    { "0x0x80200010", 0 },
    { "BG_E_NO_SUCH", 0 },
    { "BG_E_HTTP_ERROR", 0 },
    { "UNKNOWN", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].text);
      g_assert_cmphex ((guint32) haulier_error_code_parse (rows[i].text), ==, rows[i].code);
    }
}

static void
test_error_format (void)
{
  g_autoptr (GError) own = g_error_new_literal (
      HAULIER_ERROR, HAULIER_ERROR_PATH_NOT_THERE, "open “/x”: there is no such folder");
  g_autoptr (GError) unusual = g_error_new_literal (HAULIER_ERROR, (gint) 0x80190257u, "get “/x”");
  g_autoptr (GError) foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "gone %s %n");
  g_autofree char *own_text = haulier_error_format (own);
  g_autofree char *unusual_text = haulier_error_format (unusual);
  g_autofree char *foreign_text = haulier_error_format (foreign);

  g_assert_cmpstr (
      own_text, ==, "open “/x”: there is no such folder (0x80070002 ERROR_FILE_NOT_FOUND)");
  g_assert_cmpstr (unusual_text, ==, "get “/x” (0x80190257 BG_E_HTTP_ERROR)");
  g_assert_cmpstr (foreign_text, ==, "gone %s %n");
}

/* BG_ERROR_CONTEXT. */
static void
test_error_contexts (void)
{
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_NONE, ==, 0);
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_UNKNOWN, ==, 1);
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, ==, 2);
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_QUEUE_MANAGER_NOTIFICATION, ==, 3);
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_LOCAL_FILE, ==, 4);
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_REMOTE_FILE, ==, 5);
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, ==, 6);
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_REMOTE_APPLICATION, ==, 7);
  g_assert_cmpint (HAULIER_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/error/symbols", test_error_symbols);
  g_test_add_func ("/model/error/table", test_error_table);
  g_test_add_func ("/model/error/without-row", test_error_without_row);
  g_test_add_func ("/model/error/http-status", test_error_http_status);
  g_test_add_func ("/model/error/errno", test_error_errno);
  g_test_add_func ("/model/error/parse", test_error_parse);
  g_test_add_func ("/model/error/format", test_error_format);
  g_test_add_func ("/model/error/contexts", test_error_contexts);
  return g_test_run ();
}
