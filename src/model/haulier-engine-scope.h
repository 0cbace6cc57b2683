/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whom an engine serves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierEngineScope:
 * @HAULIER_ENGINE_SCOPE_SESSION: one user, whose process it is
 * @HAULIER_ENGINE_SCOPE_SYSTEM: the machine: system accounts and every user
 */
typedef enum
{
  HAULIER_ENGINE_SCOPE_SESSION,
  HAULIER_ENGINE_SCOPE_SYSTEM,
} HaulierEngineScope;

G_END_DECLS
