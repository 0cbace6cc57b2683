/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of an account, in the person's language. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *haulier_account_words_logged_on (GVariant *account);
char *haulier_account_words_users (GVariant *account);
char *haulier_account_words_network (GVariant *account);
char *haulier_account_words_ticket (GVariant *account);
char *haulier_account_words_proxy (GVariant *account);
char *haulier_account_words_jobs (GVariant *account);

G_END_DECLS
