/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What an editor of one part of the access settings of a job, or of an account, is made of: rows to
 * fill in, and how they come from the engine and go there. */
#include "config.h"

#include "haulier-access-form.h"

#include "haulier-access-calls.h"

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

G_DEFINE_INTERFACE (HaulierAccessForm, haulier_access_form, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
haulier_access_form_default_init (HaulierAccessFormInterface *interface)
{
  GType type = HAULIER_TYPE_ACCESS_FORM;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new (
      "failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

/**
 * haulier_access_form_start:
 * @client: the way to the engine
 * @id: (nullable): the job; %NULL for a form that is about something else
 *
 * Fills the form with what the engine has.
 */
void
haulier_access_form_start (HaulierAccessForm *self, HaulierClient *client, const char *id)
{
  g_return_if_fail (HAULIER_IS_ACCESS_FORM (self));

  HAULIER_ACCESS_FORM_GET_IFACE (self)->start (self, client, id);
}

/**
 * haulier_access_form_concerns:
 * @resource: a word of %HAULIER_ACCESS_VOCABULARY_RESOURCE
 *
 * Returns: whether warnings about @resource belong beside the form
 */
gboolean
haulier_access_form_concerns (HaulierAccessForm *self, const char *resource)
{
  return HAULIER_ACCESS_FORM_GET_IFACE (self)->concerns (self, resource);
}

/**
 * haulier_access_form_fill_spec:
 * @spec: for PlanAccess
 *
 * Adds what is entered.
 *
 * Returns: whether there is something to ask
 */
gboolean
haulier_access_form_fill_spec (HaulierAccessForm *self, GVariantDict *spec)
{
  return HAULIER_ACCESS_FORM_GET_IFACE (self)->fill_spec (self, spec);
}

/**
 * haulier_access_form_is_complete:
 *
 * Returns: whether it can be saved
 */
gboolean
haulier_access_form_is_complete (HaulierAccessForm *self)
{
  return HAULIER_ACCESS_FORM_GET_IFACE (self)->is_complete (self);
}

/**
 * haulier_access_form_check:
 * @error: return location
 *
 * Checks what no plan is asked about.
 *
 * Returns: whether the engine would take it
 */
gboolean
haulier_access_form_check (HaulierAccessForm *self, GError **error)
{
  HaulierAccessFormInterface *interface = HAULIER_ACCESS_FORM_GET_IFACE (self);

  return interface->check == NULL || interface->check (self, error);
}

/**
 * haulier_access_form_can_remove:
 *
 * Returns: whether there is something to take away
 */
gboolean
haulier_access_form_can_remove (HaulierAccessForm *self)
{
  HaulierAccessFormInterface *interface = HAULIER_ACCESS_FORM_GET_IFACE (self);

  return interface->can_remove != NULL && interface->can_remove (self);
}

/**
 * haulier_access_form_get_fixes:
 *
 * Returns: (transfer none) (nullable): words of #HaulierFix that can be entered here
 */
const char *const *
haulier_access_form_get_fixes (HaulierAccessForm *self)
{
  HaulierAccessFormInterface *interface = HAULIER_ACCESS_FORM_GET_IFACE (self);

  return interface->get_fixes != NULL ? interface->get_fixes (self) : NULL;
}

/**
 * haulier_access_form_enter_fix:
 * @action: one of haulier_access_form_get_fixes()
 * @arguments: (nullable): its arguments
 *
 * Enters what would do something about a warning; nothing is saved yet.
 */
void
haulier_access_form_enter_fix (HaulierAccessForm *self, const char *action, GVariant *arguments)
{
  g_autoptr (GVariant) none
      = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));

  HAULIER_ACCESS_FORM_GET_IFACE (self)->enter_fix (
      self, action, arguments != NULL ? arguments : none);
}

/**
 * haulier_access_form_save_async:
 * @callback: calls haulier_access_form_finish()
 * @user_data: for @callback
 *
 * Sends what is entered.
 */
void
haulier_access_form_save_async (HaulierAccessForm *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, haulier_access_form_save_async);
  HAULIER_ACCESS_FORM_GET_IFACE (self)->save (self, task);
}

/**
 * haulier_access_form_remove_async:
 * @callback: calls haulier_access_form_finish()
 * @user_data: for @callback
 *
 * Takes away what is set.
 */
void
haulier_access_form_remove_async (HaulierAccessForm *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, haulier_access_form_remove_async);
  HAULIER_ACCESS_FORM_GET_IFACE (self)->remove (self, task);
}

/**
 * haulier_access_form_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether the engine has it
 */
gboolean
haulier_access_form_finish (HaulierAccessForm *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * haulier_access_form_changed:
 *
 * For implementations: a person changed something, or it is loaded.
 */
void
haulier_access_form_changed (HaulierAccessForm *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * haulier_access_form_failed:
 * @error: why it cannot be loaded
 *
 * For implementations.
 */
void
haulier_access_form_failed (HaulierAccessForm *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

/**
 * haulier_access_form_on_set:
 * @source: a client
 * @result: of a setter of haulier_client_set_access_part_finish()
 * @user_data: (transfer full): the task to return
 *
 * For implementations: the callback of setters.
 */
void
haulier_access_form_on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (haulier_client_set_access_part_finish (HAULIER_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}
