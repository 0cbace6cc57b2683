/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of who opens files for another process: what an honest one gets, and what a taken-over one
 * does not. */
#include "config.h"

#include "haulier-file-server.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define ID "6a1f8f5e-0000-4000-8000-000000000003"
#define MODE 0640

/* Files of the job: 0 is explicit, 1 may be renamed, 2 may replace. */
typedef struct
{
  char *folder;
  int socket;
  HaulierFileServer *server;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const HaulierServedFlags flags[] = { 0, HAULIER_SERVED_RENAME, HAULIER_SERVED_OVERWRITE };
  int pair[2] = { -1, -1 };
  GError *error = NULL;

  fixture->folder = g_dir_make_tmp ("served-XXXXXX", &error);
  g_assert_no_error (error);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
  fixture->socket = pair[0];
  fixture->server = haulier_file_server_new (pair[1], ID, FALSE, MODE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autofree char *name = g_strdup_printf ("file%u", i);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      haulier_file_server_add (fixture->server, i, path, flags[i]);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_close (fixture->socket, NULL);
  haulier_file_server_free (fixture->server);
  g_free (fixture->folder);
}

static HaulierFileRequest
make_request (HaulierFileOperation operation, guint index, guint flags, const char *name)
{
  HaulierFileRequest request = { .operation = operation, .index = index, .flags = flags };

  g_strlcpy (request.name, name, sizeof request.name);
  return request;
}

/* Returns: whether there was an answer. */
static gboolean
ask (Fixture *fixture, HaulierFileRequest request, HaulierFileReply *out_reply, int *out_fd)
{
  guint8 buffer[HAULIER_FILE_MESSAGE_MAX_BYTES];
  gsize size = haulier_file_request_encode (&request, buffer);
  int fds[HAULIER_FILE_PACKET_MAX_FDS];
  gssize length = 0;

  if (!haulier_file_packet_send (fixture->socket, buffer, size, NULL, 0))
    return FALSE;
  length = haulier_file_packet_receive (
      fixture->socket, buffer, sizeof buffer, fds, G_N_ELEMENTS (fds), NULL);
  if (length <= 0)
    return FALSE;
  g_assert_true (haulier_file_reply_decode (buffer, (gsize) length, out_reply));
  if (out_fd != NULL)
    *out_fd = g_steal_fd (&fds[0]);
  haulier_file_packet_close_fds (fds, G_N_ELEMENTS (fds));
  return TRUE;
}

/* Makes the temporary file of an index, with a word in it. */
static void
create (Fixture *fixture, guint index)
{
  HaulierFileReply reply;
  int fd = -1;

  g_assert_true (
      ask (fixture, make_request (HAULIER_FILE_OPERATION_CREATE, index, 0, ""), &reply, &fd));
  g_assert_cmphex (reply.code, ==, 0);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, "new", 3), ==, 3);
  g_close (fd, NULL);
}

static void
assert_content (Fixture *fixture, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static void
plant (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
}

/* Nothing is answered any more, and the file has not been given another name. */
static void
assert_closed (Fixture *fixture, HaulierFileRequest request)
{
  HaulierFileReply reply;

  g_assert_false (ask (fixture, request, &reply, NULL));
  g_assert_false (
      ask (fixture, make_request (HAULIER_FILE_OPERATION_SPACE, 0, 0, ""), &reply, NULL));
}

static void
test_file_server_honest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "file0", NULL);
  HaulierFileReply reply;
  struct stat status;

  create (fixture, 0);
  g_assert_true (
      ask (fixture, make_request (HAULIER_FILE_OPERATION_SETTLE, 0, 0, ""), &reply, NULL));
  g_assert_cmphex (reply.code, ==, 0);
  g_assert_true (
      ask (fixture, make_request (HAULIER_FILE_OPERATION_NAME, 0, 0, "file0"), &reply, NULL));
  g_assert_cmphex (reply.code, ==, 0);
  g_assert_cmpstr (reply.text, ==, "file0");
  assert_content (fixture, "file0", "new");
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, MODE);
}

static void
test_file_server_taken_name (Fixture *fixture, gconstpointer data)
{
  HaulierFileReply reply;

  plant (fixture, "file0");
  create (fixture, 0);
  g_assert_true (
      ask (fixture, make_request (HAULIER_FILE_OPERATION_NAME, 0, 0, "file0"), &reply, NULL));
  g_assert_cmphex (reply.code, ==, 0x80070050);
  g_assert_cmpint (reply.error_number, ==, EEXIST);
  assert_content (fixture, "file0", "old");
}

static void
test_file_server_overwrite (Fixture *fixture, gconstpointer data)
{
  HaulierFileReply reply;

  plant (fixture, "file2");
  create (fixture, 2);
  g_assert_true (
      ask (fixture,
           make_request (HAULIER_FILE_OPERATION_NAME, 2, HAULIER_FILE_REQUEST_OVERWRITE, "file2"),
           &reply,
           NULL));
  g_assert_cmphex (reply.code, ==, 0);
  assert_content (fixture, "file2", "new");
}

static void
test_file_server_proposed_name (Fixture *fixture, gconstpointer data)
{
  HaulierFileReply reply;

  plant (fixture, "report.pdf");
  create (fixture, 1);
  g_assert_true (
      ask (fixture,
           make_request (HAULIER_FILE_OPERATION_NAME, 1, HAULIER_FILE_REQUEST_NUMBER, "report.pdf"),
           &reply,
           NULL));
  g_assert_cmpstr (reply.text, ==, "report (1).pdf");
  assert_content (fixture, "report.pdf", "old");
  assert_content (fixture, "report (1).pdf", "new");
}

/* What is named already is told, and not handed over. */
static void
test_file_server_named (Fixture *fixture, gconstpointer data)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_FIND_NAMED, 0, 0, "file0");
  HaulierFileReply reply;
  int fd = -1;

  plant (fixture, "file0");
  request.number = 3;
  g_assert_true (ask (fixture, request, &reply, &fd));
  g_assert_cmpuint (reply.flag, ==, 1);
  g_assert_cmpint (fd, ==, -1);
  request.number = 4;
  g_assert_true (ask (fixture, request, &reply, &fd));
  g_assert_cmpuint (reply.flag, ==, 0);
}

/* A file of ours that somebody put in the place of the temporary one keeps its permissions, and its
 * name. */
static void
test_file_server_swapped (Fixture *fixture, gconstpointer data)
{
  HaulierPartNames names;
  g_autofree char *part = NULL;
  HaulierFileReply reply;
  struct stat status;

  create (fixture, 0);
  haulier_part_names_init (&names, ID, 0);
  part = g_build_filename (fixture->folder, names.part, NULL);
  g_assert_true (
      g_file_set_contents_full (part, "private", -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  g_assert_true (
      ask (fixture, make_request (HAULIER_FILE_OPERATION_SETTLE, 0, 0, ""), &reply, NULL));
  g_assert_cmphex (reply.code, ==, 0x80070005);
  g_assert_cmpint (stat (part, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  g_assert_true (
      ask (fixture, make_request (HAULIER_FILE_OPERATION_NAME, 0, 0, "file0"), &reply, NULL));
  g_assert_cmphex (reply.code, ==, 0x80070005);
  assert_content (fixture, names.part, "private");
}

/**
 * Row:
 * @why: what a taken-over process tries
 * @request: how
 */
typedef struct
{
  const char *why;
  HaulierFileRequest request;
} Row;

static const Row rows[] = {
  { "another file", { .operation = HAULIER_FILE_OPERATION_OPEN, .index = 7 } },
  { "another name", { .operation = HAULIER_FILE_OPERATION_NAME, .name = "other" } },
  { "a hidden name",
    { .operation = HAULIER_FILE_OPERATION_NAME, .index = 1, .name = ".bash_profile" } },
  { "a name elsewhere",
    { .operation = HAULIER_FILE_OPERATION_NAME, .index = 1, .name = "../other" } },
  { "the parent", { .operation = HAULIER_FILE_OPERATION_NAME, .index = 1, .name = ".." } },
  { "to replace without leave",
    { .operation = HAULIER_FILE_OPERATION_NAME,
      .flags = HAULIER_FILE_REQUEST_OVERWRITE,
      .name = "file0" } },
  { "to replace under another name",
    { .operation = HAULIER_FILE_OPERATION_NAME,
      .index = 2,
      .flags = HAULIER_FILE_REQUEST_OVERWRITE,
      .name = "other" } },
  { "a number without leave",
    { .operation = HAULIER_FILE_OPERATION_NAME,
      .flags = HAULIER_FILE_REQUEST_NUMBER,
      .name = "file0" } },
  { "whether another file is there",
    { .operation = HAULIER_FILE_OPERATION_FIND_NAMED, .index = 1, .name = "other" } },
  { "an unknown step", { .operation = (HaulierFileOperation) 77 } },
  { "an unknown flag", { .operation = HAULIER_FILE_OPERATION_SYNC, .flags = 1u << 30 } },
};

static void
test_file_server_row (Fixture *fixture, gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_test_message ("%s", row->why);
  plant (fixture, "file0");
  plant (fixture, "other");
  create (fixture, row->request.index < 3 ? row->request.index : 0);
  assert_closed (fixture, row->request);
  assert_content (fixture, "file0", "old");
  assert_content (fixture, "other", "old");
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_equal (name, "file0") || g_str_equal (name, "other")
                   || g_str_has_prefix (name, ".haulier-"));
}

static void
test_file_server_many_at_once (Fixture *fixture, gconstpointer data)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_SYNC, 0, 0, "");
  guint8 buffer[HAULIER_FILE_MESSAGE_MAX_BYTES];
  gsize size = haulier_file_request_encode (&request, buffer);
  gboolean sent = TRUE;

  /* Until the other side has closed the socket. */
  for (guint i = 0; i < 100000 && sent; i++)
    sent = haulier_file_packet_send (fixture->socket, buffer, size, NULL, 0);
  g_assert_false (sent);
}

static void
test_file_server_too_many (Fixture *fixture, gconstpointer data)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_SPACE, 0, 0, "");
  HaulierFileReply reply;
  guint count = 0;

  while (count < 100000 && ask (fixture, request, &reply, NULL))
    count++;
  g_assert_cmpuint (count, >, 500);
  g_assert_cmpuint (count, <, 5000);
}

static void
test_file_server_descriptors (Fixture *fixture, gconstpointer data)
{
  HaulierFileRequest request = make_request (HAULIER_FILE_OPERATION_SYNC, 0, 0, "");
  guint8 buffer[HAULIER_FILE_MESSAGE_MAX_BYTES];
  gsize size = haulier_file_request_encode (&request, buffer);
  int fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  g_assert_true (haulier_file_packet_send (fixture->socket, buffer, size, &fd, 1));
  g_assert_cmpint (
      haulier_file_packet_receive (fixture->socket, buffer, sizeof buffer, NULL, 0, NULL), ==, 0);
  g_close (fd, NULL);
}

static void
on_ended (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_file_server_end (Fixture *fixture, gconstpointer data)
{
  gboolean ended = FALSE;

  haulier_file_server_end (g_steal_pointer (&fixture->server), on_ended, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  assert_closed (fixture, make_request (HAULIER_FILE_OPERATION_SPACE, 0, 0, ""));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/files/file-server/honest", test_file_server_honest },
    { "/files/file-server/taken-name", test_file_server_taken_name },
    { "/files/file-server/overwrite", test_file_server_overwrite },
    { "/files/file-server/proposed-name", test_file_server_proposed_name },
    { "/files/file-server/named", test_file_server_named },
    { "/files/file-server/swapped", test_file_server_swapped },
    { "/files/file-server/many-at-once", test_file_server_many_at_once },
    { "/files/file-server/too-many", test_file_server_too_many },
    { "/files/file-server/descriptors", test_file_server_descriptors },
    { "/files/file-server/end", test_file_server_end },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/files/file-server/refused/%zu", i);

      g_test_add (path, Fixture, &rows[i], set_up, test_file_server_row, tear_down);
    }
  return g_test_run ();
}
