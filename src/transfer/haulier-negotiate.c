/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Kerberos tokens for Negotiate: from the process's own tickets, or from tickets of a principal of
 * its own. */
#include "config.h"

#include "haulier-negotiate.h"

#include <errno.h>
#include <fcntl.h>
#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>
#include <krb5.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"

/* Tickets that end sooner are fetched anew. */
#define MIN_LIFETIME_SEC 60
/* Whoever it is may read and replace every file anyway. */
#define ROOT_UID 0

struct _HaulierNegotiate
{
  char *user;        /* (nullable): logon credentials */
  char *secret;      /* (nullable) */
  krb5_context krb5; /* (nullable) until it is needed */
  krb5_ccache cache; /* (nullable): of this object alone, in memory */
  gint64 good_until; /* seconds since 1970 */
};

/* SPNEGO, 1.3.6.1.5.5.2. */
static const gss_OID_desc spnego_mechanism = { 6, (void *) "\x2b\x06\x01\x05\x05\x02" };

/* What the Kerberos server says about user and password; another try may lock an account. */
static const krb5_error_code rejections[] = {
  KRB5KDC_ERR_PREAUTH_FAILED, KRB5KRB_AP_ERR_BAD_INTEGRITY, KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN,
  KRB5KDC_ERR_CLIENT_REVOKED, KRB5KDC_ERR_KEY_EXP,          KRB5KDC_ERR_NAME_EXP,
  KRB5KDC_ERR_CLIENT_NOTYET,  KRB5KDC_ERR_POLICY,           KRB5_GET_IN_TKT_LOOP,
};

/**
 * haulier_negotiate_new:
 * @user: (nullable): "user", "user\@REALM" or "REALM\user"; %NULL for the process's own tickets
 * @secret: (nullable): the password
 *
 * Returns: (transfer full): credentials that were not looked at yet
 */
HaulierNegotiate *
haulier_negotiate_new (const char *user, const char *secret)
{
  HaulierNegotiate *self = g_new0 (HaulierNegotiate, 1);

  self->user = g_strdup (user);
  self->secret = g_strdup (secret);
  return self;
}

/**
 * haulier_negotiate_free:
 * @negotiate: (nullable) (transfer full): credentials
 */
void
haulier_negotiate_free (HaulierNegotiate *negotiate)
{
  if (negotiate == NULL)
    return;
  if (negotiate->cache != NULL)
    krb5_cc_destroy (negotiate->krb5, negotiate->cache);
  if (negotiate->krb5 != NULL)
    krb5_free_context (negotiate->krb5);
  haulier_wipe (negotiate->secret);
  g_free (negotiate->user);
  g_free (negotiate);
}

static char *
dup_krb5_message (krb5_context krb5, krb5_error_code code)
{
  const char *text = krb5_get_error_message (krb5, code);
  char *copy = g_utf8_make_valid (text, -1);

  krb5_free_error_message (krb5, text);
  return copy;
}

static gboolean
is_rejection (krb5_error_code code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rejections); i++)
    {
      if (rejections[i] == code)
        return TRUE;
    }
  return FALSE;
}

/* "REALM\user" is how Windows writes it. */
static char *
dup_principal_name (const char *user)
{
  const char *backslash = strchr (user, '\\');
  g_autofree char *domain = NULL;

  if (backslash == NULL)
    return g_strdup (user);
  domain = g_strndup (user, (gsize) (backslash - user));
  for (char *p = domain; *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
  return g_strconcat (backslash + 1, "@", domain, NULL);
}

/* A cache of its own in memory: never the one of the process, which is somebody else. */
static krb5_error_code
store_tickets (HaulierNegotiate *self, krb5_principal principal, krb5_creds *tickets)
{
  krb5_error_code code = 0;

  if (self->cache != NULL)
    krb5_cc_destroy (self->krb5, g_steal_pointer (&self->cache));
  code = krb5_cc_new_unique (self->krb5, "MEMORY", NULL, &self->cache);
  if (code == 0)
    code = krb5_cc_initialize (self->krb5, self->cache, principal);
  if (code == 0)
    code = krb5_cc_store_cred (self->krb5, self->cache, tickets);
  self->good_until = code == 0 ? (gint64) (guint32) tickets->times.endtime : 0;
  return code;
}

static krb5_error_code
fetch_tickets (HaulierNegotiate *self)
{
  g_autofree char *name = dup_principal_name (self->user);
  krb5_principal principal = NULL;
  krb5_creds tickets;
  krb5_error_code code = krb5_parse_name (self->krb5, name, &principal);

  if (code != 0)
    return code;
  memset (&tickets, 0, sizeof tickets);
  code = krb5_get_init_creds_password (self->krb5,
                                       &tickets,
                                       principal,
                                       self->secret != NULL ? self->secret : "",
                                       NULL,
                                       NULL,
                                       0,
                                       NULL,
                                       NULL);
  if (code == 0)
    {
      code = store_tickets (self, principal, &tickets);
      krb5_free_cred_contents (self->krb5, &tickets);
    }
  krb5_free_principal (self->krb5, principal);
  return code;
}

static HaulierNegotiateEnd
ensure_tickets (HaulierNegotiate *self, char **out_message)
{
  krb5_error_code code = 0;
  g_autofree char *said = NULL;

  if (self->good_until > g_get_real_time () / G_USEC_PER_SEC + MIN_LIFETIME_SEC)
    return HAULIER_NEGOTIATE_TOKEN;
  code = fetch_tickets (self);
  if (code == 0)
    return HAULIER_NEGOTIATE_TOKEN;
  said = dup_krb5_message (self->krb5, code);
  *out_message = g_strdup_printf ("get a Kerberos ticket for “%s”: %s", self->user, said);
  return is_rejection (code) ? HAULIER_NEGOTIATE_REJECTED : HAULIER_NEGOTIATE_UNAVAILABLE;
}

/* Beside the numbers of errno. */
#define FOREIGN (-1)
#define NO_FILE (-2)

static const char *
say_cache_error (int error_number)
{
  return error_number == FOREIGN   ? "it belongs to somebody else"
         : error_number == NO_FILE ? "it is no file"
                                   : g_strerror (error_number);
}

/* Returns: 0, or why the file is not one to be read with the rights that this process uses. Whoever
 * may write to a folder could put tickets of his own where those of another user are looked for,
 * or something that never ends. */
static int
check_file (const char *path)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return errno;
  if (!S_ISREG (status.st_mode))
    return NO_FILE;
  if (faccessat (AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
    return status.st_uid == geteuid () ? errno : FOREIGN;
  return status.st_uid == geteuid () || status.st_uid == ROOT_UID ? 0 : FOREIGN;
}

/* Each cache of a collection counts: it is not known beforehand which one is looked at. */
static int
check_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;
  int error_number
      = folder != NULL || faccessat (AT_FDCWD, path, R_OK, AT_EACCESS) == 0 ? 0 : errno;

  while (folder != NULL && error_number == 0 && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      error_number = check_file (file);
    }
  return error_number;
}

/* libkrb5 1.20 crashes on a cache that is there and cannot be read: it is not shown one. */
static int
check_cache (const char *name)
{
  if (g_str_has_prefix (name, "FILE:"))
    return check_file (name + strlen ("FILE:"));
  if (g_str_has_prefix (name, "DIR::"))
    return check_file (name + strlen ("DIR::"));
  if (g_str_has_prefix (name, "DIR:"))
    return check_folder (name + strlen ("DIR:"));
  return strchr (name, ':') != NULL ? 0 : check_file (name);
}

static HaulierNegotiateEnd
check_own_tickets (HaulierNegotiate *self, char **out_message)
{
  const char *name = krb5_cc_default_name (self->krb5);
  int error_number = name != NULL ? check_cache (name) : ENOENT;

  if (error_number == 0)
    return HAULIER_NEGOTIATE_TOKEN;
  *out_message = g_strdup_printf (
      error_number == ENOENT ? "use the Kerberos tickets of the logon: there are none in %s: %s"
                             : "use the Kerberos tickets of the logon in %s: %s",
      name != NULL ? name : "any cache",
      say_cache_error (error_number));
  return HAULIER_NEGOTIATE_UNAVAILABLE;
}

static void
append_status (GString *text, OM_uint32 status, int type)
{
  OM_uint32 minor = 0;
  OM_uint32 more = 0;

  do
    {
      gss_buffer_desc line = GSS_C_EMPTY_BUFFER;
      g_autofree char *valid = NULL;

      if (GSS_ERROR (
              gss_display_status (&minor, status, type, (gss_OID) &spnego_mechanism, &more, &line)))
        return;
      valid = g_utf8_make_valid (line.value, (gssize) line.length);
      if (*valid != '\0' && strstr (text->str, valid) == NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", valid);
      gss_release_buffer (&minor, &line);
    }
  while (more != 0);
}

static char *
dup_gss_message (const char *attempt, const char *host, OM_uint32 major, OM_uint32 minor)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_status (text, major, GSS_C_GSS_CODE);
  append_status (text, minor, GSS_C_MECH_CODE);
  return g_strdup_printf (
      "%s HTTP@%s: %s (0x%08x, 0x%08x)", attempt, host, text->str, major, minor);
}

/* SPNEGO, but nothing inside it other than Kerberos: no silent step down to NTLM. */
static OM_uint32
acquire (HaulierNegotiate *self, gss_cred_id_t *out_credential, OM_uint32 *minor)
{
  gss_OID_set_desc spnego = { 1, (gss_OID) &spnego_mechanism };
  gss_OID_set_desc kerberos = { 1, (gss_OID) gss_mech_krb5 };
  g_autofree char *name = NULL;
  gss_key_value_element_desc element = { "ccache", NULL };
  gss_key_value_set_desc store = { 0, &element };
  OM_uint32 major = 0;
  char *full = NULL;

  if (self->cache != NULL && krb5_cc_get_full_name (self->krb5, self->cache, &full) == 0)
    {
      name = g_strdup (full);
      krb5_free_string (self->krb5, full);
      element.value = name;
      store.count = 1;
    }
  major = gss_acquire_cred_from (minor,
                                 GSS_C_NO_NAME,
                                 GSS_C_INDEFINITE,
                                 &spnego,
                                 GSS_C_INITIATE,
                                 store.count > 0 ? &store : GSS_C_NO_CRED_STORE,
                                 out_credential,
                                 NULL,
                                 NULL);
  if (!GSS_ERROR (major))
    major = gss_set_neg_mechs (minor, *out_credential, &kerberos);
  return major;
}

static OM_uint32
make_context (gss_cred_id_t credential, const char *host, gss_buffer_t token, OM_uint32 *minor)
{
  g_autofree char *service = g_strconcat ("HTTP@", host, NULL);
  gss_buffer_desc text = { strlen (service), service };
  gss_name_t name = GSS_C_NO_NAME;
  gss_ctx_id_t context = GSS_C_NO_CONTEXT;
  OM_uint32 ignored = 0;
  OM_uint32 major = gss_import_name (minor, &text, GSS_C_NT_HOSTBASED_SERVICE, &name);

  if (GSS_ERROR (major))
    return major;
  major = gss_init_sec_context (minor,
                                credential,
                                &context,
                                name,
                                (gss_OID) &spnego_mechanism,
                                0,
                                0,
                                GSS_C_NO_CHANNEL_BINDINGS,
                                GSS_C_NO_BUFFER,
                                NULL,
                                token,
                                NULL,
                                NULL);
  gss_release_name (&ignored, &name);
  gss_delete_sec_context (&ignored, &context, GSS_C_NO_BUFFER);
  return major;
}

static HaulierNegotiateEnd
make_token (HaulierNegotiate *self, const char *host, char **out_token, char **out_message)
{
  gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
  gss_buffer_desc token = GSS_C_EMPTY_BUFFER;
  OM_uint32 minor = 0;
  OM_uint32 ignored = 0;
  OM_uint32 major = acquire (self, &credential, &minor);

  if (!GSS_ERROR (major))
    major = make_context (credential, host, &token, &minor);
  if (GSS_ERROR (major) || token.length == 0)
    *out_message = dup_gss_message ("get a Kerberos ticket for", host, major, minor);
  else
    *out_token = g_base64_encode (token.value, token.length);
  gss_release_buffer (&ignored, &token);
  gss_release_cred (&ignored, &credential);
  return *out_token != NULL ? HAULIER_NEGOTIATE_TOKEN : HAULIER_NEGOTIATE_UNAVAILABLE;
}

/**
 * haulier_negotiate_make_token:
 * @negotiate: credentials, which nobody else uses meanwhile
 * @host: of who asks, without port
 * @out_token: (out): what follows "Negotiate "; each request needs one of its own, since servers
 * remember those that they have seen
 * @out_message: (out): why there is none, with the words of Kerberos
 *
 * Blocks: tickets may be fetched over the network.
 *
 * Source: RFC 4559, 4.1.
 *
 * Returns: what came of it
 */
HaulierNegotiateEnd
haulier_negotiate_make_token (HaulierNegotiate *negotiate,
                              const char *host,
                              char **out_token,
                              char **out_message)
{
  HaulierNegotiateEnd end = HAULIER_NEGOTIATE_UNAVAILABLE;

  *out_token = NULL;
  *out_message = NULL;
  if (negotiate->krb5 == NULL && krb5_init_context (&negotiate->krb5) != 0)
    {
      negotiate->krb5 = NULL;
      *out_message = g_strdup ("use Kerberos: its configuration cannot be read");
      return HAULIER_NEGOTIATE_UNAVAILABLE;
    }
  end = negotiate->user != NULL ? ensure_tickets (negotiate, out_message)
                                : check_own_tickets (negotiate, out_message);
  if (end != HAULIER_NEGOTIATE_TOKEN)
    return end;
  return make_token (negotiate, host, out_token, out_message);
}

/**
 * haulier_negotiate_dup_principal:
 * @cache: name of a Kerberos cache
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED where this process cannot read it,
 *   %HAULIER_ERROR_INVALID_ARGUMENT where it is no cache with tickets.
 *
 * Returns: (transfer full) (nullable): whose tickets are in it
 */
char *
haulier_negotiate_dup_principal (const char *cache, GError **error)
{
  g_autoptr (HaulierNegotiate) self = haulier_negotiate_new (NULL, NULL);
  int error_number = check_cache (cache);
  krb5_ccache opened = NULL;
  krb5_principal principal = NULL;
  krb5_error_code code = 0;
  g_autofree char *said = NULL;
  char *name = NULL;
  char *copy = NULL;

  if (error_number != 0)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   error_number == EACCES || error_number == FOREIGN
                       ? HAULIER_ERROR_ACCESS_DENIED
                       : HAULIER_ERROR_INVALID_ARGUMENT,
                   "use the Kerberos cache “%s”: %s",
                   cache,
                   say_cache_error (error_number));
      return NULL;
    }
  code = krb5_init_context (&self->krb5);
  if (code == 0)
    code = krb5_cc_resolve (self->krb5, cache, &opened);
  if (code == 0)
    code = krb5_cc_get_principal (self->krb5, opened, &principal);
  if (code == 0)
    code = krb5_unparse_name (self->krb5, principal, &name);
  if (code == 0)
    copy = g_utf8_make_valid (name, -1);
  else
    {
      said = self->krb5 != NULL ? dup_krb5_message (self->krb5, code) : NULL;
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "use the Kerberos cache “%s”: %s",
                   cache,
                   said != NULL ? said : "Kerberos cannot be used");
    }
  if (name != NULL)
    krb5_free_unparsed_name (self->krb5, name);
  if (principal != NULL)
    krb5_free_principal (self->krb5, principal);
  if (opened != NULL)
    krb5_cc_close (self->krb5, opened);
  return copy;
}
