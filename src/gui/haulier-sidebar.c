/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The sidebar: the queue, all jobs or one group of them, each with its number; and accounts. */
#include "config.h"

#include "haulier-sidebar.h"

#include <glib/gi18n.h>

struct _HaulierSidebar
{
  AdwBin parent_instance;

  HaulierQueue queue;
  guint counts[HAULIER_QUEUE_COUNT];

  GtkListBox *list;
  HaulierAccountSection *accounts;
  GtkListBoxRow *rows[HAULIER_QUEUE_COUNT];
  GtkLabel *labels[HAULIER_QUEUE_COUNT];
};

enum
{
  PROP_0,
  PROP_QUEUE,
  N_PROPS,
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

G_DEFINE_ENUM_TYPE (HaulierQueue,
                    haulier_queue,
                    G_DEFINE_ENUM_VALUE (HAULIER_QUEUE_ALL, "all"),
                    G_DEFINE_ENUM_VALUE (HAULIER_QUEUE_ACTIVE, "active"),
                    G_DEFINE_ENUM_VALUE (HAULIER_QUEUE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (HAULIER_QUEUE_ATTENTION, "attention"),
                    G_DEFINE_ENUM_VALUE (HAULIER_QUEUE_FINISHED, "finished"))
G_DEFINE_FINAL_TYPE (HaulierSidebar, haulier_sidebar, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *const titles[HAULIER_QUEUE_COUNT] = {
  [HAULIER_QUEUE_ALL] = N_ ("All"),           [HAULIER_QUEUE_ACTIVE] = N_ ("Active"),
  [HAULIER_QUEUE_WAITING] = N_ ("Waiting"),   [HAULIER_QUEUE_ATTENTION] = N_ ("Needs Attention"),
  [HAULIER_QUEUE_FINISHED] = N_ ("Finished"),
};

static void
describe_row (HaulierSidebar *self, HaulierQueue queue)
{
  /* translators: a row of the sidebar as a screen reader says it, as in "Active: 3" */
  g_autofree char *label
      = g_strdup_printf (_ ("%s: %u"), gettext (titles[queue]), self->counts[queue]);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->rows[queue]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, HaulierSidebar *self)
{
  if (row != NULL)
    haulier_sidebar_set_queue (self, (HaulierQueue) gtk_list_box_row_get_index (row));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, HaulierSidebar *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
account_activated_cb (HaulierSidebar *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
haulier_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_SIDEBAR);

  G_OBJECT_CLASS (haulier_sidebar_parent_class)->dispose (object);
}

static void
haulier_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HaulierSidebar *self = HAULIER_SIDEBAR (object);

  switch (id)
    {
    case PROP_QUEUE:
      g_value_set_enum (value, (gint) self->queue);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HaulierSidebar *self = HAULIER_SIDEBAR (object);

  switch (id)
    {
    case PROP_QUEUE:
      haulier_sidebar_set_queue (self, (HaulierQueue) g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_sidebar_class_init (HaulierSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GEnumClass *queues = g_type_class_ref (HAULIER_TYPE_QUEUE);

  object_class->dispose = haulier_sidebar_dispose;
  object_class->get_property = haulier_sidebar_get_property;
  object_class->set_property = haulier_sidebar_set_property;

  properties[PROP_QUEUE]
      = g_param_spec_enum ("queue",
                           NULL,
                           NULL,
                           HAULIER_TYPE_QUEUE,
                           HAULIER_QUEUE_ALL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ACTIVATED] = g_signal_new (
      "activated", HAULIER_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HAULIER_TYPE_ACCOUNT_SECTION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, HaulierSidebar, accounts);
  for (guint i = 0; i < queues->n_values; i++)
    {
      g_autofree char *row = g_strdup_printf ("%s_row", queues->values[i].value_nick);
      g_autofree char *count = g_strdup_printf ("%s_count", queues->values[i].value_nick);

      gtk_widget_class_bind_template_child_full (
          widget_class,
          row,
          FALSE,
          (gssize) (G_STRUCT_OFFSET (HaulierSidebar, rows) + i * sizeof (GtkListBoxRow *)));
      gtk_widget_class_bind_template_child_full (
          widget_class,
          count,
          FALSE,
          (gssize) (G_STRUCT_OFFSET (HaulierSidebar, labels) + i * sizeof (GtkLabel *)));
    }
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, account_activated_cb);
  g_type_class_unref (queues);
}

static void
haulier_sidebar_init (HaulierSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < HAULIER_QUEUE_COUNT; i++)
    describe_row (self, (HaulierQueue) i);
  gtk_list_box_select_row (self->list, self->rows[HAULIER_QUEUE_ALL]);
}

/**
 * haulier_sidebar_get_queue:
 *
 * Returns: which jobs a person wants to see
 */
HaulierQueue
haulier_sidebar_get_queue (HaulierSidebar *self)
{
  g_return_val_if_fail (HAULIER_IS_SIDEBAR (self), HAULIER_QUEUE_ALL);

  return self->queue;
}

/**
 * haulier_sidebar_set_queue:
 *
 * Selects a row.
 */
void
haulier_sidebar_set_queue (HaulierSidebar *self, HaulierQueue queue)
{
  g_return_if_fail (HAULIER_IS_SIDEBAR (self));
  g_return_if_fail (queue < HAULIER_QUEUE_COUNT);

  if (self->queue == queue)
    return;
  self->queue = queue;
  gtk_list_box_select_row (self->list, self->rows[queue]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUEUE]);
}

/**
 * haulier_sidebar_get_accounts:
 *
 * Returns: (transfer none): the part with the accounts
 */
HaulierAccountSection *
haulier_sidebar_get_accounts (HaulierSidebar *self)
{
  g_return_val_if_fail (HAULIER_IS_SIDEBAR (self), NULL);

  return self->accounts;
}

/**
 * haulier_sidebar_dup_title:
 *
 * Returns: (transfer full): the words of the selected row, and whose jobs
 */
char *
haulier_sidebar_dup_title (HaulierSidebar *self)
{
  HaulierAccountItem *account;

  g_return_val_if_fail (HAULIER_IS_SIDEBAR (self), NULL);

  account = haulier_account_section_get_account (self->accounts);
  if (account == NULL)
    return g_strdup (gettext (titles[self->queue]));
  return g_strdup_printf (
      "%s · %s", gettext (titles[self->queue]), haulier_account_item_get_label (account));
}

/**
 * haulier_sidebar_set_count:
 *
 * Shows how many jobs are in a part of the queue.
 */
void
haulier_sidebar_set_count (HaulierSidebar *self, HaulierQueue queue, guint count)
{
  g_return_if_fail (HAULIER_IS_SIDEBAR (self));
  g_return_if_fail (queue < HAULIER_QUEUE_COUNT);

  if (self->counts[queue] == count)
    return;
  g_autofree char *text = g_strdup_printf ("%u", count);

  self->counts[queue] = count;
  gtk_label_set_label (self->labels[queue], text);
  if (queue == HAULIER_QUEUE_ATTENTION && count > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->labels[queue]), "attention");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->labels[queue]), "attention");
  describe_row (self, queue);
}
