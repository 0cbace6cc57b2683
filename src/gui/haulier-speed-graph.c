/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Draws the speed of one job over the last two minutes. */
#include "config.h"

#include "haulier-speed-graph.h"

#include <glib/gi18n.h>
#include <math.h>

#include "haulier-job-words.h"

#define NATURAL_HEIGHT_PX 96
#define NATURAL_WIDTH_PX 240
/* After a pause of this length the line is broken. */
#define GAP_USEC (5 * G_USEC_PER_SEC)

struct _HaulierSpeedGraph
{
  GtkWidget parent_instance;

  HaulierSpeedLog *log; /* (nullable): borrowed from the window, which outlives it */
  char *id;             /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HaulierSpeedGraph, haulier_speed_graph, GTK_TYPE_WIDGET)

/* 1, 2 or 5 times a power of ten: the top of the graph. */
static double
round_up (double value)
{
  double power = pow (10, floor (log10 (MAX (value, 1))));

  for (guint i = 0; i < 3; i++)
    {
      static const double steps[] = { 1, 2, 5 };

      if (value <= steps[i] * power)
        return steps[i] * power;
    }
  return 10 * power;
}

static guint64
find_most (const HaulierSpeedSample *samples, guint n_samples)
{
  guint64 most = 0;

  for (guint i = 0; i < n_samples; i++)
    most = MAX (most, samples[i].speed);
  return most;
}

static void
set_colour (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha * alpha);
}

/* One unbroken piece of the line, from the sample first up to the one before end. */
static void
draw_piece (cairo_t *cr,
            const graphene_point_t *points,
            guint first,
            guint end,
            double bottom,
            const GdkRGBA *colour)
{
  cairo_move_to (cr, points[first].x, bottom);
  for (guint i = first; i < end; i++)
    cairo_line_to (cr, points[i].x, points[i].y);
  cairo_line_to (cr, points[end - 1].x, bottom);
  cairo_close_path (cr);
  set_colour (cr, colour, 0.2);
  cairo_fill (cr);

  cairo_move_to (cr, points[first].x, points[first].y);
  for (guint i = first + 1; i < end; i++)
    cairo_line_to (cr, points[i].x, points[i].y);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_colour (cr, colour, 1);
  cairo_stroke (cr);
}

static void
draw_line (cairo_t *cr,
           const HaulierSpeedSample *samples,
           guint n_samples,
           double top,
           int width,
           int height,
           const GdkRGBA *colour)
{
  g_autofree graphene_point_t *points = g_new (graphene_point_t, n_samples);
  gint64 now = g_get_monotonic_time ();
  guint first = 0;

  for (guint i = 0; i < n_samples; i++)
    {
      double age = (double) (now - samples[i].time) / G_USEC_PER_SEC;

      points[i].x = (float) (width * (1 - age / HAULIER_SPEED_LOG_SECONDS));
      points[i].y = (float) (height - 1 - (height - 3) * ((double) samples[i].speed / top));
    }
  for (guint i = 1; i <= n_samples; i++)
    if (i == n_samples || samples[i].time - samples[i - 1].time > GAP_USEC)
      {
        draw_piece (cr, points, first, i, height, colour);
        first = i;
      }
}

static void
draw_grid (cairo_t *cr, int width, int height, const GdkRGBA *colour)
{
  set_colour (cr, colour, 0.12);
  cairo_set_line_width (cr, 1);
  for (guint i = 1; i < 4; i++)
    {
      double x = floor (width * i / 4.0) + 0.5;

      cairo_move_to (cr, x, 0);
      cairo_line_to (cr, x, height);
    }
  cairo_move_to (cr, 0, floor (height / 2.0) + 0.5);
  cairo_line_to (cr, width, floor (height / 2.0) + 0.5);
  cairo_stroke (cr);
}

static void
draw_scale (HaulierSpeedGraph *self, GtkSnapshot *snapshot, double top, const GdkRGBA *colour)
{
  g_autofree char *text = haulier_job_words_speed ((guint64) top);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA faint = *colour;

  faint.alpha *= 0.6f;
  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (6, 4));
  gtk_snapshot_append_layout (snapshot, layout, &faint);
  gtk_snapshot_restore (snapshot);
}

static void
haulier_speed_graph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HaulierSpeedGraph *self = HAULIER_SPEED_GRAPH (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  guint n_samples = 0;
  const HaulierSpeedSample *samples
      = self->id != NULL ? haulier_speed_log_get (self->log, self->id, &n_samples) : NULL;
  guint64 most = find_most (samples, n_samples);
  double top = round_up ((double) most);
  GdkRGBA text, accent;
  cairo_t *cr;

  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, "accent_color", &accent))
    accent = text;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw_grid (cr, width, height, &text);
  if (most > 0)
    draw_line (cr, samples, n_samples, top, width, height, &accent);
  cairo_destroy (cr);
  if (most > 0)
    draw_scale (self, snapshot, top, &text);
}

static void
haulier_speed_graph_measure (GtkWidget *widget,
                             GtkOrientation orientation,
                             int for_size,
                             int *minimum,
                             int *natural,
                             int *minimum_baseline,
                             int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? NATURAL_HEIGHT_PX : 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? NATURAL_HEIGHT_PX : NATURAL_WIDTH_PX;
}

static void
haulier_speed_graph_finalize (GObject *object)
{
  g_free (HAULIER_SPEED_GRAPH (object)->id);

  G_OBJECT_CLASS (haulier_speed_graph_parent_class)->finalize (object);
}

static void
haulier_speed_graph_class_init (HaulierSpeedGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haulier_speed_graph_finalize;
  widget_class->snapshot = haulier_speed_graph_snapshot;
  widget_class->measure = haulier_speed_graph_measure;
  gtk_widget_class_set_css_name (widget_class, "speedgraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
haulier_speed_graph_init (HaulierSpeedGraph *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
describe (HaulierSpeedGraph *self)
{
  guint n_samples;
  const HaulierSpeedSample *samples = haulier_speed_log_get (self->log, self->id, &n_samples);
  g_autofree char *most = haulier_job_words_speed (find_most (samples, n_samples));
  g_autofree char *now = haulier_job_words_speed (n_samples > 0 ? samples[n_samples - 1].speed : 0);
  /* translators: the speed graph as a screen reader says it */
  g_autofree char *label
      = g_strdup_printf (_ ("Speed in the last 2 minutes: now %s, at most %s"), now, most);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * haulier_speed_graph_show:
 * @log: where the speeds are; it has to outlive the widget
 * @id: (nullable): the job
 *
 * Shows a job, or what has come in since.
 */
void
haulier_speed_graph_show (HaulierSpeedGraph *self, HaulierSpeedLog *log, const char *id)
{
  g_return_if_fail (HAULIER_IS_SPEED_GRAPH (self));

  self->log = log;
  if (g_strcmp0 (self->id, id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  if (id != NULL)
    describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
