/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Options about logins and proxies that add and access share, and what they come to. */
#pragma once

#include "haulier-job-request.h"

G_BEGIN_DECLS

/**
 * HaulierCliAccessOptions:
 *
 * What the person asked for; a text that was not given is %NULL.
 */
typedef struct
{
  char *user;
  char *scheme;
  gboolean logon_credentials;
  gboolean password_stdin;
  char *proxy;
  char *bypass;
  char *proxy_user;
  char *proxy_scheme;
  gboolean proxy_logon_credentials;
  char *profile;
} HaulierCliAccessOptions;

void haulier_cli_access_options_append (HaulierCliAccessOptions *self, GArray *entries);
gboolean haulier_cli_access_options_fill (const HaulierCliAccessOptions *self,
                                          GVariantDict *spec,
                                          HaulierJobRequest *request,
                                          GError **error);
void haulier_cli_fill_proxy_variables (GVariantDict *spec);
void haulier_cli_access_options_clear (HaulierCliAccessOptions *self);
gboolean haulier_cli_proxy_words_to_variants (const char *usage,
                                              const char *list,
                                              const char *bypass,
                                              GVariantDict *spec,
                                              GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HaulierCliAccessOptions, haulier_cli_access_options_clear)

G_END_DECLS
