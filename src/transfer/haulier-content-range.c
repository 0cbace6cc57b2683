/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The Content-Range header. */
#include "config.h"

#include "haulier-content-range.h"

#include <string.h>

/* Nothing is that large; room for sums of two. */
#define MAX_POSITION ((guint64) G_MAXINT64)

static gboolean
take_number (const char **text, guint64 *out_number)
{
  guint64 number = 0;
  const char *p = *text;

  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    {
      if (number > (MAX_POSITION - 9) / 10)
        return FALSE;
      number = number * 10 + (guint64) (*p - '0');
    }
  *text = p;
  *out_number = number;
  return TRUE;
}

static gboolean
take_range (const char **text, HaulierContentRange *range)
{
  guint64 last = 0;

  if (**text == '*')
    {
      (*text)++;
      range->satisfied = FALSE;
      return TRUE;
    }
  range->satisfied = TRUE;
  if (!take_number (text, &range->start) || *(*text)++ != '-' || !take_number (text, &last))
    return FALSE;
  range->end = last + 1;
  return last >= range->start;
}

static gboolean
take_total (const char **text, HaulierContentRange *range)
{
  if (**text == '*')
    {
      (*text)++;
      range->total = HAULIER_SIZE_UNKNOWN;
      return range->satisfied;
    }
  if (!take_number (text, &range->total))
    return FALSE;
  return !range->satisfied || range->end <= range->total;
}

/**
 * haulier_content_range_parse:
 * @text: the value of a Content-Range header
 * @out_range: (out): the range
 *
 * Reads "bytes 0-99/1000", “bytes 0-99/?” (? for an asterisk) and “bytes ?/1000”; numbers must
 * agree with each other.
 *
 * Source: RFC 9110, 14.4.
 *
 * Returns: whether @text is valid
 */
gboolean
haulier_content_range_parse (const char *text, HaulierContentRange *out_range)
{
  HaulierContentRange range = { 0 };
  const char *p = text;

  if (g_ascii_strncasecmp (p, "bytes", strlen ("bytes")) != 0)
    return FALSE;
  p += strlen ("bytes");
  if (!g_ascii_isspace (*p))
    return FALSE;
  while (g_ascii_isspace (*p))
    p++;
  if (!take_range (&p, &range) || *p++ != '/' || !take_total (&p, &range))
    return FALSE;
  while (g_ascii_isspace (*p))
    p++;
  if (*p != '\0')
    return FALSE;
  *out_range = range;
  return TRUE;
}
