/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Fuzz target of Content-Disposition: whatever a server proposes becomes one plain file of the
 * folder. */
#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "haulier-content-disposition.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *name = haulier_content_disposition_dup_name (text);

  if (name == NULL)
    return 0;
  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_cmpuint (strlen (name), <=, 255);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_null (strchr (name, '/'));
  g_assert_true (name[0] != '.');
  return 0;
}
