/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of a job's access as a whole: there and back, copies, what is not well formed. */
#include "config.h"

#include "haulier-job-access.h"

#include "haulier-error.h"

#define DIGITS "0123456789abcdef0123456789abcdef01234567"

static HaulierCredential *
new_credential (HaulierAuthTarget target, HaulierAuthScheme scheme, const char *user)
{
  HaulierCredential *credential = haulier_credential_new (target, scheme);

  credential->implicit = user == NULL;
  credential->user = g_strdup (user);
  credential->secret = user != NULL ? g_strdup ("0123-secret") : NULL;
  credential->stamp = G_MAXUINT64;
  return credential;
}

static void
fill (HaulierJobAccess *access)
{
  HaulierCredential *credential
      = new_credential (HAULIER_AUTH_TARGET_SERVER, HAULIER_AUTH_SCHEME_BASIC, "åsa");

  credential->source = HAULIER_CREDENTIAL_SOURCE_URL;
  credential->origin = g_strdup ("https://a.example:443");
  haulier_job_access_init (access);
  haulier_credentials_take (access->credentials, credential);
  haulier_credentials_take (
      access->credentials,
      new_credential (HAULIER_AUTH_TARGET_PROXY, HAULIER_AUTH_SCHEME_NEGOTIATE, NULL));
  access->proxy.usage = HAULIER_PROXY_USAGE_OVERRIDE;
  access->proxy.list = g_strdup ("http=p1 p2:3128");
  access->proxy.bypass = g_strdup ("<local>");
  access->token.flags = HAULIER_TOKEN_NETWORK;
  access->token.state = HAULIER_TOKEN_STATE_SET;
  access->token.principal = g_strdup ("helper@LAB");
  access->certificate = haulier_certificate_reference_new (
      HAULIER_CERTIFICATE_LOCATION_USERS, "MY", DIGITS, NULL, NULL);
}

static void
check (const HaulierJobAccess *access)
{
  const HaulierCredential *credential = haulier_credentials_find (access->credentials,
                                                                  HAULIER_CREDENTIAL_SOURCE_URL,
                                                                  HAULIER_AUTH_TARGET_SERVER,
                                                                  HAULIER_AUTH_SCHEME_BASIC,
                                                                  "https://a.example:443");

  g_assert_cmpuint (access->credentials->len, ==, 2);
  g_assert_cmpstr (credential->user, ==, "åsa");
  g_assert_cmpstr (credential->secret, ==, "0123-secret");
  g_assert_false (credential->implicit);
  g_assert_cmpuint (credential->stamp, ==, G_MAXUINT64);
  credential = haulier_credentials_find (access->credentials,
                                         HAULIER_CREDENTIAL_SOURCE_JOB,
                                         HAULIER_AUTH_TARGET_PROXY,
                                         HAULIER_AUTH_SCHEME_NEGOTIATE,
                                         NULL);
  g_assert_true (credential->implicit);
  g_assert_null (credential->user);
  g_assert_null (credential->secret);
  g_assert_cmpint (access->proxy.usage, ==, HAULIER_PROXY_USAGE_OVERRIDE);
  g_assert_cmpstr (access->proxy.list, ==, "http=p1 p2:3128");
  g_assert_cmpstr (access->proxy.bypass, ==, "<local>");
  g_assert_cmpuint (access->token.flags, ==, HAULIER_TOKEN_NETWORK);
  g_assert_cmpint (access->certificate->location, ==, HAULIER_CERTIFICATE_LOCATION_USERS);
  g_assert_cmpstr (access->certificate->store, ==, "MY");
  g_assert_cmpstr (access->certificate->thumbprint, ==, DIGITS);
  g_assert_null (access->certificate->subject);
}

static void
test_job_access_there_and_back (void)
{
  HaulierJobAccess access;
  HaulierJobAccess copy;
  HaulierJobAccess again;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GError) error = NULL;

  fill (&access);
  haulier_job_access_copy (&copy, &access);
  haulier_job_access_clear (&access);
  check (&copy);
  g_assert_cmpint (copy.token.state, ==, HAULIER_TOKEN_STATE_SET);
  g_assert_cmpstr (copy.token.principal, ==, "helper@LAB");
  variant = g_variant_ref_sink (haulier_job_access_to_variant (&copy));
  haulier_job_access_clear (&copy);
  haulier_job_access_init (&again);
  haulier_job_access_from_variant (&again, variant, &error);
  g_assert_no_error (error);
  check (&again);
  /* the token itself is gone, and that there was one is known */
  g_assert_cmpint (again.token.state, ==, HAULIER_TOKEN_STATE_LOST);
  g_assert_null (again.token.principal);
  haulier_job_access_clear (&again);
}

static void
test_job_access_empty (void)
{
  HaulierJobAccess access;
  HaulierJobAccess again;
  g_autoptr (GVariant) variant = NULL;

  haulier_job_access_init (&access);
  variant = g_variant_ref_sink (haulier_job_access_to_variant (&access));
  g_assert_cmpuint (g_variant_n_children (variant), ==, 0);
  haulier_job_access_init (&again);
  g_assert_true (haulier_job_access_from_variant (&again, variant, NULL));
  g_assert_cmpuint (again.credentials->len, ==, 0);
  g_assert_null (again.certificate);
  haulier_job_access_clear (&again);
  haulier_job_access_clear (&access);
}

static const struct
{
  const char *text;
  gint code; /* 0: accepted */
} bad_rows[] = {
  { "{'of-later': <1>}", 0 },
  { "{'proxy': <'of another type'>}", 0 },
  { "{'token-flags': <uint32 4>}", HAULIER_ERROR_INVALID_ARGUMENT },
  { "{'proxy': <(byte 2, '', '')>}", HAULIER_ERROR_INVALID_ARGUMENT },
  { "{'proxy': <(byte 9, '', '')>}", HAULIER_ERROR_NOT_IMPLEMENTED },
  { "{'certificate': <(byte 0, 'MY', '12', '')>}", HAULIER_ERROR_BAD_STUB_DATA },
  { "{'credentials': <[(byte 3, byte 1, byte 1, '', false, 'a', '', uint64 1)]>}",
    HAULIER_ERROR_INVALID_AUTH_TARGET },
  { "{'credentials': <[(byte 1, byte 1, byte 3, '', false, 'a', '', uint64 1)]>}",
    HAULIER_ERROR_INVALID_ARGUMENT },
  { "{'credentials': <[(byte 1, byte 1, byte 1, '', false, '', '', uint64 1)]>}",
    HAULIER_ERROR_INVALID_CREDENTIALS },
};

static void
test_job_access_bad (void)
{
  HaulierJobAccess access;

  fill (&access);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autoptr (GVariant) variant
          = g_variant_parse (G_VARIANT_TYPE_VARDICT, bad_rows[i].text, NULL, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad_rows[i].text);
      if (bad_rows[i].code == 0)
        {
          HaulierJobAccess other;

          haulier_job_access_init (&other);
          g_assert_true (haulier_job_access_from_variant (&other, variant, &error));
          haulier_job_access_clear (&other);
          continue;
        }
      g_assert_false (haulier_job_access_from_variant (&access, variant, &error));
      g_assert_error (error, HAULIER_ERROR, bad_rows[i].code);
      check (&access);
    }
  haulier_job_access_clear (&access);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/job-access/there-and-back", test_job_access_there_and_back);
  g_test_add_func ("/model/job-access/empty", test_job_access_empty);
  g_test_add_func ("/model/job-access/bad", test_job_access_bad);
  return g_test_run ();
}
