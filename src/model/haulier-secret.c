/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A password in memory: never swapped or dumped where that can be helped, wiped when it goes. */
#include "config.h"

#include "haulier-secret.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* At the beginning of pages of its own: nothing else is locked, dumped or wiped with it. */
struct _HaulierSecret
{
  gatomicrefcount references;
  gsize size;   /* of the pages, in bytes */
  gsize length; /* of the text, in bytes */
  char text[];  /* ends with a zero */
};

static gsize
round_to_pages (gsize size)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);

  return (size + page - 1) / page * page;
}

/**
 * haulier_secret_new:
 * @text: the password; the caller wipes his copy
 * @length: its length in bytes, or -1 when it ends with a zero
 *
 * Returns: (transfer full): the secret
 */
HaulierSecret *
haulier_secret_new (const char *text, gssize length)
{
  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  gsize size = round_to_pages (sizeof (HaulierSecret) + n_bytes + 1);
  void *pages = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  HaulierSecret *secret = pages;

  g_assert (pages != MAP_FAILED);
  /* Both can be refused by a limit: a secret that could be swapped is better than none. */
  mlock (pages, size);
  madvise (pages, size, MADV_DONTDUMP);
  g_atomic_ref_count_init (&secret->references);
  secret->size = size;
  secret->length = n_bytes;
  if (n_bytes > 0)
    memcpy (secret->text, text, n_bytes);
  return secret;
}

/**
 * haulier_secret_ref:
 * @secret: a secret
 *
 * Returns: (transfer full): the same
 */
HaulierSecret *
haulier_secret_ref (HaulierSecret *secret)
{
  g_atomic_ref_count_inc (&secret->references);
  return secret;
}

/**
 * haulier_secret_unref:
 * @secret: (nullable): a secret
 *
 * Wipes it with the last reference.
 */
void
haulier_secret_unref (HaulierSecret *secret)
{
  gsize size;

  if (secret == NULL || !g_atomic_ref_count_dec (&secret->references))
    return;
  size = secret->size;
  explicit_bzero (secret, size);
  munmap (secret, size);
}

/**
 * haulier_secret_peek:
 * @secret: a secret
 *
 * Returns: (transfer none): the text, ending with a zero; not to be copied where it stays
 */
const char *
haulier_secret_peek (HaulierSecret *secret)
{
  return secret->text;
}

/**
 * haulier_secret_get_length:
 * @secret: a secret
 *
 * Returns: the length of the text in bytes
 */
gsize
haulier_secret_get_length (HaulierSecret *secret)
{
  return secret->length;
}
