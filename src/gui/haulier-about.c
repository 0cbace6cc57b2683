/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The about window, with what one needs to know to help. */
#include "config.h"

#include "haulier-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * haulier_about_dup_troubleshooting:
 *
 * Gives the versions and the desktop that a report of an error should name; without addresses,
 * account names or secrets.
 *
 * Returns: (transfer full): lines of text, not translated
 */
char *
haulier_about_dup_troubleshooting (void)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  GdkDisplay *display = gdk_display_get_default ();

  return g_strdup_printf (
      "Haulier %s\n"
      "System: %s\n"
      "Desktop: %s, %s\n"
      "Display: %s\n"
      "GTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u\n",
      HAULIER_VERSION,
      system != NULL ? system : "unknown",
      g_getenv ("XDG_CURRENT_DESKTOP") != NULL ? g_getenv ("XDG_CURRENT_DESKTOP") : "unknown",
      g_getenv ("XDG_SESSION_TYPE") != NULL ? g_getenv ("XDG_SESSION_TYPE") : "unknown",
      display != NULL ? G_OBJECT_TYPE_NAME (display) : "none",
      gtk_get_major_version (),
      gtk_get_minor_version (),
      gtk_get_micro_version (),
      adw_get_major_version (),
      adw_get_minor_version (),
      adw_get_micro_version (),
      glib_major_version,
      glib_minor_version,
      glib_micro_version);
}

/**
 * haulier_about_present:
 * @parent: (nullable): the window it belongs to
 *
 * Opens the about window.
 */
void
haulier_about_present (GtkWindow *parent)
{
  g_autofree char *troubleshooting = haulier_about_dup_troubleshooting ();
  GtkWidget *about = adw_about_window_new ();

  g_object_set (
      about,
      "application-icon",
      "org.haulier.Haulier",
      "application-name",
      "Haulier",
      "comments",
      _ ("Downloads that go on: in the background, after a restart, when the network comes "
         "back."),
      "copyright",
      "© 2026 The Haulier authors",
      "debug-info",
      troubleshooting,
      "debug-info-filename",
      "haulier.txt",
      "developer-name",
      _ ("The Haulier authors"),
      "license-type",
      GTK_LICENSE_GPL_3_0,
      "modal",
      TRUE,
      "transient-for",
      parent,
      /* translators: your name, and your address if you like; a line for each of you */
      "translator-credits",
      _ ("translator-credits"),
      "version",
      HAULIER_VERSION,
      NULL);
  gtk_window_present (GTK_WINDOW (about));
}
