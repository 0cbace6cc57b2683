/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A real worker over a socket pair, as the engine has it, and what it reported. */
#pragma once

#include <gio/gio.h>

#include "haulier-channel-gate.h"
#include "haulier-twisted-server.h"
#include "haulier-worker-process.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 code;
  guint64 size;
  char *path;
  GVariant *details;
} HaulierFixtureResult;

typedef struct _HaulierWorkerFixture HaulierWorkerFixture;

/* Answers a Challenge, at once; @challenge is its dictionary. */
typedef GVariant *(*HaulierFixtureEngine) (HaulierWorkerFixture *fixture,
                                           guint file,
                                           GVariant *challenge);

struct _HaulierWorkerFixture
{
  GSubprocess *process;
  GDBusConnection *connection;
  guint subscription;
  char *folder;
  GHashTable *results;         /* index to HaulierFixtureResult */
  GHashTable *durable;         /* indexes */
  GString *trace;              /* kind and sentence of each record, a line each */
  guint64 progress;            /* last transferred bytes of file 0 */
  HaulierFixtureEngine engine; /* (nullable): who is asked; without it nobody is there */
  const char *secret;          /* (nullable): that goes with its answers */
  guint registration;
  GSubprocess *files_process;        /* (nullable): that opens the files */
  GDBusConnection *files_connection; /* (nullable): to it */
  HaulierChannelGate *gate;          /* (nullable): before that process, set by a test */
  GPtrArray *challenges;             /* GVariant */
  GPtrArray *outcomes;               /* GVariant (ta{sv}) */
};

void haulier_worker_fixture_serve_engine (HaulierWorkerFixture *fixture,
                                          HaulierFixtureEngine engine);
HaulierWorkerFixture *haulier_worker_fixture_new (const char *folder);
HaulierWorkerFixture *haulier_worker_fixture_new_sides (const char *folder,
                                                        const char *files_identity,
                                                        const char *network_identity);
void haulier_worker_fixture_kill_files (HaulierWorkerFixture *fixture);
void haulier_worker_fixture_kill_network (HaulierWorkerFixture *fixture);
void haulier_worker_fixture_free (HaulierWorkerFixture *fixture);
void haulier_worker_fixture_kill (HaulierWorkerFixture *fixture);
GVariant *haulier_worker_fixture_call (HaulierWorkerFixture *fixture,
                                       const char *method,
                                       GVariant *arguments);
void haulier_worker_fixture_open (HaulierWorkerFixture *fixture,
                                  const char *id,
                                  const char *key,
                                  GVariant *value);
void haulier_worker_fixture_add (HaulierWorkerFixture *fixture,
                                 guint index,
                                 const char *address,
                                 const char *name,
                                 const char *key,
                                 GVariant *value);
const HaulierFixtureResult *haulier_worker_fixture_wait (HaulierWorkerFixture *fixture,
                                                         guint index);
void haulier_worker_fixture_wait_trace (HaulierWorkerFixture *fixture, const char *words);
void haulier_worker_fixture_wait_progress (HaulierWorkerFixture *fixture, guint64 bytes);
void
haulier_worker_fixture_wait_recorded (HaulierWorkerFixture *fixture, const char *id, guint64 bytes);
void haulier_worker_fixture_wait_durable (HaulierWorkerFixture *fixture, guint index);
const char *haulier_fixture_result_get_message (const HaulierFixtureResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierWorkerFixture, haulier_worker_fixture_free)

G_END_DECLS
