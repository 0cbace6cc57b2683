/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Requests run together in one transaction, or, when that fails, one by one. */
#include "config.h"

#include "haulier-store-execution-private.h"

#include "haulier-error.h"
#include "haulier-store-apply-private.h"

static void
set_trouble (HaulierStoreKeeper *self, const GError *error)
{
  g_clear_pointer (&self->trouble, g_free);
  if (error != NULL)
    self->trouble = g_strdup_printf ("Changes of the queue cannot be stored, and are kept until "
                                     "they can be: %s",
                                     error->message);
}

/* Whether somebody is told that it is stored, and has to be able to rely on it. */
static HaulierStoreDurability
get_durability (GPtrArray *requests, guint first, guint last)
{
  for (guint i = first; i < last; i++)
    {
      const HaulierStoreRequest *request = g_ptr_array_index (requests, i);

      if (haulier_store_request_is_write (request) && request->kind != HAULIER_STORE_REQUEST_SAVE)
        return HAULIER_STORE_DURABLE;
    }
  return HAULIER_STORE_LAZY;
}

/* Runs the requests in one transaction.
 *
 * Returns: whether it was stored; if not, it is as if nothing had been tried */
static gboolean
run_together (HaulierStoreKeeper *self,
              GPtrArray *requests,
              guint first,
              guint last,
              GError **error)
{
  HaulierStoreApply apply = { .connection = self->connection, .journal = self->journal };
  gsize mark = haulier_store_journal_mark (self->journal);
  gboolean stored = FALSE;
  int before = sqlite3_total_changes (self->connection->db);

  if (haulier_store_connection_begin (
          self->connection, get_durability (requests, first, last), error))
    {
      stored = TRUE;
      for (guint i = first; stored && i < last; i++)
        stored = haulier_store_apply_request (&apply, g_ptr_array_index (requests, i), error);
      stored = stored && haulier_store_connection_commit (self->connection, error);
    }
  if (stored)
    {
      self->changes += (guint64) (sqlite3_total_changes (self->connection->db) - before);
      haulier_store_journal_write (self->journal);
      return TRUE;
    }
  haulier_store_connection_roll_back (self->connection);
  haulier_store_journal_undo (self->journal, mark);
  for (guint i = first; i < last; i++)
    haulier_store_request_reset (g_ptr_array_index (requests, i));
  return FALSE;
}

/* One that cannot be stored must not keep the others from it. */
static void
run_one_by_one (HaulierStoreKeeper *self, GPtrArray *requests)
{
  set_trouble (self, NULL);
  for (guint i = 0; i < requests->len; i++)
    {
      HaulierStoreRequest *request = g_ptr_array_index (requests, i);
      g_autoptr (GError) error = NULL;

      if (!haulier_store_request_is_write (request)
          || run_together (self, requests, i, i + 1, &error))
        continue;
      haulier_store_request_fail (request, error);
      if (request->kind == HAULIER_STORE_REQUEST_SAVE)
        set_trouble (self, error);
    }
}

static gboolean
has_writes (GPtrArray *requests)
{
  for (guint i = 0; i < requests->len; i++)
    {
      if (haulier_store_request_is_write (g_ptr_array_index (requests, i)))
        return TRUE;
    }
  return FALSE;
}

static void
run_reads (HaulierStoreKeeper *self, GPtrArray *requests)
{
  HaulierStoreApply apply = { .connection = self->connection, .journal = self->journal };
  g_autoptr (GError) trouble = NULL;

  if (self->trouble != NULL)
    g_set_error_literal (&trouble, HAULIER_ERROR, HAULIER_ERROR_IO_DEVICE, self->trouble);
  for (guint i = 0; i < requests->len; i++)
    {
      HaulierStoreRequest *request = g_ptr_array_index (requests, i);

      if (haulier_store_request_is_write (request) || request->rows != NULL
          || request->error != NULL)
        continue;
      if (request->kind != HAULIER_STORE_REQUEST_FLUSH)
        haulier_store_apply_read (&apply, request);
      else if (trouble != NULL)
        haulier_store_request_fail (request, trouble);
      else
        haulier_store_connection_sync (self->connection, &request->error);
    }
}

static void
run_all (HaulierStoreKeeper *self, GPtrArray *requests)
{
  gboolean writes = has_writes (requests);

  if (writes && run_together (self, requests, 0, requests->len, NULL))
    set_trouble (self, NULL);
  else if (writes)
    run_one_by_one (self, requests);
  run_reads (self, requests);
}

static void
fail_all (HaulierStoreKeeper *self, GPtrArray *requests, const GError *error)
{
  for (guint i = 0; i < requests->len; i++)
    haulier_store_request_fail (g_ptr_array_index (requests, i), error);
  if (has_writes (requests))
    set_trouble (self, error);
}

/* Returns: (transfer container): those that met a damaged database, as if never tried */
static GPtrArray *
take_damaged (GPtrArray *requests)
{
  GPtrArray *damaged = g_ptr_array_new ();

  for (guint i = 0; i < requests->len; i++)
    {
      HaulierStoreRequest *request = g_ptr_array_index (requests, i);

      if (!g_error_matches (request->error, HAULIER_ERROR, HAULIER_ERROR_DATABASE_CORRUPT))
        continue;
      haulier_store_request_reset (request);
      g_ptr_array_add (damaged, request);
    }
  return damaged;
}

/* Runs requests in their order. Each has its result afterwards, or its error; a SAVE with an error
 * is to be tried again. */
void
haulier_store_execution_run (HaulierStoreKeeper *self, GPtrArray *requests)
{
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GError) error = NULL;

  if (self->connection == NULL && !haulier_store_keeper_recover (self, &error))
    {
      fail_all (self, requests, error);
      return;
    }
  run_all (self, requests);
  damaged = take_damaged (requests);
  if (damaged->len == 0)
    return;
  if (haulier_store_keeper_recover (self, &error))
    run_all (self, damaged);
  else
    fail_all (self, damaged, error);
}
