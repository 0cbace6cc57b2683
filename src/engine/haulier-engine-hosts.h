/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rules of an account for hosts: who logs in where, for every job of it. */
#pragma once

#include "haulier-access-facts.h"

#include "haulier-engine.h"
#include "haulier-secret.h"

G_BEGIN_DECLS

/* A person keeps a few; a program that goes wrong is stopped. */
#define HAULIER_ENGINE_MAX_HOST_RULES_PER_OWNER 1000

void haulier_engine_set_host_rule_async (HaulierEngine *self,
                                         HaulierAccount owner,
                                         HaulierCredential *credential,
                                         HaulierSecret *secret,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void haulier_engine_remove_host_rule_async (HaulierEngine *self,
                                            HaulierAccount owner,
                                            HaulierCredential *key,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean haulier_engine_set_host_rule_finish (HaulierEngine *self,
                                              GAsyncResult *result,
                                              gint *out_detail,
                                              GError **error);
void haulier_engine_add_host_rules (HaulierEngine *self,
                                    HaulierAccount owner,
                                    HaulierAccessFacts *facts,
                                    HaulierJobAccess *out_access);

G_END_DECLS
