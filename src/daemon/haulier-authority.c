/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Asks polkit whether a caller is authorised. */
#include "config.h"

#include "haulier-authority.h"

#include "haulier-error.h"

#define POLKIT_NAME "org.freedesktop.PolicyKit1"
#define POLKIT_PATH "/org/freedesktop/PolicyKit1/Authority"
#define POLKIT_INTERFACE "org.freedesktop.PolicyKit1.Authority"
#define ALLOW_USER_INTERACTION 1u

/* The bus, when nobody has polkit's name and it cannot be started. */
static const gint absent_codes[] = {
  G_DBUS_ERROR_SERVICE_UNKNOWN,
  G_DBUS_ERROR_NAME_HAS_NO_OWNER,
  G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
  G_DBUS_ERROR_NO_REPLY,
};

static gboolean
is_absent (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (absent_codes); i++)
    {
      if (g_error_matches (error, G_DBUS_ERROR, absent_codes[i]))
        return TRUE;
    }
  return FALSE;
}

/* Nobody waits for the answer any more: a dialog that is open is closed. */
static void
stop_asking (GDBusConnection *connection, const char *cancellation_id)
{
  g_dbus_connection_call (connection,
                          POLKIT_NAME,
                          POLKIT_PATH,
                          POLKIT_INTERFACE,
                          "CancelCheckAuthorization",
                          g_variant_new ("(s)", cancellation_id),
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1,
                          NULL,
                          NULL,
                          NULL);
}

static GError *
explain_failure (GError *error)
{
  g_dbus_error_strip_remote_error (error);
  return g_error_new (HAULIER_ERROR,
                      HAULIER_ERROR_ACCESS_DENIED,
                      "%s",
                      is_absent (error) ? "polkit, which would authorise it, does not run here"
                                        : error->message);
}

static GError *
explain_refusal (gboolean can_be_authorised, GVariant *details)
{
  g_autoptr (GVariant) dismissed
      = g_variant_lookup_value (details, "polkit.dismissed", G_VARIANT_TYPE_STRING);

  if (dismissed != NULL)
    return g_error_new_literal (
        HAULIER_ERROR, HAULIER_ERROR_CANCELLED, "the authorisation was dismissed");
  if (can_be_authorised)
    return g_error_new_literal (
        HAULIER_ERROR, HAULIER_ERROR_ELEVATION_REQUIRED, "an administrator has to authorise it");
  return g_error_new_literal (
      HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED, "the caller is not authorised");
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GDBusConnection *connection = G_DBUS_CONNECTION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (connection, result, &error);
  g_autoptr (GVariant) details = NULL;
  gboolean is_authorised = FALSE;
  gboolean can_be_authorised = FALSE;

  if (reply == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        stop_asking (connection, g_task_get_task_data (task));
      g_task_return_error (task, explain_failure (error));
      return;
    }
  g_variant_get (reply, "((bb@a{ss}))", &is_authorised, &can_be_authorised, &details);
  if (is_authorised)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, explain_refusal (can_be_authorised, details));
}

/**
 * haulier_authority_check_async:
 * @connection: the system bus
 * @caller: who is to be authorised
 * @action: id of a polkit action
 * @interactive: whether a person may be asked
 * @callback: called with the answer; it may take as long as a person takes
 * @user_data: for @callback
 *
 * The question is withdrawn when the caller leaves the bus.
 */
void
haulier_authority_check_async (GDBusConnection *connection,
                               HaulierCaller *caller,
                               const char *action,
                               gboolean interactive,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  char *cancellation_id = g_uuid_string_random ();
  GVariantBuilder subject;

  g_task_set_source_tag (task, haulier_authority_check_async);
  g_task_set_task_data (task, cancellation_id, g_free);
  g_variant_builder_init (&subject, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&subject, "{sv}", "name", g_variant_new_string (caller->name));
  g_dbus_connection_call (connection,
                          POLKIT_NAME,
                          POLKIT_PATH,
                          POLKIT_INTERFACE,
                          "CheckAuthorization",
                          g_variant_new ("((sa{sv})s@a{ss}us)",
                                         "system-bus-name",
                                         &subject,
                                         action,
                                         g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0),
                                         interactive ? ALLOW_USER_INTERACTION : 0,
                                         cancellation_id),
                          G_VARIANT_TYPE ("((bba{ss}))"),
                          G_DBUS_CALL_FLAGS_NONE,
                          G_MAXINT,
                          caller->leaving,
                          checked_cb,
                          task);
}

/**
 * haulier_authority_check_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED when nothing helps, polkit not being there included;
 *   %HAULIER_ERROR_ELEVATION_REQUIRED when somebody could authorise it, but was not asked;
 *   %HAULIER_ERROR_CANCELLED when a person was asked and did not want to.
 *
 * Returns: whether the caller is authorised
 */
gboolean
haulier_authority_check_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
