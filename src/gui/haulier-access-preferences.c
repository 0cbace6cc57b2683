/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The settings of the engine that decide when logon credentials are sent. */
#include "config.h"

#include "haulier-access-preferences.h"

#include <glib/gi18n.h>

#include "haulier-profiles.h"
#include "haulier-word-row.h"

#define USE_LM_COMPAT_MAX 2
#define LM_LEVEL_MAX 5

struct _HaulierAccessPreferences
{
  AdwPreferencesGroup parent_instance;

  gboolean loading;
  HaulierWordRow *compat_row;
  HaulierWordRow *level_row;
  HaulierWordRow *profile_row;
};

enum
{
  SET,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierAccessPreferences,
                     haulier_access_preferences,
                     ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static void
set (HaulierAccessPreferences *self, const char *key, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);

  if (!self->loading)
    g_signal_emit (self, signals[SET], 0, key, sunk);
}

/* "" is not set, which is not the same as any number. */
static GVariant *
new_level (HaulierWordRow *row)
{
  const char *word = haulier_word_row_get_word (row);

  return g_variant_new_int32 (*word != '\0' ? (gint) g_ascii_strtoll (word, NULL, 10)
                                            : HAULIER_NOT_SET);
}

static void
compat_changed_cb (HaulierAccessPreferences *self)
{
  set (self, "use-lm-compat", new_level (self->compat_row));
}

static void
level_changed_cb (HaulierAccessPreferences *self)
{
  set (self, "lm-compatibility-level", new_level (self->level_row));
}

static void
profile_changed_cb (HaulierAccessPreferences *self)
{
  set (self, "profile", g_variant_new_string (haulier_word_row_get_word (self->profile_row)));
}

static void
haulier_access_preferences_class_init (HaulierAccessPreferencesClass *klass)
{
  signals[SET] = g_signal_new ("set",
                               HAULIER_TYPE_ACCESS_PREFERENCES,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               2,
                               G_TYPE_STRING,
                               G_TYPE_VARIANT);
}

static HaulierWordRow *
add_row (HaulierAccessPreferences *self,
         const char *title,
         const char *subtitle,
         void (*changed) (HaulierAccessPreferences *self))
{
  GtkWidget *row = g_object_new (
      HAULIER_TYPE_WORD_ROW, "title", title, "subtitle", subtitle, "subtitle-lines", 0, NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (changed), self);
  return HAULIER_WORD_ROW (row);
}

static void
add_levels (HaulierWordRow *row, gint max)
{
  haulier_word_row_add (row, "", _ ("Not set"));
  for (gint i = 0; i <= max; i++)
    {
      g_autofree char *word = g_strdup_printf ("%d", i);

      haulier_word_row_add (row, word, word);
    }
}

static void
haulier_access_preferences_init (HaulierAccessPreferences *self)
{
  self->loading = TRUE;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Access"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      _ ("When logon credentials are sent to who asks for them. Not set is not the same as 0: "
         "then the profile decides."));
  self->compat_row
      = add_row (self,
                 "UseLMCompat",
                 _ ("0: always. 1: only where the LM level is 2 or more. 2: only where a job is "
                    "set to use logon credentials."),
                 compat_changed_cb);
  add_levels (self->compat_row, USE_LM_COMPAT_MAX);
  self->level_row
      = add_row (self,
                 _ ("LM Level"),
                 _ ("It is 0 on Windows XP where nobody set it. Changing it affects other "
                    "programs too; it is meant only for those that cannot set credentials."),
                 level_changed_cb);
  add_levels (self->level_row, LM_LEVEL_MAX);
  self->profile_row
      = add_row (self,
                 _ ("Profile"),
                 _ ("Which generation of Windows jobs behave like that have no profile of their "
                    "own. It decides what is not set above."),
                 profile_changed_cb);
  haulier_word_row_add_profiles (self->profile_row);
  self->loading = FALSE;
}

static void
show_level (HaulierWordRow *row, GVariant *settings, const char *key)
{
  gint32 level = HAULIER_NOT_SET;
  g_autofree char *word = NULL;

  g_variant_lookup (settings, key, "i", &level);
  word = level != HAULIER_NOT_SET ? g_strdup_printf ("%d", level) : g_strdup ("");
  haulier_word_row_set_word (row, word);
}

/**
 * haulier_access_preferences_show:
 * @settings: `a{sv}`: those of the engine
 *
 * Shows what is set.
 */
void
haulier_access_preferences_show (HaulierAccessPreferences *self, GVariant *settings)
{
  const char *profile = "";

  g_return_if_fail (HAULIER_IS_ACCESS_PREFERENCES (self));

  g_variant_lookup (settings, "profile", "&s", &profile);
  self->loading = TRUE;
  show_level (self->compat_row, settings, "use-lm-compat");
  show_level (self->level_row, settings, "lm-compatibility-level");
  haulier_word_row_set_word (self->profile_row, profile);
  self->loading = FALSE;
}
