/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The certificates of a folder: good ones and old ones, and what a folder can have besides. */
#include "config.h"

#include "haulier-certificates.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-certificate-words.h"
#include "haulier-error.h"

#define DAY_SEC (24 * 60 * 60)
#define BEGIN "-----BEGIN CERTIFICATE-----\n"
#define END "-----END CERTIFICATE-----\n"

typedef struct
{
  char *own;
  char *computers;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *configuration = g_dir_make_tmp ("haulier-XXXXXX", NULL);

  g_setenv ("CONFIGURATION_DIRECTORY", configuration, TRUE);
  fixture->own = haulier_certificates_dup_folder (HAULIER_CERTIFICATE_LOCATION_CURRENT_USER);
  fixture->computers = haulier_certificates_dup_folder (HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE);
  g_assert_true (g_str_has_prefix (fixture->computers, configuration));
  g_assert_cmpint (g_mkdir_with_parents (fixture->own, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (fixture->computers, 0700), ==, 0);
}

static void
empty (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (entries); name != NULL; name = g_dir_read_name (entries))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  empty (fixture->own);
  empty (fixture->computers);
  g_assert_cmpint (g_rmdir (g_getenv ("CONFIGURATION_DIRECTORY")), ==, 0);
  g_free (fixture->own);
  g_free (fixture->computers);
}

/* Makes a key and a certificate that signs itself. */
static void
make (const char *folder, const char *file, const char *subject, const char *extension)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *key = g_build_filename (folder, "key", NULL);
  const char *arguments[]
      = { "openssl", "req",   "-x509", "-newkey", "ec",      "-pkeyopt", "ec_paramgen_curve:P-256",
          "-nodes",  "-utf8", "-days", "10",      "-subj",   subject,    "-keyout",
          key,       "-out",  path,    "-addext", extension, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_spawn_sync (NULL,
                (char **) arguments,
                NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL,
                NULL,
                NULL,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

#define FOR_CLIENTS "extendedKeyUsage=clientAuth"

static char *
get (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
put (const char *folder, const char *file, const char *text)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  *(HaulierCertificates **) user_data = haulier_certificates_read_finish (result, &error);
  g_assert_no_error (error);
}

static HaulierCertificates *
read_all (void)
{
  HaulierCertificates *found = NULL;

  haulier_certificates_read_async (NULL, read_cb, &found);
  while (found == NULL)
    g_main_context_iteration (NULL, TRUE);
  return found;
}

static const HaulierCertificate *
get_item (const HaulierCertificates *found, guint position)
{
  g_assert_cmpuint (position, <, found->items->len);
  return g_ptr_array_index (found->items, position);
}

static void
test_certificates_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierCertificates) found = NULL;
  const HaulierCertificate *item = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  make (fixture->own, "anna.PEM", "/O=Käse AG/CN=anna", FOR_CLIENTS);
  make (fixture->computers, "host.crt", "/CN=host", "extendedKeyUsage=serverAuth");
  put (fixture->own, "README", "not looked at");
  found = read_all ();
  g_assert_cmpuint (found->items->len, ==, 2);
  g_assert_cmpuint (found->troubles->len, ==, 0);
  item = get_item (found, 0);
  g_assert_cmpint (item->location, ==, HAULIER_CERTIFICATE_LOCATION_CURRENT_USER);
  g_assert_cmpstr (item->file, ==, "anna.PEM");
  g_assert_cmpstr (item->name, ==, "anna");
  g_assert_cmpstr (item->subject, ==, "CN=anna,O=Käse AG");
  g_assert_cmpstr (item->issuer, ==, "CN=anna,O=Käse AG");
  g_assert_true (item->is_for_clients);
  g_assert_cmpint (item->not_after - item->not_before, ==, 10 * DAY_SEC);
  g_assert_true (haulier_certificate_is_good (item, now));
  g_assert_false (haulier_certificate_is_good (item, now + 11 * DAY_SEC));
  g_assert_false (haulier_certificate_is_good (item, now - DAY_SEC));
  g_assert_cmpint (get_item (found, 1)->location, ==, HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE);
  g_assert_false (get_item (found, 1)->is_for_clients);
}

/* As a program of somebody else computes it. */
static void
test_certificates_thumbprint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierCertificates) found = NULL;
  g_autofree char *text = NULL;
  g_autofree guchar *der = NULL;
  g_autofree char *thumbprint = NULL;
  gsize length = 0;

  make (fixture->own, "a.pem", "/CN=anna", FOR_CLIENTS);
  found = read_all ();
  text = get (fixture->own, "a.pem");
  *strstr (text, "-----END") = '\0';
  der = g_base64_decode (text + strlen (BEGIN), &length);
  thumbprint = g_compute_checksum_for_data (G_CHECKSUM_SHA1, der, length);
  g_assert_cmpstr (get_item (found, 0)->thumbprint, ==, thumbprint);
}

static void
test_certificates_several_and_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierCertificates) found = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *key = NULL;
  g_autofree char *all = NULL;

  make (fixture->own, "a.pem", "/CN=first", FOR_CLIENTS);
  first = get (fixture->own, "a.pem");
  key = get (fixture->own, "key");
  make (fixture->own, "a.pem", "/CN=second", FOR_CLIENTS);
  second = get (fixture->own, "a.pem");
  all = g_strconcat ("Bag Attributes\n", key, first, "\n", second, NULL);
  put (fixture->own, "a.pem", all);
  found = read_all ();
  g_assert_cmpuint (found->items->len, ==, 2);
  g_assert_cmpuint (found->troubles->len, ==, 0);
  g_assert_cmpstr (get_item (found, 0)->name, ==, "first");
  g_assert_cmpstr (get_item (found, 1)->name, ==, "second");
}

/* What a folder can have besides, and what is said of it. */
static const struct
{
  const char *name;
  const char *text; /* (nullable): not made by writing a file */
  const char *said;
} strange[] = {
  { "empty.pem", "", "there is no certificate in it" },
  { "fifo.pem", NULL, "it is not a regular file" },
  { "folder.pem", NULL, "it is not a regular file" },
  { "garbage.pem", BEGIN "AAAA" END, "a certificate in it is damaged" },
  { "key.pem",
    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    "there is no certificate in it" },
  { "large.pem", NULL, "it is larger than a certificate is" },
  { "locked.pem",
    BEGIN
    "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA\n" END,
    "a certificate in it is damaged" },
  { "loop.pem", NULL, "Too many levels of symbolic links" },
  { "nowhere.pem", NULL, "No such file or directory" },
  { "open.pem", BEGIN "AAAA", "a certificate in it is damaged" },
};

static void
make_strange (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *bytes = g_strnfill (HAULIER_CERTIFICATES_MAX_FILE_BYTES + 1, '\n');

  if (g_str_has_prefix (name, "fifo"))
    g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  else if (g_str_has_prefix (name, "folder"))
    g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  else if (g_str_has_prefix (name, "large"))
    put (folder, name, bytes);
  else if (g_str_has_prefix (name, "loop"))
    g_assert_cmpint (symlink (name, path), ==, 0);
  else
    g_assert_cmpint (symlink ("nonexistent", path), ==, 0);
}

/* The good one among them is there all the same. */
static void
test_certificates_strange (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierCertificates) found = NULL;

  make (fixture->own, "good.pem", "/CN=anna", FOR_CLIENTS);
  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++)
    if (strange[i].text != NULL)
      put (fixture->own, strange[i].name, strange[i].text);
    else
      make_strange (fixture->own, strange[i].name);
  found = read_all ();
  g_assert_cmpuint (found->items->len, ==, 1);
  g_assert_cmpuint (found->troubles->len, ==, G_N_ELEMENTS (strange));
  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      const HaulierCertificateTrouble *trouble = g_ptr_array_index (found->troubles, i);

      g_test_message ("%s", trouble->error->message);
      g_assert_nonnull (strstr (trouble->error->message, strange[i].name));
      g_assert_true (g_str_has_suffix (trouble->error->message, strange[i].said));
      g_assert_true (trouble->error->domain == HAULIER_ERROR);
    }
}

static void
test_certificates_too_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierCertificates) found = NULL;
  g_autofree char *text = NULL;
  const HaulierCertificateTrouble *trouble = NULL;

  make (fixture->own, "a.pem", "/CN=anna", FOR_CLIENTS);
  text = get (fixture->own, "a.pem");
  for (guint i = 0; i < HAULIER_CERTIFICATES_MAX_FILES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.pem", i);

      put (fixture->own, name, text);
    }
  found = read_all ();
  g_assert_cmpuint (found->items->len, ==, HAULIER_CERTIFICATES_MAX_FILES);
  g_assert_cmpuint (found->troubles->len, ==, 1);
  trouble = g_ptr_array_index (found->troubles, 0);
  g_assert_nonnull (strstr (trouble->error->message, "more than 200"));
}

static void
test_certificates_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierCertificates) found = NULL;

  g_rmdir (fixture->own);
  found = read_all ();
  g_assert_cmpuint (found->items->len + found->troubles->len, ==, 0);
  g_assert_cmpint (g_mkdir (fixture->own, 0700), ==, 0);
}

/* A line break in a name is not one in a table. */
static void
test_certificates_hostile_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierCertificates) found = NULL;

  make (fixture->own, "a.pem", "/CN=anna\n\033[31mroot", FOR_CLIENTS);
  found = read_all ();
  g_assert_cmpstr (get_item (found, 0)->name, ==, "anna\\0A\\1B[31mroot");
}

static char *
say (const HaulierCertificates *found, HaulierAccount account, gint64 days)
{
  return haulier_certificate_words_account (
      found, account, g_get_real_time () / G_USEC_PER_SEC + days * DAY_SEC);
}

static void
test_certificates_words (Fixture *fixture, gconstpointer data)
{
  const HaulierAccount service = { .kind = HAULIER_ACCOUNT_LOCAL_SERVICE };
  g_autoptr (HaulierCertificates) found = NULL;
  g_autofree char *own = NULL;
  g_autofree char *own_later = NULL;
  g_autofree char *services = NULL;
  g_autofree char *services_before = NULL;

  make (fixture->own, "a.pem", "/CN=anna", FOR_CLIENTS);
  make (fixture->computers, "b.pem", "/CN=host", FOR_CLIENTS);
  make (fixture->computers, "c.pem", "/CN=server", "extendedKeyUsage=serverAuth");
  put (fixture->own, "d.pem", "garbage");
  found = read_all ();
  own = say (found, haulier_account_for_user (getuid ()), 0);
  g_assert_true (g_regex_match_simple (
      "^anna \\(until [0-9-]{10}\\); host \\(until [0-9-]{10}\\); 1 file cannot be read$",
      own,
      0,
      0));
  own_later = say (found, haulier_account_for_user (getuid ()), 11);
  g_assert_true (g_str_has_prefix (own_later, "anna (expired 2"));
  services = say (found, service, 0);
  g_assert_true (g_regex_match_simple ("^host \\(until [0-9-]{10}\\)$", services, 0, 0));
  services_before = say (found, service, -2);
  g_assert_true (g_str_has_prefix (services_before, "host (not valid before 2"));
  g_assert_null (say (found, haulier_account_for_user (getuid () + 1), 0));
}

static void
test_certificates_words_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierCertificates) found = read_all ();
  g_autofree char *text = say (found, haulier_account_for_user (getuid ()), 0);

  g_assert_cmpstr (text, ==, "none");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/client/certificates/good", test_certificates_good);
  add ("/client/certificates/thumbprint", test_certificates_thumbprint);
  add ("/client/certificates/several-and-key", test_certificates_several_and_key);
  add ("/client/certificates/strange", test_certificates_strange);
  add ("/client/certificates/too-many", test_certificates_too_many);
  add ("/client/certificates/no-folder", test_certificates_no_folder);
  add ("/client/certificates/hostile-name", test_certificates_hostile_name);
  add ("/client/certificates/words", test_certificates_words);
  add ("/client/certificates/words-none", test_certificates_words_none);
  return g_test_run ();
}
