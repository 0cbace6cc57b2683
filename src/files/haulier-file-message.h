/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What one process asks another one that opens files for it, and is answered: one packet each. */
#pragma once

#include <glib.h>

#include "haulier-file-name.h"

G_BEGIN_DECLS

/* A number of a file, and a name; no message of a failure is longer. */
#define HAULIER_FILE_MESSAGE_MAX_BYTES 4096

/**
 * HaulierFileOperation:
 * @HAULIER_FILE_OPERATION_CREATE: make the temporary file anew; answered with its descriptor
 * @HAULIER_FILE_OPERATION_OPEN: open what is left of it; answered with descriptors, the record
 * first
 * @HAULIER_FILE_OPERATION_FIND_NAMED: whether it has its final name already, and so many bytes
 * @HAULIER_FILE_OPERATION_SETTLE: give it its permissions and time: it is complete
 * @HAULIER_FILE_OPERATION_NAME: give it its final name; answered with the name that it got
 * @HAULIER_FILE_OPERATION_REMOVE: delete the temporary file
 * @HAULIER_FILE_OPERATION_SYNC: bring its folder to stable storage
 * @HAULIER_FILE_OPERATION_SPACE: answered with the free bytes of its folder
 * @HAULIER_FILE_OPERATION_LIST: answered with a descriptor of the numbers of files that have
 * records
 */
typedef enum /*< skip >*/
{
  HAULIER_FILE_OPERATION_CREATE = 1,
  HAULIER_FILE_OPERATION_OPEN,
  HAULIER_FILE_OPERATION_FIND_NAMED,
  HAULIER_FILE_OPERATION_SETTLE,
  HAULIER_FILE_OPERATION_NAME,
  HAULIER_FILE_OPERATION_REMOVE,
  HAULIER_FILE_OPERATION_SYNC,
  HAULIER_FILE_OPERATION_SPACE,
  HAULIER_FILE_OPERATION_LIST,
} HaulierFileOperation;

/**
 * HaulierFileRequestFlags:
 * @HAULIER_FILE_REQUEST_RECORD: with, or instead of the file, the progress record beside it
 * @HAULIER_FILE_REQUEST_WHOLE: the whole file system
 * @HAULIER_FILE_REQUEST_OVERWRITE: an existing file may be replaced
 * @HAULIER_FILE_REQUEST_NUMBER: the name may get a number
 */
typedef enum /*< skip >*/
{
  HAULIER_FILE_REQUEST_RECORD = 1 << 0,
  HAULIER_FILE_REQUEST_WHOLE = 1 << 1,
  HAULIER_FILE_REQUEST_OVERWRITE = 1 << 2,
  HAULIER_FILE_REQUEST_NUMBER = 1 << 3,
} HaulierFileRequestFlags;

/**
 * HaulierFileRequest:
 * @operation: what to do
 * @index: with which file of the job
 * @flags: how
 * @number: modification time of SETTLE, or size of FIND_NAMED
 * @name: of NAME and FIND_NAMED, else empty
 */
typedef struct
{
  HaulierFileOperation operation;
  guint32 index;
  guint32 flags;
  guint64 number;
  char name[HAULIER_FILE_NAME_MAX_BYTES + 1];
} HaulierFileRequest;

/**
 * HaulierFileReply:
 * @code: HRESULT, 0 when it was done
 * @error_number: `errno` behind it, or 0
 * @flag: whether it was there; of SPACE: whether space is reserved cheaply
 * @number: of SPACE
 * @text: the message of a failure, or the name that was given
 */
typedef struct
{
  guint32 code;
  gint32 error_number;
  guint32 flag;
  guint64 number;
  char text[HAULIER_FILE_MESSAGE_MAX_BYTES];
} HaulierFileReply;

gsize haulier_file_request_encode (const HaulierFileRequest *request, guint8 *buffer);
gboolean
haulier_file_request_decode (const guint8 *data, gsize length, HaulierFileRequest *out_request);
gsize haulier_file_reply_encode (const HaulierFileReply *reply, guint8 *buffer);
gboolean haulier_file_reply_decode (const guint8 *data, gsize length, HaulierFileReply *out_reply);

G_END_DECLS
