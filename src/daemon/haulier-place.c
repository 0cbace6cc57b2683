/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where an engine serves: in the session of its user, or for the whole computer. */
#include "config.h"

#include "haulier-place.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"

/* What StateDirectory=haulier of the unit is, for an engine that systemd does not start. */
#define SYSTEM_STATE_FOLDER "/var/lib/haulier"
#define SYSTEM_FOLDER_MODE 0700
/* The same of RuntimeDirectory=haulier. */
#define SYSTEM_RUNTIME_FOLDER "/run/haulier"
#define SYSTEM_RUNTIME_MODE 0711

/* A relative XDG_STATE_HOME is to be ignored. Source: XDG Base Directory Specification. */
static char *
dup_user_state_folder (void)
{
  const char *folder = g_get_user_state_dir ();

  return g_path_is_absolute (folder)
             ? g_build_filename (folder, "haulier", NULL)
             : g_build_filename (g_get_home_dir (), ".local", "state", "haulier", NULL);
}

/**
 * haulier_place_new_session:
 * @state: (nullable) (type filename): folder with the queue; %NULL: in the user's state folder
 *
 * Returns: (transfer full): the session of the user
 */
HaulierPlace *
haulier_place_new_session (const char *state)
{
  HaulierPlace *place = g_new0 (HaulierPlace, 1);

  place->scope = HAULIER_ENGINE_SCOPE_SESSION;
  place->bus = G_BUS_TYPE_SESSION;
  place->state = state != NULL ? g_canonicalize_filename (state, NULL) : dup_user_state_folder ();
  return place;
}

/* A folder that systemd made and names in a variable, or the one that it would make. */
static char *
dup_system_folder (const char *variable, const char *otherwise)
{
  const char *given = g_getenv (variable);
  g_autofree char *first = NULL;

  if (given == NULL || given[0] == '\0')
    return g_strdup (otherwise);
  first = g_strndup (given, strcspn (given, ":")); /* systemd separates several with colons */
  return g_canonicalize_filename (first, NULL);
}

static gboolean
refuse_folder (const char *what, const char *path, const char *why, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (
      error, HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED, "keep %s in “%s”: %s", what, shown, why);
  return FALSE;
}

/* What is every account's: nobody else may have made the folder. */
static gboolean
prepare_system_folder (const char *what, const char *path, mode_t mode, GError **error)
{
  GStatBuf status;

  if (g_mkdir_with_parents (path, (gint) mode) != 0 || g_lstat (path, &status) != 0)
    return refuse_folder (what, path, g_strerror (errno), error);
  if (!S_ISDIR (status.st_mode))
    return refuse_folder (what, path, "it is not a folder", error);
  if (status.st_uid != 0)
    return refuse_folder (what, path, "it does not belong to root", error);
  if ((status.st_mode & 07777) != mode && g_chmod (path, (gint) mode) != 0)
    return refuse_folder (what, path, g_strerror (errno), error);
  return TRUE;
}

/**
 * haulier_place_new_system:
 * @state: (nullable) (type filename): folder with the queue; %NULL: STATE_DIRECTORY of systemd,
 * else /var/lib/haulier
 * @error: return location
 *
 * Makes the folder, for root alone, and the one for what ends with the engine: RUNTIME_DIRECTORY of
 * systemd, else /run/haulier.
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED when this is not root, or the folder is not its own.
 *
 * Returns: (transfer full): the whole computer, or %NULL
 */
HaulierPlace *
haulier_place_new_system (const char *state, GError **error)
{
  g_autoptr (HaulierPlace) place = g_new0 (HaulierPlace, 1);

  if (geteuid () != 0)
    {
      g_set_error_literal (error,
                           HAULIER_ERROR,
                           HAULIER_ERROR_ACCESS_DENIED,
                           "serve every account of the computer: only root can");
      return NULL;
    }
  place->scope = HAULIER_ENGINE_SCOPE_SYSTEM;
  place->bus = G_BUS_TYPE_SYSTEM;
  place->state = state != NULL ? g_canonicalize_filename (state, NULL)
                               : dup_system_folder ("STATE_DIRECTORY", SYSTEM_STATE_FOLDER);
  place->runtime = dup_system_folder ("RUNTIME_DIRECTORY", SYSTEM_RUNTIME_FOLDER);
  if (!prepare_system_folder ("the queue", place->state, SYSTEM_FOLDER_MODE, error)
      || !prepare_system_folder ("tickets", place->runtime, SYSTEM_RUNTIME_MODE, error))
    return NULL;
  return g_steal_pointer (&place);
}

/**
 * haulier_place_free:
 * @place: (nullable): a place
 */
void
haulier_place_free (HaulierPlace *place)
{
  if (place == NULL)
    return;
  g_free (place->state);
  g_free (place->runtime);
  g_free (place);
}
