# shellcheck shell=sh
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by `start` and `check` from the top of the tree: which packages are missing, and how they
# get installed.

# Tools of the system, not of some version manager in the user's PATH: its Python lacks what is here.
PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
export PATH

say ()
{
  printf 'haulier: %s\n' "$*" >&2
}

# The packages of the purposes given that are not installed.
setup_missing ()
{
  command -v dpkg-query > /dev/null || return 0
  for purpose in "$@"; do
    sed -n "s/^$purpose  *//p" data/setup/packages
  done | while read -r package; do
    # A package that others only mention is "not-installed".
    case " $(dpkg-query -W -f '${db:Status-Status} ' "$package" 2> /dev/null || true)" in
      *" installed "*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

# Run install-packages as root with the proxy settings and authorities of this environment, which
# sudo and pkexec would drop. Says what to do when there is no way to become root.
setup_as_root ()
{
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR; do
    value=$(printenv "$name" || true)
    [ -z "$value" ] || set -- "$name=$value" "$@"
  done
  set -- env "$@"
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  elif command -v pkexec > /dev/null && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    pkexec "$@"
  else
    return 1
  fi
}

# setup_packages INSTALL PURPOSE…: make sure that everything is there; INSTALL is yes or no.
setup_packages ()
{
  install=$1
  shift
  missing=$(setup_missing "$@")
  missing=${missing% }
  [ -n "$missing" ] || return 0

  if [ "$install" = no ] || ! command -v apt-get > /dev/null; then
    say "these packages are missing: $missing"
    say "install them as root with:  apt-get install --no-install-recommends $missing"
    [ "$install" = yes ] || say "or leave out --no-install, then this happens by itself"
    return 1
  fi

  say "installing what is missing: $missing"
  # Word splitting is what makes one argument of each package.
  # shellcheck disable=SC2086
  if ! setup_as_root "$PWD/data/setup/install-packages" $missing; then
    say "the packages were not installed; run this as root, then start again:"
    say "  apt-get update && apt-get install --no-install-recommends $missing"
    return 1
  fi
}
