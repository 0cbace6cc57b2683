/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine's methods about who is used for what, one after the other. */
#include "config.h"

#include "haulier-cli-access-engine.h"

#include "haulier-cli-engine.h"

/**
 * haulier_cli_get_plan:
 * @cli: a run
 * @id: a job
 * @file: index of a file
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierPlanItem): the rows
 */
GPtrArray *
haulier_cli_get_plan (HaulierCli *cli, const char *id, guint file, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_get_plan_async (cli->client, id, file, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_get_plan_finish (cli->client, result, error);
}

/**
 * haulier_cli_plan_access:
 * @cli: a run
 * @spec: (transfer floating): what to plan for
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierPlanItem): the rows
 */
GPtrArray *
haulier_cli_plan_access (HaulierCli *cli, GVariant *spec, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_plan_access_async (cli->client, spec, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_plan_access_finish (cli->client, result, error);
}

/**
 * haulier_cli_list_credentials:
 * @cli: a run
 * @id: a job
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `aa{sv}`, as Credentials.List has it
 */
GVariant *
haulier_cli_list_credentials (HaulierCli *cli, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_list_credentials_async (cli->client, id, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_list_credentials_finish (cli->client, result, error);
}

/**
 * haulier_cli_set_credential:
 * @cli: a run
 * @id: a job
 * @change: the login
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where the password is kept
 */
char *
haulier_cli_set_credential (HaulierCli *cli,
                            const char *id,
                            const HaulierCredentialChange *change,
                            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_set_credential_async (
      cli->client, id, change, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_set_credential_finish (cli->client, result, error);
}

/**
 * haulier_cli_remove_credential:
 * @cli: a run
 * @id: a job
 * @target: of the login
 * @scheme: of the login
 * @out_removed: (out): whether there was one
 * @error: return location
 *
 * Returns: whether there is none now
 */
gboolean
haulier_cli_remove_credential (HaulierCli *cli,
                               const char *id,
                               const char *target,
                               const char *scheme,
                               gboolean *out_removed,
                               GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_remove_credential_async (
      cli->client, id, target, scheme, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_remove_credential_finish (cli->client, result, out_removed, error);
}

/**
 * haulier_cli_list_host_credentials:
 * @cli: a run
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `aa{sv}`, as Credentials.List has it
 */
GVariant *
haulier_cli_list_host_credentials (HaulierCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_list_host_credentials_async (cli->client, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_list_credentials_finish (cli->client, result, error);
}

/**
 * haulier_cli_set_host_credential:
 * @cli: a run
 * @address: of the server or the proxy
 * @change: the login
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where the password is kept
 */
char *
haulier_cli_set_host_credential (HaulierCli *cli,
                                 const char *address,
                                 const HaulierCredentialChange *change,
                                 GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_set_host_credential_async (
      cli->client, address, change, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_set_credential_finish (cli->client, result, error);
}

/**
 * haulier_cli_remove_host_credential:
 * @cli: a run
 * @address: of the server or the proxy
 * @target: of the login
 * @scheme: of the login
 * @out_removed: (out): whether there was one
 * @error: return location
 *
 * Returns: whether there is none now
 */
gboolean
haulier_cli_remove_host_credential (HaulierCli *cli,
                                    const char *address,
                                    const char *target,
                                    const char *scheme,
                                    gboolean *out_removed,
                                    GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return FALSE;
  haulier_client_remove_host_credential_async (
      cli->client, address, target, scheme, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_remove_credential_finish (cli->client, result, out_removed, error);
}

/**
 * haulier_cli_get_access_part:
 * @cli: a run
 * @id: a job
 * @part: which settings
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `a{sv}`
 */
GVariant *
haulier_cli_get_access_part (HaulierCli *cli,
                             const char *id,
                             HaulierAccessPart part,
                             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_get_access_part_async (
      cli->client, id, part, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_get_access_part_finish (cli->client, result, error);
}

/**
 * haulier_cli_set_proxy:
 * @cli: a run
 * @id: a job
 * @usage: a word
 * @list: proxies
 * @bypass: hosts reached without them
 * @error: return location
 *
 * Returns: whether they are set
 */
gboolean
haulier_cli_set_proxy (HaulierCli *cli,
                       const char *id,
                       const char *usage,
                       const char *list,
                       const char *bypass,
                       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_set_proxy_async (
      cli->client, id, usage, list, bypass, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_set_access_part_finish (cli->client, result, error);
}

/**
 * haulier_cli_set_token_flags:
 * @cli: a run
 * @id: a job
 * @flags: HAULIER_TOKEN_…
 * @error: return location
 *
 * Returns: whether they are set
 */
gboolean
haulier_cli_set_token_flags (HaulierCli *cli, const char *id, guint flags, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_set_token_flags_async (
      cli->client, id, flags, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_set_access_part_finish (cli->client, result, error);
}

/**
 * haulier_cli_set_certificate:
 * @cli: a run
 * @id: a job
 * @certificate: (nullable): `a{sv}`; %NULL: none
 * @error: return location
 *
 * Returns: whether it is set
 */
gboolean
haulier_cli_set_certificate (HaulierCli *cli, const char *id, GVariant *certificate, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_set_certificate_async (
      cli->client, id, certificate, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_set_access_part_finish (cli->client, result, error);
}
