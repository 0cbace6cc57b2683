/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A password from a prompt or from standard input, straight into a descriptor. */
#include "config.h"

#include "haulier-cli-password.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "haulier-credential.h"
#include "haulier-error.h"
#include "haulier-secret-descriptor.h"

/* Four bytes a character, and one to see that it is too long. */
#define LINE_MAX_BYTES (HAULIER_PASSWORD_MAX_CHARS * 4 + 1)

/* Bytes up to the end of a line, one at a time: what follows is somebody else's. */
static gssize
read_line (int fd, char *line, gsize size)
{
  gsize length = 0;

  while (length < size)
    {
      gssize n = read (fd, line + length, 1);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0 || line[length] == '\n')
        break;
      length++;
    }
  if (length > 0 && line[length - 1] == '\r')
    length--;
  return (gssize) length;
}

static int
take_line (int fd, GError **error)
{
  char *line = g_malloc (LINE_MAX_BYTES);
  gssize length = read_line (fd, line, LINE_MAX_BYTES);
  int result = -1;

  if (length < 0)
    g_set_error (error,
                 HAULIER_ERROR,
                 haulier_error_code_from_errno (errno),
                 _ ("read the password: %s"),
                 g_strerror (errno));
  else if (haulier_password_check (line, length, error))
    result = haulier_secret_descriptor_new (line, length, error);
  explicit_bzero (line, LINE_MAX_BYTES);
  g_free (line);
  return result;
}

/**
 * haulier_cli_password_read_line:
 * @error: return location
 *
 * Reads the next line of standard input.
 *
 * Errors: %HAULIER_ERROR_PASSWORD_TOO_LARGE, %HAULIER_ERROR_INVALID_CREDENTIALS.
 *
 * Returns: a descriptor that reads the password from its beginning, to be closed; or -1
 */
int
haulier_cli_password_read_line (GError **error)
{
  return take_line (STDIN_FILENO, error);
}

/**
 * haulier_cli_password_ask:
 * @prompt: whose password
 * @error: return location
 *
 * Asks on the terminal, without showing what is typed.
 *
 * Errors: as haulier_cli_password_read_line(), and %HAULIER_ERROR_INVALID_ARGUMENT without a
 * terminal.
 *
 * Returns: a descriptor that reads the password from its beginning, to be closed; or -1
 */
int
haulier_cli_password_ask (const char *prompt, GError **error)
{
  int terminal = open ("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  struct termios shown;
  struct termios hidden;
  int result = -1;

  if (terminal < 0 || tcgetattr (terminal, &shown) != 0)
    {
      g_set_error_literal (
          error,
          HAULIER_ERROR,
          HAULIER_ERROR_INVALID_ARGUMENT,
          _ ("ask for the password: there is no terminal; give it with --password-stdin"));
      if (terminal >= 0)
        g_close (terminal, NULL);
      return -1;
    }
  hidden = shown;
  /* A key that interrupts is refused like any control character: nobody else would show typing
   * again. */
  hidden.c_lflag &= ~(tcflag_t) (ECHO | ISIG);
  hidden.c_lflag |= ECHONL;
  tcsetattr (terminal, TCSAFLUSH, &hidden);
  dprintf (terminal, "%s ", prompt);
  result = take_line (terminal, error);
  tcsetattr (terminal, TCSAFLUSH, &shown);
  g_close (terminal, NULL);
  return result;
}
