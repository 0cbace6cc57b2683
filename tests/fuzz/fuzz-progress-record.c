/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Fuzz target of progress records: what is on the disk may be anything. */
#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "haulier-file.h"
#include "haulier-progress-record.h"

/* The fields are read before their checksum is compared: with the magic right they are all reached.
 */
static void
put_magic_right (guint8 *slot)
{
  g_autoptr (HaulierProgressRecord) record = haulier_progress_record_new ();
  guint8 encoded[HAULIER_PROGRESS_RECORD_SLOT_BYTES];

  haulier_progress_record_encode (record, encoded);
  memcpy (slot, encoded, 8);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  guint8 file[HAULIER_PROGRESS_RECORD_BYTES] = { 0 };
  guint8 again[HAULIER_PROGRESS_RECORD_BYTES] = { 0 };
  g_autoptr (HaulierProgressRecord) record = NULL;
  g_autoptr (HaulierProgressRecord) copy = NULL;

  memcpy (file, data, MIN (size, sizeof file));
  if (size > 0 && data[0] % 2 == 0)
    put_magic_right (file);
  record = haulier_progress_record_decode (file, MIN (size, sizeof file));
  if (record == NULL)
    return 0;
  if (record->total != HAULIER_SIZE_UNKNOWN)
    g_assert_cmpuint (haulier_extents_get_total (record->written), <=, record->total);
  haulier_progress_record_encode (record,
                                  again
                                      + (record->sequence % HAULIER_PROGRESS_RECORD_N_SLOTS)
                                            * HAULIER_PROGRESS_RECORD_SLOT_BYTES);
  copy = haulier_progress_record_decode (again, sizeof again);
  g_assert_nonnull (copy);
  g_assert_cmpuint (
      haulier_extents_get_total (copy->written), ==, haulier_extents_get_total (record->written));
  return 0;
}
