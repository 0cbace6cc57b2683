/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One part of a server, or one proxy, that wants a login of a job: asked for once, tried by one
 * request, used by all. */
#include "config.h"

#include "haulier-login-space.h"

/* A server with more places than this is asked without a login first. */
#define MAX_FOLDERS 64

struct _HaulierLoginSpace
{
  guint references;
  GMainContext *main;
  const HaulierLoginSpaceOwner *funcs;
  gpointer owner; /* (nullable): closed */
  HaulierLoginSpaceState state;
  HaulierLoginQuestion *question;   /* the last one */
  GPtrArray *folders;               /* parts of the server that are known to belong to it */
  HaulierWireLogin *login;          /* (nullable) */
  GPtrArray *waiters;               /* const HaulierLoginWaiter */
  const HaulierLoginWaiter *asker;  /* (nullable): who was told to ask, as long as it waits */
  const HaulierLoginWaiter *prober; /* (nullable) */
};

/**
 * haulier_login_space_new:
 * @main: where requests run
 * @question: what was asked
 * @funcs: (transfer none): how to ask the engine
 * @owner: for @funcs
 *
 * Returns: (transfer full): a space without a login
 */
HaulierLoginSpace *
haulier_login_space_new (GMainContext *main,
                         const HaulierLoginQuestion *question,
                         const HaulierLoginSpaceOwner *funcs,
                         gpointer owner)
{
  HaulierLoginSpace *space = g_new0 (HaulierLoginSpace, 1);

  space->references = 1;
  space->main = main;
  space->funcs = funcs;
  space->owner = owner;
  space->question = haulier_login_question_copy (question);
  space->folders = g_ptr_array_new_with_free_func (g_free);
  space->waiters = g_ptr_array_new ();
  return space;
}

/**
 * haulier_login_space_ref:
 * @space: a space
 *
 * Returns: (transfer full): @space
 */
HaulierLoginSpace *
haulier_login_space_ref (HaulierLoginSpace *space)
{
  space->references++;
  return space;
}

/**
 * haulier_login_space_unref:
 * @space: (nullable) (transfer full): a space
 */
void
haulier_login_space_unref (HaulierLoginSpace *space)
{
  if (space == NULL || --space->references > 0)
    return;
  haulier_login_question_free (space->question);
  haulier_wire_login_unref (space->login);
  g_ptr_array_unref (space->folders);
  g_ptr_array_unref (space->waiters);
  g_free (space);
}

/**
 * haulier_login_space_close:
 * @space: a space whose job is over
 *
 * Nobody is asked or told any more.
 */
void
haulier_login_space_close (HaulierLoginSpace *space)
{
  space->owner = NULL;
  g_ptr_array_set_size (space->waiters, 0);
}

/**
 * haulier_login_space_is:
 * @space: a space
 * @question: a question
 *
 * Returns: whether the question is about this space: who asks, and for which realm
 */
gboolean
haulier_login_space_is (const HaulierLoginSpace *space, const HaulierLoginQuestion *question)
{
  const HaulierLoginQuestion *own = space->question;

  return own->target == question->target && own->same_origin == question->same_origin
         && g_str_equal (own->origin, question->origin)
         && g_str_equal (own->realm, question->realm);
}

/**
 * haulier_login_space_covers:
 * @space: a space
 * @target: a server or a proxy
 * @origin: its origin
 * @folder: path of the address up to its last slash
 *
 * Source: RFC 7617, 2.2: what lies beside or below what was asked for belongs to it.
 *
 * Returns: whether it is known to want the login without being asked first
 */
gboolean
haulier_login_space_covers (const HaulierLoginSpace *space,
                            HaulierAuthTarget target,
                            const char *origin,
                            const char *folder)
{
  if (space->question->target != target || !space->question->same_origin
      || !g_str_equal (space->question->origin, origin))
    return FALSE;
  for (guint i = 0; i < space->folders->len; i++)
    {
      if (g_str_has_prefix (folder, g_ptr_array_index (space->folders, i)))
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_login_space_get_state:
 * @space: a space
 *
 * Returns: how far it is
 */
HaulierLoginSpaceState
haulier_login_space_get_state (const HaulierLoginSpace *space)
{
  return space->state;
}

/**
 * haulier_login_space_get_login:
 * @space: a space
 *
 * Returns: (transfer none) (nullable): what is tried, or was accepted
 */
HaulierWireLogin *
haulier_login_space_get_login (const HaulierLoginSpace *space)
{
  return space->login;
}

/**
 * haulier_login_space_get_realm:
 * @space: a space
 *
 * Returns: (transfer none): what its server or proxy calls it
 */
const char *
haulier_login_space_get_realm (const HaulierLoginSpace *space)
{
  return space->question->realm;
}

/**
 * haulier_login_space_is_prober:
 * @space: a space
 * @waiter: a request
 *
 * Returns: whether it is the one that tries the login
 */
gboolean
haulier_login_space_is_prober (const HaulierLoginSpace *space, const HaulierLoginWaiter *waiter)
{
  return space->state == HAULIER_LOGIN_SPACE_PROBING && space->prober == waiter;
}

/**
 * haulier_login_space_add_folder:
 * @space: a space
 * @folder: path of an address that has asked for the login, up to its last slash
 */
void
haulier_login_space_add_folder (HaulierLoginSpace *space, const char *folder)
{
  for (guint i = 0; i < space->folders->len; i++)
    {
      if (g_str_has_prefix (folder, g_ptr_array_index (space->folders, i)))
        return;
    }
  if (space->folders->len < MAX_FOLDERS)
    g_ptr_array_add (space->folders, g_strdup (folder));
}

/* Those who wait now are told; they may wait again at once, behind the others, or leave meanwhile.
 */
static void
let_all_go_on (HaulierLoginSpace *space)
{
  space->prober = NULL;
  for (guint left = space->waiters->len; left > 0 && space->waiters->len > 0; left--)
    {
      const HaulierLoginWaiter *waiter = g_ptr_array_steal_index (space->waiters, 0);

      waiter->go_on (FALSE, waiter->user_data);
    }
}

static void
refuse_all (HaulierLoginSpace *space, HaulierFailure *failure)
{
  space->prober = NULL;
  for (guint left = space->waiters->len; left > 0 && space->waiters->len > 0; left--)
    {
      const HaulierLoginWaiter *waiter = g_ptr_array_steal_index (space->waiters, 0);

      waiter->refused (failure != NULL ? haulier_failure_copy (failure) : NULL, waiter->user_data);
    }
}

/* Nothing answers for the file of the one who asked; the others ask for theirs. */
static void
refuse_asker (HaulierLoginSpace *space, HaulierFailure *failure)
{
  const HaulierLoginWaiter *asker = g_steal_pointer (&space->asker);

  if (asker != NULL && g_ptr_array_remove (space->waiters, (gpointer) asker))
    asker->refused (haulier_failure_copy (failure), asker->user_data);
  let_all_go_on (space);
}

static void
say_ended (HaulierLoginSpace *space,
           const HaulierWireLogin *login,
           HaulierLoginEnd outcome,
           const char *message)
{
  if (space->owner != NULL)
    space->funcs->ended (login->number, outcome, message, space->owner);
}

/* The first of those who wait tries the login. */
static void
start_probe (HaulierLoginSpace *space)
{
  const HaulierLoginWaiter *prober = NULL;

  if (space->waiters->len == 0)
    {
      say_ended (space, space->login, HAULIER_LOGIN_END_UNSENT, NULL);
      g_clear_pointer (&space->login, haulier_wire_login_unref);
      space->state = HAULIER_LOGIN_SPACE_FREE;
      return;
    }
  space->state = HAULIER_LOGIN_SPACE_PROBING;
  prober = g_ptr_array_steal_index (space->waiters, 0);
  space->prober = prober;
  prober->go_on (TRUE, prober->user_data);
}

static void
on_answer (HaulierWireLogin *login, HaulierFailure *failure, gpointer user_data)
{
  g_autoptr (HaulierLoginSpace) space = user_data;
  g_autoptr (HaulierFailure) owned = failure;

  g_clear_pointer (&space->login, haulier_wire_login_unref);
  if (login != NULL)
    {
      space->login = login;
      start_probe (space);
      return;
    }
  space->state = HAULIER_LOGIN_SPACE_FREE;
  if (failure != NULL && failure->file_index != HAULIER_FAILURE_NO_FILE)
    refuse_asker (space, failure);
  else
    refuse_all (space, failure);
}

static void
ask (HaulierLoginSpace *space, const HaulierLoginWaiter *waiter, guint64 sent, const char *message)
{
  g_ptr_array_insert (space->waiters, 0, (gpointer) waiter);
  space->state = HAULIER_LOGIN_SPACE_ASKING;
  space->asker = waiter;
  space->prober = NULL;
  g_clear_pointer (&space->login, haulier_wire_login_unref);
  space->question->sent = sent;
  g_free (space->question->message);
  space->question->message = g_strdup (message);
  space->funcs->ask (space->question, on_answer, haulier_login_space_ref (space), space->owner);
}

/**
 * haulier_login_space_ask:
 * @space: a space
 * @question: what its server or proxy has just asked; @sent is what it was sent
 * @waiter: (transfer none): the request that was answered so; stays where it is until it is told,
 * or leaves
 *
 * Asks the engine, unless it was asked already, or has answered since.
 */
void
haulier_login_space_ask (HaulierLoginSpace *space,
                         const HaulierLoginQuestion *question,
                         const HaulierLoginWaiter *waiter)
{
  guint64 current = space->login != NULL ? space->login->number : 0;

  if (space->owner == NULL)
    return;
  if (space->state == HAULIER_LOGIN_SPACE_OPEN && question->sent != current)
    {
      waiter->go_on (FALSE, waiter->user_data);
      return;
    }
  if (space->state == HAULIER_LOGIN_SPACE_ASKING
      || (space->state == HAULIER_LOGIN_SPACE_PROBING && question->sent != current))
    {
      g_ptr_array_add (space->waiters, (gpointer) waiter);
      return;
    }
  haulier_login_question_free (space->question);
  space->question = haulier_login_question_copy (question);
  ask (space, waiter, question->sent, question->message);
}

/**
 * haulier_login_space_wait:
 * @space: a space that is asking or probing
 * @waiter: (transfer none): a request that would be asked for the login
 */
void
haulier_login_space_wait (HaulierLoginSpace *space, const HaulierLoginWaiter *waiter)
{
  g_ptr_array_add (space->waiters, (gpointer) waiter);
}

/* It may have been rejected again since; then those who wait go on waiting. */
static gboolean
on_accepted (gpointer user_data)
{
  HaulierLoginSpace *space = user_data;

  if (space->state == HAULIER_LOGIN_SPACE_OPEN)
    let_all_go_on (space);
  return G_SOURCE_REMOVE;
}

/**
 * haulier_login_space_accepted:
 * @space: a space
 * @login: what a request was sent with
 *
 * Lets everybody use it, soon: libcurl is at work, and takes no new requests now.
 */
void
haulier_login_space_accepted (HaulierLoginSpace *space, const HaulierWireLogin *login)
{
  g_autoptr (GSource) source = NULL;

  if (space->state != HAULIER_LOGIN_SPACE_PROBING || space->login != login)
    return;
  space->state = HAULIER_LOGIN_SPACE_OPEN;
  space->prober = NULL;
  say_ended (space, login, HAULIER_LOGIN_END_ACCEPTED, NULL);
  source = g_idle_source_new ();
  g_source_set_name (source, "login");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source,
                         on_accepted,
                         haulier_login_space_ref (space),
                         (GDestroyNotify) haulier_login_space_unref);
  g_source_attach (source, space->main);
}

/* What to do about a login that is of no use (any more). */
static void
ask_for_another (HaulierLoginSpace *space,
                 const HaulierWireLogin *login,
                 guint64 sent,
                 const char *message,
                 const HaulierLoginWaiter *waiter)
{
  if (space->owner == NULL)
    return;
  if (space->login == login)
    {
      ask (space, waiter, sent, message);
      return;
    }
  if (space->state == HAULIER_LOGIN_SPACE_OPEN)
    waiter->go_on (FALSE, waiter->user_data);
  else if (space->state == HAULIER_LOGIN_SPACE_FREE)
    waiter->refused (NULL, waiter->user_data);
  else
    haulier_login_space_wait (space, waiter);
}

/**
 * haulier_login_space_unsent:
 * @space: a space
 * @login: what a request was to be sent with
 * @message: why it was not
 * @waiter: (transfer none): the request
 *
 * Asks for another one.
 */
void
haulier_login_space_unsent (HaulierLoginSpace *space,
                            const HaulierWireLogin *login,
                            const char *message,
                            const HaulierLoginWaiter *waiter)
{
  if (space->login == login)
    say_ended (space, login, HAULIER_LOGIN_END_UNSENT, message);
  ask_for_another (space, login, 0, message, waiter);
}

/**
 * haulier_login_space_rejected:
 * @space: a space
 * @login: what was to be sent
 * @message: who rejected it instead of the server, and why
 * @waiter: (transfer none): the request
 *
 * Asks for another one.
 */
void
haulier_login_space_rejected (HaulierLoginSpace *space,
                              const HaulierWireLogin *login,
                              const char *message,
                              const HaulierLoginWaiter *waiter)
{
  ask_for_another (space, login, login->number, message, waiter);
}

/**
 * haulier_login_space_leave:
 * @space: a space
 * @waiter: a request that does not go on
 * @sent: whether the login was sent with it
 *
 * Forgets the request. When it was the one that tried the login, that ended without an outcome.
 */
void
haulier_login_space_leave (HaulierLoginSpace *space,
                           const HaulierLoginWaiter *waiter,
                           gboolean sent)
{
  g_ptr_array_remove (space->waiters, (gpointer) waiter);
  if (space->asker == waiter)
    space->asker = NULL;
  if (!haulier_login_space_is_prober (space, waiter))
    return;
  say_ended (space, space->login, sent ? HAULIER_LOGIN_END_LOST : HAULIER_LOGIN_END_UNSENT, NULL);
  g_clear_pointer (&space->login, haulier_wire_login_unref);
  space->state = HAULIER_LOGIN_SPACE_FREE;
  let_all_go_on (space);
}
