/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of credentials: their form, their limits, and one for each key. */
#include "config.h"

#include "haulier-credential.h"

#include <string.h>

#include "haulier-error.h"

#define BASIC HAULIER_AUTH_SCHEME_BASIC
#define NEGOTIATE HAULIER_AUTH_SCHEME_NEGOTIATE

static const struct
{
  const char *what;
  gint target;
  gint scheme;
  gboolean implicit;
  const char *user;
  gint code; /* 0: accepted */
} form_rows[] = {
  { "plain", 1, BASIC, FALSE, "anna", 0 },
  { "domain", 2, NEGOTIATE, FALSE, "LAB\\anna", 0 },
  { "principal", 1, NEGOTIATE, FALSE, "anna@LAB.EXAMPLE", 0 },
  { "letters", 1, HAULIER_AUTH_SCHEME_PASSPORT, FALSE, "åsa.müller@example.com", 0 },
  { "implicit", 1, NEGOTIATE, TRUE, NULL, 0 },
  { "implicit with user", 1, NEGOTIATE, TRUE, "anna", HAULIER_ERROR_INVALID_CREDENTIALS },
  { "no target", 0, BASIC, FALSE, "anna", HAULIER_ERROR_INVALID_AUTH_TARGET },
  { "target", 3, BASIC, FALSE, "anna", HAULIER_ERROR_INVALID_AUTH_TARGET },
  { "no scheme", 1, 0, FALSE, "anna", HAULIER_ERROR_INVALID_AUTH_SCHEME },
  { "scheme", 1, 6, FALSE, "anna", HAULIER_ERROR_INVALID_AUTH_SCHEME },
  { "nobody", 1, BASIC, FALSE, NULL, HAULIER_ERROR_INVALID_CREDENTIALS },
  { "empty", 1, BASIC, FALSE, "", HAULIER_ERROR_INVALID_CREDENTIALS },
  { "line", 1, BASIC, FALSE, "an\nna", HAULIER_ERROR_INVALID_CREDENTIALS },
  { "delete", 1, BASIC, FALSE, "an\177na", HAULIER_ERROR_INVALID_CREDENTIALS },
  { "C1", 1, BASIC, FALSE, "an\302\205na", HAULIER_ERROR_INVALID_CREDENTIALS },
  { "Latin-1", 1, BASIC, FALSE, "\345sa", HAULIER_ERROR_INVALID_CREDENTIALS },
  { "colon", 1, BASIC, FALSE, "an:na", HAULIER_ERROR_INVALID_CREDENTIALS },
  { "colon elsewhere", 1, NEGOTIATE, FALSE, "an:na", 0 },
};

static void
test_credential_form (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (form_rows); i++)
    {
      g_autoptr (HaulierCredential) credential = haulier_credential_new (
          (HaulierAuthTarget) form_rows[i].target, (HaulierAuthScheme) form_rows[i].scheme);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", form_rows[i].what);
      credential->implicit = form_rows[i].implicit;
      credential->user = g_strdup (form_rows[i].user);
      if (form_rows[i].code == 0)
        {
          haulier_credential_check (credential, &error);
          g_assert_no_error (error);
          continue;
        }
      g_assert_false (haulier_credential_check (credential, &error));
      g_assert_error (error, HAULIER_ERROR, form_rows[i].code);
      g_assert_null (strstr (error->message, "anna"));
    }
}

static char *
repeat (const char *character, gsize times)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < times; i++)
    g_string_append (text, character);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_credential_limits (void)
{
  g_autoptr (HaulierCredential) credential
      = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, BASIC);
  g_autofree char *longest_password = repeat ("é", 65535);
  g_autofree char *longer_password = repeat ("é", 65536);
  g_autofree char *huge_password = repeat ("x", 65535 * 4 + 1);
  g_autoptr (GError) user_error = NULL;
  g_autoptr (GError) longer_error = NULL;
  g_autoptr (GError) huge_error = NULL;

  credential->user = repeat ("é", 300);
  g_assert_true (haulier_credential_check (credential, NULL));
  g_free (credential->user);
  credential->user = repeat ("é", 301);
  g_assert_false (haulier_credential_check (credential, &user_error));
  g_assert_error (user_error, HAULIER_ERROR, HAULIER_ERROR_USERNAME_TOO_LARGE);

  g_assert_true (haulier_password_check (longest_password, -1, NULL));
  g_assert_false (haulier_password_check (longer_password, -1, &longer_error));
  g_assert_error (longer_error, HAULIER_ERROR, HAULIER_ERROR_PASSWORD_TOO_LARGE);
  g_assert_false (haulier_password_check (huge_password, -1, &huge_error));
  g_assert_error (huge_error, HAULIER_ERROR, HAULIER_ERROR_PASSWORD_TOO_LARGE);
}

static void
test_credential_password (void)
{
  static const struct
  {
    const char *password;
    gssize length;
    gboolean good;
  } rows[] = {
    { "", -1, TRUE },
    { "s3cret: with / all @ kinds", -1, TRUE },
    { "löse\360\237\224\221", -1, TRUE },
    { "secret", 3, TRUE },
    { "sec\0ret", 7, FALSE },
    { "sec\nret", -1, FALSE },
    { "sec\tret", -1, FALSE },
    { "s\351cret", -1, FALSE },
    { "secr\303", -1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_true (haulier_password_check (rows[i].password, rows[i].length, &error)
                     == rows[i].good);
      if (rows[i].good)
        continue;
      g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_CREDENTIALS);
      g_assert_null (strstr (error->message, "ret"));
    }
}

static HaulierCredential *
new_credential (HaulierCredentialSource source, const char *origin, const char *user)
{
  HaulierCredential *credential = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, BASIC);

  credential->source = source;
  credential->origin = g_strdup (origin);
  credential->user = g_strdup (user);
  credential->secret = g_strdup ("reference");
  credential->stamp = 7;
  return credential;
}

static const char *
find_user (GPtrArray *credentials, HaulierCredentialSource source, const char *origin)
{
  const HaulierCredential *credential
      = haulier_credentials_find (credentials, source, HAULIER_AUTH_TARGET_SERVER, BASIC, origin);

  return credential != NULL ? credential->user : NULL;
}

static void
test_credential_list (void)
{
  const HaulierCredentialSource job = HAULIER_CREDENTIAL_SOURCE_JOB;
  const HaulierCredentialSource url = HAULIER_CREDENTIAL_SOURCE_URL;
  g_autoptr (GPtrArray) credentials = haulier_credentials_new ();
  g_autoptr (GPtrArray) copy = NULL;

  haulier_credentials_take (credentials, new_credential (job, NULL, "anna"));
  haulier_credentials_take (credentials, new_credential (url, "http://a.example:80", "bert"));
  haulier_credentials_take (credentials, new_credential (url, "http://b.example:80", "cara"));
  haulier_credentials_take (credentials, new_credential (job, NULL, "dora"));
  g_assert_cmpuint (credentials->len, ==, 3);
  copy = haulier_credentials_copy (credentials);
  g_assert_cmpstr (find_user (credentials, job, NULL), ==, "dora");
  g_assert_cmpstr (find_user (credentials, url, "http://b.example:80"), ==, "cara");
  g_assert_null (find_user (credentials, url, NULL));
  g_assert_null (find_user (credentials, job, "http://a.example:80"));
  g_assert_null (
      haulier_credentials_find (credentials, job, HAULIER_AUTH_TARGET_PROXY, BASIC, NULL));
  g_assert_null (
      haulier_credentials_find (credentials, job, HAULIER_AUTH_TARGET_SERVER, NEGOTIATE, NULL));
  g_assert_true (haulier_credentials_remove (
      credentials, url, HAULIER_AUTH_TARGET_SERVER, BASIC, "http://a.example:80"));
  g_assert_false (haulier_credentials_remove (
      credentials, url, HAULIER_AUTH_TARGET_SERVER, BASIC, "http://a.example:80"));
  g_assert_cmpuint (credentials->len, ==, 2);
  g_assert_cmpuint (copy->len, ==, 3);
  g_assert_cmpstr (find_user (copy, url, "http://a.example:80"), ==, "bert");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/credential/form", test_credential_form);
  g_test_add_func ("/model/credential/limits", test_credential_limits);
  g_test_add_func ("/model/credential/password", test_credential_password);
  g_test_add_func ("/model/credential/list", test_credential_list);
  return g_test_run ();
}
