/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The columns of the list: title, text, order, and how much room each is worth, as one table. */
#pragma once

#include "haulier-job-item.h"

G_BEGIN_DECLS

/**
 * HaulierJobColumnKind:
 *
 * What a cell consists of.
 */
typedef enum
{
  HAULIER_JOB_COLUMN_TEXT,
  HAULIER_JOB_COLUMN_NAME,     /* an icon for the state, and text */
  HAULIER_JOB_COLUMN_PROGRESS, /* a bar, and text */
} HaulierJobColumnKind;

/**
 * HaulierJobColumn:
 * @id: for the saved order, never shown
 * @title: untranslated
 * @kind: what its cells consist of
 * @from_width: the list's width in pixels from which on it is shown
 * @width: its width in pixels; 0: it shares what is left
 * @of_several: whether it is shown only where the jobs have more than one owner
 * @live: whether its order changes while jobs move
 * @watched: properties of the item that its text depends on
 * @dup_text: what a cell says
 * @compare: the ascending order
 */
typedef struct
{
  const char *id;
  const char *title;
  HaulierJobColumnKind kind;
  int from_width;
  int width;
  gboolean numeric;
  gboolean of_several;
  gboolean live;
  const char *watched[4];
  char *(*dup_text) (HaulierJobItem *item);
  int (*compare) (const HaulierJob *a, const HaulierJob *b);
} HaulierJobColumn;

const HaulierJobColumn *haulier_job_column_get_table (guint *out_n_columns);
char *haulier_job_column_dup_percent (HaulierJobItem *item);
char *haulier_job_column_dup_summary (HaulierJobItem *item);
char *haulier_job_column_dup_label (HaulierJobItem *item);
const char *haulier_job_column_get_icon (HaulierJobItem *item);

G_END_DECLS
