/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What one process asks another one that opens files for it, and is answered: one packet each. */
#include "config.h"

#include "haulier-file-message.h"

#include <string.h>

/* Both sides are programs of one installation: numbers have the byte order of the machine. The text
 * follows, to the end of the packet. */
typedef struct
{
  guint32 operation;
  guint32 index;
  guint32 flags;
  guint32 reserved;
  guint64 number;
} RequestHead;

typedef struct
{
  guint32 code;
  gint32 error_number;
  guint32 flag;
  guint32 reserved;
  guint64 number;
} ReplyHead;

/* What a request may have. */
static const struct
{
  HaulierFileOperation operation;
  guint32 flags;
  gboolean has_number;
  gboolean has_name;
} operation_rows[] = {
  { .operation = HAULIER_FILE_OPERATION_CREATE, .flags = HAULIER_FILE_REQUEST_RECORD },
  { .operation = HAULIER_FILE_OPERATION_OPEN },
  { .operation = HAULIER_FILE_OPERATION_FIND_NAMED, .has_number = TRUE, .has_name = TRUE },
  { .operation = HAULIER_FILE_OPERATION_SETTLE, .has_number = TRUE },
  { .operation = HAULIER_FILE_OPERATION_NAME,
    .flags = HAULIER_FILE_REQUEST_OVERWRITE | HAULIER_FILE_REQUEST_NUMBER,
    .has_name = TRUE },
  { .operation = HAULIER_FILE_OPERATION_REMOVE, .flags = HAULIER_FILE_REQUEST_RECORD },
  { .operation = HAULIER_FILE_OPERATION_SYNC, .flags = HAULIER_FILE_REQUEST_WHOLE },
  { .operation = HAULIER_FILE_OPERATION_SPACE },
  { .operation = HAULIER_FILE_OPERATION_LIST },
};

static gboolean
is_allowed (const RequestHead *head, gsize name_length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (operation_rows); i++)
    {
      if (head->operation == (guint32) operation_rows[i].operation)
        return head->reserved == 0 && (head->flags & ~operation_rows[i].flags) == 0
               && (operation_rows[i].has_number || head->number == 0)
               && operation_rows[i].has_name == (name_length > 0);
    }
  return FALSE;
}

/* One plain name. */
static gboolean
is_name (const char *name, gsize length)
{
  return length <= HAULIER_FILE_NAME_MAX_BYTES && memchr (name, '\0', length) == NULL
         && memchr (name, '/', length) == NULL && !(length == 1 && name[0] == '.')
         && !(length == 2 && name[0] == '.' && name[1] == '.');
}

/**
 * haulier_file_request_encode:
 * @request: a request
 * @buffer: (out): of %HAULIER_FILE_MESSAGE_MAX_BYTES
 *
 * Returns: bytes of the packet
 */
gsize
haulier_file_request_encode (const HaulierFileRequest *request, guint8 *buffer)
{
  RequestHead head = {
    .operation = (guint32) request->operation,
    .index = request->index,
    .flags = request->flags,
    .number = request->number,
  };
  gsize length = strlen (request->name);

  memcpy (buffer, &head, sizeof head);
  memcpy (buffer + sizeof head, request->name, length);
  return sizeof head + length;
}

/**
 * haulier_file_request_decode:
 * @data: a packet from anybody
 * @length: bytes of it
 * @out_request: (out): the request
 *
 * Returns: whether it is one that haulier_file_request_encode() makes
 */
gboolean
haulier_file_request_decode (const guint8 *data, gsize length, HaulierFileRequest *out_request)
{
  RequestHead head;
  const char *name = (const char *) data + sizeof head;
  gsize name_length = 0;

  if (length < sizeof head)
    return FALSE;
  memcpy (&head, data, sizeof head);
  name_length = length - sizeof head;
  if (!is_allowed (&head, name_length) || !is_name (name, name_length))
    return FALSE;
  out_request->operation = (HaulierFileOperation) head.operation;
  out_request->index = head.index;
  out_request->flags = head.flags;
  out_request->number = head.number;
  memcpy (out_request->name, name, name_length);
  out_request->name[name_length] = '\0';
  return TRUE;
}

/**
 * haulier_file_reply_encode:
 * @reply: a reply
 * @buffer: (out): of %HAULIER_FILE_MESSAGE_MAX_BYTES
 *
 * A longer text is cut off.
 *
 * Returns: bytes of the packet
 */
gsize
haulier_file_reply_encode (const HaulierFileReply *reply, guint8 *buffer)
{
  ReplyHead head = {
    .code = reply->code,
    .error_number = reply->error_number,
    .flag = reply->flag,
    .number = reply->number,
  };
  gsize length = MIN (strlen (reply->text), HAULIER_FILE_MESSAGE_MAX_BYTES - sizeof head);

  memcpy (buffer, &head, sizeof head);
  memcpy (buffer + sizeof head, reply->text, length);
  return sizeof head + length;
}

/**
 * haulier_file_reply_decode:
 * @data: a packet
 * @length: bytes of it
 * @out_reply: (out): the reply
 *
 * Returns: whether it is a reply
 */
gboolean
haulier_file_reply_decode (const guint8 *data, gsize length, HaulierFileReply *out_reply)
{
  ReplyHead head;
  gsize text_length = 0;

  if (length < sizeof head || length > HAULIER_FILE_MESSAGE_MAX_BYTES)
    return FALSE;
  memcpy (&head, data, sizeof head);
  text_length = length - sizeof head;
  if (head.reserved != 0 || memchr (data + sizeof head, '\0', text_length) != NULL)
    return FALSE;
  out_reply->code = head.code;
  out_reply->error_number = head.error_number;
  out_reply->flag = head.flag;
  out_reply->number = head.number;
  memcpy (out_reply->text, data + sizeof head, text_length);
  out_reply->text[text_length] = '\0';
  return TRUE;
}
