/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What one user has of the computer's own Kerberos credentials: a ticket, or why there is none. */
#include "config.h"

#include "haulier-machine-credential.h"

#include "haulier-keytab-file.h"

/* A ticket is replaced when this much of its life is over. */
#define RENEW_PERCENT 80
/* After a failure, doubled with each further one. */
#define RETRY_MIN_SEC 10
#define RETRY_MAX_SEC 900

static gint64
get_real_sec (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * haulier_machine_credential_clear:
 * @credential: a credential; it is unknown then
 */
void
haulier_machine_credential_clear (HaulierMachineCredential *credential)
{
  g_free (credential->principal);
  g_free (credential->reason);
  g_clear_pointer (&credential->evidence, g_variant_unref);
  *credential = (HaulierMachineCredential){ HAULIER_MACHINE_CREDENTIAL_UNKNOWN };
}

/**
 * haulier_machine_credential_set_none:
 * @credential: a credential
 * @reason: why the computer has no identity on the network
 */
void
haulier_machine_credential_set_none (HaulierMachineCredential *credential, const char *reason)
{
  struct stat keytab = credential->keytab;

  haulier_machine_credential_clear (credential);
  credential->state = HAULIER_MACHINE_CREDENTIAL_NONE;
  credential->reason = g_strdup (reason);
  credential->keytab = keytab;
}

/* A ticket that is still good stays while a new one cannot be had. */
static void
forget_ticket (HaulierMachineCredential *credential, const char *principal)
{
  struct stat keytab = credential->keytab;
  guint retry_sec = credential->retry_sec;

  if (haulier_machine_credential_is_good (credential))
    return;
  haulier_machine_credential_clear (credential);
  credential->state = HAULIER_MACHINE_CREDENTIAL_FAILED;
  credential->principal = g_strdup (principal);
  credential->keytab = keytab;
  credential->retry_sec = retry_sec;
}

/**
 * haulier_machine_credential_set_failed:
 * @credential: a credential
 * @principal: (nullable): who was refused a ticket
 * @reason: what was tried, and why it failed
 * @evidence: (nullable): as of #HaulierMachineCredential; a floating one is taken
 *
 * The next attempt is due after a while, a longer one with each failure.
 */
void
haulier_machine_credential_set_failed (HaulierMachineCredential *credential,
                                       const char *principal,
                                       const char *reason,
                                       GVariant *evidence)
{
  forget_ticket (credential, principal);
  g_free (credential->reason);
  credential->reason = g_strdup (reason);
  g_clear_pointer (&credential->evidence, g_variant_unref);
  credential->evidence = evidence != NULL ? g_variant_ref_sink (evidence) : NULL;
  credential->retry_sec
      = credential->retry_sec == 0 ? RETRY_MIN_SEC : MIN (credential->retry_sec * 2, RETRY_MAX_SEC);
  credential->due = g_get_monotonic_time () + credential->retry_sec * G_USEC_PER_SEC;
}

/**
 * haulier_machine_credential_set_ready:
 * @credential: a credential
 * @report: of a ticket
 *
 * The next one is due when most of its life is over.
 */
void
haulier_machine_credential_set_ready (HaulierMachineCredential *credential,
                                      const HaulierTicketReport *report)
{
  struct stat keytab = credential->keytab;
  gint64 life_sec = report->expires - get_real_sec ();

  if (life_sec <= 0)
    {
      haulier_machine_credential_set_failed (
          credential,
          report->principal,
          "use the Kerberos ticket of the computer: it has ended already, clocks differ",
          NULL);
      return;
    }
  haulier_machine_credential_clear (credential);
  credential->state = HAULIER_MACHINE_CREDENTIAL_READY;
  credential->principal = g_strdup (report->principal);
  credential->expires = report->expires;
  credential->keytab = keytab;
  credential->due = g_get_monotonic_time () + life_sec * G_USEC_PER_SEC / 100 * RENEW_PERCENT;
}

/**
 * haulier_machine_credential_is_good:
 * @credential: a credential
 *
 * Returns: whether there is a ticket that has not ended
 */
gboolean
haulier_machine_credential_is_good (const HaulierMachineCredential *credential)
{
  return credential->state == HAULIER_MACHINE_CREDENTIAL_READY
         && credential->expires > get_real_sec ();
}

/**
 * haulier_machine_credential_is_due:
 * @credential: a credential
 * @keytab: the one that there is now
 *
 * Returns: whether a ticket is to be asked for
 */
gboolean
haulier_machine_credential_is_due (const HaulierMachineCredential *credential,
                                   const struct stat *keytab)
{
  if (!haulier_keytab_file_is_same (&credential->keytab, keytab))
    return TRUE;
  switch (credential->state)
    {
    case HAULIER_MACHINE_CREDENTIAL_UNKNOWN:
      return TRUE;
    case HAULIER_MACHINE_CREDENTIAL_NONE:
      return FALSE;
    case HAULIER_MACHINE_CREDENTIAL_READY:
      /* the clock that "due" is of stands still while the computer sleeps */
      if (credential->reason == NULL && !haulier_machine_credential_is_good (credential))
        return TRUE;
      return credential->due <= g_get_monotonic_time ();
    case HAULIER_MACHINE_CREDENTIAL_FAILED:
      return credential->due <= g_get_monotonic_time ();
    }
  g_return_val_if_reached (FALSE);
}
