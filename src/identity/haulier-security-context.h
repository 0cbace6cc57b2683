/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose rights a process has: user, groups, Kerberos cache. */
#pragma once

#include <glib-object.h>
#include <sys/types.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_SECURITY_CONTEXT (haulier_security_context_get_type ())

/**
 * HaulierSecurityContext:
 * @uid: the user
 * @gid: its first group
 * @groups: (array length=n_groups): every group, @gid among them
 * @n_groups: how many
 * @user: name of the user, for people and for the environment; of the own one its number
 * @home: its home folder
 * @kerberos_cache: (nullable): name of the Kerberos cache, for instance `FILE:/run/…`; %NULL is the
 * user's default one
 * @own: that of this process: nothing has to be given up for it
 * @key: equal for equal contexts, and for no others
 *
 * An immutable value. Two contexts with different caches of one user are different contexts.
 */
typedef struct
{
  uid_t uid;
  gid_t gid;
  gid_t *groups;
  gsize n_groups;
  char *user;
  char *home;
  char *kerberos_cache;
  gboolean own;
  char *key;
  /*< private >*/
  gatomicrefcount references;
} HaulierSecurityContext;

GType haulier_security_context_get_type (void);
HaulierSecurityContext *haulier_security_context_new_own (const char *kerberos_cache);
HaulierSecurityContext *
haulier_security_context_lookup (const char *name, const char *kerberos_cache, GError **error);
HaulierSecurityContext *
haulier_security_context_lookup_uid (uid_t uid, const char *kerberos_cache, GError **error);
HaulierSecurityContext *haulier_security_context_with_cache (const HaulierSecurityContext *context,
                                                             const char *kerberos_cache);
HaulierSecurityContext *haulier_security_context_with_groups (const HaulierSecurityContext *context,
                                                              const gid_t *groups,
                                                              gsize n_groups);
HaulierSecurityContext *haulier_security_context_ref (HaulierSecurityContext *context);
void haulier_security_context_unref (HaulierSecurityContext *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierSecurityContext, haulier_security_context_unref)

G_END_DECLS
