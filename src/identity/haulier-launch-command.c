/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How a program is started in a security context: command line, environment, folder. */
#include "config.h"

#include "haulier-launch-command.h"

#include <sys/stat.h>
#include <unistd.h>

#include "haulier-program.h"

#define SEARCH_PATH "/usr/local/bin:/usr/bin:/bin"

/* What an engine of the machine hands on of its own environment: where things are configured, how
 * people read, and what memory checkers are told. */
static const char *const kept_variables[] = {
  "LANG",         "LC_ALL",        "LC_MESSAGES",  "TZ",      "KRB5_CONFIG",
  "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "G_DEBUG",
};

/**
 * haulier_launch_add_words:
 * @context: whose rights a program shall have
 * @words: (element-type utf8): gets the beginning of the command line; the program follows
 *
 * Every program is started through haulier-launch, which gives up what is not the context's.
 */
void
haulier_launch_add_words (const HaulierSecurityContext *context, GPtrArray *words)
{
  g_autoptr (GString) identity = NULL;

  g_ptr_array_add (words, haulier_program_find ("haulier-launch"));
  if (context->own)
    return;
  identity = g_string_new (NULL);
  g_string_append_printf (identity, "%u:%u", (guint) context->uid, (guint) context->gid);
  for (gsize i = 0; i < context->n_groups; i++)
    {
      if (context->groups[i] != context->gid)
        g_string_append_printf (identity, ",%u", (guint) context->groups[i]);
    }
  g_ptr_array_add (words, g_strdup ("--as"));
  g_ptr_array_add (words, g_string_free (g_steal_pointer (&identity), FALSE));
}

/* A session that the user has beside the engine: desktop settings are read through it. */
static char **
add_session (char **environment, const HaulierSecurityContext *context)
{
  g_autofree char *folder = g_strdup_printf ("/run/user/%u", (guint) context->uid);
  g_autofree char *bus = g_strdup_printf ("unix:path=%s/bus", folder);
  struct stat status;

  if (lstat (folder, &status) != 0 || status.st_uid != context->uid)
    return environment;
  environment = g_environ_setenv (environment, "XDG_RUNTIME_DIR", folder, TRUE);
  return g_environ_setenv (environment, "DBUS_SESSION_BUS_ADDRESS", bus, TRUE);
}

static char **
make_environment (const HaulierSecurityContext *context)
{
  char **environment = g_new0 (char *, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (kept_variables); i++)
    {
      const char *value = g_getenv (kept_variables[i]);

      if (value != NULL)
        environment = g_environ_setenv (environment, kept_variables[i], value, TRUE);
    }
  environment = g_environ_setenv (environment, "PATH", SEARCH_PATH, TRUE);
  environment = g_environ_setenv (environment, "HOME", context->home, TRUE);
  environment = g_environ_setenv (environment, "USER", context->user, TRUE);
  environment = g_environ_setenv (environment, "LOGNAME", context->user, TRUE);
  return add_session (environment, context);
}

/**
 * haulier_launch_prepare:
 * @context: whose rights a program shall have
 * @launcher: what starts it
 *
 * Sets environment and folder. Somebody else's program gets a clean environment.
 */
void
haulier_launch_prepare (const HaulierSecurityContext *context, GSubprocessLauncher *launcher)
{
  if (!context->own)
    {
      g_auto (GStrv) environment = make_environment (context);

      g_subprocess_launcher_set_environ (launcher, environment);
      g_subprocess_launcher_set_cwd (launcher, "/");
    }
  if (context->kerberos_cache != NULL)
    g_subprocess_launcher_setenv (launcher, "KRB5CCNAME", context->kerberos_cache, TRUE);
}
