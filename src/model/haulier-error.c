/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The error domain: one table of codes, each with its HRESULT, symbol, D-Bus name and text. */
/* lint: length, the table has five lines a code */
#include "config.h"

#include "haulier-error.h"

#include <errno.h>
#define N_(text) (text)

/* Facility of HTTP statuses in an HRESULT: 0x80190000 + status. */
#define HTTP_FACILITY 0x80190000u

typedef struct
{
  gint code;
  const char *symbol;
  const char *dbus_name;
  HaulierErrorKind kind;
  const char *text; /* what happened, lower case, for a person; translatable */
} ErrorRow;

/* Sorted by the unsigned value of the code: it is searched by halving. */
static const ErrorRow error_rows[] = {
  {
      .code = HAULIER_ERROR_PARTIAL_COMPLETE,
      .symbol = "BG_S_PARTIAL_COMPLETE",
      .dbus_name = "org.haulier.Error.PartialComplete",
      .kind = HAULIER_ERROR_KIND_SUCCESS,
      .text = N_ ("only some of the files were complete and were kept"),
  },
  {
      .code = HAULIER_ERROR_UNABLE_TO_DELETE_FILES,
      .symbol = "BG_S_UNABLE_TO_DELETE_FILES",
      .dbus_name = "org.haulier.Error.UnableToDeleteFiles",
      .kind = HAULIER_ERROR_KIND_SUCCESS,
      .text = N_ ("some temporary files could not be deleted"),
  },
  {
      .code = HAULIER_ERROR_PROXY_CHANGED,
      .symbol = "BG_S_PROXY_CHANGED",
      .dbus_name = "org.haulier.Error.ProxyChanged",
      .kind = HAULIER_ERROR_KIND_SUCCESS,
      .text = N_ ("the proxy changed"),
  },
  {
      .code = HAULIER_ERROR_OVERRIDDEN_BY_POLICY,
      .symbol = "BG_S_OVERRIDDEN_BY_POLICY",
      .dbus_name = "org.haulier.Error.OverriddenByPolicy",
      .kind = HAULIER_ERROR_KIND_SUCCESS,
      .text = N_ ("a policy overrides the setting"),
  },
  {
      .code = HAULIER_ERROR_NOT_IMPLEMENTED,
      .symbol = "E_NOTIMPL",
      .dbus_name = "org.haulier.Error.NotImplemented",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("this is not supported"),
  },
  {
      .code = HAULIER_ERROR_FAILED,
      .symbol = "E_FAIL",
      .dbus_name = "org.haulier.Error.Failed",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("an unexpected error occurred"),
  },
  {
      .code = HAULIER_ERROR_FAILED_TO_IMPERSONATE,
      .symbol = "CO_E_FAILEDTOIMPERSONATE",
      .dbus_name = "org.haulier.Error.FailedToImpersonate",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the identity cannot be lent"),
  },
  {
      .code = HAULIER_ERROR_PATH_NOT_THERE,
      .symbol = "ERROR_FILE_NOT_FOUND",
      .dbus_name = "org.haulier.Error.PathNotFound",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the file or folder does not exist"),
  },
  {
      .code = HAULIER_ERROR_TOO_MANY_OPEN_FILES,
      .symbol = "ERROR_TOO_MANY_OPEN_FILES",
      .dbus_name = "org.haulier.Error.TooManyOpenFiles",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("too many files are open"),
  },
  {
      .code = HAULIER_ERROR_ACCESS_DENIED,
      .symbol = "E_ACCESSDENIED",
      .dbus_name = "org.haulier.Error.AccessDenied",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("access is denied"),
  },
  {
      .code = HAULIER_ERROR_OUT_OF_MEMORY,
      .symbol = "E_OUTOFMEMORY",
      .dbus_name = "org.haulier.Error.OutOfMemory",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("there is not enough memory"),
  },
  {
      .code = HAULIER_ERROR_WRITE_PROTECT,
      .symbol = "ERROR_WRITE_PROTECT",
      .dbus_name = "org.haulier.Error.WriteProtected",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the target is write protected"),
  },
  {
      .code = HAULIER_ERROR_FILE_EXISTS,
      .symbol = "ERROR_FILE_EXISTS",
      .dbus_name = "org.haulier.Error.FileExists",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the file exists already"),
  },
  {
      .code = HAULIER_ERROR_INVALID_ARGUMENT,
      .symbol = "E_INVALIDARG",
      .dbus_name = "org.haulier.Error.InvalidArgument",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the argument is not valid"),
  },
  {
      .code = HAULIER_ERROR_DISK_FULL,
      .symbol = "ERROR_DISK_FULL",
      .dbus_name = "org.haulier.Error.DiskFull",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the disk is full"),
  },
  {
      .code = HAULIER_ERROR_INVALID_NAME,
      .symbol = "ERROR_INVALID_NAME",
      .dbus_name = "org.haulier.Error.InvalidName",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the file name is not valid"),
  },
  {
      .code = HAULIER_ERROR_FILE_TOO_LARGE,
      .symbol = "ERROR_FILE_TOO_LARGE",
      .dbus_name = "org.haulier.Error.FileTooLarge",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the file is larger than the file system allows"),
  },
  {
      .code = HAULIER_ERROR_ELEVATION_REQUIRED,
      .symbol = "ERROR_ELEVATION_REQUIRED",
      .dbus_name = "org.haulier.Error.ElevationRequired",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("an administrator has to authorise this"),
  },
  {
      .code = HAULIER_ERROR_CANNOT_COMPLETE,
      .symbol = "ERROR_CAN_NOT_COMPLETE",
      .dbus_name = "org.haulier.Error.CannotComplete",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the network is not ready, for instance without a gateway"),
  },
  {
      .code = HAULIER_ERROR_IO_DEVICE,
      .symbol = "ERROR_IO_DEVICE",
      .dbus_name = "org.haulier.Error.InputOutput",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("reading or writing the local file failed"),
  },
  {
      .code = HAULIER_ERROR_CANCELLED,
      .symbol = "ERROR_CANCELLED",
      .dbus_name = "org.haulier.Error.Cancelled",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the authorisation was dismissed"),
  },
  {
      .code = HAULIER_ERROR_RETRY,
      .symbol = "ERROR_RETRY",
      .dbus_name = "org.haulier.Error.TryAgain",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the engine is not ready yet"),
  },
  {
      .code = HAULIER_ERROR_NOT_LOGGED_ON,
      .symbol = "ERROR_NOT_LOGGED_ON",
      .dbus_name = "org.haulier.Error.NotLoggedOn",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the owner of the job is not logged on"),
  },
  {
      .code = HAULIER_ERROR_NO_SUCH_USER,
      .symbol = "ERROR_NO_SUCH_USER",
      .dbus_name = "org.haulier.Error.NoSuchUser",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("there is no such user"),
  },
  {
      .code = HAULIER_ERROR_SERVER_UNAVAILABLE,
      .symbol = "RPC_S_SERVER_UNAVAILABLE",
      .dbus_name = "org.haulier.Error.ServerUnavailable",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the transfer engine can’t be reached"),
  },
  {
      .code = HAULIER_ERROR_NULL_POINTER,
      .symbol = "RPC_X_NULL_REF_POINTER",
      .dbus_name = "org.haulier.Error.NullPointer",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("a value is missing"),
  },
  {
      .code = HAULIER_ERROR_BAD_STUB_DATA,
      .symbol = "RPC_X_BAD_STUB_DATA",
      .dbus_name = "org.haulier.Error.BadStubData",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the hash of the certificate has not 20 bytes"),
  },
  {
      .code = HAULIER_ERROR_WINHTTP_TIMEOUT,
      .symbol = "ERROR_WINHTTP_TIMEOUT",
      .dbus_name = "org.haulier.Error.HttpTimeout",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server did not answer in time"),
  },
  {
      .code = HAULIER_ERROR_INVALID_URL,
      .symbol = "ERROR_WINHTTP_INVALID_URL",
      .dbus_name = "org.haulier.Error.InvalidUrl",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the address is not valid"),
  },
  {
      .code = HAULIER_ERROR_UNRECOGNIZED_SCHEME,
      .symbol = "ERROR_WINHTTP_UNRECOGNIZED_SCHEME",
      .dbus_name = "org.haulier.Error.UnrecognizedScheme",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the kind of address is not supported"),
  },
  {
      .code = HAULIER_ERROR_NAME_NOT_RESOLVED,
      .symbol = "ERROR_WINHTTP_NAME_NOT_RESOLVED",
      .dbus_name = "org.haulier.Error.NameNotResolved",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the name of the server could not be resolved"),
  },
  {
      .code = HAULIER_ERROR_LOGIN_FAILURE,
      .symbol = "ERROR_WINHTTP_LOGIN_FAILURE",
      .dbus_name = "org.haulier.Error.LoginFailure",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the login failed"),
  },
  {
      .code = HAULIER_ERROR_CANNOT_CONNECT,
      .symbol = "ERROR_WINHTTP_CANNOT_CONNECT",
      .dbus_name = "org.haulier.Error.CannotConnect",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server could not be reached"),
  },
  {
      .code = HAULIER_ERROR_CONNECTION_ERROR,
      .symbol = "ERROR_WINHTTP_CONNECTION_ERROR",
      .dbus_name = "org.haulier.Error.ConnectionError",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the connection was broken"),
  },
  {
      .code = HAULIER_ERROR_SECURE_CERT_DATE_INVALID,
      .symbol = "ERROR_WINHTTP_SECURE_CERT_DATE_INVALID",
      .dbus_name = "org.haulier.Error.CertificateDateInvalid",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the certificate of the server has expired or is not valid yet"),
  },
  {
      .code = HAULIER_ERROR_SECURE_CERT_CN_INVALID,
      .symbol = "ERROR_WINHTTP_SECURE_CERT_CN_INVALID",
      .dbus_name = "org.haulier.Error.CertificateNameInvalid",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the certificate of the server is for another name"),
  },
  {
      .code = HAULIER_ERROR_CLIENT_AUTH_CERT_NEEDED,
      .symbol = "ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED",
      .dbus_name = "org.haulier.Error.ClientCertificateNeeded",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server asks for a client certificate"),
  },
  {
      .code = HAULIER_ERROR_SECURE_INVALID_CA,
      .symbol = "ERROR_WINHTTP_SECURE_INVALID_CA",
      .dbus_name = "org.haulier.Error.CertificateAuthorityInvalid",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the certificate of the server was issued by an unknown authority"),
  },
  {
      .code = HAULIER_ERROR_SECURE_CERT_REV_FAILED,
      .symbol = "ERROR_WINHTTP_SECURE_CERT_REV_FAILED",
      .dbus_name = "org.haulier.Error.RevocationCheckFailed",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("it could not be checked whether the certificate of the server was revoked"),
  },
  {
      .code = HAULIER_ERROR_WINHTTP_INVALID_SERVER_RESPONSE,
      .symbol = "ERROR_WINHTTP_INVALID_SERVER_RESPONSE",
      .dbus_name = "org.haulier.Error.InvalidHttpResponse",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the answer of the server is not valid"),
  },
  {
      .code = HAULIER_ERROR_REDIRECT_FAILED,
      .symbol = "ERROR_WINHTTP_REDIRECT_FAILED",
      .dbus_name = "org.haulier.Error.RedirectFailed",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the redirect was not followed"),
  },
  {
      .code = HAULIER_ERROR_SECURE_CHANNEL_ERROR,
      .symbol = "ERROR_WINHTTP_SECURE_CHANNEL_ERROR",
      .dbus_name = "org.haulier.Error.SecureChannelError",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the secure connection could not be set up"),
  },
  {
      .code = HAULIER_ERROR_BAD_AUTO_PROXY_SCRIPT,
      .symbol = "ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT",
      .dbus_name = "org.haulier.Error.BadProxyScript",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the proxy script is not valid"),
  },
  {
      .code = HAULIER_ERROR_UNABLE_TO_DOWNLOAD_SCRIPT,
      .symbol = "ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT",
      .dbus_name = "org.haulier.Error.ProxyScriptUnavailable",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the proxy script could not be fetched"),
  },
  {
      .code = HAULIER_ERROR_SECURE_INVALID_CERT,
      .symbol = "ERROR_WINHTTP_SECURE_INVALID_CERT",
      .dbus_name = "org.haulier.Error.CertificateInvalid",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the certificate of the server is not valid"),
  },
  {
      .code = HAULIER_ERROR_SECURE_CERT_REVOKED,
      .symbol = "ERROR_WINHTTP_SECURE_CERT_REVOKED",
      .dbus_name = "org.haulier.Error.CertificateRevoked",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the certificate of the server was revoked"),
  },
  {
      .code = HAULIER_ERROR_SECURE_FAILURE,
      .symbol = "ERROR_WINHTTP_SECURE_FAILURE",
      .dbus_name = "org.haulier.Error.SecureFailure",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the secure connection has errors"),
  },
  {
      .code = HAULIER_ERROR_AUTO_PROXY_SERVICE,
      .symbol = "ERROR_WINHTTP_AUTO_PROXY_SERVICE_ERROR",
      .dbus_name = "org.haulier.Error.AutoProxyService",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the proxy settings could not be found out"),
  },
  {
      .code = HAULIER_ERROR_SECURE_CERT_WRONG_USAGE,
      .symbol = "ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE",
      .dbus_name = "org.haulier.Error.CertificateWrongUsage",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the certificate of the server is for another use"),
  },
  {
      .code = HAULIER_ERROR_AUTODETECTION_FAILED,
      .symbol = "ERROR_WINHTTP_AUTODETECTION_FAILED",
      .dbus_name = "org.haulier.Error.AutodetectionFailed",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("no proxy script was found on the network"),
  },
  {
      .code = HAULIER_ERROR_CLIENT_CERT_NO_PRIVATE_KEY,
      .symbol = "ERROR_WINHTTP_CLIENT_CERT_NO_PRIVATE_KEY",
      .dbus_name = "org.haulier.Error.ClientCertificateNoKey",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the client certificate has no private key"),
  },
  {
      .code = HAULIER_ERROR_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY,
      .symbol = "ERROR_WINHTTP_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY",
      .dbus_name = "org.haulier.Error.ClientCertificateKeyNotReadable",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the private key of the client certificate cannot be used by this identity"),
  },
  {
      .code = HAULIER_ERROR_CLIENT_AUTH_CERT_NEEDED_PROXY,
      .symbol = "ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED_PROXY",
      .dbus_name = "org.haulier.Error.ClientCertificateNeededProxy",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the proxy asks for a client certificate"),
  },
  {
      .code = HAULIER_ERROR_CERTIFICATE_NOT_FOUND,
      .symbol = "CRYPT_E_NOT_FOUND",
      .dbus_name = "org.haulier.Error.CertificateNotFound",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the client certificate was not found"),
  },
  {
      .code = HAULIER_ERROR_HTTP_300,
      .symbol = "BG_E_HTTP_ERROR_300",
      .dbus_name = "org.haulier.Error.HttpStatus300",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("multiple choices"),
  },
  {
      .code = HAULIER_ERROR_HTTP_301,
      .symbol = "BG_E_HTTP_ERROR_301",
      .dbus_name = "org.haulier.Error.HttpStatus301",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("moved permanently"),
  },
  {
      .code = HAULIER_ERROR_HTTP_302,
      .symbol = "BG_E_HTTP_ERROR_302",
      .dbus_name = "org.haulier.Error.HttpStatus302",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("found"),
  },
  {
      .code = HAULIER_ERROR_HTTP_303,
      .symbol = "BG_E_HTTP_ERROR_303",
      .dbus_name = "org.haulier.Error.HttpStatus303",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("see other"),
  },
  {
      .code = HAULIER_ERROR_HTTP_304,
      .symbol = "BG_E_HTTP_ERROR_304",
      .dbus_name = "org.haulier.Error.HttpStatus304",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("not modified"),
  },
  {
      .code = HAULIER_ERROR_HTTP_305,
      .symbol = "BG_E_HTTP_ERROR_305",
      .dbus_name = "org.haulier.Error.HttpStatus305",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("use proxy"),
  },
  {
      .code = HAULIER_ERROR_HTTP_307,
      .symbol = "BG_E_HTTP_ERROR_307",
      .dbus_name = "org.haulier.Error.HttpStatus307",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("temporary redirect"),
  },
  {
      .code = HAULIER_ERROR_HTTP_308,
      .symbol = "BG_E_HTTP_ERROR_308",
      .dbus_name = "org.haulier.Error.HttpStatus308",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("permanent redirect"),
  },
  {
      .code = HAULIER_ERROR_HTTP_400,
      .symbol = "BG_E_HTTP_ERROR_400",
      .dbus_name = "org.haulier.Error.HttpStatus400",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("bad request"),
  },
  {
      .code = HAULIER_ERROR_HTTP_401,
      .symbol = "BG_E_HTTP_ERROR_401",
      .dbus_name = "org.haulier.Error.HttpStatus401",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server asks for a login"),
  },
  {
      .code = HAULIER_ERROR_HTTP_402,
      .symbol = "BG_E_HTTP_ERROR_402",
      .dbus_name = "org.haulier.Error.HttpStatus402",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("payment required"),
  },
  {
      .code = HAULIER_ERROR_HTTP_403,
      .symbol = "BG_E_HTTP_ERROR_403",
      .dbus_name = "org.haulier.Error.HttpStatus403",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server refuses access"),
  },
  {
      .code = HAULIER_ERROR_HTTP_404,
      .symbol = "BG_E_HTTP_ERROR_404",
      .dbus_name = "org.haulier.Error.HttpStatus404",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server has no such file"),
  },
  {
      .code = HAULIER_ERROR_HTTP_405,
      .symbol = "BG_E_HTTP_ERROR_405",
      .dbus_name = "org.haulier.Error.HttpStatus405",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server does not allow this method"),
  },
  {
      .code = HAULIER_ERROR_HTTP_406,
      .symbol = "BG_E_HTTP_ERROR_406",
      .dbus_name = "org.haulier.Error.HttpStatus406",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("not acceptable"),
  },
  {
      .code = HAULIER_ERROR_HTTP_407,
      .symbol = "BG_E_HTTP_ERROR_407",
      .dbus_name = "org.haulier.Error.HttpStatus407",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the proxy asks for a login"),
  },
  {
      .code = HAULIER_ERROR_HTTP_408,
      .symbol = "BG_E_HTTP_ERROR_408",
      .dbus_name = "org.haulier.Error.HttpStatus408",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server waited too long for the request"),
  },
  {
      .code = HAULIER_ERROR_HTTP_409,
      .symbol = "BG_E_HTTP_ERROR_409",
      .dbus_name = "org.haulier.Error.HttpStatus409",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("conflict"),
  },
  {
      .code = HAULIER_ERROR_HTTP_410,
      .symbol = "BG_E_HTTP_ERROR_410",
      .dbus_name = "org.haulier.Error.HttpStatus410",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the file is gone from the server"),
  },
  {
      .code = HAULIER_ERROR_HTTP_411,
      .symbol = "BG_E_HTTP_ERROR_411",
      .dbus_name = "org.haulier.Error.HttpStatus411",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("length required"),
  },
  {
      .code = HAULIER_ERROR_HTTP_412,
      .symbol = "BG_E_HTTP_ERROR_412",
      .dbus_name = "org.haulier.Error.HttpStatus412",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("precondition failed"),
  },
  {
      .code = HAULIER_ERROR_HTTP_413,
      .symbol = "BG_E_HTTP_ERROR_413",
      .dbus_name = "org.haulier.Error.HttpStatus413",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server finds the request too large"),
  },
  {
      .code = HAULIER_ERROR_HTTP_414,
      .symbol = "BG_E_HTTP_ERROR_414",
      .dbus_name = "org.haulier.Error.HttpStatus414",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server finds the address too long"),
  },
  {
      .code = HAULIER_ERROR_HTTP_415,
      .symbol = "BG_E_HTTP_ERROR_415",
      .dbus_name = "org.haulier.Error.HttpStatus415",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("unsupported media type"),
  },
  {
      .code = HAULIER_ERROR_HTTP_416,
      .symbol = "BG_E_HTTP_ERROR_416",
      .dbus_name = "org.haulier.Error.HttpStatus416",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server has no such range"),
  },
  {
      .code = HAULIER_ERROR_HTTP_417,
      .symbol = "BG_E_HTTP_ERROR_417",
      .dbus_name = "org.haulier.Error.HttpStatus417",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("expectation failed"),
  },
  {
      .code = HAULIER_ERROR_HTTP_421,
      .symbol = "BG_E_HTTP_ERROR_421",
      .dbus_name = "org.haulier.Error.HttpStatus421",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("misdirected request"),
  },
  {
      .code = HAULIER_ERROR_HTTP_422,
      .symbol = "BG_E_HTTP_ERROR_422",
      .dbus_name = "org.haulier.Error.HttpStatus422",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("unprocessable content"),
  },
  {
      .code = HAULIER_ERROR_HTTP_423,
      .symbol = "BG_E_HTTP_ERROR_423",
      .dbus_name = "org.haulier.Error.HttpStatus423",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("locked"),
  },
  {
      .code = HAULIER_ERROR_HTTP_425,
      .symbol = "BG_E_HTTP_ERROR_425",
      .dbus_name = "org.haulier.Error.HttpStatus425",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("too early"),
  },
  {
      .code = HAULIER_ERROR_HTTP_426,
      .symbol = "BG_E_HTTP_ERROR_426",
      .dbus_name = "org.haulier.Error.HttpStatus426",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("upgrade required"),
  },
  {
      .code = HAULIER_ERROR_HTTP_428,
      .symbol = "BG_E_HTTP_ERROR_428",
      .dbus_name = "org.haulier.Error.HttpStatus428",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("precondition required"),
  },
  {
      .code = HAULIER_ERROR_HTTP_429,
      .symbol = "BG_E_HTTP_ERROR_429",
      .dbus_name = "org.haulier.Error.HttpStatus429",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server wants fewer requests"),
  },
  {
      .code = HAULIER_ERROR_HTTP_431,
      .symbol = "BG_E_HTTP_ERROR_431",
      .dbus_name = "org.haulier.Error.HttpStatus431",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("request header fields too large"),
  },
  {
      .code = HAULIER_ERROR_HTTP_451,
      .symbol = "BG_E_HTTP_ERROR_451",
      .dbus_name = "org.haulier.Error.HttpStatus451",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server may not give this file for legal reasons"),
  },
  {
      .code = HAULIER_ERROR_HTTP_500,
      .symbol = "BG_E_HTTP_ERROR_500",
      .dbus_name = "org.haulier.Error.HttpStatus500",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server failed"),
  },
  {
      .code = HAULIER_ERROR_HTTP_501,
      .symbol = "BG_E_HTTP_ERROR_501",
      .dbus_name = "org.haulier.Error.HttpStatus501",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server does not support this"),
  },
  {
      .code = HAULIER_ERROR_HTTP_502,
      .symbol = "BG_E_HTTP_ERROR_502",
      .dbus_name = "org.haulier.Error.HttpStatus502",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("a server on the way failed"),
  },
  {
      .code = HAULIER_ERROR_HTTP_503,
      .symbol = "BG_E_HTTP_ERROR_503",
      .dbus_name = "org.haulier.Error.HttpStatus503",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server is not available now"),
  },
  {
      .code = HAULIER_ERROR_HTTP_504,
      .symbol = "BG_E_HTTP_ERROR_504",
      .dbus_name = "org.haulier.Error.HttpStatus504",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("a server on the way got no answer"),
  },
  {
      .code = HAULIER_ERROR_HTTP_505,
      .symbol = "BG_E_HTTP_ERROR_505",
      .dbus_name = "org.haulier.Error.HttpStatus505",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server does not support this HTTP version"),
  },
  {
      .code = HAULIER_ERROR_HTTP_507,
      .symbol = "BG_E_HTTP_ERROR_507",
      .dbus_name = "org.haulier.Error.HttpStatus507",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server has no space left"),
  },
  {
      .code = HAULIER_ERROR_HTTP_508,
      .symbol = "BG_E_HTTP_ERROR_508",
      .dbus_name = "org.haulier.Error.HttpStatus508",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("loop detected"),
  },
  {
      .code = HAULIER_ERROR_HTTP_510,
      .symbol = "BG_E_HTTP_ERROR_510",
      .dbus_name = "org.haulier.Error.HttpStatus510",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("not extended"),
  },
  {
      .code = HAULIER_ERROR_HTTP_511,
      .symbol = "BG_E_HTTP_ERROR_511",
      .dbus_name = "org.haulier.Error.HttpStatus511",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the network asks for a login"),
  },
  {
      .code = HAULIER_ERROR_NOT_FOUND,
      .symbol = "BG_E_NOT_FOUND",
      .dbus_name = "org.haulier.Error.NotFound",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("there is no such job"),
  },
  {
      .code = HAULIER_ERROR_INVALID_STATE,
      .symbol = "BG_E_INVALID_STATE",
      .dbus_name = "org.haulier.Error.InvalidState",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the job is in a state that does not allow this"),
  },
  {
      .code = HAULIER_ERROR_EMPTY,
      .symbol = "BG_E_EMPTY",
      .dbus_name = "org.haulier.Error.Empty",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the job has no files"),
  },
  {
      .code = HAULIER_ERROR_FILE_NOT_AVAILABLE,
      .symbol = "BG_E_FILE_NOT_AVAILABLE",
      .dbus_name = "org.haulier.Error.FileNotAvailable",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the error does not belong to a file"),
  },
  {
      .code = HAULIER_ERROR_PROTOCOL_NOT_AVAILABLE,
      .symbol = "BG_E_PROTOCOL_NOT_AVAILABLE",
      .dbus_name = "org.haulier.Error.ProtocolNotAvailable",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the error does not belong to a protocol"),
  },
  {
      .code = HAULIER_ERROR_DESTINATION_LOCKED,
      .symbol = "BG_E_DESTINATION_LOCKED",
      .dbus_name = "org.haulier.Error.DestinationLocked",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the target volume is locked"),
  },
  {
      .code = HAULIER_ERROR_VOLUME_CHANGED,
      .symbol = "BG_E_VOLUME_CHANGED",
      .dbus_name = "org.haulier.Error.VolumeChanged",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the target volume was exchanged"),
  },
  {
      .code = HAULIER_ERROR_ERROR_INFORMATION_UNAVAILABLE,
      .symbol = "BG_E_ERROR_INFORMATION_UNAVAILABLE",
      .dbus_name = "org.haulier.Error.ErrorInformationUnavailable",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the job has no error to report"),
  },
  {
      .code = HAULIER_ERROR_NETWORK_DISCONNECTED,
      .symbol = "BG_E_NETWORK_DISCONNECTED",
      .dbus_name = "org.haulier.Error.NetworkDisconnected",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("there is no network"),
  },
  {
      .code = HAULIER_ERROR_MISSING_FILE_SIZE,
      .symbol = "BG_E_MISSING_FILE_SIZE",
      .dbus_name = "org.haulier.Error.MissingFileSize",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server does not tell the size of the file"),
  },
  {
      .code = HAULIER_ERROR_INSUFFICIENT_HTTP_SUPPORT,
      .symbol = "BG_E_INSUFFICIENT_HTTP_SUPPORT",
      .dbus_name = "org.haulier.Error.InsufficientHttpSupport",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server does not speak HTTP/1.1"),
  },
  {
      .code = HAULIER_ERROR_INSUFFICIENT_RANGE_SUPPORT,
      .symbol = "BG_E_INSUFFICIENT_RANGE_SUPPORT",
      .dbus_name = "org.haulier.Error.InsufficientRangeSupport",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server, or something on the way to it, does not support ranges"),
  },
  {
      .code = HAULIER_ERROR_REMOTE_NOT_SUPPORTED,
      .symbol = "BG_E_REMOTE_NOT_SUPPORTED",
      .dbus_name = "org.haulier.Error.RemoteNotSupported",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the engine cannot be used from another machine in this way"),
  },
  {
      .code = HAULIER_ERROR_NEW_OWNER_DIFF_MAPPING,
      .symbol = "BG_E_NEW_OWNER_DIFF_MAPPING",
      .dbus_name = "org.haulier.Error.NewOwnerDiffMapping",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the new owner reaches the target in another way"),
  },
  {
      .code = HAULIER_ERROR_NEW_OWNER_NO_FILE_ACCESS,
      .symbol = "BG_E_NEW_OWNER_NO_FILE_ACCESS",
      .dbus_name = "org.haulier.Error.NewOwnerNoFileAccess",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the new owner may not use the files of the job"),
  },
  {
      .code = HAULIER_ERROR_PROXY_LIST_TOO_LARGE,
      .symbol = "BG_E_PROXY_LIST_TOO_LARGE",
      .dbus_name = "org.haulier.Error.ProxyListTooLarge",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the proxy list is too long"),
  },
  {
      .code = HAULIER_ERROR_PROXY_BYPASS_LIST_TOO_LARGE,
      .symbol = "BG_E_PROXY_BYPASS_LIST_TOO_LARGE",
      .dbus_name = "org.haulier.Error.ProxyBypassListTooLarge",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the proxy bypass list is too long"),
  },
  {
      .code = HAULIER_ERROR_INVALID_SERVER_RESPONSE,
      .symbol = "BG_E_INVALID_SERVER_RESPONSE",
      .dbus_name = "org.haulier.Error.InvalidServerResponse",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the answer of the server contradicts itself"),
  },
  {
      .code = HAULIER_ERROR_TOO_MANY_FILES,
      .symbol = "BG_E_TOO_MANY_FILES",
      .dbus_name = "org.haulier.Error.TooManyFiles",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("an upload has exactly one file"),
  },
  {
      .code = HAULIER_ERROR_LOCAL_FILE_CHANGED,
      .symbol = "BG_E_LOCAL_FILE_CHANGED",
      .dbus_name = "org.haulier.Error.LocalFileChanged",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the local file changed during the upload"),
  },
  {
      .code = HAULIER_ERROR_SESSION_NOT_FOUND,
      .symbol = "BG_E_SESSION_NOT_FOUND",
      .dbus_name = "org.haulier.Error.SessionNotFound",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server does not know the upload session"),
  },
  {
      .code = HAULIER_ERROR_TOO_LARGE,
      .symbol = "BG_E_TOO_LARGE",
      .dbus_name = "org.haulier.Error.TooLarge",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the file is larger than allowed"),
  },
  {
      .code = HAULIER_ERROR_STRING_TOO_LONG,
      .symbol = "BG_E_STRING_TOO_LONG",
      .dbus_name = "org.haulier.Error.StringTooLong",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the text is too long"),
  },
  {
      .code = HAULIER_ERROR_CLIENT_SERVER_PROTOCOL_MISMATCH,
      .symbol = "BG_E_CLIENT_SERVER_PROTOCOL_MISMATCH",
      .dbus_name = "org.haulier.Error.ClientServerProtocolMismatch",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("client and server have no upload protocol in common"),
  },
  {
      .code = HAULIER_ERROR_SERVER_EXECUTE_ENABLED,
      .symbol = "BG_E_SERVER_EXECUTE_ENABLE",
      .dbus_name = "org.haulier.Error.ServerExecuteEnabled",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the folder on the server allows programs to be run"),
  },
  {
      .code = HAULIER_ERROR_NO_PROGRESS,
      .symbol = "BG_E_NO_PROGRESS",
      .dbus_name = "org.haulier.Error.NoProgress",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the job made no progress within the time allowed"),
  },
  {
      .code = HAULIER_ERROR_USERNAME_TOO_LARGE,
      .symbol = "BG_E_USERNAME_TOO_LARGE",
      .dbus_name = "org.haulier.Error.UsernameTooLarge",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the user name is too long"),
  },
  {
      .code = HAULIER_ERROR_PASSWORD_TOO_LARGE,
      .symbol = "BG_E_PASSWORD_TOO_LARGE",
      .dbus_name = "org.haulier.Error.PasswordTooLarge",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the password is too long"),
  },
  {
      .code = HAULIER_ERROR_INVALID_AUTH_TARGET,
      .symbol = "BG_E_INVALID_AUTH_TARGET",
      .dbus_name = "org.haulier.Error.InvalidAuthTarget",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the target of the credentials is neither server nor proxy"),
  },
  {
      .code = HAULIER_ERROR_INVALID_AUTH_SCHEME,
      .symbol = "BG_E_INVALID_AUTH_SCHEME",
      .dbus_name = "org.haulier.Error.InvalidAuthScheme",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the login scheme is unknown"),
  },
  {
      .code = HAULIER_ERROR_FILE_NOT_FOUND,
      .symbol = "BG_E_FILE_NOT_FOUND",
      .dbus_name = "org.haulier.Error.FileNotFound",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the file was not found"),
  },
  {
      .code = HAULIER_ERROR_INVALID_RANGE,
      .symbol = "BG_E_INVALID_RANGE",
      .dbus_name = "org.haulier.Error.InvalidRange",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the range lies outside the file"),
  },
  {
      .code = HAULIER_ERROR_OVERLAPPING_RANGES,
      .symbol = "BG_E_OVERLAPPING_RANGES",
      .dbus_name = "org.haulier.Error.OverlappingRanges",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the ranges overlap"),
  },
  {
      .code = HAULIER_ERROR_CONNECT_FAILURE,
      .symbol = "BG_E_CONNECT_FAILURE",
      .dbus_name = "org.haulier.Error.ConnectFailure",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server could not be reached"),
  },
  {
      .code = HAULIER_ERROR_CONNECTION_CLOSED,
      .symbol = "BG_E_CONNECTION_CLOSED",
      .dbus_name = "org.haulier.Error.ConnectionClosed",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the connection was closed too early"),
  },
  {
      .code = HAULIER_ERROR_KEEP_ALIVE_FAILURE,
      .symbol = "BG_E_KEEP_ALIVE_FAILURE",
      .dbus_name = "org.haulier.Error.KeepAliveFailure",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("a kept connection was closed"),
  },
  {
      .code = HAULIER_ERROR_MESSAGE_LENGTH_LIMIT_EXCEEDED,
      .symbol = "BG_E_MESSAGE_LENGTH_LIMIT_EXCEEDED",
      .dbus_name = "org.haulier.Error.MessageLengthLimitExceeded",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("a message is longer than allowed"),
  },
  {
      .code = HAULIER_ERROR_NAME_RESOLUTION_FAILURE,
      .symbol = "BG_E_NAME_RESOLUTION_FAILURE",
      .dbus_name = "org.haulier.Error.NameResolutionFailure",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the name of the server could not be resolved"),
  },
  {
      .code = HAULIER_ERROR_PENDING,
      .symbol = "BG_E_PENDING",
      .dbus_name = "org.haulier.Error.Pending",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the operation is still pending"),
  },
  {
      .code = HAULIER_ERROR_PIPELINE_FAILURE,
      .symbol = "BG_E_PIPELINE_FAILURE",
      .dbus_name = "org.haulier.Error.PipelineFailure",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("a pipelined request failed"),
  },
  {
      .code = HAULIER_ERROR_PROTOCOL_ERROR,
      .symbol = "BG_E_PROTOCOL_ERROR",
      .dbus_name = "org.haulier.Error.ProtocolError",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server did not follow the protocol"),
  },
  {
      .code = HAULIER_ERROR_PROXY_NAME_RESOLUTION_FAILURE,
      .symbol = "BG_E_PROXY_NAME_RESOLUTION_FAILURE",
      .dbus_name = "org.haulier.Error.ProxyNameResolutionFailure",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the name of the proxy could not be resolved"),
  },
  {
      .code = HAULIER_ERROR_RECEIVE_FAILURE,
      .symbol = "BG_E_RECEIVE_FAILURE",
      .dbus_name = "org.haulier.Error.ReceiveFailure",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("receiving from the server failed"),
  },
  {
      .code = HAULIER_ERROR_REQUEST_CANCELED,
      .symbol = "BG_E_REQUEST_CANCELED",
      .dbus_name = "org.haulier.Error.RequestCanceled",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the request was cancelled"),
  },
  {
      .code = HAULIER_ERROR_SECURE_CHANNEL_FAILURE,
      .symbol = "BG_E_SECURE_CHANNEL_FAILURE",
      .dbus_name = "org.haulier.Error.SecureChannelFailure",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the secure connection could not be set up"),
  },
  {
      .code = HAULIER_ERROR_SEND_FAILURE,
      .symbol = "BG_E_SEND_FAILURE",
      .dbus_name = "org.haulier.Error.SendFailure",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("sending to the server failed"),
  },
  {
      .code = HAULIER_ERROR_SERVER_PROTOCOL_VIOLATION,
      .symbol = "BG_E_SERVER_PROTOCOL_VIOLATION",
      .dbus_name = "org.haulier.Error.ServerProtocolViolation",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the answer of the server is not valid HTTP"),
  },
  {
      .code = HAULIER_ERROR_TIMEOUT,
      .symbol = "BG_E_TIMEOUT",
      .dbus_name = "org.haulier.Error.Timeout",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the server did not answer in time"),
  },
  {
      .code = HAULIER_ERROR_TRUST_FAILURE,
      .symbol = "BG_E_TRUST_FAILURE",
      .dbus_name = "org.haulier.Error.TrustFailure",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the certificate of the server is not trusted"),
  },
  {
      .code = HAULIER_ERROR_UNKNOWN_ERROR,
      .symbol = "BG_E_UNKNOWN_ERROR",
      .dbus_name = "org.haulier.Error.UnknownError",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("an unexpected error occurred"),
  },
  {
      .code = HAULIER_ERROR_BLOCKED_BY_POLICY,
      .symbol = "BG_E_BLOCKED_BY_POLICY",
      .dbus_name = "org.haulier.Error.BlockedByPolicy",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the bandwidth policy does not allow transfers now"),
  },
  {
      .code = HAULIER_ERROR_INVALID_PROXY_INFO,
      .symbol = "BG_E_INVALID_PROXY_INFO",
      .dbus_name = "org.haulier.Error.InvalidProxyInfo",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the proxy list or the bypass list is not valid"),
  },
  {
      .code = HAULIER_ERROR_INVALID_CREDENTIALS,
      .symbol = "BG_E_INVALID_CREDENTIALS",
      .dbus_name = "org.haulier.Error.InvalidCredentials",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the credentials are not well formed"),
  },
  {
      .code = HAULIER_ERROR_INVALID_HASH_ALGORITHM,
      .symbol = "BG_E_INVALID_HASH_ALGORITHM",
      .dbus_name = "org.haulier.Error.InvalidHashAlgorithm",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the checksum algorithm is unknown"),
  },
  {
      .code = HAULIER_ERROR_RECORD_DELETED,
      .symbol = "BG_E_RECORD_DELETED",
      .dbus_name = "org.haulier.Error.RecordDeleted",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the record of the peer cache was deleted"),
  },
  {
      .code = HAULIER_ERROR_COMMIT_IN_PROGRESS,
      .symbol = "BG_E_COMMIT_IN_PROGRESS",
      .dbus_name = "org.haulier.Error.CommitInProgress",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the record of the peer cache is being written"),
  },
  {
      .code = HAULIER_ERROR_DISCOVERY_IN_PROGRESS,
      .symbol = "BG_E_DISCOVERY_IN_PROGRESS",
      .dbus_name = "org.haulier.Error.DiscoveryInProgress",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("peers are being looked for"),
  },
  {
      .code = HAULIER_ERROR_UPNP,
      .symbol = "BG_E_UPNP_ERROR",
      .dbus_name = "org.haulier.Error.Upnp",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the gateway could not be asked for its traffic"),
  },
  {
      .code = HAULIER_ERROR_TEST_OPTION_BLOCKED_DOWNLOAD,
      .symbol = "BG_E_TEST_OPTION_BLOCKED_DOWNLOAD",
      .dbus_name = "org.haulier.Error.TestOptionBlockedDownload",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("a test option blocks the download from the server"),
  },
  {
      .code = HAULIER_ERROR_PEERCACHING_DISABLED,
      .symbol = "BG_E_PEERCACHING_DISABLED",
      .dbus_name = "org.haulier.Error.PeerCachingDisabled",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("peer caching is switched off"),
  },
  {
      .code = HAULIER_ERROR_BUSY_CACHE_RECORD,
      .symbol = "BG_E_BUSYCACHERECORD",
      .dbus_name = "org.haulier.Error.BusyCacheRecord",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the record of the peer cache is in use"),
  },
  {
      .code = HAULIER_ERROR_TOO_MANY_JOBS_PER_USER,
      .symbol = "BG_E_TOO_MANY_JOBS_PER_USER",
      .dbus_name = "org.haulier.Error.TooManyJobsPerUser",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the owner has too many jobs"),
  },
  {
      .code = HAULIER_ERROR_TOO_MANY_JOBS_PER_MACHINE,
      .symbol = "BG_E_TOO_MANY_JOBS_PER_MACHINE",
      .dbus_name = "org.haulier.Error.TooManyJobsPerMachine",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the machine has too many jobs"),
  },
  {
      .code = HAULIER_ERROR_TOO_MANY_FILES_IN_JOB,
      .symbol = "BG_E_TOO_MANY_FILES_IN_JOB",
      .dbus_name = "org.haulier.Error.TooManyFilesInJob",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the job has too many files"),
  },
  {
      .code = HAULIER_ERROR_TOO_MANY_RANGES_IN_FILE,
      .symbol = "BG_E_TOO_MANY_RANGES_IN_FILE",
      .dbus_name = "org.haulier.Error.TooManyRangesInFile",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the file has too many ranges"),
  },
  {
      .code = HAULIER_ERROR_VALIDATION_FAILED,
      .symbol = "BG_E_VALIDATION_FAILED",
      .dbus_name = "org.haulier.Error.ValidationFailed",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the content is not what it should be"),
  },
  {
      .code = HAULIER_ERROR_MAXDOWNLOAD_TIMEOUT,
      .symbol = "BG_E_MAXDOWNLOAD_TIMEOUT",
      .dbus_name = "org.haulier.Error.MaxdownloadTimeout",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the job took longer than its maximum download time"),
  },
  {
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .symbol = "BG_E_TOKEN_REQUIRED",
      .dbus_name = "org.haulier.Error.TokenRequired",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the job needs a helper token that is gone"),
  },
  {
      .code = HAULIER_ERROR_UNKNOWN_PROPERTY_ID,
      .symbol = "BG_E_UNKNOWN_PROPERTY_ID",
      .dbus_name = "org.haulier.Error.UnknownPropertyId",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("there is no such setting"),
  },
  {
      .code = HAULIER_ERROR_READ_ONLY_PROPERTY,
      .symbol = "BG_E_READ_ONLY_PROPERTY",
      .dbus_name = "org.haulier.Error.ReadOnlyProperty",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the setting cannot be changed"),
  },
  {
      .code = HAULIER_ERROR_BLOCKED_BY_COST_TRANSFER_POLICY,
      .symbol = "BG_E_BLOCKED_BY_COST_TRANSFER_POLICY",
      .dbus_name = "org.haulier.Error.BlockedByCostTransferPolicy",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the transfer policy does not allow this network"),
  },
  {
      .code = HAULIER_ERROR_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY,
      .symbol = "BG_E_PROPERTY_SUPPORTED_FOR_DOWNLOAD_JOBS_ONLY",
      .dbus_name = "org.haulier.Error.PropertySupportedForDownloadJobsOnly",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the setting is for downloads only"),
  },
  {
      .code = HAULIER_ERROR_READ_ONLY_PROPERTY_AFTER_ADDFILE,
      .symbol = "BG_E_READ_ONLY_PROPERTY_AFTER_ADDFILE",
      .dbus_name = "org.haulier.Error.ReadOnlyPropertyAfterAddfile",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the setting cannot be changed once the job has a file"),
  },
  {
      .code = HAULIER_ERROR_READ_ONLY_PROPERTY_AFTER_RESUME,
      .symbol = "BG_E_READ_ONLY_PROPERTY_AFTER_RESUME",
      .dbus_name = "org.haulier.Error.ReadOnlyPropertyAfterResume",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the setting cannot be changed once the job has been started"),
  },
  {
      .code = HAULIER_ERROR_MAX_DOWNLOAD_SIZE_INVALID_VALUE,
      .symbol = "BG_E_MAX_DOWNLOAD_SIZE_INVALID_VALUE",
      .dbus_name = "org.haulier.Error.MaxDownloadSizeInvalidValue",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the maximum download size is not valid"),
  },
  {
      .code = HAULIER_ERROR_MAX_DOWNLOAD_SIZE_LIMIT_REACHED,
      .symbol = "BG_E_MAX_DOWNLOAD_SIZE_LIMIT_REACHED",
      .dbus_name = "org.haulier.Error.MaxDownloadSizeLimitReached",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the maximum download size is reached"),
  },
  {
      .code = HAULIER_ERROR_STANDBY_MODE,
      .symbol = "BG_E_STANDBY_MODE",
      .dbus_name = "org.haulier.Error.StandbyMode",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the machine is about to sleep"),
  },
  {
      .code = HAULIER_ERROR_USE_STORED_CREDENTIALS_NOT_SUPPORTED,
      .symbol = "BG_E_USE_STORED_CREDENTIALS_NOT_SUPPORTED",
      .dbus_name = "org.haulier.Error.UseStoredCredentialsNotSupported",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("stored credentials can be used for a proxy only"),
  },
  {
      .code = HAULIER_ERROR_BLOCKED_BY_BATTERY_POLICY,
      .symbol = "BG_E_BLOCKED_BY_BATTERY_POLICY",
      .dbus_name = "org.haulier.Error.BlockedByBatteryPolicy",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the machine runs on battery"),
  },
  {
      .code = HAULIER_ERROR_BLOCKED_BY_BATTERY_SAVER,
      .symbol = "BG_E_BLOCKED_BY_BATTERY_SAVER",
      .dbus_name = "org.haulier.Error.BlockedByBatterySaver",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the battery is low"),
  },
  {
      .code = HAULIER_ERROR_WATCHDOG_TIMEOUT,
      .symbol = "BG_E_WATCHDOG_TIMEOUT",
      .dbus_name = "org.haulier.Error.WatchdogTimeout",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("a part of the engine did not answer"),
  },
  {
      .code = HAULIER_ERROR_APP_PACKAGE_NOT_FOUND,
      .symbol = "BG_E_APP_PACKAGE_NOT_FOUND",
      .dbus_name = "org.haulier.Error.AppPackageNotFound",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the application of the job is not installed"),
  },
  {
      .code = HAULIER_ERROR_APP_PACKAGE_SCENARIO_NOT_SUPPORTED,
      .symbol = "BG_E_APP_PACKAGE_SCENARIO_NOT_SUPPORTED",
      .dbus_name = "org.haulier.Error.AppPackageScenarioNotSupported",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the application of the job cannot be used this way"),
  },
  {
      .code = HAULIER_ERROR_DATABASE_CORRUPT,
      .symbol = "BG_E_DATABASE_CORRUPT",
      .dbus_name = "org.haulier.Error.DatabaseCorrupt",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the database was damaged"),
  },
  {
      .code = HAULIER_ERROR_RANDOM_ACCESS_NOT_SUPPORTED,
      .symbol = "BG_E_RANDOM_ACCESS_NOT_SUPPORTED",
      .dbus_name = "org.haulier.Error.RandomAccessNotSupported",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the server does not support random access"),
  },
  {
      .code = HAULIER_ERROR_BLOCKED_BY_BACKGROUND_ACCESS_POLICY,
      .symbol = "BG_E_BLOCKED_BY_BACKGROUND_ACCESS_POLICY",
      .dbus_name = "org.haulier.Error.BlockedByBackgroundAccessPolicy",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the application may not run in the background"),
  },
  {
      .code = HAULIER_ERROR_BLOCKED_BY_GAME_MODE,
      .symbol = "BG_E_BLOCKED_BY_GAME_MODE",
      .dbus_name = "org.haulier.Error.BlockedByGameMode",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("game mode is on"),
  },
  {
      .code = HAULIER_ERROR_BLOCKED_BY_SYSTEM_POLICY,
      .symbol = "BG_E_BLOCKED_BY_SYSTEM_POLICY",
      .dbus_name = "org.haulier.Error.BlockedBySystemPolicy",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the system does not allow background transfers now"),
  },
  {
      .code = HAULIER_ERROR_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD,
      .symbol = "BG_E_NOT_SUPPORTED_WITH_CUSTOM_HTTP_METHOD",
      .dbus_name = "org.haulier.Error.NotSupportedWithCustomHttpMethod",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("this is not possible with a method other than GET"),
  },
  {
      .code = HAULIER_ERROR_UNSUPPORTED_JOB_CONFIGURATION,
      .symbol = "BG_E_UNSUPPORTED_JOB_CONFIGURATION",
      .dbus_name = "org.haulier.Error.UnsupportedJobConfiguration",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the settings of the job contradict each other"),
  },
  {
      .code = HAULIER_ERROR_REMOTE_FILE_CHANGED,
      .symbol = "BG_E_REMOTE_FILE_CHANGED",
      .dbus_name = "org.haulier.Error.RemoteFileChanged",
      .kind = HAULIER_ERROR_KIND_TRANSIENT,
      .text = N_ ("the file on the server changed"),
  },
  {
      .code = HAULIER_ERROR_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED,
      .symbol = "BG_E_SERVER_CERT_VALIDATION_INTERFACE_REQUIRED",
      .dbus_name = "org.haulier.Error.ServerCertValidationInterfaceRequired",
      .kind = HAULIER_ERROR_KIND_FATAL,
      .text = N_ ("the program that checks the certificate is not running"),
  },
  {
      .code = HAULIER_ERROR_READ_ONLY_WHEN_JOB_ACTIVE,
      .symbol = "BG_E_READ_ONLY_WHEN_JOB_ACTIVE",
      .dbus_name = "org.haulier.Error.ReadOnlyWhenJobActive",
      .kind = HAULIER_ERROR_KIND_CALL,
      .text = N_ ("the setting cannot be changed while the job runs"),
  },
};

/* Local errors by errno. Anything else is an input or output error. */
static const struct
{
  gint error_number;
  gint code;
} errno_rows[] = {
  { EACCES, HAULIER_ERROR_ACCESS_DENIED },       { EPERM, HAULIER_ERROR_ACCESS_DENIED },
  { ENOENT, HAULIER_ERROR_PATH_NOT_THERE },      { ENOTDIR, HAULIER_ERROR_PATH_NOT_THERE },
  { EEXIST, HAULIER_ERROR_FILE_EXISTS },         { EISDIR, HAULIER_ERROR_FILE_EXISTS },
  { ENOSPC, HAULIER_ERROR_DISK_FULL },           { EDQUOT, HAULIER_ERROR_DISK_FULL },
  { EROFS, HAULIER_ERROR_WRITE_PROTECT },        { ENAMETOOLONG, HAULIER_ERROR_INVALID_NAME },
  { EINVAL, HAULIER_ERROR_INVALID_NAME },        { ELOOP, HAULIER_ERROR_INVALID_NAME },
  { EFBIG, HAULIER_ERROR_FILE_TOO_LARGE },       { EMFILE, HAULIER_ERROR_TOO_MANY_OPEN_FILES },
  { ENFILE, HAULIER_ERROR_TOO_MANY_OPEN_FILES }, { ENOMEM, HAULIER_ERROR_OUT_OF_MEMORY },
};

/* clang-format off */
G_DEFINE_QUARK (haulier-error-quark, haulier_error)
/* clang-format on */

static const ErrorRow *
lookup_row (gint code)
{
  gsize low = 0;
  gsize high = G_N_ELEMENTS (error_rows);

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if ((guint32) error_rows[middle].code == (guint32) code)
        return &error_rows[middle];
      if ((guint32) error_rows[middle].code < (guint32) code)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/**
 * haulier_error_get_symbol:
 * @code: a #HaulierErrorCode
 *
 * Returns: (transfer none): the symbol, for instance `BG_E_NOT_FOUND`; `BG_E_HTTP_ERROR` for an
 * HTTP status without a row, `UNKNOWN` for anything else
 */
const char *
haulier_error_get_symbol (gint code)
{
  const ErrorRow *row = lookup_row (code);

  if (row != NULL)
    return row->symbol;
  return haulier_error_code_to_http_status (code) != 0 ? "BG_E_HTTP_ERROR" : "UNKNOWN";
}

/**
 * haulier_error_get_text:
 * @code: a #HaulierErrorCode
 *
 * Returns: (transfer none): what the code says, in English; front ends pass it through gettext
 */
const char *
haulier_error_get_text (gint code)
{
  const ErrorRow *row = lookup_row (code);

  if (row != NULL)
    return row->text;
  if (haulier_error_code_to_http_status (code) != 0)
    return N_ ("the server answered with an unusual status");
  return N_ ("an unknown error occurred");
}

/**
 * haulier_error_get_dbus_name:
 * @code: a #HaulierErrorCode
 *
 * Returns: (transfer none) (nullable): the D-Bus error name, or %NULL for a code without a row
 */
const char *
haulier_error_get_dbus_name (gint code)
{
  const ErrorRow *row = lookup_row (code);

  return row != NULL ? row->dbus_name : NULL;
}

/**
 * haulier_error_get_kind:
 * @code: a #HaulierErrorCode
 *
 * Tells whether the engine tries again by itself. HTTP statuses without a row: 4xx are fatal,
 * everything else is transient.
 *
 * Source: BITS server application documentation, transient and fatal statuses.
 *
 * Returns: the kind
 */
HaulierErrorKind
haulier_error_get_kind (gint code)
{
  const ErrorRow *row = lookup_row (code);
  guint status = haulier_error_code_to_http_status (code);

  if (row != NULL)
    return row->kind;
  if (status >= 400 && status < 500)
    return HAULIER_ERROR_KIND_FATAL;
  return HAULIER_ERROR_KIND_TRANSIENT;
}

/**
 * haulier_error_code_from_http_status:
 * @status: an HTTP status, 100 to 999
 *
 * Returns: 0x80190000 + @status
 */
gint
haulier_error_code_from_http_status (guint status)
{
  return (gint) (HTTP_FACILITY + status);
}

/**
 * haulier_error_code_to_http_status:
 * @code: a #HaulierErrorCode
 *
 * Returns: the HTTP status in @code, or 0 when it holds none
 */
guint
haulier_error_code_to_http_status (gint code)
{
  guint32 value = (guint32) code;

  return value >= HTTP_FACILITY + 100 && value <= HTTP_FACILITY + 999 ? value - HTTP_FACILITY : 0;
}

/**
 * haulier_error_code_from_errno:
 * @error_number: an `errno` of a local file operation
 *
 * Returns: the code that stands for it
 */
gint
haulier_error_code_from_errno (gint error_number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (errno_rows); i++)
    {
      if (errno_rows[i].error_number == error_number)
        return errno_rows[i].code;
    }
  return HAULIER_ERROR_IO_DEVICE;
}

/**
 * haulier_error_code_parse:
 * @text: an HRESULT ("0x80200010", "80200010") or a symbol ("BG_E_NETWORK_DISCONNECTED")
 *
 * Returns: the code, or 0 when @text names none
 */
gint
haulier_error_code_parse (const char *text)
{
  guint64 value = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      if (g_ascii_strcasecmp (error_rows[i].symbol, text) == 0)
        return error_rows[i].code;
    }
  if (g_str_has_prefix (text, "0x") || g_str_has_prefix (text, "0X"))
    text += 2;
  if (!g_ascii_string_to_unsigned (text, 16, 1, G_MAXUINT32, &value, NULL))
    return 0;
  return (gint) (guint32) value;
}

/**
 * haulier_error_get_n_codes:
 *
 * Returns: how many rows the table has
 */
guint
haulier_error_get_n_codes (void)
{
  return G_N_ELEMENTS (error_rows);
}

/**
 * haulier_error_get_nth_code:
 * @position: below haulier_error_get_n_codes()
 *
 * Returns: the code of the row at @position
 */
gint
haulier_error_get_nth_code (guint position)
{
  g_return_val_if_fail (position < G_N_ELEMENTS (error_rows), 0);

  return error_rows[position].code;
}

/**
 * haulier_error_format:
 * @error: any error
 *
 * Formats an error for a person who has to name it to somebody else: what was tried and why it
 * failed, followed by the HRESULT and its symbol when the error is one of ours.
 *
 * Returns: (transfer full): for instance `open "/x": no such folder (0x80070002
 * ERROR_FILE_NOT_FOUND)`
 */
char *
haulier_error_format (const GError *error)
{
  if (error->domain != HAULIER_ERROR)
    return g_strdup (error->message);
  return g_strdup_printf ("%s (0x%08X %s)",
                          error->message,
                          (guint32) error->code,
                          haulier_error_get_symbol (error->code));
}
