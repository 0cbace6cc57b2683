/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How a new job logs in and which proxy it uses, folded away, and what is to be minded about it. */
#include "config.h"

#include "haulier-login-group.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "haulier-access-calls.h"
#include "haulier-error-text.h"
#include "haulier-login-rows.h"
#include "haulier-plan-item.h"
#include "haulier-secret-descriptor.h"
#include "haulier-warning-list.h"
#include "haulier-word-row.h"

/* A person who types is not interrupted. */
#define SETTLE_MS 200

struct _HaulierLoginGroup
{
  AdwPreferencesGroup parent_instance;

  HaulierClient *client;       /* (nullable) until it is known */
  HaulierAccountItem *account; /* (nullable): who is to own the job */
  char *address;               /* (nullable): of the first file */
  char *folder;                /* (nullable): where it goes */
  GCancellable *planning;      /* (nullable): the question on its way */
  guint settle_source;

  AdwExpanderRow *expander;
  HaulierWordRow *target_row;
  HaulierLoginRows *login;
  HaulierWordRow *usage_row;
  GtkEditable *list_row;
  GtkEditable *bypass_row;
  char *gravest; /* (nullable): what is most to be minded */
  HaulierSeverity gravest_severity;
  gboolean refused; /* the engine would not take what is entered */
  GtkLabel *trouble;
  HaulierWarningList *warnings;
};

enum
{
  CHANGED,
  MOVE_LOGIN,
  PLANNED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierLoginGroup, haulier_login_group, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static const char *const offered_fixes[]
    = { "move-url-credentials", "set-credential", "set-proxy", NULL };

/* The engine does not use them, and says so where that matters. */
static GVariant *
new_proxy_variables (void)
{
  static const char *const variables[] = {
    "http_proxy", "https_proxy", "all_proxy", "no_proxy",
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
  };
  GVariantBuilder names;

  g_variant_builder_init (&names, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      if (g_getenv (variables[i]) != NULL)
        g_variant_builder_add (&names, "s", variables[i]);
    }
  return g_variant_builder_end (&names);
}

static gboolean
is_override (HaulierLoginGroup *self)
{
  return g_str_equal (haulier_word_row_get_word (self->usage_row), "override");
}

/* What is entered, as keys of CreateJob and PlanAccess; without the password. */
static void
fill_spec (HaulierLoginGroup *self, GVariantDict *spec)
{
  const char *list = gtk_editable_get_text (self->list_row);
  const char *bypass = gtk_editable_get_text (self->bypass_row);
  GVariant *login = NULL;

  if (!is_override (self) || *list != '\0')
    {
      g_variant_dict_insert (spec, "proxy-usage", "s", haulier_word_row_get_word (self->usage_row));
      g_variant_dict_insert (spec, "proxy-list", "s", is_override (self) ? list : "");
      g_variant_dict_insert (spec, "proxy-bypass", "s", is_override (self) ? bypass : "");
    }
  g_variant_dict_insert_value (spec, "proxy-variables", new_proxy_variables ());
  if (haulier_login_rows_is_empty (self->login))
    return;
  login = haulier_login_rows_to_variant (self->login, haulier_word_row_get_word (self->target_row));
  g_variant_dict_insert_value (
      spec, "credentials", g_variant_new_array (G_VARIANT_TYPE_VARDICT, &login, 1));
}

static void
forget_warnings (HaulierLoginGroup *self)
{
  haulier_warning_list_clear (self->warnings);
  g_clear_pointer (&self->gravest, g_free);
  self->gravest_severity = HAULIER_SEVERITY_INFORMATION;
}

static void
add_warnings (HaulierLoginGroup *self, GPtrArray *warnings, const char *const *fixes)
{
  haulier_warning_list_add (self->warnings, warnings, fixes);
  for (guint i = 0; i < warnings->len; i++)
    {
      const HaulierPlanWarning *warning = g_ptr_array_index (warnings, i);

      /* what cannot be set is no matter of the account */
      if (warning->severity == HAULIER_SEVERITY_REFUSED
          || warning->severity <= self->gravest_severity)
        continue;
      self->gravest_severity = warning->severity;
      g_free (self->gravest);
      self->gravest = g_strdup (warning->text);
    }
}

static void
show_trouble (HaulierLoginGroup *self, const GError *error)
{
  g_autofree char *text = error != NULL ? haulier_error_text_dup (error) : g_strdup ("");

  gtk_label_set_label (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLoginGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan
      = haulier_client_plan_access_finish (HAULIER_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  forget_warnings (self);
  if (error != NULL)
    show_trouble (self, error);
  self->refused = self->refused || (plan != NULL && haulier_plan_items_find_refusal (plan) != NULL);
  for (guint i = 0; plan != NULL && i < plan->len; i++)
    add_warnings (
        self, haulier_plan_item_get_warnings (g_ptr_array_index (plan, i)), offered_fixes);
  g_signal_emit (self, signals[PLANNED], 0);
}

static gboolean
settled_cb (gpointer user_data)
{
  HaulierLoginGroup *self = user_data;
  GVariantDict spec;

  self->settle_source = 0;
  g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
  if (self->address == NULL)
    {
      forget_warnings (self);
      add_warnings (self, haulier_account_item_get_warnings (self->account), NULL);
      g_signal_emit (self, signals[PLANNED], 0);
      return G_SOURCE_REMOVE;
    }
  g_variant_dict_init (&spec, NULL);
  g_variant_dict_insert (&spec, "remote", "s", self->address);
  g_variant_dict_insert (&spec, "account", "s", haulier_account_item_get_key (self->account));
  g_variant_dict_insert (&spec, "local", "^ay", self->folder);
  fill_spec (self, &spec);
  self->planning = g_cancellable_new ();
  haulier_client_plan_access_async (
      self->client, g_variant_dict_end (&spec), self->planning, planned_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
plan_soon (HaulierLoginGroup *self)
{
  g_autoptr (GError) error = NULL;

  if (self->client == NULL)
    return;
  self->refused = !haulier_login_rows_check_password (self->login, &error);
  show_trouble (self, error);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
changed_cb (HaulierLoginGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list_row), is_override (self));
  gtk_widget_set_visible (GTK_WIDGET (self->bypass_row), is_override (self));
  plan_soon (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fix_cb (HaulierLoginGroup *self, const char *action, GVariant *arguments)
{
  const char *target = "server";

  if (g_str_equal (action, "move-url-credentials"))
    {
      g_signal_emit (self, signals[MOVE_LOGIN], 0);
      return;
    }
  adw_expander_row_set_expanded (self->expander, TRUE);
  if (g_str_equal (action, "set-proxy"))
    {
      haulier_word_row_set_word (self->usage_row, "override");
      gtk_widget_grab_focus (GTK_WIDGET (self->list_row));
      return;
    }
  if (arguments == NULL)
    return;
  g_variant_lookup (arguments, "target", "&s", &target);
  haulier_word_row_set_word (self->target_row, target);
  haulier_login_rows_enter_fix (self->login, arguments);
}

static void
haulier_login_group_dispose (GObject *object)
{
  HaulierLoginGroup *self = HAULIER_LOGIN_GROUP (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
  if (self->login != NULL)
    g_signal_handlers_disconnect_by_data (self->login, self);
  g_clear_object (&self->login);
  g_clear_object (&self->client);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (haulier_login_group_parent_class)->dispose (object);
}

static void
haulier_login_group_finalize (GObject *object)
{
  HaulierLoginGroup *self = HAULIER_LOGIN_GROUP (object);

  g_free (self->address);
  g_free (self->folder);
  g_free (self->gravest);

  G_OBJECT_CLASS (haulier_login_group_parent_class)->finalize (object);
}

static void
haulier_login_group_class_init (HaulierLoginGroupClass *klass)
{
  static const char *const names[]
      = { [CHANGED] = "changed", [MOVE_LOGIN] = "move-login", [PLANNED] = "planned" };

  G_OBJECT_CLASS (klass)->dispose = haulier_login_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_login_group_finalize;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (
        names[i], HAULIER_TYPE_LOGIN_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static HaulierWordRow *
add_choice (HaulierLoginGroup *self, const char *title, HaulierAccessVocabulary vocabulary)
{
  GtkWidget *row = haulier_word_row_new (title, vocabulary);

  adw_expander_row_add_row (self->expander, row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (changed_cb), self);
  return HAULIER_WORD_ROW (row);
}

static GtkEditable *
add_entry (HaulierLoginGroup *self, const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW,
                                 "title",
                                 title,
                                 "tooltip-text",
                                 title,
                                 "activates-default",
                                 TRUE,
                                 "visible",
                                 FALSE,
                                 NULL);

  adw_expander_row_add_row (self->expander, row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  return GTK_EDITABLE (row);
}

static void
add_notes (HaulierLoginGroup *self)
{
  GtkWidget *trouble = gtk_label_new ("");
  GtkWidget *warnings = g_object_new (HAULIER_TYPE_WARNING_LIST, "margin-top", 12, NULL);

  gtk_label_set_xalign (GTK_LABEL (trouble), 0);
  gtk_label_set_wrap (GTK_LABEL (trouble), TRUE);
  gtk_widget_add_css_class (trouble, "error");
  gtk_widget_set_margin_top (trouble, 12);
  gtk_widget_set_visible (trouble, FALSE);
  self->trouble = GTK_LABEL (trouble);
  self->warnings = HAULIER_WARNING_LIST (warnings);
  g_signal_connect_swapped (warnings, "fix", G_CALLBACK (fix_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), trouble);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), warnings);
}

static void
haulier_login_group_init (HaulierLoginGroup *self)
{
  GtkWidget *expander = g_object_new (
      ADW_TYPE_EXPANDER_ROW, "title", _ ("_Log In and Proxy"), "use-underline", TRUE, NULL);

  self->expander = ADW_EXPANDER_ROW (expander);
  self->login = haulier_login_rows_new ();
  haulier_login_rows_show (self->login, "basic", FALSE, "");
  haulier_login_rows_add_to_expander (self->login, self->expander);
  self->target_row = add_choice (self, _ ("Login For"), HAULIER_ACCESS_VOCABULARY_TARGET);
  self->usage_row = add_choice (self, _ ("Proxy"), HAULIER_ACCESS_VOCABULARY_PROXY_USAGE);
  self->list_row = add_entry (self, _ ("Proxies, such as proxy:3128 or https=proxy:3129"));
  self->bypass_row = add_entry (self, _ ("Without it, such as *.example.org"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), expander);
  add_notes (self);
  g_signal_connect_swapped (self->login, "changed", G_CALLBACK (changed_cb), self);
}

/**
 * haulier_login_group_plan:
 * @client: the way to the engine
 * @account: who is to own the job
 * @address: (nullable): of the first file; %NULL: there is none yet
 * @folder: (nullable): where it goes
 *
 * Says what is to be minded about a job that fetches @address.
 */
void
haulier_login_group_plan (HaulierLoginGroup *self,
                          HaulierClient *client,
                          HaulierAccountItem *account,
                          const char *address,
                          const char *folder)
{
  g_return_if_fail (HAULIER_IS_LOGIN_GROUP (self));

  g_set_object (&self->client, client);
  if (!g_set_object (&self->account, account) && g_strcmp0 (self->address, address) == 0
      && g_strcmp0 (self->folder, folder) == 0)
    return;
  g_free (self->address);
  g_free (self->folder);
  self->address = g_strdup (folder != NULL ? address : NULL);
  self->folder = g_strdup (folder);
  plan_soon (self);
}

/**
 * haulier_login_group_get_gravest:
 *
 * Returns: (nullable): of what is to be minded the gravest, more than for information; since the
 *   last signal `planned`
 */
const char *
haulier_login_group_get_gravest (HaulierLoginGroup *self)
{
  g_return_val_if_fail (HAULIER_IS_LOGIN_GROUP (self), NULL);

  return self->gravest;
}

/**
 * haulier_login_group_is_refused:
 *
 * Returns: whether the engine would not take what is entered; since the last signal `changed` or
 *   `planned`
 */
gboolean
haulier_login_group_is_refused (HaulierLoginGroup *self)
{
  g_return_val_if_fail (HAULIER_IS_LOGIN_GROUP (self), FALSE);

  return self->refused;
}

/**
 * haulier_login_group_take_userinfo:
 * @userinfo: user name and password as they stand in an address
 *
 * Enters what stood in an address.
 */
void
haulier_login_group_take_userinfo (HaulierLoginGroup *self, const char *userinfo)
{
  const char *colon = strchr (userinfo, ':');
  g_autofree char *user = g_uri_unescape_segment (userinfo, colon != NULL ? colon : NULL, NULL);
  g_autofree char *password = colon != NULL ? g_uri_unescape_string (colon + 1, NULL) : NULL;

  g_return_if_fail (HAULIER_IS_LOGIN_GROUP (self));

  adw_expander_row_set_expanded (self->expander, TRUE);
  haulier_login_rows_show (self->login, "basic", FALSE, user != NULL ? user : "");
  if (password != NULL)
    {
      haulier_login_rows_set_password (self->login, password);
      memset (password, 0, strlen (password));
    }
}

/* Puts the password where the engine can read it; returns what names it in the request. */
static gint
add_password (HaulierLoginGroup *self, HaulierJobRequest *request, GError **error)
{
  int secret
      = haulier_secret_descriptor_new (haulier_login_rows_get_password (self->login), -1, error);
  gint handle = -1;

  if (secret < 0)
    return -1;
  handle = haulier_job_request_add_descriptor (request, secret, error);
  g_close (secret, NULL);
  return handle;
}

static gboolean
add_login (HaulierLoginGroup *self, HaulierJobRequest *request, GError **error)
{
  g_autoptr (GVariant) entered = g_variant_ref_sink (
      haulier_login_rows_to_variant (self->login, haulier_word_row_get_word (self->target_row)));
  g_auto (GVariantDict) login = G_VARIANT_DICT_INIT (entered);
  GVariant *entry = NULL;
  gint handle = -1;

  if (!haulier_login_rows_is_implicit (self->login))
    {
      handle = add_password (self, request, error);
      if (handle < 0)
        return FALSE;
      g_variant_dict_insert (&login, "secret", "h", handle);
    }
  entry = g_variant_dict_end (&login);
  haulier_job_request_set (
      request, "credentials", g_variant_new_array (G_VARIANT_TYPE_VARDICT, &entry, 1));
  return TRUE;
}

/**
 * haulier_login_group_fill_request:
 * @request: a new job
 * @error: return location
 *
 * Adds what is entered; the password goes as a descriptor.
 *
 * Returns: whether it could be added
 */
gboolean
haulier_login_group_fill_request (HaulierLoginGroup *self,
                                  HaulierJobRequest *request,
                                  GError **error)
{
  g_auto (GVariantDict) spec = G_VARIANT_DICT_INIT (NULL);
  static const char *const keys[]
      = { "proxy-usage", "proxy-list", "proxy-bypass", "proxy-variables" };

  g_return_val_if_fail (HAULIER_IS_LOGIN_GROUP (self), FALSE);

  fill_spec (self, &spec);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GVariant) value = g_variant_dict_lookup_value (&spec, keys[i], NULL);

      if (value != NULL)
        haulier_job_request_set (request, keys[i], value);
    }
  return haulier_login_rows_is_empty (self->login) || add_login (self, request, error);
}
