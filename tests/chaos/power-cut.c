/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Preloaded into a worker: writes down what it does to the files of one folder, in order, so that a
 * power cut can be replayed; and gives it another boot id.
 *
 * HAULIER_CUT_FOLDER is the folder, HAULIER_CUT_LOG the log, HAULIER_CUT_BOOT_ID a file that stands
 * for /proc/sys/kernel/random/boot_id; no sync ends as long as the file HAULIER_CUT_SLOW is there.
 * An entry is written after the thing was done, that of a sync
 * also before: what is in the log before a sync began is on the disk when it ended. */
/* Both names of each function are wanted, not one of them under the other's. */
#undef _FILE_OFFSET_BITS

#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define BOOT_ID "/proc/sys/kernel/random/boot_id"

typedef struct
{
  char kind; /* W write, T truncate, A allocate, B sync begins, E sync ended, R rename, U unlink, O
                open */
  char padding[7];
  uint64_t inode;  /* of the file; 0: all files */
  uint64_t offset; /* bytes; of T and A the new length */
  uint64_t length; /* bytes of what follows the entry: data or a path */
} Entry;

#define REAL(name) ((__typeof__ (&name)) real (#name))

int open64 (const char *path, int flags, ...);
int openat64 (int folder, const char *path, int flags, ...);
ssize_t pwrite64 (int fd, const void *data, size_t size, off64_t offset);
ssize_t pwritev64 (int fd, const struct iovec *parts, int count, off64_t offset);
int ftruncate64 (int fd, off64_t length);
int fallocate64 (int fd, int mode, off64_t offset, off64_t length);
int posix_fallocate64 (int fd, off64_t offset, off64_t length);

static void *
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

static int
log_fd (void)
{
  const char *path = getenv ("HAULIER_CUT_LOG");

  return path == NULL ? -1 : REAL (open) (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void
note (char kind, uint64_t inode, uint64_t offset, const struct iovec *data, int count)
{
  Entry entry = { .kind = kind, .inode = inode, .offset = offset };
  struct iovec parts[17] = { { &entry, sizeof entry } };
  int saved = errno;
  int fd = log_fd ();

  for (int i = 0; i < count && i < 16; i++)
    {
      parts[i + 1] = data[i];
      entry.length += data[i].iov_len;
    }
  if (fd >= 0)
    {
      /* One call, so that entries of two threads do not mix. */
      if (REAL (writev) (fd, parts, count + 1) < 0)
        abort ();
      close (fd); /* lint: close, a preloaded module has no GLib */
    }
  errno = saved;
}

/* The inode of a file of the folder, 0 for any other. */
static uint64_t
watched (int fd)
{
  const char *folder = getenv ("HAULIER_CUT_FOLDER");
  char link[64];
  char path[PATH_MAX + 1];
  struct stat status;
  ssize_t length;

  if (folder == NULL)
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, PATH_MAX);
  if (length < 0)
    return 0;
  path[length] = '\0';
  if (strncmp (path, folder, strlen (folder)) != 0 || fstat (fd, &status) != 0)
    return 0;
  return status.st_ino;
}

static void
note_data (int fd, uint64_t offset, const void *data, ssize_t written)
{
  struct iovec part = { (void *) data, written > 0 ? written : 0 };
  uint64_t inode = written > 0 ? watched (fd) : 0;

  if (inode != 0)
    note ('W', inode, offset, &part, 1);
}

static void
note_parts (int fd, uint64_t offset, const struct iovec *parts, int count, ssize_t written)
{
  for (int i = 0; i < count && written > 0; i++)
    {
      ssize_t size = written < (ssize_t) parts[i].iov_len ? written : (ssize_t) parts[i].iov_len;

      note_data (fd, offset, parts[i].iov_base, size);
      offset += size;
      written -= size;
    }
}

static void
note_length (char kind, int fd, uint64_t length, int result)
{
  uint64_t inode = result == 0 ? watched (fd) : 0;

  if (inode != 0)
    note (kind, inode, length, NULL, 0);
}

static void
note_path (char kind, uint64_t inode, const char *path)
{
  const char *name = strrchr (path, '/') != NULL ? strrchr (path, '/') + 1 : path;
  struct iovec part = { (void *) name, strlen (name) };

  note (kind, inode, 0, &part, 1);
}

static int
opened (int fd, const char *path, int flags)
{
  uint64_t inode = fd >= 0 && (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0 ? watched (fd) : 0;

  if (inode != 0)
    note_path ('O', inode, path);
  return fd;
}

static const char *
disguise (const char *path)
{
  const char *other = getenv ("HAULIER_CUT_BOOT_ID");

  return other != NULL && strcmp (path, BOOT_ID) == 0 ? other : path;
}

static mode_t
mode_of (int flags, va_list rest)
{
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (rest, mode_t) : 0;
}

#define DEFINE_OPEN(name)                                                                          \
  int name (const char *path, int flags, ...)                                                      \
  {                                                                                                \
    va_list rest;                                                                                  \
    mode_t mode;                                                                                   \
    va_start (rest, flags);                                                                        \
    mode = mode_of (flags, rest);                                                                  \
    va_end (rest);                                                                                 \
    return opened (REAL (name) (disguise (path), flags, mode), path, flags);                       \
  }
#define DEFINE_OPENAT(name)                                                                        \
  int name (int folder, const char *path, int flags, ...)                                          \
  {                                                                                                \
    va_list rest;                                                                                  \
    mode_t mode;                                                                                   \
    va_start (rest, flags);                                                                        \
    mode = mode_of (flags, rest);                                                                  \
    va_end (rest);                                                                                 \
    return opened (REAL (name) (folder, disguise (path), flags, mode), path, flags);               \
  }
DEFINE_OPEN (open)
DEFINE_OPEN (open64)
DEFINE_OPENAT (openat)
DEFINE_OPENAT (openat64)

ssize_t
write (int fd, const void *data, size_t size)
{
  uint64_t inode = watched (fd);
  off_t offset = inode != 0 ? lseek (fd, 0, SEEK_CUR) : 0;
  ssize_t written = REAL (write) (fd, data, size);

  if (inode != 0)
    note_data (fd, offset, data, written);
  return written;
}

ssize_t
writev (int fd, const struct iovec *parts, int count)
{
  uint64_t inode = watched (fd);
  off_t offset = inode != 0 ? lseek (fd, 0, SEEK_CUR) : 0;
  ssize_t written = REAL (writev) (fd, parts, count);

  if (inode != 0)
    note_parts (fd, offset, parts, count, written);
  return written;
}

#define DEFINE_PWRITE(name, Offset)                                                                \
  ssize_t name (int fd, const void *data, size_t size, Offset offset)                              \
  {                                                                                                \
    ssize_t written = REAL (name) (fd, data, size, offset);                                        \
    note_data (fd, offset, data, written);                                                         \
    return written;                                                                                \
  }
#define DEFINE_PWRITEV(name, Offset)                                                               \
  ssize_t name (int fd, const struct iovec *parts, int count, Offset offset)                       \
  {                                                                                                \
    ssize_t written = REAL (name) (fd, parts, count, offset);                                      \
    note_parts (fd, offset, parts, count, written);                                                \
    return written;                                                                                \
  }
#define DEFINE_TRUNCATE(name, Offset)                                                              \
  int name (int fd, Offset length)                                                                 \
  {                                                                                                \
    int result = REAL (name) (fd, length);                                                         \
    note_length ('T', fd, length, result);                                                         \
    return result;                                                                                 \
  }
#define DEFINE_FALLOCATE(name, Offset)                                                             \
  int name (int fd, int mode, Offset offset, Offset length)                                        \
  {                                                                                                \
    int result = REAL (name) (fd, mode, offset, length);                                           \
    if ((mode & FALLOC_FL_KEEP_SIZE) == 0)                                                         \
      note_length ('A', fd, offset + length, result);                                              \
    return result;                                                                                 \
  }
#define DEFINE_POSIX_FALLOCATE(name, Offset)                                                       \
  int name (int fd, Offset offset, Offset length)                                                  \
  {                                                                                                \
    int result = REAL (name) (fd, offset, length);                                                 \
    note_length ('A', fd, offset + length, result);                                                \
    return result;                                                                                 \
  }
DEFINE_PWRITE (pwrite, off_t)
DEFINE_PWRITE (pwrite64, off64_t)
DEFINE_PWRITEV (pwritev, off_t)
DEFINE_PWRITEV (pwritev64, off64_t)
DEFINE_TRUNCATE (ftruncate, off_t)
DEFINE_TRUNCATE (ftruncate64, off64_t)
DEFINE_FALLOCATE (fallocate, off_t)
DEFINE_FALLOCATE (fallocate64, off64_t)
DEFINE_POSIX_FALLOCATE (posix_fallocate, off_t)
DEFINE_POSIX_FALLOCATE (posix_fallocate64, off64_t)

/* A disk that takes its time: as long as the file HAULIER_CUT_SLOW is there. */
static void
wait_for_disk (void)
{
  const char *slow = getenv ("HAULIER_CUT_SLOW");

  while (slow != NULL && access (slow, F_OK) == 0)
    poll (NULL, 0, 2); /* milliseconds */
}

#define DEFINE_SYNC(name)                                                                          \
  int name (int fd)                                                                                \
  {                                                                                                \
    uint64_t inode = watched (fd);                                                                 \
    int result;                                                                                    \
    if (inode != 0)                                                                                \
      {                                                                                            \
        note ('B', inode, 0, NULL, 0);                                                             \
        wait_for_disk ();                                                                          \
      }                                                                                            \
    result = REAL (name) (fd);                                                                     \
    if (inode != 0 && result == 0)                                                                 \
      note ('E', inode, 0, NULL, 0);                                                               \
    return result;                                                                                 \
  }
DEFINE_SYNC (fsync)
DEFINE_SYNC (fdatasync)

int
syncfs (int fd)
{
  int result;

  note ('B', 0, 0, NULL, 0);
  wait_for_disk ();
  result = REAL (syncfs) (fd);
  if (result == 0)
    note ('E', 0, 0, NULL, 0);
  return result;
}

/* The name that a file was given; of which one it was tells the inode. */
static int
renamed (int result, int folder, const char *path)
{
  struct stat status;

  if (result == 0 && getenv ("HAULIER_CUT_FOLDER") != NULL
      && fstatat (folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0)
    note_path ('R', status.st_ino, path);
  return result;
}

int
rename (const char *from, const char *to)
{
  return renamed (REAL (rename) (from, to), AT_FDCWD, to);
}

int
renameat (int from_folder, const char *from, int to_folder, const char *to)
{
  return renamed (REAL (renameat) (from_folder, from, to_folder, to), to_folder, to);
}

int
renameat2 (int from_folder, const char *from, int to_folder, const char *to, unsigned int flags)
{
  return renamed (REAL (renameat2) (from_folder, from, to_folder, to, flags), to_folder, to);
}

int
unlink (const char *path)
{
  int result = REAL (unlink) (path);

  if (result == 0)
    note_path ('U', 0, path);
  return result;
}

int
unlinkat (int folder, const char *path, int flags)
{
  int result = REAL (unlinkat) (folder, path, flags);

  if (result == 0)
    note_path ('U', 0, path);
  return result;
}
