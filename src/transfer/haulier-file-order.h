/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One file that a worker shall fetch, as the engine ordered it, and what became of it. */
#pragma once

#include <glib.h>

#include "haulier-failure.h"
#include "haulier-range.h"

G_BEGIN_DECLS

/**
 * HaulierFileOrder:
 * @index: number of the file in the job
 * @address: what to get, without userinfo
 * @path: full local path
 * @ranges: (nullable): parts of the remote file
 * @n_ranges: how many
 * @checksum_type: meaningful with @checksum
 * @checksum: (nullable): lower-case hexadecimal that the content must have
 * @rename: the name came from the address: the server may propose another, and it may get a number
 * @overwrite: an existing file may be replaced
 * @fresh: what is there was never synced
 */
typedef struct
{
  guint index;
  char *address;
  char *path;
  HaulierRange *ranges;
  gsize n_ranges;
  GChecksumType checksum_type;
  char *checksum;
  gboolean rename;
  gboolean overwrite;
  gboolean fresh;
} HaulierFileOrder;

/**
 * HaulierFileResult:
 * @index: number of the file in the job
 * @failure: (nullable): why not; %NULL is success
 * @size: bytes of the file
 * @path: where it is
 * @retry_after: seconds that the server asked to wait
 * @modified: seconds since 1970, 0 when not known
 * @validator: (nullable): version, for people
 * @checksum_type: meaningful with @checksum
 * @checksum: (nullable): that was compared, lower-case hexadecimal
 * @remote: (nullable): new address after a redirect that must be reported
 * @transferred: bytes kept for a resume
 */
typedef struct
{
  guint index;
  HaulierFailure *failure;
  guint64 size;
  char *path;
  guint retry_after;
  gint64 modified;
  char *validator;
  GChecksumType checksum_type;
  char *checksum;
  char *remote;
  guint64 transferred;
} HaulierFileResult;

void haulier_file_order_free (HaulierFileOrder *order);
void haulier_file_result_free (HaulierFileResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFileOrder, haulier_file_order_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFileResult, haulier_file_result_free)

G_END_DECLS
