/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What an earlier worker left of a download, and how much of it counts. */
#include "config.h"

#include "haulier-download-private.h"

/**
 * haulier_download_recover:
 * @download: a download that was not started
 *
 * Has the I/O thread look for a temporary file and its record.
 */
void
haulier_download_recover (HaulierDownload *download)
{
  haulier_download_continue (download);
}
