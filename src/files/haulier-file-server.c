/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Opens the files of one job for another process, which is not trusted with more than those. */
#include "config.h"

#include "haulier-file-server.h"

#include "haulier-file-finish.h"
#include "haulier-folder-set.h"

#include <glib/gstdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

struct _HaulierFileServer
{
  int socket;
  char *job_id;
  gboolean hold;
  mode_t mode;
  GMainContext *main;
  GThread *thread;
  HaulierFileServerEnded ended; /* (nullable): wanted by haulier_file_server_end() */
  gpointer user_data;
  GMutex mutex; /* guards what follows */
  HaulierFolderSet *folders;
  GHashTable *files; /* index to HaulierServedFile, reference-counted */
};

static void
clear_file (gpointer data)
{
  HaulierServedFile *file = data;

  haulier_folder_unref (file->folder);
  g_free (file->name);
}

static void
release_file (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_file);
}

/* Returns: (transfer full) (nullable): the file, which may be ordered anew meanwhile */
static HaulierServedFile *
ref_file (HaulierFileServer *server, guint index)
{
  HaulierServedFile *file = NULL;

  g_mutex_lock (&server->mutex);
  file = g_hash_table_lookup (server->files, GUINT_TO_POINTER (index));
  if (file != NULL)
    g_atomic_rc_box_acquire (file);
  g_mutex_unlock (&server->mutex);
  return file;
}

/* One question at a time: who asks the next one before the answer is not the program that should be
 * there. */
static gboolean
is_flooded (int socket)
{
  int pending = 0;

  return ioctl (socket, FIONREAD, &pending) != 0 || pending > 0;
}

/* Returns: whether to go on. */
static gboolean
serve_request (HaulierFileServer *server)
{
  guint8 buffer[HAULIER_FILE_MESSAGE_MAX_BYTES];
  HaulierFileRequest request;
  HaulierFileReply reply;
  HaulierServedFile *file = NULL;
  int fds[HAULIER_FILE_PACKET_MAX_FDS] = { -1, -1 };
  guint n_fds = 0;
  gssize length
      = haulier_file_packet_receive (server->socket, buffer, sizeof buffer, NULL, 0, NULL);
  gboolean going = FALSE;

  if (length <= 0 || !haulier_file_request_decode (buffer, (gsize) length, &request))
    return FALSE;
  file = ref_file (server, request.index);
  if (file == NULL)
    return FALSE;
  going = haulier_file_steps_take (file, &request, &reply, fds, &n_fds)
          && !is_flooded (server->socket)
          && haulier_file_packet_send (
              server->socket, buffer, haulier_file_reply_encode (&reply, buffer), fds, n_fds);
  haulier_file_packet_close_fds (fds, G_N_ELEMENTS (fds));
  release_file (file);
  return going;
}

static gpointer
run (gpointer data)
{
  HaulierFileServer *server = data;

  while (serve_request (server))
    ;
  /* Whatever it was, the other process hears no more. */
  (void) shutdown (server->socket, SHUT_RDWR);
  return NULL;
}

/**
 * haulier_file_server_new:
 * @socket: (transfer full): a socket of packets, on which the other process asks
 * @job_id: UUID of the job
 * @hold: whether its files keep their temporary names
 * @mode: permissions of complete files
 * @main: (nullable): where haulier_file_server_end() answers
 *
 * Serves in a thread of its own, until the other side closes the socket or asks for what it may not
 * have.
 *
 * Returns: (transfer full): a server without files, ended by haulier_file_server_end() or
 *   haulier_file_server_free()
 */
HaulierFileServer *
haulier_file_server_new (int socket,
                         const char *job_id,
                         gboolean hold,
                         mode_t mode,
                         GMainContext *main)
{
  HaulierFileServer *server = g_new0 (HaulierFileServer, 1);

  server->socket = socket;
  server->job_id = g_strdup (job_id);
  server->hold = hold;
  server->mode = mode;
  server->main = main;
  g_mutex_init (&server->mutex);
  server->folders = haulier_folder_set_new (NULL);
  server->files = g_hash_table_new_full (NULL, NULL, NULL, release_file);
  server->thread = g_thread_new ("haulier-serve", run, server);
  return server;
}

/**
 * haulier_file_server_add:
 * @server: a server
 * @index: number of the file
 * @path: full path that it is to get
 * @flags: what may be done with it
 *
 * Lets the other process ask for the file. Does not wait for the disk.
 */
void
haulier_file_server_add (HaulierFileServer *server,
                         guint index,
                         const char *path,
                         HaulierServedFlags flags)
{
  HaulierServedFile *file = g_atomic_rc_box_new0 (HaulierServedFile);
  g_autofree char *folder = g_path_get_dirname (path);

  haulier_part_names_init (&file->names, server->job_id, index);
  file->name = g_path_get_basename (path);
  file->flags = flags | (server->hold ? HAULIER_SERVED_HOLD : 0);
  file->mode = server->hold ? HAULIER_HELD_FILE_MODE : server->mode;
  g_mutex_lock (&server->mutex);
  file->folder = haulier_folder_set_ref_folder (server->folders, folder);
  g_hash_table_insert (server->files, GUINT_TO_POINTER (index), file);
  g_mutex_unlock (&server->mutex);
}

static gboolean
on_ended (gpointer data)
{
  HaulierFileServer *server = data;

  if (server->ended != NULL)
    server->ended (server->user_data);
  haulier_file_server_free (server);
  return G_SOURCE_REMOVE;
}

/* The step that is being taken may wait for a disk. */
static gpointer
wait_for_end (gpointer data)
{
  HaulierFileServer *server = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_thread_join (g_steal_pointer (&server->thread));
  g_source_set_callback (source, on_ended, server, NULL);
  g_source_attach (source, server->main);
  return NULL;
}

/**
 * haulier_file_server_end:
 * @server: (transfer full): a server
 * @ended: (nullable): called in the main context when nothing is done any more
 * @user_data: for @ended
 */
void
haulier_file_server_end (HaulierFileServer *server,
                         HaulierFileServerEnded ended,
                         gpointer user_data)
{
  server->ended = ended;
  server->user_data = user_data;
  (void) shutdown (server->socket, SHUT_RDWR);
  g_thread_unref (g_thread_new ("haulier-end", wait_for_end, server));
}

/**
 * haulier_file_server_free:
 * @server: (nullable): a server
 *
 * Ends it at once, and waits for the step that is being taken: not while a main loop runs.
 */
void
haulier_file_server_free (HaulierFileServer *server)
{
  if (server == NULL)
    return;
  (void) shutdown (server->socket, SHUT_RDWR);
  if (server->thread != NULL)
    g_thread_join (server->thread);
  (void) g_close (server->socket, NULL);
  g_hash_table_unref (server->files);
  haulier_folder_set_free (server->folders);
  g_mutex_clear (&server->mutex);
  g_free (server->job_id);
  g_free (server);
}
