/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Packets that one process sends another one that opens files for it. */
#include "config.h"

#include "fuzz-target.h"

#include <string.h>

#include "haulier-file-message.h"

/* What is taken for a request is one, to the byte, and its name is one plain name. */
static void
check_request (const guint8 *data, gsize size)
{
  guint8 again[HAULIER_FILE_MESSAGE_MAX_BYTES];
  HaulierFileRequest request;

  if (!haulier_file_request_decode (data, size, &request))
    return;
  g_assert_cmpuint (strlen (request.name), <=, HAULIER_FILE_NAME_MAX_BYTES);
  g_assert_null (strchr (request.name, '/'));
  g_assert_false (g_str_equal (request.name, "."));
  g_assert_false (g_str_equal (request.name, ".."));
  g_assert_cmpmem (again, haulier_file_request_encode (&request, again), data, size);
}

static void
check_reply (const guint8 *data, gsize size)
{
  guint8 again[HAULIER_FILE_MESSAGE_MAX_BYTES];
  HaulierFileReply reply;

  if (haulier_file_reply_decode (data, size, &reply))
    g_assert_cmpmem (again, haulier_file_reply_encode (&reply, again), data, size);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  check_request (data, size);
  check_reply (data, size);
  return 0;
}
