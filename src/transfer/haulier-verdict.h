/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What an answer is worth, before a byte of its body is written. */
#pragma once

#include <glib.h>

#include "haulier-http-response.h"
#include "haulier-transfer-failure.h"

G_BEGIN_DECLS

/**
 * HaulierVerdict:
 * @HAULIER_VERDICT_WHOLE: the body is the whole file, from its first byte
 * @HAULIER_VERDICT_PART: the body is the part that was asked for, of the version that is known
 * @HAULIER_VERDICT_CHANGED: the file on the server is another one now
 * @HAULIER_VERDICT_NO_RANGES: the same version, but the server does not send parts of it
 * @HAULIER_VERDICT_REDIRECT: the file is elsewhere
 * @HAULIER_VERDICT_REFUSED: an HTTP status that is no success
 * @HAULIER_VERDICT_LIE: the answer contradicts itself or the request
 */
typedef enum
{
  HAULIER_VERDICT_WHOLE,
  HAULIER_VERDICT_PART,
  HAULIER_VERDICT_CHANGED,
  HAULIER_VERDICT_NO_RANGES,
  HAULIER_VERDICT_REDIRECT,
  HAULIER_VERDICT_REFUSED,
  HAULIER_VERDICT_LIE,
} HaulierVerdict;

/**
 * HaulierQuestion:
 * @address: what was asked for, after redirects
 * @ranged: whether a part was asked for
 * @explicit_range: whether the part was the user's wish, so that the whole file is no answer
 * @start: first byte asked for
 * @end: first byte after them, or %HAULIER_SIZE_UNKNOWN
 * @known: (nullable): the version of what is there already
 */
typedef struct
{
  const char *address;
  gboolean ranged;
  gboolean explicit_range;
  guint64 start;
  guint64 end;
  const HaulierValidator *known;
} HaulierQuestion;

HaulierVerdict haulier_verdict_reach (const HaulierQuestion *question,
                                      const HaulierHttpResponse *response,
                                      HaulierFailure **out_failure);

G_END_DECLS
