/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the rules about access ask of this machine: names and groups of people, mounts, a keytab. */
#include "config.h"

#include "haulier-machine-finder.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include "haulier-account-users.h"
#include "haulier-keytab-file.h"
#include "haulier-owner-rules.h"
#include "haulier-session-mounts.h"

#define MOUNTS "/proc/self/mountinfo"
/* More than any entry of a user database should take. */
#define ENTRY_BYTES 65536
#define MAX_GROUPS 1024

/* One thread: a user database that does not answer blocks what asks it, and nothing else. */
struct _HaulierMachineFinder
{
  GThreadPool *thread;
};

typedef struct
{
  HaulierAccount owner;
  char *helper;
  char *local;
  char *keytab;
} Query;

static const char *const administrator_groups[] = { "sudo", "wheel", "admin", NULL };

static void
query_free (Query *query)
{
  g_free (query->helper);
  g_free (query->local);
  g_free (query->keytab);
  g_free (query);
}

static void
find_owner (HaulierMachineFacts *facts, HaulierAccount owner, char *buffer)
{
  struct passwd entry;
  struct passwd *found = NULL;

  if (!haulier_account_users_find (owner)->is_service)
    {
      facts->owner_is_system_user
          = haulier_owner_is_system_user (owner) ? HAULIER_FACT_YES : HAULIER_FACT_NO;
      getpwuid_r (owner.uid, &entry, buffer, ENTRY_BYTES, &found);
    }
  facts->owner_name = found != NULL ? g_strdup (found->pw_name) : haulier_account_to_key (owner);
}

static gboolean
is_administrators (gid_t gid, char *buffer)
{
  struct group entry;
  struct group *found = NULL;

  return getgrgid_r (gid, &entry, buffer, ENTRY_BYTES, &found) == 0 && found != NULL
         && g_strv_contains (administrator_groups, found->gr_name);
}

/* A helper that is no user here, but a principal of a realm, is in no group here. */
static void
find_helper (HaulierMachineFacts *facts, const char *helper, char *buffer)
{
  g_autofree gid_t *groups = g_new (gid_t, MAX_GROUPS);
  struct passwd entry;
  struct passwd *found = NULL;
  int n_groups = MAX_GROUPS;

  if (helper == NULL || getpwnam_r (helper, &entry, buffer, ENTRY_BYTES, &found) != 0
      || found == NULL || getgrouplist (found->pw_name, found->pw_gid, groups, &n_groups) < 0)
    return;
  facts->helper_in_administrators = HAULIER_FACT_NO;
  for (int i = 0; i < n_groups; i++)
    {
      if (is_administrators (groups[i], buffer))
        facts->helper_in_administrators = HAULIER_FACT_YES;
    }
}

static void
find_mount (HaulierMachineFacts *facts, const char *local)
{
  g_autofree char *mounts = NULL;

  if (local != NULL && g_file_get_contents (MOUNTS, &mounts, NULL, NULL))
    facts->session_bound = haulier_session_mounts_decide (mounts, local);
}

static void
find_computer (HaulierMachineFacts *facts, const char *keytab)
{
  g_autofree char *host = g_ascii_strup (g_get_host_name (), -1);

  host[strcspn (host, ".")] = '\0';
  facts->computer_name = g_strconcat (host, "$", NULL);
  /* that there is one does not say that it is good for something */
  if (access (keytab, F_OK) != 0 && errno == ENOENT)
    facts->computer_credentials = HAULIER_FACT_NO;
}

static void
find_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Query *query = g_task_get_task_data (task);
  g_autofree char *buffer = g_malloc (ENTRY_BYTES);
  HaulierMachineFacts *facts = g_new0 (HaulierMachineFacts, 1);

  find_owner (facts, query->owner, buffer);
  find_helper (facts, query->helper, buffer);
  find_mount (facts, query->local);
  find_computer (facts, query->keytab);
  g_task_return_pointer (task, facts, (GDestroyNotify) haulier_machine_facts_free);
}

/**
 * haulier_machine_finder_new:
 *
 * Returns: (transfer full): a finder with a thread of its own
 */
HaulierMachineFinder *
haulier_machine_finder_new (void)
{
  HaulierMachineFinder *finder = g_new0 (HaulierMachineFinder, 1);

  finder->thread = g_thread_pool_new (find_cb, NULL, 1, FALSE, NULL);
  return finder;
}

/**
 * haulier_machine_finder_free:
 * @finder: (nullable): a finder; what was asked of it is still answered
 */
void
haulier_machine_finder_free (HaulierMachineFinder *finder)
{
  if (finder == NULL)
    return;
  g_thread_pool_free (finder->thread, FALSE, FALSE);
  g_free (finder);
}

/**
 * haulier_machine_finder_find_async:
 * @finder: a finder
 * @owner: who owns the job
 * @helper: (nullable): name of the helper
 * @local: (nullable): path of the file
 * @keytab: the setting; "" for where Kerberos has it by default. KRB5_KTNAME and other names in the
 *   environment are the user's, and not the computer's
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks the user database, the table of mounts and the file system, none of which a main loop can
 * wait for.
 */
void
haulier_machine_finder_find_async (HaulierMachineFinder *finder,
                                   HaulierAccount owner,
                                   const char *helper,
                                   const char *local,
                                   const char *keytab,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Query *query = g_new0 (Query, 1);

  g_task_set_source_tag (task, haulier_machine_finder_find_async);
  query->owner = owner;
  query->helper = g_strdup (helper);
  query->local = g_strdup (local);
  query->keytab = g_strdup (keytab[0] != '\0' ? keytab : HAULIER_KEYTAB_DEFAULT_PATH);
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  g_thread_pool_push (finder->thread, task, NULL);
}

/**
 * haulier_machine_finder_find_finish:
 * @result: of the callback
 *
 * Returns: (transfer full): what was found; what was not is unknown
 */
HaulierMachineFacts *
haulier_machine_finder_find_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
haulier_machine_facts_free (HaulierMachineFacts *facts)
{
  g_free (facts->owner_name);
  g_free (facts->computer_name);
  g_free (facts);
}
