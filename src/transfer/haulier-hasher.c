/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A checksum that is computed while a file is written, as long as it is written in order. */
#include "config.h"

#include "haulier-hasher.h"

#include <openssl/evp.h>
#include <unistd.h>

#define READ_BYTES (256 * 1024)

struct _HaulierHasher
{
  gatomicrefcount references;
  const EVP_MD *algorithm;
  EVP_MD_CTX *context;
  guint64 position; /* everything before it is in the checksum */
};

/**
 * haulier_hasher_new:
 * @type: the algorithm
 *
 * OpenSSL's, which uses the instructions of the processor; GLib's do not.
 *
 * Returns: (transfer full): a hasher at the beginning of a file
 */
HaulierHasher *
haulier_hasher_new (GChecksumType type)
{
  HaulierHasher *hasher = g_new0 (HaulierHasher, 1);

  g_atomic_ref_count_init (&hasher->references);
  switch (type)
    {
    case G_CHECKSUM_MD5:
      hasher->algorithm = EVP_md5 ();
      break;
    case G_CHECKSUM_SHA1:
      hasher->algorithm = EVP_sha1 ();
      break;
    case G_CHECKSUM_SHA256:
      hasher->algorithm = EVP_sha256 ();
      break;
    case G_CHECKSUM_SHA384:
      hasher->algorithm = EVP_sha384 ();
      break;
    case G_CHECKSUM_SHA512:
      hasher->algorithm = EVP_sha512 ();
      break;
    }
  hasher->context = EVP_MD_CTX_new ();
  haulier_hasher_reset (hasher);
  return hasher;
}

/**
 * haulier_hasher_ref:
 * @hasher: (nullable): a hasher
 *
 * Returns: (transfer full) (nullable): @hasher
 */
HaulierHasher *
haulier_hasher_ref (HaulierHasher *hasher)
{
  if (hasher != NULL)
    g_atomic_ref_count_inc (&hasher->references);
  return hasher;
}

/**
 * haulier_hasher_unref:
 * @hasher: (nullable) (transfer full): a hasher
 */
void
haulier_hasher_unref (HaulierHasher *hasher)
{
  if (hasher == NULL || !g_atomic_ref_count_dec (&hasher->references))
    return;
  EVP_MD_CTX_free (hasher->context);
  g_free (hasher);
}

/**
 * haulier_hasher_reset:
 * @hasher: a hasher
 *
 * Goes back to the beginning: the file starts again.
 */
void
haulier_hasher_reset (HaulierHasher *hasher)
{
  EVP_DigestInit_ex (hasher->context, hasher->algorithm, NULL);
  hasher->position = 0;
}

/**
 * haulier_hasher_feed:
 * @hasher: a hasher
 * @offset: position of the data in the file
 * @data: what was written
 * @length: bytes of it
 *
 * Takes data that follows what was taken; other data is left to haulier_hasher_finish().
 */
void
haulier_hasher_feed (HaulierHasher *hasher, guint64 offset, const guint8 *data, gsize length)
{
  if (offset != hasher->position)
    return;
  EVP_DigestUpdate (hasher->context, data, length);
  hasher->position += length;
}

/**
 * haulier_hasher_finish:
 * @hasher: a hasher
 * @fd: the file
 * @total: bytes of the file
 *
 * Reads what was not taken from the file, and ends the checksum. Blocks; from an I/O thread.
 *
 * Returns: (transfer full) (nullable): lower-case hexadecimal, or %NULL when the file cannot be
 * read
 */
char *
haulier_hasher_finish (HaulierHasher *hasher, int fd, guint64 total)
{
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned int digest_length = 0;
  g_autofree guint8 *buffer = NULL;
  GString *text = NULL;

  while (hasher->position < total)
    {
      gssize count = 0;

      if (buffer == NULL)
        buffer = g_malloc (READ_BYTES);
      count = pread (
          fd, buffer, MIN (READ_BYTES, total - hasher->position), (off_t) hasher->position);
      if (count <= 0)
        return NULL;
      haulier_hasher_feed (hasher, hasher->position, buffer, (gsize) count);
    }
  EVP_DigestFinal_ex (hasher->context, digest, &digest_length);
  text = g_string_sized_new (2 * digest_length);
  for (unsigned int i = 0; i < digest_length; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}
