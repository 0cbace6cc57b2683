/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The D-Bus names of the error domain. */
#include "config.h"

#include "haulier-bus-errors.h"

#include <gio/gio.h>

#include "haulier-error.h"

/**
 * haulier_bus_errors_register:
 *
 * Makes an error of %HAULIER_ERROR arrive on the other side of a bus as what it was. Both sides
 * call it once, before the first message.
 */
void
haulier_bus_errors_register (void)
{
  for (guint i = 0; i < haulier_error_get_n_codes (); i++)
    {
      gint code = haulier_error_get_nth_code (i);

      g_dbus_error_register_error (HAULIER_ERROR, code, haulier_error_get_dbus_name (code));
    }
}
