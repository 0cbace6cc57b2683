/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The rows in which a login is entered: how, as whom, with which password. */
#include "config.h"

#include "haulier-login-rows.h"

#include <glib/gi18n.h>

#include "haulier-credential.h"
#include "haulier-password-row.h"
#include "haulier-word-row.h"

struct _HaulierLoginRows
{
  GObject parent_instance;

  gboolean loading;
  HaulierWordRow *scheme_row;
  AdwActionRow *implicit_row;
  GtkSwitch *implicit_switch;
  GtkEditable *user_row;
  HaulierPasswordRow *password_row;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierLoginRows, haulier_login_rows, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static gboolean
has_focus (gpointer row)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (row)) != NULL;
}

static void
changed_cb (HaulierLoginRows *self)
{
  gboolean implicit = gtk_switch_get_active (self->implicit_switch);

  /* An entry that has the keyboard is not to lose it by getting out of use. */
  if (implicit && (has_focus (self->user_row) || has_focus (self->password_row)))
    gtk_widget_grab_focus (GTK_WIDGET (self->implicit_switch));
  gtk_widget_set_sensitive (GTK_WIDGET (self->user_row), !implicit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password_row), !implicit);
  if (!self->loading)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
haulier_login_rows_dispose (GObject *object)
{
  HaulierLoginRows *self = HAULIER_LOGIN_ROWS (object);

  if (self->scheme_row != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->scheme_row, self);
      g_signal_handlers_disconnect_by_data (self->implicit_switch, self);
      g_signal_handlers_disconnect_by_data (self->user_row, self);
      g_signal_handlers_disconnect_by_data (self->password_row, self);
    }
  g_clear_object (&self->scheme_row);
  g_clear_object (&self->implicit_row);
  g_clear_object (&self->implicit_switch);
  g_clear_object (&self->user_row);
  g_clear_object (&self->password_row);

  G_OBJECT_CLASS (haulier_login_rows_parent_class)->dispose (object);
}

static void
haulier_login_rows_class_init (HaulierLoginRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_login_rows_dispose;

  signals[CHANGED] = g_signal_new (
      "changed", HAULIER_TYPE_LOGIN_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkEditable *
new_entry (HaulierLoginRows *self, const char *title)
{
  GtkWidget *row
      = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "activates-default", TRUE, NULL);

  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  return GTK_EDITABLE (g_object_ref_sink (row));
}

static void
haulier_login_rows_init (HaulierLoginRows *self)
{
  GtkWidget *scheme = haulier_word_row_new (_ ("Scheme"), HAULIER_ACCESS_VOCABULARY_SCHEME);
  GtkWidget *implicit
      = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Use Logon Credentials"), NULL);

  self->scheme_row = HAULIER_WORD_ROW (g_object_ref_sink (scheme));
  self->implicit_row = ADW_ACTION_ROW (g_object_ref_sink (implicit));
  self->implicit_switch = GTK_SWITCH (g_object_ref_sink (gtk_switch_new ()));
  adw_action_row_set_subtitle (self->implicit_row,
                               _ ("Log in as who is logged on here, without a password"));
  gtk_widget_set_valign (GTK_WIDGET (self->implicit_switch), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->implicit_row, GTK_WIDGET (self->implicit_switch));
  adw_action_row_set_activatable_widget (self->implicit_row, GTK_WIDGET (self->implicit_switch));
  self->user_row = new_entry (self, _ ("User"));
  self->password_row = HAULIER_PASSWORD_ROW (g_object_ref_sink (haulier_password_row_new ()));
  g_signal_connect_swapped (self->password_row, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (scheme, "notify::selected", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->implicit_switch, "notify::active", G_CALLBACK (changed_cb), self);
}

/**
 * haulier_login_rows_new:
 *
 * Returns: (transfer full): rows that are nowhere yet
 */
HaulierLoginRows *
haulier_login_rows_new (void)
{
  return g_object_new (HAULIER_TYPE_LOGIN_ROWS, NULL);
}

/**
 * haulier_login_rows_add_to_group:
 * @group: where to put them
 *
 * Puts the rows into a group.
 */
void
haulier_login_rows_add_to_group (HaulierLoginRows *self, AdwPreferencesGroup *group)
{
  g_return_if_fail (HAULIER_IS_LOGIN_ROWS (self));

  adw_preferences_group_add (group, GTK_WIDGET (self->scheme_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->implicit_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->user_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->password_row));
}

/**
 * haulier_login_rows_add_to_expander:
 * @expander: where to put them
 *
 * Puts the rows into a row that folds away.
 */
void
haulier_login_rows_add_to_expander (HaulierLoginRows *self, AdwExpanderRow *expander)
{
  g_return_if_fail (HAULIER_IS_LOGIN_ROWS (self));

  adw_expander_row_add_row (expander, GTK_WIDGET (self->user_row));
  adw_expander_row_add_row (expander, GTK_WIDGET (self->password_row));
  adw_expander_row_add_row (expander, GTK_WIDGET (self->implicit_row));
  adw_expander_row_add_row (expander, GTK_WIDGET (self->scheme_row));
}

/**
 * haulier_login_rows_show:
 * @scheme: how
 * @implicit: logon credentials
 * @user: user name
 *
 * Shows a login; its password is nowhere to be had.
 */
void
haulier_login_rows_show (HaulierLoginRows *self,
                         const char *scheme,
                         gboolean implicit,
                         const char *user)
{
  g_return_if_fail (HAULIER_IS_LOGIN_ROWS (self));

  self->loading = TRUE;
  haulier_word_row_set_word (self->scheme_row, scheme);
  gtk_switch_set_active (self->implicit_switch, implicit);
  gtk_editable_set_text (self->user_row, user);
  haulier_password_row_set_password (self->password_row, "");
  self->loading = FALSE;
  changed_cb (self);
}

/**
 * haulier_login_rows_enter_fix:
 * @arguments: of a `set-credential` of #HaulierFix
 *
 * Enters logon credentials where these would do; else a person has to say who logs in, and what is
 * entered stays.
 */
void
haulier_login_rows_enter_fix (HaulierLoginRows *self, GVariant *arguments)
{
  const char *scheme = "negotiate";
  gboolean implicit = FALSE;

  g_return_if_fail (HAULIER_IS_LOGIN_ROWS (self));

  g_variant_lookup (arguments, "scheme", "&s", &scheme);
  g_variant_lookup (arguments, "implicit", "b", &implicit);
  if (implicit)
    haulier_login_rows_show (self, scheme, TRUE, "");
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->user_row));
}

/**
 * haulier_login_rows_get_scheme:
 *
 * Returns: (transfer none): a word of %HAULIER_ACCESS_VOCABULARY_SCHEME
 */
const char *
haulier_login_rows_get_scheme (HaulierLoginRows *self)
{
  return haulier_word_row_get_word (self->scheme_row);
}

/**
 * haulier_login_rows_get_user:
 *
 * Returns: (transfer none): the user name
 */
const char *
haulier_login_rows_get_user (HaulierLoginRows *self)
{
  return gtk_editable_get_text (self->user_row);
}

/**
 * haulier_login_rows_get_password:
 *
 * Returns: (transfer none): the password, in memory that is wiped when it goes; not to be copied
 */
const char *
haulier_login_rows_get_password (HaulierLoginRows *self)
{
  return haulier_password_row_get_password (self->password_row);
}

/**
 * haulier_login_rows_set_password:
 * @password: a password
 *
 * Enters a password, for instance one that stood in an address.
 */
void
haulier_login_rows_set_password (HaulierLoginRows *self, const char *password)
{
  haulier_password_row_set_password (self->password_row, password);
}

/**
 * haulier_login_rows_check_password:
 * @error: return location
 *
 * The plan is not told the password, so that it is looked at here.
 *
 * Errors: those of haulier_password_check().
 *
 * Returns: whether a login could have the password that is entered
 */
gboolean
haulier_login_rows_check_password (HaulierLoginRows *self, GError **error)
{
  return haulier_login_rows_is_implicit (self)
         || haulier_password_check (haulier_login_rows_get_password (self), -1, error);
}

/**
 * haulier_login_rows_is_implicit:
 *
 * Returns: whether logon credentials are to be used
 */
gboolean
haulier_login_rows_is_implicit (HaulierLoginRows *self)
{
  return gtk_switch_get_active (self->implicit_switch);
}

/**
 * haulier_login_rows_is_empty:
 *
 * Returns: whether no login is entered
 */
gboolean
haulier_login_rows_is_empty (HaulierLoginRows *self)
{
  return !haulier_login_rows_is_implicit (self) && *haulier_login_rows_get_user (self) == '\0';
}

/**
 * haulier_login_rows_to_variant:
 * @target: `server` or `proxy`
 *
 * Returns: (transfer floating): `a{sv}`: what is entered, for PlanAccess; without the password
 */
GVariant *
haulier_login_rows_to_variant (HaulierLoginRows *self, const char *target)
{
  gboolean implicit = haulier_login_rows_is_implicit (self);
  GVariantDict login;

  g_variant_dict_init (&login, NULL);
  g_variant_dict_insert (&login, "target", "s", target);
  g_variant_dict_insert (&login, "scheme", "s", haulier_login_rows_get_scheme (self));
  g_variant_dict_insert (&login, "implicit", "b", implicit);
  if (!implicit)
    g_variant_dict_insert (&login, "user", "s", haulier_login_rows_get_user (self));
  return g_variant_dict_end (&login);
}
