/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Fuzz target of HTTP answers: lines of headers, with Content-Range, dates and announced checksums.
 */
#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "haulier-digest.h"
#include "haulier-verdict.h"

static void
check_digests (const HaulierHttpResponse *response)
{
  static gboolean (*const parsers[]) (const char *, GChecksumType *, char **) = {
    haulier_digest_parse_repr,
    haulier_digest_parse_old,
    haulier_digest_parse_md5,
  };
  const char *const values[] = { response->repr_digest, response->digest, response->content_md5 };

  for (gsize i = 0; i < G_N_ELEMENTS (parsers); i++)
    {
      GChecksumType type = G_CHECKSUM_MD5;
      g_autofree char *hex = NULL;

      if (values[i] != NULL && parsers[i](values[i], &type, &hex))
        g_assert_cmpuint (strlen (hex), ==, 2 * (gsize) g_checksum_type_get_length (type));
    }
}

static void
check_verdict (const HaulierHttpResponse *response, gboolean ranged)
{
  HaulierQuestion question = {
    .address = "http://example.org/a.gz",
    .ranged = ranged,
    .start = ranged ? 10 : 0,
    .end = HAULIER_SIZE_UNKNOWN,
  };
  g_autoptr (HaulierFailure) failure = NULL;
  HaulierVerdict verdict = haulier_verdict_reach (&question, response, &failure);

  g_assert_cmpint (
      failure != NULL, ==, verdict == HAULIER_VERDICT_REFUSED || verdict == HAULIER_VERDICT_LIE);
  /* A part that is taken begins where it was asked for. */
  if (verdict == HAULIER_VERDICT_PART)
    g_assert_cmpuint (response->range.start, ==, question.start);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  HaulierHttpResponse response = { 0 };
  const char *text = (const char *) data;
  const char *end = text + size;

  haulier_http_response_clear (&response);
  while (text < end)
    {
      const char *newline = memchr (text, '\n', (size_t) (end - text));
      const char *next = newline != NULL ? newline + 1 : end;

      haulier_http_response_take_line (&response, text, (gsize) (next - text));
      text = next;
    }
  check_digests (&response);
  check_verdict (&response, FALSE);
  check_verdict (&response, TRUE);
  haulier_http_response_clear (&response);
  return 0;
}
