/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A folder that another process opens: each step is a question to it. */
#include "config.h"

#include "haulier-folder-private.h"

#include "haulier-file-packet.h"
#include "haulier-local-failure.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* As many as the files of a job. */
#define MAX_RECORDS 1000000

static HaulierFileRequest
make_request (HaulierFileOperation operation, const HaulierPartNames *names)
{
  return (HaulierFileRequest){ .operation = operation, .index = names->index };
}

static gboolean
is_plain_file (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 && S_ISREG (status.st_mode);
}

/* What comes back is looked at: who has the files may be an enemy of who has the network. */
static gboolean
ask (HaulierFolder *folder,
     const HaulierFileRequest *request,
     HaulierFileReply *out_reply,
     HaulierPartFds *out_fds,
     HaulierFailure **out_failure)
{
  int fds[HAULIER_FILE_PACKET_MAX_FDS] = { -1, -1 };
  gboolean answered
      = haulier_file_channel_ask (folder->channel, request, out_reply, fds, G_N_ELEMENTS (fds));
  gboolean plain = (fds[0] < 0 || is_plain_file (fds[0])) && (fds[1] < 0 || is_plain_file (fds[1]));

  if (answered && out_reply->code == 0 && plain)
    {
      if (out_fds != NULL)
        *out_fds = (HaulierPartFds){ .fd = fds[0], .record_fd = fds[1] };
      else
        haulier_file_packet_close_fds (fds, G_N_ELEMENTS (fds));
      return TRUE;
    }
  haulier_file_packet_close_fds (fds, G_N_ELEMENTS (fds));
  if (out_failure == NULL)
    return FALSE;
  if (answered && out_reply->code != 0)
    *out_failure = haulier_local_failure_new_told (
        (gint) out_reply->code, out_reply->error_number, out_reply->text);
  else
    *out_failure = haulier_local_failure_new (HAULIER_ERROR_WATCHDOG_TIMEOUT,
                                              "save in “%s”: the process that opens files there "
                                              "does not answer",
                                              folder->path);
  return FALSE;
}

static gboolean
create_part (HaulierFolder *folder,
             const HaulierPartNames *names,
             gboolean with_record,
             HaulierPartFds *out_fds,
             HaulierFailure **out_failure)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_CREATE, names);
  HaulierFileReply reply;

  *out_fds = (HaulierPartFds){ -1, -1 };
  request.flags = with_record ? HAULIER_FILE_REQUEST_RECORD : 0;
  if (!ask (folder, &request, &reply, out_fds, out_failure))
    return FALSE;
  if (out_fds->fd >= 0)
    return TRUE;
  *out_failure = haulier_local_failure_new (
      HAULIER_ERROR_FAILED, "create a file in “%s”: none was handed over", folder->path);
  return FALSE;
}

/* The record comes first: without it there is no file. */
static gboolean
open_part (HaulierFolder *folder,
           const HaulierPartNames *names,
           HaulierPartFds *out_fds,
           HaulierFailure **out_failure)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_OPEN, names);
  HaulierPartFds fds = { -1, -1 };
  HaulierFileReply reply;

  *out_fds = fds;
  if (!ask (folder, &request, &reply, &fds, out_failure))
    return FALSE;
  *out_fds = (HaulierPartFds){ .fd = fds.record_fd, .record_fd = fds.fd };
  return TRUE;
}

/* It got its name after it was synced. Its descriptor stays where it is: what has the name could be
 * anything by now, and is none of this process's business. */
static int
find_named (HaulierFolder *folder,
            const HaulierPartNames *names,
            const char *name,
            guint64 total,
            gboolean proven,
            gboolean *out_named)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_FIND_NAMED, names);
  HaulierFileReply reply;

  *out_named = FALSE;
  request.number = total;
  if (strlen (name) >= sizeof request.name)
    return -1;
  memcpy (request.name, name, strlen (name) + 1);
  *out_named = ask (folder, &request, &reply, NULL, NULL) && reply.flag != 0;
  return -1;
}

static gboolean
settle_part (HaulierFolder *folder,
             const HaulierPartNames *names,
             int fd,
             mode_t mode,
             gint64 modified,
             HaulierFailure **out_failure)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_SETTLE, names);
  HaulierFileReply reply;

  request.number = (guint64) MAX (modified, 0);
  return ask (folder, &request, &reply, NULL, out_failure);
}

static char *
give_name (HaulierFolder *folder,
           const HaulierPartNames *names,
           int fd,
           const char *name,
           gboolean overwrite,
           gboolean number,
           HaulierFailure **out_failure)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_NAME, names);
  HaulierFileReply reply;

  if (strlen (name) >= sizeof request.name)
    {
      *out_failure = haulier_local_failure_new (
          HAULIER_ERROR_INVALID_NAME, "save as “%s”: the name is too long", name);
      return NULL;
    }
  memcpy (request.name, name, strlen (name) + 1);
  request.flags = (overwrite ? HAULIER_FILE_REQUEST_OVERWRITE : 0)
                  | (number ? HAULIER_FILE_REQUEST_NUMBER : 0);
  if (!ask (folder, &request, &reply, NULL, out_failure))
    return NULL;
  if (*reply.text != '\0' && strchr (reply.text, '/') == NULL)
    return g_strdup (reply.text);
  *out_failure = haulier_local_failure_new (
      HAULIER_ERROR_FAILED, "give “%s” its name in “%s”: none was told", name, folder->path);
  return NULL;
}

static gboolean
remove_file (HaulierFolder *folder, const HaulierPartNames *names, gboolean record)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_REMOVE, names);
  HaulierFileReply reply;

  request.flags = record ? HAULIER_FILE_REQUEST_RECORD : 0;
  return ask (folder, &request, &reply, NULL, NULL) && reply.flag != 0;
}

static gboolean
sync_folder (HaulierFolder *folder, const HaulierPartNames *names, gboolean whole_file_system)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_SYNC, names);
  HaulierFileReply reply;

  request.flags = whole_file_system ? HAULIER_FILE_REQUEST_WHOLE : 0;
  return ask (folder, &request, &reply, NULL, NULL) && reply.flag != 0;
}

static gboolean
get_space (HaulierFolder *folder,
           const HaulierPartNames *names,
           guint64 *out_free_bytes,
           gboolean *out_reserves_cheaply)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_SPACE, names);
  HaulierFileReply reply;

  if (!ask (folder, &request, &reply, NULL, NULL))
    return FALSE;
  *out_free_bytes = reply.number;
  *out_reserves_cheaply = reply.flag != 0;
  return TRUE;
}

static GArray *
read_indexes (int fd)
{
  GArray *indexes = g_array_new (FALSE, FALSE, sizeof (guint32));
  struct stat status;
  gsize count = 0;

  if (fstat (fd, &status) == 0)
    count = MIN ((guint64) status.st_size / sizeof (guint32), MAX_RECORDS);
  g_array_set_size (indexes, (guint) count);
  if (pread (fd, indexes->data, count * sizeof (guint32), 0) == (gssize) (count * sizeof (guint32)))
    return indexes;
  g_array_unref (indexes);
  return NULL;
}

static GArray *
list_records (HaulierFolder *folder, const HaulierPartNames *names)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_LIST, names);
  HaulierPartFds fds = { -1, -1 };
  HaulierFileReply reply;
  GArray *indexes = NULL;

  if (!ask (folder, &request, &reply, &fds, NULL))
    return NULL;
  if (fds.fd >= 0)
    indexes = read_indexes (fds.fd);
  haulier_file_packet_close_fds (&fds.fd, 1);
  haulier_file_packet_close_fds (&fds.record_fd, 1);
  return indexes;
}

const HaulierFolderKind haulier_folder_served_kind = {
  .create_part = create_part,
  .open_part = open_part,
  .find_named = find_named,
  .settle_part = settle_part,
  .give_name = give_name,
  .remove = remove_file,
  .sync = sync_folder,
  .get_space = get_space,
  .list_records = list_records,
};
