/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Another identity that is lent to a job: what for, and whether it is there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BG_TOKEN: flags of SetHelperTokenFlags. */
#define HAULIER_TOKEN_LOCAL_FILE 0x1u
#define HAULIER_TOKEN_NETWORK 0x2u
#define HAULIER_TOKEN_FLAGS_ALL 0x3u

typedef enum
{
  HAULIER_TOKEN_STATE_NONE, /* was never set, or was cleared */
  HAULIER_TOKEN_STATE_SET,
  HAULIER_TOKEN_STATE_LOST,      /* was set; gone with a log-off or a restart */
  HAULIER_TOKEN_STATE_WIDENED,   /* was lent; the job asks for more than was agreed to */
  HAULIER_TOKEN_STATE_WITHDRAWN, /* was lent; who lent it took it back */
} HaulierTokenState;

/**
 * HaulierHelperToken:
 * @flags: HAULIER_TOKEN_…; kept when the token goes
 * @state: whether the token is there; stored: that it was
 * @principal: (nullable): who it is, for people: a user name or a Kerberos principal
 * @administrator: the helper is an enabled administrator
 */
typedef struct
{
  guint flags;
  HaulierTokenState state;
  char *principal;
  gboolean administrator;
} HaulierHelperToken;

gboolean haulier_token_flags_check (guint flags, GError **error);
gboolean haulier_token_flags_parse (const char *text, guint *out_flags, GError **error);
const char *haulier_token_flags_to_text (guint flags);

G_END_DECLS
