/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The details of the selected job: overview, files, trace, and what can be done to it. */
#include "config.h"

#include "haulier-details.h"

#include <glib/gi18n.h>

#include "haulier-access-page.h"
#include "haulier-files-page.h"
#include "haulier-overview-page.h"
#include "haulier-stack.h"
#include "haulier-trace-page.h"

#define PANE_WIDTH_PX 360

struct _HaulierDetails
{
  AdwBin parent_instance;

  HaulierSpeedLog *log; /* (nullable) until it is known */
  HaulierJobItem *item; /* (nullable) */
  GSignalGroup *changes;
  gboolean folded;

  AdwClamp *clamp;
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *nothing;
  AdwViewStack *pages;
  HaulierOverviewPage *overview;
  HaulierFilesPage *files;
  HaulierAccessPage *access;
  HaulierTracePage *trace;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS,
};

enum
{
  BACK,
  MESSAGE,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierDetails, haulier_details, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* A page that is not looked at asks the engine for nothing. */
static void
page_changed_cb (HaulierDetails *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->pages);
  gboolean shown = self->item != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));
  HaulierClient *client = self->item != NULL ? haulier_job_item_get_client (self->item) : NULL;

  if (self->log == NULL || page == NULL)
    return;
  haulier_overview_page_show (self->overview,
                              client,
                              self->log,
                              shown && g_str_equal (page, "overview") ? self->item : NULL);
  haulier_files_page_show (
      self->files, client, shown && g_str_equal (page, "files") ? self->item : NULL);
  haulier_access_page_show (
      self->access, client, shown && g_str_equal (page, "access") ? self->item : NULL);
  haulier_trace_page_show (
      self->trace, client, shown && g_str_equal (page, "trace") ? self->item : NULL);
}

static void
update_title_cb (HaulierDetails *self)
{
  adw_window_title_set_title (self->title, haulier_job_item_get_job (self->item)->name);
}

static void
back_cb (HaulierDetails *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
message_cb (HaulierDetails *self, const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

/* A pane is as wide as it has to be, whatever is written in it; a page has all the room. */
static void
set_folded (HaulierDetails *self, gboolean folded)
{
  self->folded = folded;
  adw_clamp_set_maximum_size (self->clamp, folded ? G_MAXINT16 : PANE_WIDTH_PX);
  adw_clamp_set_tightening_threshold (self->clamp, folded ? G_MAXINT16 : PANE_WIDTH_PX);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
haulier_details_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (haulier_details_parent_class)->map (widget);
  page_changed_cb (HAULIER_DETAILS (widget));
}

static void
haulier_details_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (haulier_details_parent_class)->unmap (widget);
  page_changed_cb (HAULIER_DETAILS (widget));
}

static void
haulier_details_dispose (GObject *object)
{
  HaulierDetails *self = HAULIER_DETAILS (object);

  g_clear_object (&self->changes);
  g_clear_object (&self->item);
  /* The template would unparent the child behind the back of its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_DETAILS);

  G_OBJECT_CLASS (haulier_details_parent_class)->dispose (object);
}

static void
haulier_details_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, HAULIER_DETAILS (object)->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_details_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOLDED:
      set_folded (HAULIER_DETAILS (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_details_class_init (HaulierDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = HAULIER_TYPE_DETAILS;

  object_class->dispose = haulier_details_dispose;
  object_class->get_property = haulier_details_get_property;
  object_class->set_property = haulier_details_set_property;
  widget_class->map = haulier_details_map;
  widget_class->unmap = haulier_details_unmap;

  properties[PROP_FOLDED]
      = g_param_spec_boolean ("folded",
                              NULL,
                              NULL,
                              FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[BACK]
      = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new (
      "message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (HAULIER_TYPE_OVERVIEW_PAGE);
  g_type_ensure (HAULIER_TYPE_FILES_PAGE);
  g_type_ensure (HAULIER_TYPE_ACCESS_PAGE);
  g_type_ensure (HAULIER_TYPE_TRACE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-details.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, clamp);
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, title);
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, nothing);
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, pages);
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, overview);
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, files);
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, access);
  gtk_widget_class_bind_template_child (widget_class, HaulierDetails, trace);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
}

static void
haulier_details_init (HaulierDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->changes = g_signal_group_new (HAULIER_TYPE_JOB_ITEM);
  g_signal_group_connect_swapped (
      self->changes, "notify::name", G_CALLBACK (update_title_cb), self);
}

/**
 * haulier_details_setup:
 * @log: the speeds of jobs; it has to outlive the widget
 *
 * Says where details come from; to be called once.
 */
void
haulier_details_setup (HaulierDetails *self, HaulierSpeedLog *log)
{
  g_return_if_fail (HAULIER_IS_DETAILS (self));

  self->log = log;
}

/**
 * haulier_details_show:
 * @item: (nullable): the selected job, if it is one and no more
 * @n_selected: how many are selected
 *
 * Shows a job, or how many are selected.
 */
void
haulier_details_show (HaulierDetails *self, HaulierJobItem *item, guint n_selected)
{
  g_return_if_fail (HAULIER_IS_DETAILS (self));

  g_set_object (&self->item, item);
  g_signal_group_set_target (self->changes, item);
  if (item != NULL)
    update_title_cb (self);
  else
    {
      g_autofree char *text
          = n_selected == 0
                ? g_strdup (_ ("Nothing Selected"))
                /* translators: how many downloads are selected */
                : g_strdup_printf (ngettext ("%u Selected", "%u Selected", n_selected), n_selected);

      adw_window_title_set_title (self->title, "");
      adw_status_page_set_title (self->nothing, text);
    }
  haulier_stack_show (self->stack, item != NULL ? "job" : "nothing");
  page_changed_cb (self);
}

/**
 * haulier_details_job_changed:
 * @item: a job whose speed was taken down
 *
 * Lets the graph follow.
 */
void
haulier_details_job_changed (HaulierDetails *self, HaulierJobItem *item)
{
  g_return_if_fail (HAULIER_IS_DETAILS (self));

  if (item == self->item && gtk_widget_get_mapped (GTK_WIDGET (self->overview)))
    haulier_overview_page_update_graph (self->overview);
}
