/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* An engine without transfers, on a bus of its own: answers from its own list, tells what a test
 * says. */
#pragma once

#include <gio/gio.h>

#include "haulier-job.h"

G_BEGIN_DECLS

/**
 * FakeEngine:
 * @jobs: (element-type HaulierJob): what ListJobs and FindJobs know
 * @files: (element-type HaulierFile): those of every job
 * @calls: (element-type utf8): methods that were called, in order; one whose caller would be asked
 *   for a password is there a second time, with "interactively" behind it
 * @hides_others: jobs of unknown users are listed only to who asks for all owners
 * @refuses_everybody: nobody may ask for all owners
 * @followed: (nullable): ids of the last Subscribe
 * @followed_files: (nullable): jobs whose files it names
 * @failure: (nullable): every method but Subscribe answers this instead
 * @answer: (nullable): what the methods about access answer; without one, nothing
 * @parameters: (nullable): of the last call
 * @secret: (nullable): what could be read from the descriptor of the last call
 */
typedef struct
{
  GTestDBus *test_bus;
  GDBusConnection *bus;
  guint name;
  guint manager;
  guint subtree;
  GPtrArray *jobs;
  GPtrArray *files;
  GPtrArray *records;
  GPtrArray *calls;
  gboolean hides_others;
  gboolean refuses_everybody;
  char *subscriber;
  char **followed;
  char **followed_files;
  GError *failure;
  GVariant *answer;
  GVariant *parameters;
  char *secret;
} FakeEngine;

FakeEngine *fake_engine_new (void);
void fake_engine_free (FakeEngine *self);
void fake_engine_start (FakeEngine *self);
void fake_engine_stop (FakeEngine *self);
HaulierJob *fake_engine_add_job (FakeEngine *self, guint64 sequence, const char *name);
void fake_engine_add_files (FakeEngine *self, guint count);
void fake_engine_tell_jobs (FakeEngine *self, GPtrArray *jobs, const char *const *removed);
void fake_engine_tell_job (FakeEngine *self, const HaulierJob *job);
void fake_engine_tell_file (FakeEngine *self, const char *id, const HaulierFile *file);
guint fake_engine_count_calls (FakeEngine *self, const char *method);

/* Runs the main loop until a condition holds; fails after ten seconds. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                               \
                                                                                                   \
    while (!(condition))                                                                           \
      {                                                                                            \
        g_assert_cmpint (g_get_monotonic_time (), <, deadline);                                    \
        if (!g_main_context_iteration (NULL, FALSE))                                               \
          g_thread_yield ();                                                                       \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

/* Lets an object go, and waits until whoever still asks for it has an answer. */
#define let_go(object)                                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gpointer watched = (object);                                                                   \
                                                                                                   \
    g_object_add_weak_pointer (watched, &watched);                                                 \
    g_object_unref (watched);                                                                      \
    wait_until (watched == NULL);                                                                  \
  }                                                                                                \
  G_STMT_END

void fake_engine_take_result (GObject *source, GAsyncResult *result, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeEngine, fake_engine_free)

G_END_DECLS
