/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Dates in headers: the form that servers send at once, every other one by libcurl. */
#include "config.h"

#include "haulier-http-date.h"

#include <curl/curl.h>
#include <string.h>

/* "Sun, 06 Nov 1994 08:49:37 GMT": a zero stands for a digit, the words are looked at besides. */
#define FORM "xxx, 00 xxx 0000 00:00:00 GMT"
#define DAY_AT 5
#define MONTH_AT 8
#define YEAR_AT 12
#define HOUR_AT 17
#define MINUTE_AT 20
#define SECOND_AT 23
#define FIRST_YEAR 1970

static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const guint16 days_before_month[]
    = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

static gboolean
has_form (const char *text)
{
  for (gsize i = 0; i < sizeof FORM; i++)
    {
      gboolean fits = FORM[i] == 'x'   ? g_ascii_isalpha (text[i])
                      : FORM[i] == '0' ? g_ascii_isdigit (text[i])
                                       : text[i] == FORM[i];

      if (!fits)
        return FALSE;
    }
  return TRUE;
}

static guint
read_number (const char *digits, guint count)
{
  guint number = 0;

  for (guint i = 0; i < count; i++)
    number = number * 10 + (guint) (digits[i] - '0');
  return number;
}

static gboolean
is_leap_year (guint year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Returns: 0 to 11, or 12 when there is no such month */
static guint
read_month (const char *name)
{
  guint month = 0;

  while (month < 12 && memcmp (month_names + (gsize) month * 3, name, 3) != 0)
    month++;
  return month;
}

static gboolean
parse_fixed (const char *text, gint64 *out_seconds)
{
  guint day = 0;
  guint month = 0;
  guint year = 0;
  guint hour = 0;
  guint minute = 0;
  guint second = 0;
  gint64 days = 0;

  if (!has_form (text))
    return FALSE;
  day = read_number (text + DAY_AT, 2);
  month = read_month (text + MONTH_AT);
  year = read_number (text + YEAR_AT, 4);
  hour = read_number (text + HOUR_AT, 2);
  minute = read_number (text + MINUTE_AT, 2);
  second = read_number (text + SECOND_AT, 2);
  if (month == 12 || year < FIRST_YEAR || day == 0 || hour > 23 || minute > 59 || second > 59
      || day > (guint) days_before_month[month + 1] - days_before_month[month])
    return FALSE;
  days = (gint64) (year - FIRST_YEAR) * 365 + days_before_month[month] + day - 1;
  /* Leap days of the years before, and of this one. */
  days += (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 - 477;
  days += month > 1 && is_leap_year (year) ? 1 : 0;
  *out_seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
  return TRUE;
}

/**
 * haulier_http_date_parse:
 * @text: value of a header as Date or Last-Modified
 *
 * Each answer has two dates: libcurl's parser, which knows every form, costs more than all other
 * headers together.
 *
 * Source: RFC 9110, 5.6.7.
 *
 * Returns: seconds since 1970, or -1 when it is no date
 */
gint64
haulier_http_date_parse (const char *text)
{
  gint64 seconds = 0;
  time_t other = 0;

  if (parse_fixed (text, &seconds))
    return seconds;
  other = curl_getdate (text, NULL);
  return other >= 0 ? (gint64) other : -1;
}
