/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Fuzz target of addresses: what gets in is http or https, settled, and without userinfo. */
#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "haulier-error.h"
#include "haulier-uri.h"

static void
check_accepted (const char *remote)
{
  g_autofree char *again = NULL;
  g_autofree char *userinfo = NULL;
  g_autofree char *name = haulier_uri_dup_file_name (remote);
  g_autofree char *host = haulier_uri_dup_host (remote);
  g_autoptr (GError) error = NULL;

  g_assert (remote != NULL);
  g_assert_true (g_str_has_prefix (remote, "http://") || g_str_has_prefix (remote, "https://"));
  for (const char *p = remote; *p != '\0'; p++)
    g_assert_true (g_ascii_isgraph (*p));
  g_assert_null (strchr (remote, '#'));
  g_assert_cmpuint (strlen (remote), <=, HAULIER_URI_MAX_LENGTH_BYTES);
  g_assert_cmpstr (host, !=, "");
  g_assert_null (strpbrk (host, "/?#@\\ "));
  g_assert_true (g_str_has_prefix (
      strstr (remote, "://") + (host[0] != '[' && strchr (host, ':') ? 4 : 3), host));
  g_assert_cmpstr (name, !=, "");
  g_assert_null (strchr (name, '/'));
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (haulier_uri_split (remote, &again, &userinfo, &error));
  g_assert_cmpstr (again, ==, remote);
  g_assert_null (userinfo);
  haulier_uri_is_loopback (remote);
}

static void
check_refused (const GError *error)
{
  g_assert_true (error->domain == HAULIER_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  for (const char *p = error->message; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *remote = NULL;
  g_autofree char *userinfo = NULL;
  g_autoptr (GError) error = NULL;

  if (haulier_uri_split (text, &remote, &userinfo, &error))
    check_accepted (remote);
  else
    check_refused (error);
  return 0;
}
