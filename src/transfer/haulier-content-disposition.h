/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The file name in a Content-Disposition header. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_content_disposition_dup_name (const char *text);

G_END_DECLS
