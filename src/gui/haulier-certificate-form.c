/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for the client certificate that a job shows: in which store, and which one. */
#include "config.h"

#include "haulier-certificate-form.h"

#include <glib/gi18n.h>

#include "haulier-access-calls.h"
#include "haulier-certificate-words.h"
#include "haulier-model-types.h"
#include "haulier-word-row.h"
#include "haulier-words.h"

struct _HaulierCertificateForm
{
  AdwPreferencesGroup parent_instance;

  HaulierClient *client;
  char *id;
  gboolean is_set;
  GCancellable *asking;
  HaulierCertificates *certificates; /* (nullable) until they are read */
  gboolean is_filling;

  HaulierWordRow *choice_row; /* those that there are, by thumbprint; "" for what is typed below */
  HaulierWordRow *location_row;
  GtkEditable *store_row;
  HaulierWordRow *by_row;
  GtkEditable *value_row;
};

static void haulier_certificate_form_access_form_init (HaulierAccessFormInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierCertificateForm,
                               haulier_certificate_form,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (HAULIER_TYPE_ACCESS_FORM,
                                                      haulier_certificate_form_access_form_init))

static const HaulierCertificate *
find_certificate (HaulierCertificateForm *self, const char *thumbprint)
{
  for (guint i = 0; self->certificates != NULL && i < self->certificates->items->len; i++)
    {
      const HaulierCertificate *certificate = g_ptr_array_index (self->certificates->items, i);

      if (g_str_equal (certificate->thumbprint, thumbprint))
        return certificate;
    }
  return NULL;
}

static const char *
say_location (const HaulierCertificate *certificate)
{
  return haulier_word_from_value (HAULIER_TYPE_CERTIFICATE_LOCATION, certificate->location);
}

/* What is entered may be one of those there are. */
static void
show_choice (HaulierCertificateForm *self)
{
  const HaulierCertificate *certificate
      = find_certificate (self, gtk_editable_get_text (self->value_row));
  gboolean is_entered
      = certificate != NULL && g_str_equal (haulier_word_row_get_word (self->by_row), "id")
        && g_str_equal (haulier_word_row_get_word (self->location_row), say_location (certificate));

  self->is_filling = TRUE;
  haulier_word_row_set_word (self->choice_row, is_entered ? certificate->thumbprint : "");
  self->is_filling = FALSE;
}

static void
changed_cb (HaulierCertificateForm *self)
{
  if (self->is_filling)
    return;
  show_choice (self);
  haulier_access_form_changed (HAULIER_ACCESS_FORM (self));
}

static void
chosen_cb (HaulierCertificateForm *self)
{
  const HaulierCertificate *certificate
      = find_certificate (self, haulier_word_row_get_word (self->choice_row));

  if (self->is_filling || certificate == NULL)
    return;
  self->is_filling = TRUE;
  haulier_word_row_set_word (self->location_row, say_location (certificate));
  gtk_editable_set_text (self->store_row, "MY");
  haulier_word_row_set_word (self->by_row, "id");
  gtk_editable_set_text (self->value_row, certificate->thumbprint);
  self->is_filling = FALSE;
  changed_cb (self);
}

/* What is the user's own is, in the engine of the computer, that of the owner of the job. */
static gboolean
is_offered (HaulierCertificateForm *self, const HaulierCertificate *certificate)
{
  return certificate->is_for_clients
         && (certificate->location == HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE
             || !haulier_client_is_system (self->client));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierCertificateForm) self = user_data;
  HaulierCertificates *certificates = haulier_certificates_read_finish (result, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (certificates == NULL)
    return; /* the editor is closed */
  for (guint i = 0; i < certificates->items->len; i++)
    {
      const HaulierCertificate *certificate = g_ptr_array_index (certificates->items, i);
      g_autofree char *text = haulier_certificate_words_one (certificate, now);

      if (!is_offered (self, certificate))
        continue;
      haulier_word_row_add (self->choice_row, certificate->thumbprint, text);
      gtk_widget_set_visible (GTK_WIDGET (self->choice_row), TRUE);
    }
  self->certificates = certificates;
  show_choice (self);
}

static GVariant *
new_certificate (HaulierCertificateForm *self)
{
  GVariantDict certificate;

  g_variant_dict_init (&certificate, NULL);
  g_variant_dict_insert (
      &certificate, "location", "s", haulier_word_row_get_word (self->location_row));
  g_variant_dict_insert (&certificate, "store", "s", gtk_editable_get_text (self->store_row));
  g_variant_dict_insert (&certificate,
                         haulier_word_row_get_word (self->by_row),
                         "s",
                         gtk_editable_get_text (self->value_row));
  return g_variant_dict_end (&certificate);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierCertificateForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) certificate
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);
  const char *location = "";
  const char *store = "MY";
  const char *value = "";

  if (certificate == NULL)
    {
      haulier_access_form_failed (HAULIER_ACCESS_FORM (self), error);
      return;
    }
  g_variant_lookup (certificate, "location", "&s", &location);
  self->is_set = g_variant_lookup (certificate, "store", "&s", &store);
  self->is_filling = TRUE;
  haulier_word_row_set_word (self->location_row, location);
  gtk_editable_set_text (self->store_row, store);
  if (g_variant_lookup (certificate, "subject", "&s", &value))
    haulier_word_row_set_word (self->by_row, "subject");
  else
    g_variant_lookup (certificate, "id", "&s", &value);
  gtk_editable_set_text (self->value_row, value);
  self->is_filling = FALSE;
  changed_cb (self);
}

static void
start (HaulierAccessForm *form, HaulierClient *client, const char *id)
{
  HaulierCertificateForm *self = HAULIER_CERTIFICATE_FORM (form);

  g_set_object (&self->client, client);
  g_free (self->id);
  self->id = g_strdup (id);
  haulier_client_get_access_part_async (
      client, id, HAULIER_ACCESS_PART_CERTIFICATE, self->asking, loaded_cb, g_object_ref (self));
  haulier_certificates_read_async (self->asking, read_cb, g_object_ref (self));
}

static gboolean
concerns (HaulierAccessForm *form, const char *resource)
{
  return g_str_equal (resource, "client-certificate");
}

static gboolean
is_complete (HaulierAccessForm *form)
{
  HaulierCertificateForm *self = HAULIER_CERTIFICATE_FORM (form);

  return *gtk_editable_get_text (self->store_row) != '\0'
         && *gtk_editable_get_text (self->value_row) != '\0';
}

static gboolean
fill_spec (HaulierAccessForm *form, GVariantDict *spec)
{
  if (!is_complete (form))
    return FALSE;
  g_variant_dict_insert_value (
      spec, "certificate", new_certificate (HAULIER_CERTIFICATE_FORM (form)));
  return TRUE;
}

static gboolean
can_remove (HaulierAccessForm *form)
{
  return HAULIER_CERTIFICATE_FORM (form)->is_set;
}

static void
save (HaulierAccessForm *form, GTask *task)
{
  HaulierCertificateForm *self = HAULIER_CERTIFICATE_FORM (form);

  haulier_client_set_certificate_async (
      self->client, self->id, new_certificate (self), NULL, haulier_access_form_on_set, task);
}

static void
remove_certificate (HaulierAccessForm *form, GTask *task)
{
  HaulierCertificateForm *self = HAULIER_CERTIFICATE_FORM (form);

  haulier_client_set_certificate_async (
      self->client, self->id, NULL, NULL, haulier_access_form_on_set, task);
}

static void
haulier_certificate_form_access_form_init (HaulierAccessFormInterface *interface)
{
  interface->start = start;
  interface->concerns = concerns;
  interface->fill_spec = fill_spec;
  interface->is_complete = is_complete;
  interface->can_remove = can_remove;
  interface->save = save;
  interface->remove = remove_certificate;
}

static void
haulier_certificate_form_dispose (GObject *object)
{
  HaulierCertificateForm *self = HAULIER_CERTIFICATE_FORM (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (haulier_certificate_form_parent_class)->dispose (object);
}

static void
haulier_certificate_form_finalize (GObject *object)
{
  HaulierCertificateForm *self = HAULIER_CERTIFICATE_FORM (object);

  g_clear_object (&self->asking);
  haulier_certificates_free (self->certificates);
  g_free (self->id);

  G_OBJECT_CLASS (haulier_certificate_form_parent_class)->finalize (object);
}

static void
haulier_certificate_form_class_init (HaulierCertificateFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_certificate_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_certificate_form_finalize;
}

static GtkEditable *
add_entry (HaulierCertificateForm *self, const char *title)
{
  GtkWidget *row
      = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, "activates-default", TRUE, NULL);

  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return GTK_EDITABLE (row);
}

static HaulierWordRow *
add_choice (HaulierCertificateForm *self, GtkWidget *row)
{
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return HAULIER_WORD_ROW (row);
}

static void
haulier_certificate_form_init (HaulierCertificateForm *self)
{
  GtkWidget *by
      = g_object_new (HAULIER_TYPE_WORD_ROW, "title", _ ("Which One"), "use-subtitle", TRUE, NULL);

  self->asking = g_cancellable_new ();
  self->choice_row = HAULIER_WORD_ROW (g_object_new (HAULIER_TYPE_WORD_ROW,
                                                     "title",
                                                     _ ("Certificate"),
                                                     "use-subtitle",
                                                     TRUE,
                                                     "visible",
                                                     FALSE,
                                                     NULL));
  haulier_word_row_add (self->choice_row, "", _ ("As Entered Below"));
  g_signal_connect_swapped (self->choice_row, "notify::selected", G_CALLBACK (chosen_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->choice_row));
  self->location_row = add_choice (
      self, haulier_word_row_new (_ ("Certificates"), HAULIER_ACCESS_VOCABULARY_LOCATION));
  self->store_row = add_entry (self, _ ("Store, such as MY"));
  haulier_word_row_add (HAULIER_WORD_ROW (by), "id", _ ("By its thumbprint (SHA-1)"));
  haulier_word_row_add (HAULIER_WORD_ROW (by), "subject", _ ("By a part of its subject"));
  self->by_row = add_choice (self, by);
  self->value_row = add_entry (self, _ ("Thumbprint or subject"));
}

/**
 * haulier_certificate_form_new:
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *
haulier_certificate_form_new (void)
{
  return g_object_new (HAULIER_TYPE_CERTIFICATE_FORM, NULL);
}
