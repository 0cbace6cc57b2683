/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of client certificates, in the person's language. */
#include "config.h"

#include "haulier-certificate-words.h"

#include <glib/gi18n-lib.h>

/* More are counted, not named. */
#define MAX_NAMED 5

static char *
format_day (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("–");
}

/**
 * haulier_certificate_words_validity:
 * @certificate: a certificate
 * @now: seconds since 1970
 *
 * Returns: (transfer full): until when it is good, or why it is not
 */
char *
haulier_certificate_words_validity (const HaulierCertificate *certificate, gint64 now)
{
  g_autofree char *first = format_day (certificate->not_before);
  g_autofree char *last = format_day (certificate->not_after);

  if (now > certificate->not_after)
    /* translators: %s is a day */
    return g_strdup_printf (_ ("expired %s"), last);
  if (now < certificate->not_before)
    /* translators: %s is a day */
    return g_strdup_printf (_ ("not valid before %s"), first);
  /* translators: %s is a day */
  return g_strdup_printf (_ ("until %s"), last);
}

/**
 * haulier_certificate_words_one:
 * @certificate: a certificate
 * @now: seconds since 1970
 *
 * Returns: (transfer full): whose it is and until when, for instance "anna (until 2027-03-01)"
 */
char *
haulier_certificate_words_one (const HaulierCertificate *certificate, gint64 now)
{
  g_autofree char *validity = haulier_certificate_words_validity (certificate, now);

  /* translators: the name in a certificate, and until when it is good */
  return g_strdup_printf (_ ("%s (%s)"), certificate->name, validity);
}

static void
append (GString *text, const char *part)
{
  if (text->len > 0)
    g_string_append (text, "; ");
  g_string_append (text, part);
}

/**
 * haulier_certificate_words_account:
 * @certificates: what there is
 * @account: an account
 * @now: seconds since 1970
 *
 * Returns: (transfer full) (nullable): which of them @account has; %NULL where that is not known
 */
char *
haulier_certificate_words_account (const HaulierCertificates *certificates,
                                   HaulierAccount account,
                                   gint64 now)
{
  guint n_troubles = 0;
  g_autoptr (GPtrArray) items
      = haulier_certificates_of_account (certificates, account, &n_troubles);
  g_autoptr (GString) text = g_string_new (NULL);

  if (items == NULL)
    return NULL;
  for (guint i = 0; i < items->len && i < MAX_NAMED; i++)
    {
      g_autofree char *one = haulier_certificate_words_one (g_ptr_array_index (items, i), now);

      append (text, one);
    }
  if (items->len > MAX_NAMED)
    {
      guint n_more = items->len - MAX_NAMED;
      g_autofree char *more = g_strdup_printf (ngettext ("%u more", "%u more", n_more), n_more);

      append (text, more);
    }
  if (items->len == 0)
    append (text, _ ("none"));
  if (n_troubles > 0)
    {
      g_autofree char *unread = g_strdup_printf (
          ngettext ("%u file cannot be read", "%u files cannot be read", n_troubles), n_troubles);

      append (text, unread);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
