/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which key of a keytab stands for the computer. */
#include "config.h"

#include "haulier-computer-keys.h"

#include <string.h>

/* NetBIOS names, which a domain names the accounts of its computers by, are no longer. */
#define NETBIOS_CHARACTERS 15

static gboolean
is_account (const char *const *components, const char *host)
{
  return components[0] != NULL && components[1] == NULL && components[0][0] != '$'
         && g_str_has_suffix (components[0], "$");
}

static gboolean
is_own_account (const char *const *components, const char *host)
{
  gsize host_length = strcspn (host, ".");
  gsize length = is_account (components, host) ? strlen (components[0]) - 1 : 0;

  return length > 0 && g_ascii_strncasecmp (components[0], host, length) == 0
         && (length == host_length || (length == NETBIOS_CHARACTERS && host_length > length));
}

static gboolean
is_host (const char *const *components, const char *host)
{
  return components[0] != NULL && g_str_equal (components[0], "host") && components[1] != NULL
         && components[2] == NULL;
}

/* A short name stands for the whole one, and the other way round. */
static gboolean
is_own_host (const char *const *components, const char *host)
{
  const char *name = is_host (components, host) ? components[1] : "";
  gsize length = strcspn (name, ".");

  if (strchr (name, '.') != NULL && strchr (host, '.') != NULL)
    return g_ascii_strcasecmp (name, host) == 0;
  return length > 0 && length == strcspn (host, ".")
         && g_ascii_strncasecmp (name, host, length) == 0;
}

/* The first row that fits counts, and an earlier row is better. A computer may have joined its
 * domain under another name than it has now. */
static const struct
{
  gboolean (*fits) (const char *const *components, const char *host);
  const char *requirements;
  const char *source;
} key_rows[] = {
  { is_own_account, "ACC-6", "HOST$@REALM: the account of a computer in a domain" },
  { is_own_host, "ACC-6", "host/fqdn@REALM: the principal of a host, RFC 4120, 6.2.1" },
  { is_account, "ACC-6", "NAME$@REALM: a computer that was renamed" },
  { is_host, "ACC-6", "host/name@REALM: a host that has another name" },
};

/**
 * haulier_computer_key_rank:
 * @components: (array zero-terminated=1): of the principal, without its realm
 * @host: name of this computer, short or whole
 *
 * Tells whether a key is one of the computer itself, and how good a one.
 *
 * Source: Service Accounts and BITS: computer credentials.
 *
 * Returns: 0 for the best one, more for others, %HAULIER_COMPUTER_KEY_NONE for a service's
 */
guint
haulier_computer_key_rank (const char *const *components, const char *host)
{
  for (guint i = 0; i < G_N_ELEMENTS (key_rows); i++)
    {
      if (key_rows[i].fits (components, host))
        return i;
    }
  return HAULIER_COMPUTER_KEY_NONE;
}
