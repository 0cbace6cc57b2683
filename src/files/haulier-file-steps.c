/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The steps that are taken with a file for another process, as far as it was ordered. */
#include "config.h"

#include "haulier-file-steps.h"

#include "haulier-folder-private.h"
#include "haulier-local-failure.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Nobody honest needs as many for one file. */
#define MAX_REQUESTS_PER_FILE 1024

typedef struct
{
  HaulierServedFile *file;
  const HaulierFileRequest *request;
  HaulierFileReply *reply;
  int *fds;
  guint *n_fds;
} Step;

/* What a step returns: whether the request is one that may be made. */
#define REFUSED FALSE
#define ANSWERED TRUE

static gint32
get_error_number (const HaulierFailure *failure)
{
  const char *kind = NULL;
  gint32 number = 0;

  if (failure->evidence == NULL || g_variant_n_children (failure->evidence) == 0)
    return 0;
  g_variant_get_child (failure->evidence, 0, "(&si&s)", &kind, &number, NULL);
  return number;
}

static gboolean
answer_failure (const Step *step, HaulierFailure *failure)
{
  step->reply->code = (guint32) failure->code;
  step->reply->error_number = get_error_number (failure);
  g_strlcpy (step->reply->text, failure->message, sizeof step->reply->text);
  haulier_failure_free (failure);
  return ANSWERED;
}

static gboolean
has_flag (const Step *step, HaulierFileRequestFlags flag)
{
  return (step->request->flags & flag) != 0;
}

static void
hand_over (const Step *step, int fd)
{
  if (fd >= 0)
    step->fds[(*step->n_fds)++] = fd;
}

/* The permissions of what takes its name later are not changed. */
static void
remember (HaulierServedFile *file, int fd)
{
  struct stat status;

  file->inode = 0;
  if (fd < 0 || fstat (fd, &status) != 0)
    return;
  file->device = status.st_dev;
  file->inode = status.st_ino;
}

static gboolean
take_create (const Step *step)
{
  HaulierPartFds fds = { -1, -1 };
  HaulierFailure *failure = NULL;

  if (!haulier_folder_create_part (step->file->folder,
                                   &step->file->names,
                                   has_flag (step, HAULIER_FILE_REQUEST_RECORD),
                                   &fds,
                                   &failure))
    return answer_failure (step, failure);
  remember (step->file, fds.fd);
  step->file->recorded = fds.record_fd >= 0;
  hand_over (step, fds.fd);
  hand_over (step, fds.record_fd);
  return ANSWERED;
}

static gboolean
take_open (const Step *step)
{
  HaulierPartFds fds = { -1, -1 };
  HaulierFailure *failure = NULL;

  if (!haulier_folder_open_part (step->file->folder, &step->file->names, &fds, &failure))
    return answer_failure (step, failure);
  remember (step->file, fds.fd);
  step->file->recorded = fds.record_fd >= 0;
  hand_over (step, fds.record_fd);
  hand_over (step, fds.fd);
  return ANSWERED;
}

static gboolean
take_find_named (const Step *step)
{
  gboolean named = FALSE;
  int fd = -1;

  if (!g_str_equal (step->request->name, step->file->name))
    return REFUSED;
  fd = haulier_folder_find_named (step->file->folder,
                                  &step->file->names,
                                  step->file->name,
                                  step->request->number,
                                  TRUE,
                                  &named);
  haulier_file_packet_close_fds (&fd, 1);
  step->reply->flag = named;
  return ANSWERED;
}

/* Returns: its descriptor, or -1 when it is not what was handed over. */
static int
open_same (HaulierServedFile *file)
{
  gint error_number = 0;
  struct stat status;
  int folder_fd = haulier_folder_open_again (file->folder, NULL);
  int fd
      = folder_fd >= 0 ? haulier_part_name_open (folder_fd, file->names.part, &error_number) : -1;

  if (fd >= 0 && fstat (fd, &status) == 0 && file->inode != 0 && status.st_ino == file->inode
      && status.st_dev == file->device)
    return fd;
  haulier_file_packet_close_fds (&fd, 1);
  return -1;
}

static gboolean
answer_replaced (const Step *step)
{
  const HaulierServedFile *file = step->file;

  return answer_failure (
      step,
      haulier_local_failure_new (HAULIER_ERROR_ACCESS_DENIED,
                                 "complete “%s” in “%s”: it was replaced by another file",
                                 file->names.part,
                                 haulier_folder_get_path (file->folder)));
}

/* The content is synced first: what has its final name is right, whatever happens to the power. */
static gboolean
take_settle (const Step *step)
{
  HaulierServedFile *file = step->file;
  HaulierFailure *failure = NULL;
  gint64 modified = (gint64) MIN (step->request->number, G_MAXINT64);
  int fd = open_same (file);
  gboolean settled = FALSE;

  if (fd < 0)
    return answer_replaced (step);
  settled
      = haulier_folder_settle_part (file->folder, &file->names, fd, file->mode, modified, &failure);
  if (settled && file->recorded && fdatasync (fd) != 0)
    failure = haulier_local_failure_from_errno (
        errno, "sync “%s” in “%s”", file->names.part, haulier_folder_get_path (file->folder));
  haulier_file_packet_close_fds (&fd, 1);
  return failure != NULL ? answer_failure (step, failure) : ANSWERED;
}

static gboolean
may_have_name (const HaulierServedFile *file, const char *name)
{
  g_autofree char *harmless = NULL;

  if (g_str_equal (name, file->name))
    return TRUE;
  if ((file->flags & HAULIER_SERVED_RENAME) == 0)
    return FALSE;
  harmless = haulier_file_name_make_harmless (name);
  return g_str_equal (harmless, name);
}

static gboolean
take_name (const Step *step)
{
  HaulierServedFile *file = step->file;
  const char *name = step->request->name;
  gboolean overwrite = has_flag (step, HAULIER_FILE_REQUEST_OVERWRITE);
  gboolean number = has_flag (step, HAULIER_FILE_REQUEST_NUMBER);
  HaulierFailure *failure = NULL;
  g_autofree char *given = NULL;
  int fd = -1;

  if ((file->flags & HAULIER_SERVED_HOLD) != 0 || !may_have_name (file, name))
    return REFUSED;
  if (overwrite
      && ((file->flags & HAULIER_SERVED_OVERWRITE) == 0 || !g_str_equal (name, file->name)))
    return REFUSED;
  if (number && (file->flags & HAULIER_SERVED_RENAME) == 0)
    return REFUSED;
  fd = open_same (file);
  if (fd < 0)
    return answer_replaced (step);
  given = haulier_folder_give_name (
      file->folder, &file->names, fd, name, overwrite, number, &failure);
  haulier_file_packet_close_fds (&fd, 1);
  if (given == NULL)
    return answer_failure (step, failure);
  g_strlcpy (step->reply->text, given, sizeof step->reply->text);
  return ANSWERED;
}

static gboolean
take_remove (const Step *step)
{
  HaulierFolder *folder = step->file->folder;

  step->reply->flag = has_flag (step, HAULIER_FILE_REQUEST_RECORD)
                          ? haulier_folder_remove_record (folder, &step->file->names)
                          : haulier_folder_remove_part (folder, &step->file->names);
  return ANSWERED;
}

static gboolean
take_sync (const Step *step)
{
  step->reply->flag = haulier_folder_sync (
      step->file->folder, &step->file->names, has_flag (step, HAULIER_FILE_REQUEST_WHOLE));
  return ANSWERED;
}

static gboolean
take_space (const Step *step)
{
  HaulierFolder *folder = step->file->folder;

  if (!haulier_folder_get_free_bytes (folder, &step->file->names, &step->reply->number))
    return answer_failure (
        step,
        haulier_local_failure_new (HAULIER_ERROR_FAILED,
                                   "ask how much is free in “%s”: the file system does not tell",
                                   haulier_folder_get_path (folder)));
  step->reply->flag = haulier_folder_reserves_cheaply (folder, &step->file->names);
  return ANSWERED;
}

/* Many numbers do not fit into a packet. */
static gboolean
take_list (const Step *step)
{
  g_autoptr (GArray) indexes = haulier_folder_list_records (step->file->folder, &step->file->names);
  gssize length = indexes != NULL ? (gssize) (indexes->len * sizeof (guint32)) : 0;
  int fd = indexes != NULL ? memfd_create ("records", MFD_CLOEXEC) : -1;

  if (fd >= 0 && write (fd, indexes->data, (gsize) length) != length)
    haulier_file_packet_close_fds (&fd, 1);
  hand_over (step, fd);
  return ANSWERED;
}

static gboolean
take (const Step *step)
{
  switch (step->request->operation)
    {
    case HAULIER_FILE_OPERATION_CREATE:
      return take_create (step);
    case HAULIER_FILE_OPERATION_OPEN:
      return take_open (step);
    case HAULIER_FILE_OPERATION_FIND_NAMED:
      return take_find_named (step);
    case HAULIER_FILE_OPERATION_SETTLE:
      return take_settle (step);
    case HAULIER_FILE_OPERATION_NAME:
      return take_name (step);
    case HAULIER_FILE_OPERATION_REMOVE:
      return take_remove (step);
    case HAULIER_FILE_OPERATION_SYNC:
      return take_sync (step);
    case HAULIER_FILE_OPERATION_SPACE:
      return take_space (step);
    case HAULIER_FILE_OPERATION_LIST:
      return take_list (step);
    }
  return REFUSED;
}

/**
 * haulier_file_steps_take:
 * @file: a file that was ordered
 * @request: a request for it, well-formed
 * @reply: (out): the answer
 * @fds: (out): descriptors that go with it, which the caller closes
 * @n_fds: (out): how many
 *
 * Takes a step, when an honest process would ask for it. Blocks; from a thread.
 *
 * Returns: whether there is an answer; if not, whoever asks is not to be trusted
 */
gboolean
haulier_file_steps_take (HaulierServedFile *file,
                         const HaulierFileRequest *request,
                         HaulierFileReply *reply,
                         int fds[HAULIER_FILE_PACKET_MAX_FDS],
                         guint *n_fds)
{
  const Step step = {
    .file = file,
    .request = request,
    .reply = reply,
    .fds = fds,
    .n_fds = n_fds,
  };

  *n_fds = 0;
  memset (reply, 0, sizeof *reply);
  if (++file->n_requests > MAX_REQUESTS_PER_FILE)
    return REFUSED;
  return take (&step);
}
