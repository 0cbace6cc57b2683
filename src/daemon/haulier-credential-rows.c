/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Credentials as they are listed on the bus: never with a secret. */
#include "config.h"

#include "haulier-credential-rows.h"

#include "haulier-engine-secrets.h"
#include "haulier-engine-types.h"
#include "haulier-model-types.h"
#include "haulier-store-types.h"
#include "haulier-words.h"

/* Of a reply: what is not there has no key. */
static void
add_text (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

static void
add_word (GVariantBuilder *builder, const char *key, GType type, gint value)
{
  add_text (builder, key, haulier_word_from_value (type, value));
}

static GVariant *
new_report (const HaulierCredentialReport *report)
{
  const HaulierCredential *credential = report->credential;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_word (&builder, "target", HAULIER_TYPE_AUTH_TARGET, credential->target);
  add_word (&builder, "scheme", HAULIER_TYPE_AUTH_SCHEME, credential->scheme);
  add_word (&builder, "from", HAULIER_TYPE_CREDENTIAL_SOURCE, credential->source);
  add_text (&builder, "origin", credential->origin);
  g_variant_builder_add (
      &builder, "{sv}", "implicit", g_variant_new_boolean (credential->implicit));
  add_text (&builder, "user", credential->user);
  add_word (&builder, "kept", HAULIER_TYPE_KEPT, report->kept);
  add_word (&builder, "state", HAULIER_TYPE_CREDENTIAL_STATE, report->state);
  return g_variant_builder_end (&builder);
}

/**
 * haulier_credential_rows_new:
 * @reports: (element-type HaulierCredentialReport): what is known of each
 *
 * Returns: (transfer floating): `aa{sv}`, as Credentials.List has it
 */
GVariant *
haulier_credential_rows_new (GPtrArray *reports)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < reports->len; i++)
    g_variant_builder_add_value (&builder, new_report (g_ptr_array_index (reports, i)));
  return g_variant_builder_end (&builder);
}
