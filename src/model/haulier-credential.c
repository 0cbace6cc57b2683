/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who logs in where: target and scheme to a user name, or to logon credentials. */
#include "config.h"

#include "haulier-credential.h"

#include <string.h>

#include "haulier-error.h"

/**
 * haulier_credential_new:
 * @target: who asks
 * @scheme: how
 *
 * Returns: (transfer full): an empty credential of a job, for the caller to fill
 */
HaulierCredential *
haulier_credential_new (HaulierAuthTarget target, HaulierAuthScheme scheme)
{
  HaulierCredential *credential = g_new0 (HaulierCredential, 1);

  credential->target = target;
  credential->scheme = scheme;
  credential->source = HAULIER_CREDENTIAL_SOURCE_JOB;
  return credential;
}

/**
 * haulier_credential_copy:
 * @credential: a credential
 *
 * Returns: (transfer full): a deep copy; it refers to the same secret
 */
HaulierCredential *
haulier_credential_copy (const HaulierCredential *credential)
{
  HaulierCredential *copy = g_memdup2 (credential, sizeof *credential);

  copy->origin = g_strdup (credential->origin);
  copy->user = g_strdup (credential->user);
  copy->secret = g_strdup (credential->secret);
  return copy;
}

/**
 * haulier_credential_free:
 * @credential: (nullable): a credential
 */
void
haulier_credential_free (HaulierCredential *credential)
{
  if (credential == NULL)
    return;
  g_free (credential->origin);
  g_free (credential->user);
  g_free (credential->secret);
  g_free (credential);
}

static gboolean
refuse (gint code, const char *why, GError **error)
{
  g_set_error (error, HAULIER_ERROR, code, "set the credentials: %s", why);
  return FALSE;
}

/* Nothing that is refused is shown: it may stand in the wrong field. */
static gboolean
has_control_characters (const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_user (const HaulierCredential *credential, GError **error)
{
  const char *user = credential->user;

  if (user == NULL || user[0] == '\0')
    return refuse (HAULIER_ERROR_INVALID_CREDENTIALS, "the user name is empty", error);
  if (!g_utf8_validate (user, -1, NULL))
    return refuse (HAULIER_ERROR_INVALID_CREDENTIALS, "the user name is not valid text", error);
  if (g_utf8_strlen (user, -1) > HAULIER_USER_NAME_MAX_CHARS)
    return refuse (
        HAULIER_ERROR_USERNAME_TOO_LARGE,
        "the user name has more than " G_STRINGIFY (HAULIER_USER_NAME_MAX_CHARS) " characters",
        error);
  if (has_control_characters (user, strlen (user)))
    return refuse (
        HAULIER_ERROR_INVALID_CREDENTIALS, "the user name has control characters", error);
  if (credential->scheme == HAULIER_AUTH_SCHEME_BASIC && strchr (user, ':') != NULL)
    return refuse (HAULIER_ERROR_INVALID_CREDENTIALS,
                   "a user name with a colon cannot be sent with basic",
                   error);
  return TRUE;
}

/**
 * haulier_credential_check:
 * @credential: a credential
 * @error: return location
 *
 * Checks its form. Which scheme goes with which target, and which can be implicit, is for the rules
 * about settings to say. No message shows the user name.
 *
 * Errors: %HAULIER_ERROR_INVALID_AUTH_TARGET, %HAULIER_ERROR_INVALID_AUTH_SCHEME,
 *   %HAULIER_ERROR_INVALID_CREDENTIALS, %HAULIER_ERROR_USERNAME_TOO_LARGE.
 * Source: IBackgroundCopyJob2::SetCredentials; RFC 7617, 2.
 *
 * Returns: whether a job can have it
 */
gboolean
haulier_credential_check (const HaulierCredential *credential, GError **error)
{
  if (credential->target != HAULIER_AUTH_TARGET_SERVER
      && credential->target != HAULIER_AUTH_TARGET_PROXY)
    return refuse (
        HAULIER_ERROR_INVALID_AUTH_TARGET, "the target is neither server nor proxy", error);
  if (credential->scheme < HAULIER_AUTH_SCHEME_BASIC
      || credential->scheme > HAULIER_AUTH_SCHEME_PASSPORT)
    return refuse (HAULIER_ERROR_INVALID_AUTH_SCHEME, "there is no such scheme", error);
  if (!credential->implicit)
    return check_user (credential, error);
  if (credential->user == NULL && credential->secret == NULL)
    return TRUE;
  return refuse (HAULIER_ERROR_INVALID_CREDENTIALS,
                 "logon credentials have neither user name nor password",
                 error);
}

/**
 * haulier_password_check:
 * @password: a password, which can be empty
 * @length: its length in bytes, or -1 when it ends with a zero
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_PASSWORD_TOO_LARGE, %HAULIER_ERROR_INVALID_CREDENTIALS.
 * Source: BG_BASIC_CREDENTIALS; RFC 7617, 2.
 *
 * Returns: whether a credential can have it
 */
gboolean
haulier_password_check (const char *password, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (password) : (gsize) length;

  /* before the text is looked at: four bytes is the longest character */
  if (size > (gsize) HAULIER_PASSWORD_MAX_CHARS * 4)
    return refuse (HAULIER_ERROR_PASSWORD_TOO_LARGE, "the password is too long", error);
  if (memchr (password, '\0', size) != NULL)
    return refuse (HAULIER_ERROR_INVALID_CREDENTIALS, "the password has control characters", error);
  if (!g_utf8_validate (password, (gssize) size, NULL))
    return refuse (HAULIER_ERROR_INVALID_CREDENTIALS, "the password is not valid text", error);
  if (g_utf8_strlen (password, (gssize) size) > HAULIER_PASSWORD_MAX_CHARS)
    return refuse (HAULIER_ERROR_PASSWORD_TOO_LARGE, "the password is too long", error);
  if (has_control_characters (password, size))
    return refuse (HAULIER_ERROR_INVALID_CREDENTIALS, "the password has control characters", error);
  return TRUE;
}

/**
 * haulier_credentials_new:
 *
 * Returns: (transfer full) (element-type HaulierCredential): no credentials
 */
GPtrArray *
haulier_credentials_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_credential_free);
}

/**
 * haulier_credentials_copy:
 * @credentials: (element-type HaulierCredential): credentials
 *
 * Returns: (transfer full) (element-type HaulierCredential): a deep copy
 */
GPtrArray *
haulier_credentials_copy (GPtrArray *credentials)
{
  GPtrArray *copy = haulier_credentials_new ();

  for (guint i = 0; i < credentials->len; i++)
    g_ptr_array_add (copy, haulier_credential_copy (g_ptr_array_index (credentials, i)));
  return copy;
}

static gboolean
has_key (const HaulierCredential *credential,
         HaulierCredentialSource source,
         HaulierAuthTarget target,
         HaulierAuthScheme scheme,
         const char *origin)
{
  return credential->source == source && credential->target == target
         && credential->scheme == scheme && g_strcmp0 (credential->origin, origin) == 0;
}

static gboolean
find_position (GPtrArray *credentials,
               HaulierCredentialSource source,
               HaulierAuthTarget target,
               HaulierAuthScheme scheme,
               const char *origin,
               guint *out_position)
{
  for (guint i = 0; i < credentials->len; i++)
    {
      if (has_key (g_ptr_array_index (credentials, i), source, target, scheme, origin))
        {
          *out_position = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * haulier_credentials_find:
 * @credentials: (element-type HaulierCredential): credentials
 * @source: where it came from
 * @target: who asks
 * @scheme: how
 * @origin: (nullable): what it is for; %NULL for those of a job
 *
 * Returns: (transfer none) (nullable): the one with exactly this key
 */
const HaulierCredential *
haulier_credentials_find (GPtrArray *credentials,
                          HaulierCredentialSource source,
                          HaulierAuthTarget target,
                          HaulierAuthScheme scheme,
                          const char *origin)
{
  guint position = 0;

  return find_position (credentials, source, target, scheme, origin, &position)
             ? g_ptr_array_index (credentials, position)
             : NULL;
}

/**
 * haulier_credentials_take:
 * @credentials: (element-type HaulierCredential): credentials
 * @credential: (transfer full): one more, or another one for a key that is there
 */
void
haulier_credentials_take (GPtrArray *credentials, HaulierCredential *credential)
{
  guint position = 0;

  if (find_position (credentials,
                     credential->source,
                     credential->target,
                     credential->scheme,
                     credential->origin,
                     &position))
    {
      haulier_credential_free (g_ptr_array_index (credentials, position));
      g_ptr_array_index (credentials, position) = credential;
      return;
    }
  g_ptr_array_add (credentials, credential);
}

/**
 * haulier_credentials_remove:
 * @credentials: (element-type HaulierCredential): credentials
 * @source: as in haulier_credentials_find()
 * @target: as there
 * @scheme: as there
 * @origin: (nullable): as there
 *
 * Returns: whether there was one
 */
gboolean
haulier_credentials_remove (GPtrArray *credentials,
                            HaulierCredentialSource source,
                            HaulierAuthTarget target,
                            HaulierAuthScheme scheme,
                            const char *origin)
{
  guint position = 0;

  if (!find_position (credentials, source, target, scheme, origin, &position))
    return FALSE;
  g_ptr_array_remove_index (credentials, position);
  return TRUE;
}
