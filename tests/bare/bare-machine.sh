#!/bin/bash
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Proves that the two commands work on a machine with nothing on it: a minimal Debian made with
# debootstrap, entered with chroot in namespaces of its own, so that no mount and no process outlives it.
set -euo pipefail

usage ()
{
  cat <<'TEXT'
Usage, as root: tests/bare/bare-machine.sh [--keep] [bookworm|trixie] [CHECK-OPTION…]

Makes a minimal Debian in a scratch folder from the mirror of this machine's apt, copies HEAD into it,
and runs there: ./start --help, ./start --no-install (must say what is missing), ./start as a user who
cannot become root (must say what to run), ./check with the options given, and ./start with an address.

  --keep   leave the folder for a look; its name is the last line
TEXT
}

fail ()
{
  echo "bare-machine: $*" >&2
  exit 1
}

# --- inside the namespaces ------------------------------------------------------------------------

# Run a command in the chroot with an environment that has nothing but what reaches the mirror.
inside ()
{
  local name settings=()
  for name in http_proxy https_proxy no_proxy CI; do
    [ -z "${!name:-}" ] || settings+=("$name=${!name}")
  done
  chroot "$root" /usr/bin/env -i -C /haulier PATH=/usr/sbin:/usr/bin:/sbin:/bin "${settings[@]}" "$@"
}

mount_devices ()
{
  local device
  mount -t tmpfs -o mode=755 dev "$root/dev"
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  ln -s /proc/self/fd "$root/dev/fd"
  mkdir "$root/dev/shm" "$root/dev/pts"
  mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
}

# The file that the last step fetches comes from a server inside, where Python is by then.
fetch_with_start ()
{
  # shellcheck disable=SC2016 # expanded by the shell inside
  inside /bin/bash -euc '
    mkdir -p /tmp/www /tmp/home
    head -c 3000000 /dev/urandom > /tmp/www/three-million
    cd /tmp/www
    exec 3< <(exec python3 -u -m http.server --bind 127.0.0.1 0 2>&1)
    server=$!
    read -r _ _ _ _ _ port _ <&3
    cd /haulier
    HOME=/tmp/home ./start --no-install "http://127.0.0.1:$port/three-million"
    kill "$server"
    find /tmp/home -name three-million -exec cmp {} /tmp/www/three-million \; -print | grep three-million'
}

run_inside ()
{
  root=$1
  shift
  # As on a machine, / is a mount point then: tests make mount namespaces of their own.
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount_devices

  echo "== ./start --help"
  inside ./start --help

  echo "== ./start --no-install"
  if inside ./start --no-install 2> "$root/message"; then fail "./start --no-install found everything"; fi
  cat "$root/message"
  grep -q 'apt-get install .*meson' "$root/message" || fail "./start --no-install does not say what is missing"

  echo "== ./start as a user who cannot become root"
  if inside setpriv --reuid 65534 --clear-groups ./start 2> "$root/message"; then fail "nobody became root"; fi
  cat "$root/message"
  grep -q 'apt-get install .*meson' "$root/message" || fail "./start does not say what to run as root"

  echo "== ./check $*"
  inside ./check "$@"

  echo "== ./start, with everything there"
  SECONDS=0
  fetch_with_start
  echo "== fetched after $SECONDS s"
}

# --- outside --------------------------------------------------------------------------------------

mirror_of_apt ()
{
  # shellcheck disable=SC2016 # apt's own placeholders
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' \
    | grep -v security | head -n 1
}

make_root ()
{
  local mirror=$1 suite=$2
  debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$root.log" || { tail "$root.log"; fail "debootstrap"; }
  echo "deb $mirror $suite main" > "$root/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(https?::|Check-|Retries)' > "$root/etc/apt/apt.conf.d/90host" || true
  if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    mkdir -p "$root/etc/ssl/certs"
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  fi
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  mkdir "$root/haulier"
  git -C "$(dirname "$0")" rev-parse --show-toplevel | xargs -I{} git -C {} archive HEAD | tar -x -C "$root/haulier"
}

if [ "${1:-}" = --inside ]; then
  shift
  run_inside "$@"
  exit
fi

suite=bookworm keep=no
while [ "$#" -gt 0 ]; do
  case $1 in
    --help) usage; exit 0 ;;
    --keep) keep=yes ;;
    bookworm | trixie) suite=$1 ;;
    *) break ;;
  esac
  shift
done
[ "$(id -u)" -eq 0 ] || fail "only root can make a chroot"
command -v debootstrap > /dev/null || fail "debootstrap is missing: apt-get install debootstrap"

scratch=$(mktemp -d --tmpdir haulier-bare-XXXXXX)
chmod 755 "$scratch"
root=$scratch/root
mkdir "$root"
[ "$keep" = yes ] || trap 'rm -rf --one-file-system "$scratch"' EXIT
echo "== debootstrap $suite"
make_root "$(mirror_of_apt)" "$suite"
status=0
unshare --mount --pid --fork --kill-child "$0" --inside "$root" "$@" || status=$?
[ "$keep" = no ] || echo "$root"
exit "$status"
