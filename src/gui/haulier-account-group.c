/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One account in the preferences: who it is here and on the network, its proxy, what to mind. */
#include "config.h"

#include "haulier-account-group.h"

#include <glib/gi18n.h>

#include "haulier-access-editor.h"
#include "haulier-account-proxy-form.h"
#include "haulier-account-proxy.h"
#include "haulier-account-users.h"
#include "haulier-account-words.h"
#include "haulier-certificate-words.h"
#include "haulier-warning-list.h"

struct _HaulierAccountGroup
{
  AdwPreferencesGroup parent_instance;

  HaulierEngines *engines;
  HaulierAccountItem *account;
  GCancellable *reading;

  AdwActionRow *users_row;
  AdwActionRow *logged_on_row;
  AdwActionRow *network_row;
  AdwActionRow *ticket_row;
  AdwActionRow *proxy_row;
  AdwActionRow *certificates_row;
  GtkWidget *certificates_mark; /* shown when one of them is not good */
  AdwActionRow *jobs_row;
  HaulierWarningList *warnings;
};

G_DEFINE_FINAL_TYPE (HaulierAccountGroup, haulier_account_group, ADW_TYPE_PREFERENCES_GROUP)

/* Stands alone here, and among other words elsewhere; a name is left as it is. */
static char *
dup_sentence (const char *text)
{
  char start[7] = { 0 };

  if (text == NULL || *text == '\0')
    return g_strdup (text);
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), start);
  return g_strconcat (start, g_utf8_next_char (text), NULL);
}

static const char *
say_logged_on (HaulierAccountGroup *self, GVariant *facts)
{
  HaulierAccount account = haulier_account_item_get_account (self->account);
  gboolean is_on = FALSE;

  if (haulier_account_users_find (account)->always_logged_on)
    return _ ("Always");
  if (!g_variant_lookup (facts, "logged-on", "b", &is_on))
    return NULL;
  return is_on ? _ ("Yes") : _ ("No: its jobs wait until it is");
}

static char *
dup_network (GVariant *facts)
{
  g_autofree char *text = haulier_account_words_network (facts);
  const char *identity = NULL;

  if (g_variant_lookup (facts, "network-identity", "&s", &identity)
      && g_str_equal (identity, "owner"))
    return g_steal_pointer (&text);
  return dup_sentence (text);
}

/* How many there are is not everybody's to know. */
static char *
dup_jobs (GVariant *facts)
{
  guint n_jobs = 0;

  return g_variant_lookup (facts, "jobs", "u", &n_jobs) ? g_strdup_printf ("%u", n_jobs) : NULL;
}

/* A fact that is not known has no row. */
static void
show_fact (AdwActionRow *row, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
}

static void
show_certificates (HaulierAccountGroup *self, const HaulierCertificates *certificates)
{
  HaulierAccount account = haulier_account_item_get_account (self->account);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint n_troubles = 0;
  g_autofree char *text = haulier_certificate_words_account (certificates, account, now);
  g_autoptr (GPtrArray) items
      = haulier_certificates_of_account (certificates, account, &n_troubles);
  gboolean all_good = n_troubles == 0;
  g_autofree char *told = NULL;
  g_autofree char *start = NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    all_good = all_good && haulier_certificate_is_good (g_ptr_array_index (items, i), now);
  if (text != NULL)
    {
      start = items->len == 0 ? dup_sentence (text) : g_strdup (text);
      /* Naming one in a job is all that can be done with it. */
      told = g_strconcat (start,
                          "\n",
                          _ ("No server is shown a certificate yet, even where a job names one."),
                          NULL);
    }
  show_fact (self->certificates_row, told);
  gtk_widget_set_visible (self->certificates_mark, !all_good);
}

static void
certificates_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccountGroup) self = user_data;
  g_autoptr (HaulierCertificates) certificates = haulier_certificates_read_finish (result, NULL);

  if (certificates != NULL)
    show_certificates (self, certificates);
}

static void
update_cb (HaulierAccountGroup *self)
{
  GVariant *facts = haulier_account_item_get_facts (self->account);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   haulier_account_item_get_label (self->account));
  gtk_widget_set_visible (GTK_WIDGET (self), facts != NULL);
  haulier_warning_list_clear (self->warnings);
  if (facts == NULL)
    return;

  g_autofree char *users = haulier_account_words_users (facts);
  g_autofree char *network = dup_network (facts);
  g_autofree char *ticket = haulier_account_words_ticket (facts);
  g_autofree char *ticket_sentence = dup_sentence (ticket);
  g_autofree char *proxy = haulier_account_words_proxy (facts);
  g_autofree char *jobs = dup_jobs (facts);

  show_fact (self->users_row, users);
  show_fact (self->logged_on_row, say_logged_on (self, facts));
  show_fact (self->network_row, network);
  show_fact (self->ticket_row, ticket_sentence);
  show_fact (self->proxy_row, proxy);
  show_fact (self->jobs_row, jobs);
  haulier_warning_list_add (
      self->warnings, haulier_account_item_get_warnings (self->account), NULL);
  haulier_certificates_read_async (self->reading, certificates_read_cb, g_object_ref (self));
}

static void
saved_cb (HaulierAccountGroup *self)
{
  haulier_engines_ask_accounts_anew (self->engines);
}

static void
edit_proxy_cb (HaulierAccountGroup *self)
{
  /* translators: %s is an account, for instance LocalSystem */
  g_autofree char *title
      = g_strdup_printf (_ ("Proxy of %s"), haulier_account_item_get_label (self->account));
  HaulierAccessEditor *editor = haulier_access_editor_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      title,
      haulier_engines_get_computer (self->engines),
      NULL,
      haulier_account_proxy_form_new (haulier_account_item_get_account (self->account).kind));

  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

/* A person's is set on the desktop. */
static void
let_edit_proxy (HaulierAccountGroup *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");
  /* translators: %s is an account, for instance LocalSystem */
  g_autofree char *name
      = g_strdup_printf (_ ("Edit Proxy of %s"), haulier_account_item_get_label (self->account));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (edit_proxy_cb), self);
  adw_action_row_add_suffix (self->proxy_row, button);
  /* The button as the row's widget would be called after both. */
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->proxy_row), TRUE);
  g_signal_connect_swapped (self->proxy_row, "activated", G_CALLBACK (edit_proxy_cb), self);
}

static void
haulier_account_group_dispose (GObject *object)
{
  HaulierAccountGroup *self = HAULIER_ACCOUNT_GROUP (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->engines);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (haulier_account_group_parent_class)->dispose (object);
}

static void
haulier_account_group_class_init (HaulierAccountGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_account_group_dispose;
}

static AdwActionRow *
add_row (HaulierAccountGroup *self, const char *title)
{
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "title", title, "subtitle-lines", 0, "use-markup", FALSE, NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
haulier_account_group_init (HaulierAccountGroup *self)
{
  self->reading = g_cancellable_new ();
  self->users_row = add_row (self, _ ("User on This Computer"));
  self->logged_on_row = add_row (self, _ ("Logged On"));
  self->network_row = add_row (self, _ ("Seen on the Network As"));
  self->ticket_row = add_row (self, _ ("Kerberos Ticket"));
  self->proxy_row = add_row (self, _ ("Proxy"));
  self->certificates_row = add_row (self, _ ("Client Certificates"));
  self->certificates_mark = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  gtk_widget_add_css_class (self->certificates_mark, "warning");
  adw_action_row_add_suffix (self->certificates_row, self->certificates_mark);
  show_fact (self->certificates_row, NULL);
  self->jobs_row = add_row (self, _ ("Unfinished Jobs"));
  self->warnings = g_object_new (HAULIER_TYPE_WARNING_LIST, "margin-top", 12, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->warnings));
}

/**
 * haulier_account_group_new:
 * @engines: the ways to the engines
 * @account: an account
 *
 * Returns: (transfer floating): what that of the computer tells of @account; not visible as long as
 *   it tells nothing
 */
GtkWidget *
haulier_account_group_new (HaulierEngines *engines, HaulierAccountItem *account)
{
  HaulierAccountGroup *self = g_object_new (HAULIER_TYPE_ACCOUNT_GROUP, NULL);

  self->engines = g_object_ref (engines);
  self->account = g_object_ref (account);
  if (haulier_account_proxy_get_key (haulier_account_item_get_account (account).kind) != NULL)
    let_edit_proxy (self);
  g_signal_connect_object (account, "notify", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  update_cb (self);
  return GTK_WIDGET (self);
}
