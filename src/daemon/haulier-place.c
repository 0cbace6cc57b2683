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
  place->state = state != NULL ? g_canonicalize_filename (state, NULL)
                               : g_build_filename (g_get_user_state_dir (), "haulier", NULL);
  return place;
}

static char *
dup_system_folder (const char *state)
{
  const char *given = state != NULL ? state : g_getenv ("STATE_DIRECTORY");
  g_autofree char *first = NULL;

  if (given == NULL || given[0] == '\0')
    return g_strdup (SYSTEM_STATE_FOLDER);
  if (state != NULL)
    return g_canonicalize_filename (state, NULL);
  first = g_strndup (given, strcspn (given, ":")); /* systemd separates several with colons */
  return g_canonicalize_filename (first, NULL);
}

static gboolean
refuse_folder (const char *path, const char *why, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (
      error, HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED, "keep the queue in “%s”: %s", shown, why);
  return FALSE;
}

/* The queue of every account: nobody else may look into the folder, or have made it. */
static gboolean
prepare_system_folder (const char *path, GError **error)
{
  GStatBuf status;

  if (g_mkdir_with_parents (path, SYSTEM_FOLDER_MODE) != 0 || g_lstat (path, &status) != 0)
    return refuse_folder (path, g_strerror (errno), error);
  if (!S_ISDIR (status.st_mode))
    return refuse_folder (path, "it is not a folder", error);
  if (status.st_uid != 0)
    return refuse_folder (path, "it does not belong to root", error);
  if ((status.st_mode & 07777) != SYSTEM_FOLDER_MODE && g_chmod (path, SYSTEM_FOLDER_MODE) != 0)
    return refuse_folder (path, g_strerror (errno), error);
  return TRUE;
}

/**
 * haulier_place_new_system:
 * @state: (nullable) (type filename): folder with the queue; %NULL: STATE_DIRECTORY of systemd,
 * else /var/lib/haulier
 * @error: return location
 *
 * Makes the folder, for root alone.
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
  place->state = dup_system_folder (state);
  return prepare_system_folder (place->state, error) ? g_steal_pointer (&place) : NULL;
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
  g_free (place);
}
