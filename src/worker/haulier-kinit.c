/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* haulier-kinit HOST: gets one Kerberos ticket of the computer with the keytab of descriptor 3, and
 * writes a report with the ticket to standard output. It has no rights but the descriptor. */
#include "config.h"

#include <errno.h>
#include <glib.h>
#include <krb5.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "haulier-computer-keys.h"
#include "haulier-ticket-report.h"

/* The keytab. */
#define KEYTAB_FD 3
#define KEYTAB_MAX_BYTES (1024 * 1024)
/* Each try of a key that is refused counts against the account in its domain. */
#define MAX_TRIES 4
typedef struct
{
  krb5_principal principal;
  guint rank; /* of haulier_computer_key_rank() */
} Candidate;

typedef struct
{
  krb5_context krb5;
  krb5_keytab keytab;
  const char *host;
  GArray *candidates; /* of Candidate */
  HaulierTicketReport *report;
} Errand;

/* What the Kerberos server says about one key: another key may be good. */
static const krb5_error_code refusals[] = {
  KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN,
  KRB5KDC_ERR_PREAUTH_FAILED,
  KRB5KRB_AP_ERR_BAD_INTEGRITY,
  KRB5KDC_ERR_CLIENT_REVOKED,
  KRB5KDC_ERR_KEY_EXP,
  KRB5KDC_ERR_NAME_EXP,
  KRB5KDC_ERR_ETYPE_NOSUPP,
  KRB5KDC_ERR_POLICY,
  KRB5_KT_NOTFOUND,
  KRB5_GET_IN_TKT_LOOP,
};

static void
set_failure (Errand *errand, const char *attempt, krb5_error_code code)
{
  HaulierTicketReport *report = errand->report;
  const char *text = krb5_get_error_message (errand->krb5, code);

  g_free (report->message);
  g_free (report->text);
  report->number = code;
  report->text = g_utf8_make_valid (text, -1);
  report->message = g_strdup_printf ("%s: %s", attempt, report->text);
  krb5_free_error_message (errand->krb5, text);
}

static guint
rank_principal (krb5_const_principal principal, const char *host)
{
  g_auto (GStrv) components = g_new0 (char *, (gsize) principal->length + 1);

  for (int i = 0; i < principal->length; i++)
    components[i] = g_strndup (principal->data[i].data, principal->data[i].length);
  return haulier_computer_key_rank ((const char *const *) components, host);
}

/* The keytab is another user's file, which cannot be opened anew by this one: Kerberos gets a copy
 * in memory. */
static gboolean
copy_keytab (int *out_fd)
{
  g_autofree guint8 *bytes = g_malloc (KEYTAB_MAX_BYTES);
  gssize length = pread (KEYTAB_FD, bytes, KEYTAB_MAX_BYTES, 0);
  int fd = memfd_create ("keytab", MFD_CLOEXEC);

  if (length > 0 && fd >= 0)
    length = pwrite (fd, bytes, (gsize) length, 0);
  explicit_bzero (bytes, KEYTAB_MAX_BYTES);
  *out_fd = fd;
  return length >= 0 && fd >= 0;
}

static gboolean
open_keytab (Errand *errand)
{
  g_autofree char *name = NULL;
  krb5_error_code code = 0;
  int fd = -1;

  code = copy_keytab (&fd) ? 0 : errno;
  name = g_strdup_printf ("FILE:/proc/self/fd/%d", fd);
  if (code == 0)
    code = krb5_kt_resolve (errand->krb5, name, &errand->keytab);
  if (code == 0)
    return TRUE;
  set_failure (errand, "read the keytab", code);
  return FALSE;
}

static void
add_candidate (Errand *errand, krb5_const_principal principal)
{
  Candidate candidate = { NULL, rank_principal (principal, errand->host) };
  guint place = 0;

  if (candidate.rank == HAULIER_COMPUTER_KEY_NONE)
    return;
  for (guint i = 0; i < errand->candidates->len; i++)
    {
      const Candidate *other = &g_array_index (errand->candidates, Candidate, i);

      /* one principal has a key for each cipher and version */
      if (krb5_principal_compare (errand->krb5, other->principal, principal))
        return;
      if (other->rank <= candidate.rank)
        place = i + 1;
    }
  if (krb5_copy_principal (errand->krb5, principal, &candidate.principal) == 0)
    g_array_insert_val (errand->candidates, place, candidate);
}

static gboolean
find_candidates (Errand *errand)
{
  krb5_kt_cursor cursor;
  krb5_keytab_entry entry;
  krb5_error_code code = krb5_kt_start_seq_get (errand->krb5, errand->keytab, &cursor);

  if (code == 0)
    {
      while ((code = krb5_kt_next_entry (errand->krb5, errand->keytab, &entry, &cursor)) == 0)
        {
          add_candidate (errand, entry.principal);
          krb5_free_keytab_entry_contents (errand->krb5, &entry);
        }
      krb5_kt_end_seq_get (errand->krb5, errand->keytab, &cursor);
    }
  if (errand->candidates->len > 0)
    return TRUE;
  if (code == KRB5_KT_END)
    code = KRB5_KT_NOTFOUND;
  set_failure (errand, "find a key of this computer in the keytab", code);
  return FALSE;
}

static void
append_number (GByteArray *bytes, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static void
append_data (GByteArray *bytes, const krb5_data *data)
{
  append_number (bytes, data->length);
  g_byte_array_append (bytes, (const guint8 *) data->data, data->length);
}

/* A cache file has to be replaced by its name, and there is no name here: its bytes are made
 * without one. Source: "Credential cache file format", MIT Kerberos, version 4. */
static krb5_error_code
make_cache (Errand *errand, krb5_creds *ticket)
{
  static const guint8 head[] = { 5, 4, 0, 0 }; /* version, length of no header fields */
  GByteArray *bytes = g_byte_array_new ();
  krb5_data *data = NULL;
  krb5_error_code code = krb5_marshal_credentials (errand->krb5, ticket, &data);

  g_byte_array_append (bytes, head, sizeof head);
  append_number (bytes, (guint32) ticket->client->type);
  append_number (bytes, (guint32) ticket->client->length);
  append_data (bytes, &ticket->client->realm);
  for (int i = 0; i < ticket->client->length; i++)
    append_data (bytes, krb5_princ_component (errand->krb5, ticket->client, i));
  if (code == 0)
    {
      g_byte_array_append (bytes, (const guint8 *) data->data, data->length);
      errand->report->cache_bytes = bytes->len;
      errand->report->cache = g_byte_array_free (g_steal_pointer (&bytes), FALSE);
      errand->report->expires = (gint64) (guint32) ticket->times.endtime;
    }
  krb5_free_data (errand->krb5, data);
  g_clear_pointer (&bytes, g_byte_array_unref);
  return code;
}

static char *
dup_name (Errand *errand, krb5_const_principal principal)
{
  char *name = NULL;
  char *copy = NULL;

  if (krb5_unparse_name (errand->krb5, principal, &name) != 0)
    return g_strdup ("?");
  copy = g_utf8_make_valid (name, -1);
  krb5_free_unparsed_name (errand->krb5, name);
  return copy;
}

static krb5_error_code
try_key (Errand *errand, krb5_principal principal)
{
  krb5_creds ticket;
  krb5_error_code code;

  memset (&ticket, 0, sizeof ticket);
  code = krb5_get_init_creds_keytab (
      errand->krb5, &ticket, principal, errand->keytab, 0, NULL, NULL);
  if (code != 0)
    return code;
  code = make_cache (errand, &ticket);
  if (code == 0)
    {
      g_free (errand->report->principal);
      errand->report->principal = dup_name (errand, ticket.client);
    }
  krb5_free_cred_contents (errand->krb5, &ticket);
  return code;
}

static gboolean
is_refusal (krb5_error_code code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      if (refusals[i] == code)
        return TRUE;
    }
  return FALSE;
}

/* The first key that is good gets the ticket; when none is, what was said of the best one counts.
 */
static void
get_ticket (Errand *errand)
{
  for (guint i = 0; i < MIN (errand->candidates->len, MAX_TRIES); i++)
    {
      krb5_principal principal = g_array_index (errand->candidates, Candidate, i).principal;
      g_autofree char *name = dup_name (errand, principal);
      g_autofree char *attempt = g_strdup_printf ("get a Kerberos ticket for “%s”", name);
      krb5_error_code code = try_key (errand, principal);

      if (code == 0)
        {
          g_free (errand->report->message);
          errand->report->message = g_strdup ("");
          return;
        }
      if (i == 0)
        {
          g_free (errand->report->principal);
          errand->report->principal = g_steal_pointer (&name);
          set_failure (errand, attempt, code);
        }
      if (!is_refusal (code))
        return;
    }
}

static void
run (Errand *errand)
{
  krb5_error_code code = krb5_init_context (&errand->krb5);

  if (code != 0)
    {
      errand->krb5 = NULL;
      set_failure (errand, "read the configuration of Kerberos", code);
      return;
    }
  if (open_keytab (errand) && find_candidates (errand))
    get_ticket (errand);
}

static void
clear (Errand *errand)
{
  for (guint i = 0; i < errand->candidates->len; i++)
    krb5_free_principal (errand->krb5, g_array_index (errand->candidates, Candidate, i).principal);
  g_array_unref (errand->candidates);
  if (errand->keytab != NULL)
    krb5_kt_close (errand->krb5, errand->keytab);
  if (errand->krb5 != NULL)
    krb5_free_context (errand->krb5);
  haulier_ticket_report_free (errand->report);
}

static gboolean
write_report (const HaulierTicketReport *report)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (haulier_ticket_report_to_variant (report));
  gsize length = g_variant_get_size (variant);

  return write (STDOUT_FILENO, g_variant_get_data (variant), length) == (gssize) length;
}

int
main (int argc, char **argv)
{
  Errand errand = { NULL };
  gboolean is_written = FALSE;

  if (argc != 2)
    {
      g_printerr ("usage: haulier-kinit HOST 3<KEYTAB >REPORT\n");
      return 2;
    }
  /* Before a key is read: nobody of the same user reads this memory. */
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
  errand.host = argv[1];
  errand.candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  errand.report = haulier_ticket_report_new ();
  run (&errand);
  is_written = write_report (errand.report);
  clear (&errand);
  return is_written ? EXIT_SUCCESS : EXIT_FAILURE;
}
