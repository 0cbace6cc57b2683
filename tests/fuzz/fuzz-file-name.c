/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Fuzz target of file names: whatever is proposed becomes one plain file of the folder. */
#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "haulier-file-name.h"

static void
check_name (const char *name)
{
  g_assert_cmpuint (strlen (name), >, 0);
  g_assert_cmpuint (strlen (name), <=, HAULIER_FILE_NAME_MAX_BYTES);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_null (strpbrk (name, "/\\:*?\"<>|"));
  g_assert_true (name[0] != '.' && name[0] != ' ');
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
      g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *harmless = haulier_file_name_make_harmless (text);
  g_autofree char *again = haulier_file_name_make_harmless (harmless);
  g_autofree char *first = haulier_file_name_number (harmless, 1);
  g_autofree char *last = haulier_file_name_number (harmless, G_MAXUINT);
  g_autofree char *bytes = haulier_file_name_number (text, 1);

  check_name (harmless);
  g_assert_cmpstr (again, ==, harmless);
  check_name (first);
  check_name (last);
  g_assert_nonnull (strstr (first, " (1)"));
  g_assert_nonnull (strstr (last, " (4294967295)"));
  g_assert_cmpuint (strlen (bytes), <=, HAULIER_FILE_NAME_MAX_BYTES);
  return 0;
}
