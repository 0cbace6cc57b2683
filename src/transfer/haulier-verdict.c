/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What an answer is worth, before a byte of its body is written. */
#include "config.h"

#include "haulier-verdict.h"

#include <string.h>

/* Content codings that belong to the file itself when its name says so: an old habit of servers. */
static const struct
{
  const char *coding;
  const char *suffix;
} coding_rows[] = {
  { "gzip", ".gz" },    { "gzip", ".tgz" },    { "gzip", ".svgz" },    { "x-gzip", ".gz" },
  { "x-gzip", ".tgz" }, { "x-gzip", ".svgz" }, { "compress", ".Z" },   { "x-compress", ".Z" },
  { "bzip2", ".bz2" },  { "x-bzip2", ".bz2" }, { "x-bzip2", ".tbz2" }, { "xz", ".xz" },
  { "x-xz", ".xz" },    { "br", ".br" },       { "zstd", ".zst" },
};

static HaulierVerdict
lie (HaulierFailure **out_failure, const HaulierQuestion *question, const char *sentence)
{
  *out_failure = haulier_transfer_failure_new (HAULIER_ERROR_INVALID_SERVER_RESPONSE,
                                               HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                                               "get %s: %s",
                                               question->address,
                                               sentence);
  return HAULIER_VERDICT_LIE;
}

static gboolean
coding_is_part_of_file (const char *coding, const char *address)
{
  g_autofree char *path = g_strndup (address, strcspn (address, "?#"));

  for (gsize i = 0; i < G_N_ELEMENTS (coding_rows); i++)
    {
      if (g_ascii_strcasecmp (coding_rows[i].coding, coding) == 0
          && g_str_has_suffix (path, coding_rows[i].suffix))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_redirect (const HaulierHttpResponse *response)
{
  switch (response->status)
    {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return response->has_location;
    default:
      return FALSE;
    }
}

/* The whole file came although a part was asked for. */
static HaulierVerdict
judge_whole_instead_of_part (const HaulierQuestion *question,
                             const HaulierHttpResponse *response,
                             HaulierFailure **out_failure)
{
  g_autoptr (HaulierValidator) seen
      = haulier_http_response_dup_validator (response, question->address);

  if (question->known != NULL
      && haulier_validator_compare (question->known, seen) != HAULIER_VALIDATOR_SAME)
    return HAULIER_VERDICT_CHANGED;
  if (!question->explicit_range)
    return HAULIER_VERDICT_NO_RANGES;
  *out_failure = haulier_transfer_failure_new (
      HAULIER_ERROR_INSUFFICIENT_RANGE_SUPPORT,
      HAULIER_ERROR_CONTEXT_REMOTE_FILE,
      "get a range of %s: the server, or something before it, ignores ranges",
      question->address);
  return HAULIER_VERDICT_REFUSED;
}

static HaulierVerdict
judge_range (const HaulierQuestion *question,
             const HaulierHttpResponse *response,
             HaulierFailure **out_failure)
{
  const HaulierContentRange *range = &response->range;
  guint64 wanted_end = question->end;
  g_autofree char *sentence = NULL;

  if (wanted_end == HAULIER_SIZE_UNKNOWN)
    wanted_end = range->total == HAULIER_SIZE_UNKNOWN ? range->end : range->total;
  if (!range->satisfied)
    return lie (out_failure, question, "the server sent a part without saying which");
  /* Asked for more than there is: the end of the file is all that the server can send. */
  if (question->explicit_range && range->end == range->total && wanted_end > range->total)
    wanted_end = range->total;
  if (range->start != question->start || range->end != wanted_end)
    {
      sentence = g_strdup_printf ("the server sent the bytes %" G_GUINT64_FORMAT
                                  " to %" G_GUINT64_FORMAT ", where %" G_GUINT64_FORMAT
                                  " to %" G_GUINT64_FORMAT " were asked for",
                                  range->start,
                                  range->end - 1,
                                  question->start,
                                  wanted_end - 1);
      return lie (out_failure, question, sentence);
    }
  if (!response->chunked && response->length != HAULIER_SIZE_UNKNOWN
      && response->length != range->end - range->start)
    return lie (out_failure, question, "Content-Length and Content-Range disagree");
  return HAULIER_VERDICT_PART;
}

static HaulierVerdict
judge_part (const HaulierQuestion *question,
            const HaulierHttpResponse *response,
            HaulierFailure **out_failure)
{
  g_autoptr (HaulierValidator) seen = NULL;
  HaulierVerdict verdict = HAULIER_VERDICT_PART;

  if (!question->ranged)
    return lie (
        out_failure, question, "the server sent a part of the file, where the whole was asked for");
  if (response->multipart)
    return lie (out_failure, question, "the server sent several parts, where one was asked for");
  if (!response->has_range)
    return lie (out_failure, question, "the server sent a part without saying which");
  seen = haulier_http_response_dup_validator (response, question->address);
  if (question->known != NULL)
    {
      switch (haulier_validator_compare (question->known, seen))
        {
        case HAULIER_VALIDATOR_SAME:
          break;
        case HAULIER_VALIDATOR_OTHER:
          return HAULIER_VERDICT_CHANGED;
        case HAULIER_VALIDATOR_UNPROVEN:
          return HAULIER_VERDICT_NO_RANGES;
        }
    }
  verdict = judge_range (question, response, out_failure);
  return verdict;
}

static HaulierVerdict
judge_beyond_end (const HaulierQuestion *question,
                  const HaulierHttpResponse *response,
                  HaulierFailure **out_failure)
{
  if (!question->ranged)
    return lie (out_failure, question, "the server refused a range that was not asked for");
  if (!question->explicit_range || question->known != NULL)
    return HAULIER_VERDICT_CHANGED;
  *out_failure = haulier_transfer_failure_new (HAULIER_ERROR_INVALID_RANGE,
                                               HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                                               "get the range at %" G_GUINT64_FORMAT
                                               " of %s: it is beyond the end of the file",
                                               question->start,
                                               question->address);
  return HAULIER_VERDICT_REFUSED;
}

/**
 * haulier_verdict_reach:
 * @question: what was asked for
 * @response: the headers of the answer
 * @out_failure: (out): set with %HAULIER_VERDICT_REFUSED and %HAULIER_VERDICT_LIE
 *
 * Judges an answer by its headers.
 *
 * Errors: %HAULIER_ERROR_INVALID_SERVER_RESPONSE with a sentence that names the lie,
 *   %HAULIER_ERROR_INSUFFICIENT_RANGE_SUPPORT, %HAULIER_ERROR_INVALID_RANGE, or the HTTP status.
 * Source: RFC 9110, 13.1.5, 14.2, 14.4, 15.3.7; BITS, HTTP requirements.
 *
 * Returns: what to do with the body
 */
HaulierVerdict
haulier_verdict_reach (const HaulierQuestion *question,
                       const HaulierHttpResponse *response,
                       HaulierFailure **out_failure)
{
  gboolean success = response->status == 200 || response->status == 203 || response->status == 206;

  if (is_redirect (response))
    return HAULIER_VERDICT_REDIRECT;
  if (response->lie != NULL && (success || response->status == 416))
    return lie (out_failure, question, response->lie);
  if (response->status == 416)
    return judge_beyond_end (question, response, out_failure);
  if (!success)
    {
      *out_failure = haulier_transfer_failure_from_status (response->status, question->address);
      return HAULIER_VERDICT_REFUSED;
    }
  if (response->encoding != NULL && !coding_is_part_of_file (response->encoding, question->address))
    {
      g_autofree char *sentence
          = g_strdup_printf ("the server sent the file compressed (%s), where it was asked not to",
                             response->encoding);

      return lie (out_failure, question, sentence);
    }
  if (response->status == 206)
    return judge_part (question, response, out_failure);
  if (question->ranged)
    return judge_whole_instead_of_part (question, response, out_failure);
  return HAULIER_VERDICT_WHOLE;
}
