/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What an editor of one part of the access settings of a job, or of an account, is made of: rows to
 * fill in, and how they come from the engine and go there. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCESS_FORM (haulier_access_form_get_type ())
G_DECLARE_INTERFACE (HaulierAccessForm, haulier_access_form, HAULIER, ACCESS_FORM, GtkWidget)

/**
 * HaulierAccessFormInterface:
 * @start: fills the rows with what the engine has
 * @concerns: whether rows of the plan about a resource belong to this form
 * @fill_spec: adds what is entered to a spec of PlanAccess; %FALSE: there is nothing to ask yet
 * @is_complete: whether it can be saved
 * @check: whether the engine would take what only it is told that saves, a password; %NULL: there
 * is none
 * @can_remove: whether there is something to take away; %NULL: never
 * @get_fixes: words of #HaulierFix that can be entered here; %NULL: none
 * @enter_fix: enters what one of them would do
 * @save: sends what is entered; calls haulier_access_form_finish()
 * @remove: takes it away; calls the same
 *
 * Signals: `changed`: a person changed something, or it is loaded; `failed` (GError): it cannot be
 * loaded.
 */
struct _HaulierAccessFormInterface
{
  GTypeInterface parent_interface;

  void (*start) (HaulierAccessForm *self, HaulierClient *client, const char *id);
  gboolean (*concerns) (HaulierAccessForm *self, const char *resource);
  gboolean (*fill_spec) (HaulierAccessForm *self, GVariantDict *spec);
  gboolean (*is_complete) (HaulierAccessForm *self);
  gboolean (*check) (HaulierAccessForm *self, GError **error);
  gboolean (*can_remove) (HaulierAccessForm *self);
  const char *const *(*get_fixes) (HaulierAccessForm *self);
  void (*enter_fix) (HaulierAccessForm *self, const char *action, GVariant *arguments);
  void (*save) (HaulierAccessForm *self, GTask *task);
  void (*remove) (HaulierAccessForm *self, GTask *task);
};

void haulier_access_form_start (HaulierAccessForm *self, HaulierClient *client, const char *id);
gboolean haulier_access_form_concerns (HaulierAccessForm *self, const char *resource);
gboolean haulier_access_form_fill_spec (HaulierAccessForm *self, GVariantDict *spec);
gboolean haulier_access_form_is_complete (HaulierAccessForm *self);
gboolean haulier_access_form_check (HaulierAccessForm *self, GError **error);
gboolean haulier_access_form_can_remove (HaulierAccessForm *self);
const char *const *haulier_access_form_get_fixes (HaulierAccessForm *self);
void
haulier_access_form_enter_fix (HaulierAccessForm *self, const char *action, GVariant *arguments);
void haulier_access_form_save_async (HaulierAccessForm *self,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void haulier_access_form_remove_async (HaulierAccessForm *self,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean haulier_access_form_finish (HaulierAccessForm *self, GAsyncResult *result, GError **error);
void haulier_access_form_changed (HaulierAccessForm *self);
void haulier_access_form_failed (HaulierAccessForm *self, const GError *error);
void haulier_access_form_on_set (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
