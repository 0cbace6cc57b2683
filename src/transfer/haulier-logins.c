/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The logins of one job: which part of which server wants which, and over which connections they
 * go. */
#include "config.h"

#include "haulier-logins.h"

#include <string.h>

/* With more, those without a login are forgotten. */
#define MAX_FREE_SPACES 256

struct _HaulierLogins
{
  HaulierTransferContext *context;
  guint job;
  GPtrArray *spaces;   /* HaulierLoginSpace */
  GHashTable *sources; /* numbers of the logins to HaulierCurlSource */
};

static void
on_ask (const HaulierLoginQuestion *question,
        HaulierLoginAnswer answer,
        gpointer answer_data,
        gpointer owner)
{
  HaulierLogins *logins = owner;

  logins->context->reports.challenged (
      logins->job, question, answer, answer_data, logins->context->user_data);
}

static void
on_ended (guint64 login, HaulierLoginEnd outcome, const char *message, gpointer owner)
{
  HaulierLogins *logins = owner;

  logins->context->reports.login_ended (login, outcome, message, logins->context->user_data);
}

static const HaulierLoginSpaceOwner space_owner = {
  .ask = on_ask,
  .ended = on_ended,
};

/**
 * haulier_logins_new:
 * @context: what transfers share
 * @job: number of the job
 *
 * Returns: (transfer full): no logins yet
 */
HaulierLogins *
haulier_logins_new (HaulierTransferContext *context, guint job)
{
  HaulierLogins *logins = g_new0 (HaulierLogins, 1);

  logins->context = context;
  logins->job = job;
  logins->spaces = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_login_space_unref);
  logins->sources = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) haulier_curl_source_free);
  return logins;
}

/**
 * haulier_logins_free:
 * @logins: (nullable): logins of a job whose requests ended
 */
void
haulier_logins_free (HaulierLogins *logins)
{
  if (logins == NULL)
    return;
  for (guint i = 0; i < logins->spaces->len; i++)
    haulier_login_space_close (g_ptr_array_index (logins->spaces, i));
  g_ptr_array_unref (logins->spaces);
  g_hash_table_unref (logins->sources);
  g_free (logins);
}

/**
 * haulier_logins_find:
 * @logins: the logins
 * @target: a server or a proxy
 * @origin: its origin
 * @folder: path of the address, up to its last slash
 *
 * Returns: (transfer none) (nullable): the space that will want a login for such a request
 */
HaulierLoginSpace *
haulier_logins_find (HaulierLogins *logins,
                     HaulierAuthTarget target,
                     const char *origin,
                     const char *folder)
{
  HaulierLoginSpace *found = NULL;

  /* The one that asked last knows best. */
  for (guint i = 0; i < logins->spaces->len; i++)
    {
      HaulierLoginSpace *space = g_ptr_array_index (logins->spaces, i);

      if (haulier_login_space_get_state (space) != HAULIER_LOGIN_SPACE_FREE
          && haulier_login_space_covers (space, target, origin, folder))
        found = space;
    }
  return found;
}

/* A server may name its realm anew each time. */
static void
forget_free_spaces (HaulierLogins *logins)
{
  for (guint i = logins->spaces->len; i > 0; i--)
    {
      HaulierLoginSpace *space = g_ptr_array_index (logins->spaces, i - 1);

      if (haulier_login_space_get_state (space) == HAULIER_LOGIN_SPACE_FREE)
        g_ptr_array_remove_index (logins->spaces, i - 1);
    }
}

/**
 * haulier_logins_ensure:
 * @logins: the logins
 * @question: what a server or proxy asked
 *
 * Returns: (transfer none): the space that asked
 */
HaulierLoginSpace *
haulier_logins_ensure (HaulierLogins *logins, const HaulierLoginQuestion *question)
{
  HaulierLoginSpace *space = NULL;

  for (guint i = 0; i < logins->spaces->len; i++)
    {
      if (haulier_login_space_is (g_ptr_array_index (logins->spaces, i), question))
        return g_ptr_array_index (logins->spaces, i);
    }
  if (logins->spaces->len >= MAX_FREE_SPACES)
    forget_free_spaces (logins);
  space = haulier_login_space_new (logins->context->main, question, &space_owner, logins);
  g_ptr_array_add (logins->spaces, space);
  return space;
}

/**
 * haulier_logins_get_source:
 * @logins: the logins
 * @server: (nullable): what is sent to the server
 * @proxy: (nullable): what is sent to the proxy
 *
 * A connection that may count as logged in is used by nobody else: neither by another job, nor by
 * the same one with another login, or without. A tunnel through a proxy is always of that kind.
 *
 * Returns: (transfer none) (nullable): where such a request has to run, %NULL for anywhere
 */
HaulierCurlSource *
haulier_logins_get_source (HaulierLogins *logins,
                           const HaulierWireLogin *server,
                           const HaulierWireLogin *proxy)
{
  gboolean bound = server != NULL && haulier_wire_login_binds_connection (server);
  g_autofree char *key = NULL;
  HaulierCurlSource *source = NULL;

  if (!bound && proxy == NULL)
    return NULL;
  key = g_strdup_printf ("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT,
                         bound ? server->number : 0,
                         proxy != NULL ? proxy->number : 0);
  source = g_hash_table_lookup (logins->sources, key);
  if (source == NULL)
    {
      source = haulier_transfer_context_new_source (logins->context);
      g_hash_table_insert (logins->sources, g_steal_pointer (&key), source);
    }
  return source;
}
