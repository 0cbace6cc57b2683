/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Points in time in words: short for lists, exact for details. */
#include "config.h"

#include "haulier-moment.h"

#include <glib/gi18n.h>

static char *
format (gint64 time, const char *form)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return moment != NULL ? g_date_time_format (moment, form) : g_strdup ("–");
}

/**
 * haulier_moment_dup_short:
 * @time: microseconds since 1970; 0: it has not happened
 *
 * Returns: (transfer full): the time of a moment today, else the day
 */
char *
haulier_moment_dup_short (gint64 time)
{
  if (time == 0)
    return g_strdup ("–");

  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  if (moment == NULL)
    return g_strdup ("–");
  if (g_date_time_get_year (now) != g_date_time_get_year (moment))
    return g_date_time_format (moment, "%x");
  if (g_date_time_get_day_of_year (now) != g_date_time_get_day_of_year (moment))
    /* translators: a day of this year, for g_date_time_format() */
    return g_date_time_format (moment, _ ("%-d %b"));
  /* translators: a time of today, for g_date_time_format() */
  return g_date_time_format (moment, _ ("%H:%M"));
}

/**
 * haulier_moment_dup_long:
 * @time: microseconds since 1970; 0: it has not happened
 *
 * Returns: (transfer full): day and time as the locale writes them
 */
char *
haulier_moment_dup_long (gint64 time)
{
  return time != 0 ? format (time, "%x %X") : g_strdup ("–");
}
