/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tells the desktop what a person who looks elsewhere wants to know, and keeps it awake. */
#include "config.h"

#include "haulier-notifier.h"

#include <glib/gi18n.h>

#include "haulier-job-words.h"

/* Two notifications in all, which replace themselves: never one for each job. */
#define ID_FINISHED "finished"
#define ID_FAILED "failed"
#define ID_BACKGROUND "background"

struct _HaulierNotifier
{
  GObject parent_instance;

  GtkApplication *application; /* (unowned): outlives the notifier */
  HaulierJobWatch *watch;
  guint n_finished; /* since somebody looked */
  guint n_failed;
  guint inhibition; /* cookie, or 0 */
};

G_DEFINE_FINAL_TYPE (HaulierNotifier, haulier_notifier, G_TYPE_OBJECT)

static gboolean
is_looked_at (HaulierNotifier *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  return window != NULL && gtk_window_is_active (window);
}

static void
send (HaulierNotifier *self, const char *id, GNotification *notification)
{
  g_autoptr (GIcon) icon = g_themed_icon_new ("org.haulier.Haulier");

  g_notification_set_icon (notification, icon);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
}

static void
finished_cb (HaulierNotifier *self, HaulierJobItem *item)
{
  const char *id = haulier_job_item_get_id (item);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;

  if (is_looked_at (self))
    return;
  self->n_finished++;
  title = g_strdup_printf (
      ngettext ("Download finished", "%u downloads finished", self->n_finished), self->n_finished);
  notification = g_notification_new (title);
  g_notification_set_category (notification, "transfer.complete");
  g_notification_set_body (notification, haulier_job_item_get_job (item)->name);
  g_notification_set_default_action_and_target (notification, "app.show-job", "s", id);
  if (self->n_finished == 1)
    {
      g_notification_add_button_with_target (notification, _ ("Open"), "app.open-file", "s", id);
      g_notification_add_button_with_target (
          notification, _ ("Show in Folder"), "app.show-in-folder", "s", id);
    }
  send (self, ID_FINISHED, notification);
}

static void
failed_cb (HaulierNotifier *self, HaulierJobItem *item)
{
  const HaulierJob *job = haulier_job_item_get_job (item);
  g_autofree char *state = haulier_job_item_dup_state_text (item);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GNotification) notification = NULL;

  if (is_looked_at (self))
    return;
  self->n_failed++;
  title = g_strdup_printf (
      ngettext ("Download needs attention", "%u downloads need attention", self->n_failed),
      self->n_failed);
  body = g_strdup_printf ("%s\n%s", job->name, state);
  notification = g_notification_new (title);
  g_notification_set_category (notification, "transfer.error");
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-job", "s", job->id);
  if (self->n_failed == 1)
    g_notification_add_button_with_target (notification, _ ("Retry"), "app.retry", "s", job->id);
  send (self, ID_FAILED, notification);
}

static void
moving_changed_cb (HaulierNotifier *self)
{
  gboolean inhibit = haulier_job_watch_has_foreground (self->watch);

  if (inhibit && self->inhibition == 0)
    self->inhibition
        = gtk_application_inhibit (self->application,
                                   gtk_application_get_active_window (self->application),
                                   GTK_APPLICATION_INHIBIT_SUSPEND,
                                   _ ("A download of highest priority is running"));
  else if (!inhibit && self->inhibition != 0)
    {
      gtk_application_uninhibit (self->application, self->inhibition);
      self->inhibition = 0;
    }
}

static void
haulier_notifier_dispose (GObject *object)
{
  HaulierNotifier *self = HAULIER_NOTIFIER (object);

  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (haulier_notifier_parent_class)->dispose (object);
}

static void
haulier_notifier_class_init (HaulierNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_notifier_dispose;
}

static void
haulier_notifier_init (HaulierNotifier *self)
{
}

/**
 * haulier_notifier_new:
 * @application: sends the notifications; it owns the notifier
 * @watch: what happens
 *
 * Returns: (transfer full): a notifier
 */
HaulierNotifier *
haulier_notifier_new (GtkApplication *application, HaulierJobWatch *watch)
{
  HaulierNotifier *self = g_object_new (HAULIER_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->watch = g_object_ref (watch);
  g_signal_connect_swapped (watch, "finished", G_CALLBACK (finished_cb), self);
  g_signal_connect_swapped (watch, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (watch, "moving-changed", G_CALLBACK (moving_changed_cb), self);
  return self;
}

/**
 * haulier_notifier_seen:
 *
 * Takes back what was told: a person looks at the window now.
 */
void
haulier_notifier_seen (HaulierNotifier *self)
{
  GApplication *application;

  g_return_if_fail (HAULIER_IS_NOTIFIER (self));

  application = G_APPLICATION (self->application);
  if (self->n_finished > 0)
    g_application_withdraw_notification (application, ID_FINISHED);
  if (self->n_failed > 0)
    g_application_withdraw_notification (application, ID_FAILED);
  g_application_withdraw_notification (application, ID_BACKGROUND);
  self->n_finished = 0;
  self->n_failed = 0;
}

/**
 * haulier_notifier_tell_background:
 *
 * Tells that downloads go on without the window.
 */
void
haulier_notifier_tell_background (HaulierNotifier *self)
{
  g_autoptr (GNotification) notification = g_notification_new (_ ("Downloads go on"));

  g_return_if_fail (HAULIER_IS_NOTIFIER (self));

  g_notification_set_body (
      notification,
      _ ("Haulier keeps downloading in the background. Open it again to see how far it is."));
  g_notification_set_default_action (notification, "app.show");
  send (self, ID_BACKGROUND, notification);
}
