/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A program of the worker's room that was taken over: tries what it should not be able to do, and
 * prints what worked. */
#include "config.h"

#include "haulier-confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

typedef struct
{
  pid_t victim;     /* another worker of the same user */
  const char *file; /* of the same user, where no network side has business */
} Probe;

static gboolean
try_execve (const Probe *probe)
{
  char *const arguments[] = { (char *) "/nowhere", NULL };

  /* One that is there would end the probe. */
  return execv (arguments[0], arguments) == 0 || errno == ENOENT;
}

static gboolean
try_ptrace (const Probe *probe)
{
  return ptrace (PTRACE_SEIZE, probe->victim, NULL, NULL) == 0;
}

static gboolean
try_memory (const Probe *probe)
{
  char byte = 0;
  struct iovec here = { .iov_base = &byte, .iov_len = 1 };
  struct iovec there = { .iov_base = &byte, .iov_len = 1 };

  /* A wrong address is told only to who may ask. */
  return process_vm_readv (probe->victim, &here, 1, &there, 1, 0) >= 0 || errno == EFAULT;
}

static gboolean
try_own_memory_call (const Probe *probe)
{
  char byte = 0;
  struct iovec part = { .iov_base = &byte, .iov_len = 1 };

  return process_vm_readv (getpid (), &part, 1, &part, 1, 0) == 1;
}

static gboolean
try_open (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd >= 0)
    g_close (fd, NULL);
  return fd >= 0;
}

static gboolean
try_memory_file (const Probe *probe)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/mem", (int) probe->victim);

  return try_open (path);
}

static gboolean
try_descriptors (const Probe *probe)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd/3", (int) probe->victim);

  return try_open (path);
}

static gboolean
try_file (const Probe *probe)
{
  return try_open (probe->file);
}

static gboolean
try_namespace (const Probe *probe)
{
  return unshare (CLONE_NEWUSER) == 0;
}

static gboolean
try_mount (const Probe *probe)
{
  return mount ("none", "/tmp", "tmpfs", 0, NULL) == 0 || errno == ENOENT;
}

static gboolean
try_ring (const Probe *probe)
{
  /* Without a place for the answer it fails, but not with EPERM. */
  return syscall (SYS_io_uring_setup, 1, NULL) >= 0 || (errno != EPERM && errno != ENOSYS);
}

static gboolean
try_user (const Probe *probe)
{
  return setresuid (getuid (), getuid (), getuid ()) == 0;
}

static gboolean
try_socket (const Probe *probe)
{
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd >= 0)
    g_close (fd, NULL);
  return fd >= 0;
}

static gpointer
run_thread (gpointer data)
{
  return NULL;
}

static gboolean
try_thread (const Probe *probe)
{
  GThread *thread = g_thread_try_new ("probe", run_thread, NULL, NULL);

  if (thread != NULL)
    g_thread_join (thread);
  return thread != NULL;
}

static const struct
{
  const char *name;
  gboolean (*attempt) (const Probe *probe);
} rows[] = {
  { "execve", try_execve },
  { "ptrace", try_ptrace },
  { "memory", try_memory },
  { "own-memory-call", try_own_memory_call },
  { "memory-file", try_memory_file },
  { "descriptors", try_descriptors },
  { "file", try_file },
  { "mount", try_mount },
  { "ring", try_ring },
  { "user", try_user },
  { "socket", try_socket },
  { "thread", try_thread },
  /* It is another user afterwards. */
  { "namespace", try_namespace },
};

/* probe-confinement KIND VICTIM FILE: the kind is a number, or "none". */
int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Probe probe = { 0 };

  if (argc != 4)
    return EXIT_FAILURE;
  probe.victim = (pid_t) g_ascii_strtoll (argv[2], NULL, 10);
  probe.file = argv[3];
  if (!g_str_equal (argv[1], "none")
      && !haulier_confinement_enter ((HaulierConfinement) g_ascii_strtoll (argv[1], NULL, 10),
                                     &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return EXIT_FAILURE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].attempt (&probe))
        printf ("%s ", rows[i].name);
    }
  return EXIT_SUCCESS;
}
