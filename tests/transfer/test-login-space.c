/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of one part of a server that wants a login: who asks, who tries, who waits. */
#include "config.h"

#include "haulier-login-space.h"

#include "haulier-error.h"
#include "haulier-transfer-failure.h"

/* The engine's side. */
typedef struct
{
  guint n_asked;
  guint64 sent; /* of the last question */
  HaulierLoginAnswer answer;
  gpointer answer_data;
  GString *ended;
} Engine;

/* A request. */
typedef struct
{
  HaulierLoginWaiter waiter;
  guint n_probes;
  guint n_turns;
  guint n_refusals;
} Asker;

static void
on_ask (const HaulierLoginQuestion *question,
        HaulierLoginAnswer answer,
        gpointer answer_data,
        gpointer owner)
{
  Engine *engine = owner;

  engine->n_asked++;
  engine->sent = question->sent;
  engine->answer = answer;
  engine->answer_data = answer_data;
}

static void
on_ended (guint64 login, HaulierLoginEnd end, const char *message, gpointer owner)
{
  Engine *engine = owner;

  g_string_append_printf (engine->ended, "%u:%u ", (guint) login, end);
}

static const HaulierLoginSpaceOwner owner_funcs = { .ask = on_ask, .ended = on_ended };

static void
on_go_on (gboolean probe, gpointer user_data)
{
  Asker *asker = user_data;

  asker->n_probes += probe ? 1 : 0;
  asker->n_turns += probe ? 0 : 1;
}

static void
on_refused (HaulierFailure *failure, gpointer user_data)
{
  ((Asker *) user_data)->n_refusals++;
  haulier_failure_free (failure);
}

static const HaulierLoginQuestion plain_question = {
  .target = HAULIER_AUTH_TARGET_SERVER,
  .origin = (char *) "http://a.test:80",
  .realm = (char *) "Lab",
  .same_origin = TRUE,
  .status = 401,
};

static void
asker_init (Asker *asker)
{
  *asker = (Asker){ .waiter = { on_go_on, on_refused, asker } };
}

static void
give (Engine *engine, guint64 number)
{
  engine->answer (number != 0 ? haulier_wire_login_new (
                      number, HAULIER_AUTH_SCHEME_BASIC, FALSE, "ben", g_strdup ("x"))
                              : NULL,
                  number == 0 ? haulier_transfer_failure_new (
                      HAULIER_ERROR_HTTP_401, HAULIER_ERROR_CONTEXT_REMOTE_FILE, "nobody")
                              : NULL,
                  engine->answer_data);
}

static void
ask (HaulierLoginSpace *space, Asker *asker, guint64 sent)
{
  HaulierLoginQuestion question = plain_question;

  question.sent = sent;
  haulier_login_space_ask (space, &question, &asker->waiter);
}

typedef struct
{
  Engine engine;
  HaulierLoginSpace *space;
  Asker askers[3];
} Scene;

static void
scene_set_up (Scene *scene, gconstpointer data)
{
  scene->engine.ended = g_string_new (NULL);
  scene->space = haulier_login_space_new (NULL, &plain_question, &owner_funcs, &scene->engine);
  for (guint i = 0; i < G_N_ELEMENTS (scene->askers); i++)
    {
      asker_init (&scene->askers[i]);
      ask (scene->space, &scene->askers[i], 0);
    }
  g_assert_cmpuint (scene->engine.n_asked, ==, 1);
}

static void
scene_tear_down (Scene *scene, gconstpointer data)
{
  haulier_login_space_close (scene->space);
  haulier_login_space_unref (scene->space);
  g_string_free (scene->engine.ended, TRUE);
}

static void
assert_asker (const Asker *asker, guint n_probes, guint n_turns, guint n_refusals)
{
  g_assert_cmpuint (asker->n_probes, ==, n_probes);
  g_assert_cmpuint (asker->n_turns, ==, n_turns);
  g_assert_cmpuint (asker->n_refusals, ==, n_refusals);
}

static void
test_login_space_accepted (Scene *scene, gconstpointer data)
{
  give (&scene->engine, 5);
  assert_asker (&scene->askers[0], 1, 0, 0);
  assert_asker (&scene->askers[1], 0, 0, 0);
  haulier_login_space_accepted (scene->space, haulier_login_space_get_login (scene->space));
  g_assert_cmpstr (scene->engine.ended->str, ==, "5:0 ");
  /* Not from inside libcurl. */
  assert_asker (&scene->askers[1], 0, 0, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_asker (&scene->askers[0], 1, 0, 0);
  assert_asker (&scene->askers[1], 0, 1, 0);
  assert_asker (&scene->askers[2], 0, 1, 0);
  /* Who was asked before there was one may use it now. */
  ask (scene->space, &scene->askers[1], 0);
  assert_asker (&scene->askers[1], 0, 2, 0);
  g_assert_cmpuint (scene->engine.n_asked, ==, 1);
}

static void
test_login_space_rejected (Scene *scene, gconstpointer data)
{
  give (&scene->engine, 5);
  ask (scene->space, &scene->askers[0], 5);
  g_assert_cmpuint (scene->engine.n_asked, ==, 2);
  g_assert_cmpuint (scene->engine.sent, ==, 5);
  give (&scene->engine, 0);
  for (guint i = 0; i < G_N_ELEMENTS (scene->askers); i++)
    assert_asker (&scene->askers[i], i == 0 ? 1 : 0, 0, 1);
  g_assert_cmpint (haulier_login_space_get_state (scene->space), ==, HAULIER_LOGIN_SPACE_FREE);
  g_assert_cmpstr (scene->engine.ended->str, ==, "");
}

/* What is refused for one file is asked for by the others. */
static void
test_login_space_refused_for_file (Scene *scene, gconstpointer data)
{
  HaulierFailure *failure = haulier_transfer_failure_new (
      HAULIER_ERROR_HTTP_401, HAULIER_ERROR_CONTEXT_REMOTE_FILE, "not this file");

  failure->file_index = 7;
  scene->engine.answer (NULL, failure, scene->engine.answer_data);
  assert_asker (&scene->askers[0], 0, 0, 1);
  assert_asker (&scene->askers[1], 0, 1, 0);
  assert_asker (&scene->askers[2], 0, 1, 0);
  ask (scene->space, &scene->askers[1], 0);
  g_assert_cmpuint (scene->engine.n_asked, ==, 2);
  give (&scene->engine, 0);
}

/* Nobody else is refused instead of one who has gone. */
static void
test_login_space_asker_left (Scene *scene, gconstpointer data)
{
  HaulierFailure *failure = haulier_transfer_failure_new (
      HAULIER_ERROR_HTTP_401, HAULIER_ERROR_CONTEXT_REMOTE_FILE, "not this file");

  failure->file_index = 7;
  haulier_login_space_leave (scene->space, &scene->askers[0].waiter, FALSE);
  scene->engine.answer (NULL, failure, scene->engine.answer_data);
  assert_asker (&scene->askers[0], 0, 0, 0);
  assert_asker (&scene->askers[1], 0, 1, 0);
}

/* Several requests may find out that there is no ticket; the engine is told once. */
static void
test_login_space_unsent (Scene *scene, gconstpointer data)
{
  g_autoptr (HaulierWireLogin) login = NULL;

  give (&scene->engine, 5);
  login = haulier_wire_login_ref (haulier_login_space_get_login (scene->space));
  haulier_login_space_unsent (scene->space, login, "no ticket", &scene->askers[0].waiter);
  g_assert_cmpstr (scene->engine.ended->str, ==, "5:1 ");
  g_assert_cmpuint (scene->engine.n_asked, ==, 2);
  g_assert_cmpuint (scene->engine.sent, ==, 0);
  haulier_login_space_leave (scene->space, &scene->askers[1].waiter, FALSE);
  haulier_login_space_unsent (scene->space, login, "no ticket", &scene->askers[1].waiter);
  g_assert_cmpstr (scene->engine.ended->str, ==, "5:1 ");
  g_assert_cmpuint (scene->engine.n_asked, ==, 2);
  give (&scene->engine, 0);
  assert_asker (&scene->askers[1], 0, 0, 1);
}

static void
test_login_space_lost (Scene *scene, gconstpointer data)
{
  give (&scene->engine, 5);
  haulier_login_space_leave (scene->space, &scene->askers[2].waiter, FALSE);
  haulier_login_space_leave (scene->space, &scene->askers[0].waiter, TRUE);
  g_assert_cmpstr (scene->engine.ended->str, ==, "5:2 ");
  assert_asker (&scene->askers[1], 0, 1, 0);
  assert_asker (&scene->askers[2], 0, 0, 0);
}

/* Everybody has gone before the answer comes. */
static void
test_login_space_nobody_left (Scene *scene, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (scene->askers); i++)
    haulier_login_space_leave (scene->space, &scene->askers[i].waiter, FALSE);
  give (&scene->engine, 5);
  g_assert_cmpstr (scene->engine.ended->str, ==, "5:1 ");
  g_assert_cmpint (haulier_login_space_get_state (scene->space), ==, HAULIER_LOGIN_SPACE_FREE);
}

static void
test_login_space_folders (Scene *scene, gconstpointer data)
{
  const char *origin = plain_question.origin;

  haulier_login_space_add_folder (scene->space, "/a/b/");
  give (&scene->engine, 5);
  g_assert_true (
      haulier_login_space_covers (scene->space, HAULIER_AUTH_TARGET_SERVER, origin, "/a/b/"));
  g_assert_true (
      haulier_login_space_covers (scene->space, HAULIER_AUTH_TARGET_SERVER, origin, "/a/b/c/"));
  g_assert_false (
      haulier_login_space_covers (scene->space, HAULIER_AUTH_TARGET_SERVER, origin, "/a/"));
  g_assert_false (
      haulier_login_space_covers (scene->space, HAULIER_AUTH_TARGET_PROXY, origin, "/a/b/"));
  g_assert_false (haulier_login_space_covers (
      scene->space, HAULIER_AUTH_TARGET_SERVER, "http://b.test:80", "/a/b/"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Scene *scene, gconstpointer data);
  } tests[] = {
    { "/transfer/login-space/accepted", test_login_space_accepted },
    { "/transfer/login-space/rejected", test_login_space_rejected },
    { "/transfer/login-space/refused-for-file", test_login_space_refused_for_file },
    { "/transfer/login-space/asker-left", test_login_space_asker_left },
    { "/transfer/login-space/unsent", test_login_space_unsent },
    { "/transfer/login-space/lost", test_login_space_lost },
    { "/transfer/login-space/nobody-left", test_login_space_nobody_left },
    { "/transfer/login-space/folders", test_login_space_folders },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Scene, NULL, scene_set_up, tests[i].run, scene_tear_down);
  return g_test_run ();
}
