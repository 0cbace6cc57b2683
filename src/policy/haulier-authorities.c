/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where a computer may have a file of authorities that all its accounts use. */
#include "config.h"

#include "haulier-authorities.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-settings.h"

/* What each worker can read that speaks to a network, whoever it is: homes, and places that
 * anybody can write to, are not among it. */
static const struct
{
  const char *folder;
  const char *source;
} rows[] = {
  { .folder = "/etc/", .source = "hier(7): configuration of this computer" },
  { .folder = "/usr/", .source = "hier(7): what is installed, /usr/local too" },
  { .folder = "/var/lib/ca-certificates/", .source = "certificates of the system besides /etc" },
};

/**
 * haulier_authorities_check:
 * @scope: whom the engine serves; the workers of one user's see what this user sees
 * @settings: `a{sv}`: settings of the engine that are to be changed
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 * Source: hier(7).
 *
 * Returns: whether workers of every account can read what is there
 */
gboolean
haulier_authorities_check (HaulierEngineScope scope, GVariant *settings, GError **error)
{
  const char *path = haulier_settings_get_text (settings, "certificate-authorities");
  gboolean found = path[0] == '\0' || scope == HAULIER_ENGINE_SCOPE_SESSION;

  for (gsize i = 0; !found && i < G_N_ELEMENTS (rows); i++)
    found = g_str_has_prefix (path, rows[i].folder) && strstr (path, "/../") == NULL;
  if (!found)
    g_set_error (
        error,
        HAULIER_ERROR,
        HAULIER_ERROR_INVALID_ARGUMENT,
        "use the authorities in “%s”: those of a computer are below /etc or /usr, where the "
        "workers of all accounts can read them",
        path);
  return found;
}
