/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose rights a process has: user, groups, Kerberos cache. */
#include "config.h"

#include "haulier-security-context.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include "haulier-error.h"

/* More than any entry of a user database should take. */
#define ENTRY_BYTES 65536
#define MAX_GROUPS 1024

G_DEFINE_BOXED_TYPE (HaulierSecurityContext,
                     haulier_security_context,
                     haulier_security_context_ref,
                     haulier_security_context_unref)

static char *
make_key (const HaulierSecurityContext *context)
{
  g_autoptr (GString) key = g_string_new (NULL);

  g_string_append_printf (key, "%u", (guint) context->uid);
  for (gsize i = 0; i < context->n_groups; i++)
    g_string_append_printf (key, "%c%u", i == 0 ? ':' : ',', (guint) context->groups[i]);
  if (context->kerberos_cache != NULL)
    g_string_append_printf (key, " %s", context->kerberos_cache);
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static HaulierSecurityContext *
new_context (const struct passwd *entry,
             const gid_t *groups,
             gsize n_groups,
             gboolean own,
             const char *kerberos_cache)
{
  HaulierSecurityContext *context = g_new0 (HaulierSecurityContext, 1);

  g_atomic_ref_count_init (&context->references);
  context->uid = entry->pw_uid;
  context->gid = entry->pw_gid;
  context->groups = g_memdup2 (groups, n_groups * sizeof *groups);
  context->n_groups = n_groups;
  context->own = own;
  context->user = g_strdup (entry->pw_name);
  context->home = g_strdup (entry->pw_dir);
  context->kerberos_cache = g_strdup (kerberos_cache);
  context->key = make_key (context);
  return context;
}

/**
 * haulier_security_context_new_own:
 * @kerberos_cache: (nullable): as of #HaulierSecurityContext
 *
 * Returns: (transfer full): the context of this process
 */
HaulierSecurityContext *
haulier_security_context_new_own (const char *kerberos_cache)
{
  gid_t groups[MAX_GROUPS];
  int n_groups = getgroups (MAX_GROUPS, groups);
  g_autofree char *number = g_strdup_printf ("%u", (guint) geteuid ());
  struct passwd entry = {
    .pw_name = number,
    .pw_dir = (char *) g_get_home_dir (),
    .pw_uid = geteuid (),
    .pw_gid = getegid (),
  };

  return new_context (&entry, groups, (gsize) MAX (n_groups, 0), TRUE, kerberos_cache);
}

static HaulierSecurityContext *
take_entry (const struct passwd *entry, const char *kerberos_cache, GError **error)
{
  gid_t groups[MAX_GROUPS];
  int n_groups = MAX_GROUPS;

  if (getgrouplist (entry->pw_name, entry->pw_gid, groups, &n_groups) < 0)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_FAILED,
                   "find the groups of the user “%s”: there are more than %d",
                   entry->pw_name,
                   MAX_GROUPS);
      return NULL;
    }
  return new_context (entry, groups, (gsize) n_groups, FALSE, kerberos_cache);
}

static void
set_not_found (GError **error, const char *user, int error_number)
{
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_NO_SUCH_USER,
               "find the user %s: %s",
               user,
               error_number != 0 ? g_strerror (error_number) : "the user database has none");
}

/**
 * haulier_security_context_lookup:
 * @name: of a user
 * @kerberos_cache: (nullable): as of #HaulierSecurityContext
 * @error: return location
 *
 * Asks the user database, which may be on the network. Blocks; from a thread.
 *
 * Errors: %HAULIER_ERROR_NO_SUCH_USER.
 *
 * Returns: (transfer full) (nullable): the context of that user
 */
HaulierSecurityContext *
haulier_security_context_lookup (const char *name, const char *kerberos_cache, GError **error)
{
  g_autofree char *buffer = g_malloc (ENTRY_BYTES);
  struct passwd entry;
  struct passwd *found = NULL;
  int error_number = getpwnam_r (name, &entry, buffer, ENTRY_BYTES, &found);
  g_autofree char *quoted = g_strdup_printf ("“%s”", name);

  if (found != NULL)
    return take_entry (found, kerberos_cache, error);
  set_not_found (error, quoted, error_number);
  return NULL;
}

/**
 * haulier_security_context_lookup_uid:
 * @uid: a user
 * @kerberos_cache: (nullable): as of #HaulierSecurityContext
 * @error: return location
 *
 * Asks the user database, which may be on the network. Blocks; from a thread.
 *
 * Errors: %HAULIER_ERROR_NO_SUCH_USER.
 *
 * Returns: (transfer full) (nullable): the context of that user
 */
HaulierSecurityContext *
haulier_security_context_lookup_uid (uid_t uid, const char *kerberos_cache, GError **error)
{
  g_autofree char *buffer = g_malloc (ENTRY_BYTES);
  struct passwd entry;
  struct passwd *found = NULL;
  int error_number = getpwuid_r (uid, &entry, buffer, ENTRY_BYTES, &found);
  g_autofree char *number = g_strdup_printf ("%u", (guint) uid);

  if (found != NULL)
    return take_entry (found, kerberos_cache, error);
  set_not_found (error, number, error_number);
  return NULL;
}

/**
 * haulier_security_context_with_cache:
 * @context: a context
 * @kerberos_cache: (nullable): as of #HaulierSecurityContext
 *
 * Returns: (transfer full): the same user with another Kerberos cache
 */
HaulierSecurityContext *
haulier_security_context_with_cache (const HaulierSecurityContext *context,
                                     const char *kerberos_cache)
{
  struct passwd entry = {
    .pw_name = context->user,
    .pw_dir = context->home,
    .pw_uid = context->uid,
    .pw_gid = context->gid,
  };

  return new_context (&entry, context->groups, context->n_groups, context->own, kerberos_cache);
}

/**
 * haulier_security_context_with_groups:
 * @context: a context
 * @groups: (array length=n_groups): groups, the first one of the user among them
 * @n_groups: how many
 *
 * For who has a connection: its groups are those of then, not those of the user database now.
 *
 * Returns: (transfer full): the same user with these groups
 */
HaulierSecurityContext *
haulier_security_context_with_groups (const HaulierSecurityContext *context,
                                      const gid_t *groups,
                                      gsize n_groups)
{
  struct passwd entry = {
    .pw_name = context->user,
    .pw_dir = context->home,
    .pw_uid = context->uid,
    .pw_gid = context->gid,
  };

  return new_context (&entry, groups, n_groups, context->own, context->kerberos_cache);
}

/**
 * haulier_security_context_ref:
 * @context: a context
 *
 * Returns: (transfer full): @context
 */
HaulierSecurityContext *
haulier_security_context_ref (HaulierSecurityContext *context)
{
  g_atomic_ref_count_inc (&context->references);
  return context;
}

/**
 * haulier_security_context_unref:
 * @context: (nullable) (transfer full): a context
 */
void
haulier_security_context_unref (HaulierSecurityContext *context)
{
  if (context == NULL || !g_atomic_ref_count_dec (&context->references))
    return;
  g_free (context->groups);
  g_free (context->user);
  g_free (context->home);
  g_free (context->kerberos_cache);
  g_free (context->key);
  g_free (context);
}
