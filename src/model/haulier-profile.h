/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which generation of Windows and BITS a job behaves like. policy/haulier-profiles.h has the facts.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The nickname of a value is the word of the command line and of JSON. Stored: append, never
 * renumber. */
typedef enum
{
  HAULIER_PROFILE_NATIVE,
  HAULIER_PROFILE_WINDOWS_10_1809, /*< nick=windows-10-1809 >*/
  HAULIER_PROFILE_WINDOWS_10_1607, /*< nick=windows-10-1607 >*/
  HAULIER_PROFILE_WINDOWS_7,       /*< nick=windows-7 >*/
  HAULIER_PROFILE_SERVER_2008,     /*< nick=server-2008 >*/
  HAULIER_PROFILE_VISTA,
  HAULIER_PROFILE_SERVER_2003_R2, /*< nick=server-2003-r2 >*/
  HAULIER_PROFILE_SERVER_2003,    /*< nick=server-2003 >*/
  HAULIER_PROFILE_XP_SP3,         /*< nick=xp-sp3 >*/
  HAULIER_PROFILE_XP_SP2,         /*< nick=xp-sp2 >*/
  HAULIER_PROFILE_XP_SP1,         /*< nick=xp-sp1 >*/
  HAULIER_PROFILE_XP,
} HaulierProfile;

/* A setting that is absent, which is not the same as any of its values. */
#define HAULIER_NOT_SET (-1)

G_END_DECLS
