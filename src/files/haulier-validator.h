/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What tells one version of a remote file from another. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A longer ETag is taken for none. */
#define HAULIER_VALIDATOR_MAX_ETAG_BYTES 256

typedef struct
{
  char *etag;           /* (nullable): as it was sent, with quotes and W/ */
  gint64 last_modified; /* seconds since 1970, or -1 */
  gint64 date;          /* when the server made the answer, seconds since 1970, or -1 */
  guint64 length;       /* bytes of the whole file, or HAULIER_SIZE_UNKNOWN */
  char *hop;            /* (nullable): digest of the address that gave it, without its query */
} HaulierValidator;

/**
 * HaulierValidatorVerdict:
 * @HAULIER_VALIDATOR_SAME: the same version
 * @HAULIER_VALIDATOR_OTHER: another version
 * @HAULIER_VALIDATOR_UNPROVEN: nothing that was sent proves either
 */
typedef enum
{
  HAULIER_VALIDATOR_SAME,
  HAULIER_VALIDATOR_OTHER,
  HAULIER_VALIDATOR_UNPROVEN,
} HaulierValidatorVerdict;

HaulierValidator *haulier_validator_new (const char *etag,
                                         gint64 last_modified,
                                         gint64 date,
                                         guint64 length,
                                         const char *address);
HaulierValidator *haulier_validator_copy (const HaulierValidator *validator);
void haulier_validator_free (HaulierValidator *validator);
gboolean haulier_validator_has_strong_etag (const HaulierValidator *validator);
gboolean haulier_validator_is_usable (const HaulierValidator *validator);
char *haulier_validator_dup_if_range (const HaulierValidator *validator, gboolean prefer_date);
HaulierValidatorVerdict haulier_validator_compare (const HaulierValidator *known,
                                                   const HaulierValidator *seen);
char *haulier_validator_to_text (const HaulierValidator *validator);
char *haulier_validator_digest_hop (const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierValidator, haulier_validator_free)

G_END_DECLS
