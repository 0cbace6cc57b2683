/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What somebody agrees to who lends an identity to a job: owner, flags, folders, origins. */
#include "config.h"

#include "haulier-consent.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-uri.h"

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * haulier_consent_new:
 * @owner: who owns the job
 * @flags: HAULIER_TOKEN_…
 *
 * Returns: (transfer full): a consent to a job without files and proxies
 */
HaulierConsent *
haulier_consent_new (HaulierAccount owner, guint flags)
{
  HaulierConsent *consent = g_new0 (HaulierConsent, 1);

  consent->owner = owner;
  consent->flags = flags;
  consent->folders = new_set ();
  consent->origins = new_set ();
  return consent;
}

static void
add_all (GHashTable *target, GHashTable *source)
{
  GHashTableIter iter;
  gpointer text = NULL;

  g_hash_table_iter_init (&iter, source);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    g_hash_table_add (target, g_strdup (text));
}

/**
 * haulier_consent_copy:
 * @consent: (nullable): a consent
 *
 * Returns: (transfer full) (nullable): another one like it
 */
HaulierConsent *
haulier_consent_copy (const HaulierConsent *consent)
{
  HaulierConsent *copy = NULL;

  if (consent == NULL)
    return NULL;
  copy = haulier_consent_new (consent->owner, consent->flags);
  add_all (copy->folders, consent->folders);
  add_all (copy->origins, consent->origins);
  return copy;
}

/**
 * haulier_consent_free:
 * @consent: (nullable) (transfer full): a consent
 */
void
haulier_consent_free (HaulierConsent *consent)
{
  if (consent == NULL)
    return;
  g_hash_table_unref (consent->folders);
  g_hash_table_unref (consent->origins);
  g_free (consent);
}

/* Without "." and "..", and without looking at the disk: a link there is another folder.
 * Returns: (transfer full): the folder of the file at @path, which is absolute */
static char *
dup_folder (const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], ".."))
        g_ptr_array_set_size (kept, (gint) MAX (kept->len, 1) - 1);
      else if (names[i][0] != '\0' && !g_str_equal (names[i], "."))
        g_ptr_array_add (kept, names[i]);
    }
  g_ptr_array_set_size (kept, (gint) MAX (kept->len, 1) - 1);
  g_ptr_array_add (kept, NULL);
  joined = g_strjoinv ("/", (char **) kept->pdata);
  return g_strconcat ("/", joined, NULL);
}

/**
 * haulier_consent_add_file:
 * @consent: a consent
 * @remote: (nullable): address of a file, of haulier_uri_split()
 * @local: (nullable): its path
 *
 * A file is another reason to ask only where its folder or its origin is new. Folders below one
 * that was agreed to are other folders.
 */
void
haulier_consent_add_file (HaulierConsent *consent, const char *remote, const char *local)
{
  if (local != NULL)
    g_hash_table_add (consent->folders, dup_folder (local));
  if (remote != NULL)
    g_hash_table_add (consent->origins, haulier_uri_dup_origin (remote));
}

/**
 * haulier_consent_add_proxy:
 * @consent: a consent
 * @proxy: proxy settings of the job
 *
 * Only proxies that are set for the job itself can be agreed to; the others are those of whoever
 * reads the settings.
 */
void
haulier_consent_add_proxy (HaulierConsent *consent, const HaulierProxySettings *proxy)
{
  const char *const addresses[] = { "http://host/", "https://host/" };

  for (gsize i = 0; proxy->usage == HAULIER_PROXY_USAGE_OVERRIDE && i < G_N_ELEMENTS (addresses);
       i++)
    {
      g_autoptr (GPtrArray) proxies = haulier_proxy_list_choose (proxy->list, addresses[i], NULL);

      for (guint j = 0; proxies != NULL && j < proxies->len; j++)
        g_hash_table_add (consent->origins, haulier_proxy_to_uri (proxies->pdata[j]));
    }
}

/**
 * haulier_consent_check:
 * @consent: a consent
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT where it is more than a person can agree to.
 *
 * Returns: whether it can be asked for
 */
gboolean
haulier_consent_check (const HaulierConsent *consent, GError **error)
{
  guint n_folders = g_hash_table_size (consent->folders);
  guint n_origins = g_hash_table_size (consent->origins);

  if (n_folders <= HAULIER_CONSENT_MAX_FOLDERS && n_origins <= HAULIER_CONSENT_MAX_ORIGINS)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "ask for a helper token: the job has %u folders and %u origins, more than %d "
               "and %d",
               n_folders,
               n_origins,
               HAULIER_CONSENT_MAX_FOLDERS,
               HAULIER_CONSENT_MAX_ORIGINS);
  return FALSE;
}

static gint
compare_texts (const void *left, const void *right)
{
  return strcmp (*(const char *const *) left, *(const char *const *) right);
}

static char **
dup_sorted (GHashTable *set)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer text = NULL;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    g_ptr_array_add (texts, g_strdup (text));
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

/**
 * haulier_consent_dup_folders:
 * @consent: a consent
 *
 * Returns: (transfer full): its folders, sorted by their bytes
 */
char **
haulier_consent_dup_folders (const HaulierConsent *consent)
{
  return dup_sorted (consent->folders);
}

/**
 * haulier_consent_dup_origins:
 * @consent: a consent
 *
 * Returns: (transfer full): its origins, sorted
 */
char **
haulier_consent_dup_origins (const HaulierConsent *consent)
{
  return dup_sorted (consent->origins);
}

/* With its NUL: no path and no address has one, so that no two lists give the same bytes. */
static void
add_text (GChecksum *checksum, const char *text)
{
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
add_set (GChecksum *checksum, GHashTable *set)
{
  g_auto (GStrv) texts = dup_sorted (set);
  g_autofree char *count = g_strdup_printf ("%u", g_strv_length (texts));

  add_text (checksum, count);
  for (gsize i = 0; texts[i] != NULL; i++)
    add_text (checksum, texts[i]);
}

/**
 * haulier_consent_dup_digest:
 * @consent: a consent
 *
 * Shape: SHA-256 in hexadecimal digits; equal for equal consents, and for no others.
 *
 * Returns: (transfer full): the digest
 */
char *
haulier_consent_dup_digest (const HaulierConsent *consent)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *owner = haulier_account_to_key (consent->owner);
  g_autofree char *flags = g_strdup_printf ("%u", consent->flags);

  add_text (checksum, owner);
  add_text (checksum, flags);
  add_set (checksum, consent->folders);
  add_set (checksum, consent->origins);
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
is_subset (GHashTable *part, GHashTable *whole)
{
  GHashTableIter iter;
  gpointer text = NULL;

  g_hash_table_iter_init (&iter, part);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    {
      if (!g_hash_table_contains (whole, text))
        return FALSE;
    }
  return TRUE;
}

/**
 * haulier_consent_covers:
 * @given: what was agreed to
 * @asked: what the job asks for now, or the part of it that changed
 *
 * Returns: whether @asked is nothing more than @given
 */
gboolean
haulier_consent_covers (const HaulierConsent *given, const HaulierConsent *asked)
{
  return haulier_account_equal (given->owner, asked->owner) && (asked->flags & ~given->flags) == 0
         && is_subset (asked->folders, given->folders)
         && is_subset (asked->origins, given->origins);
}
