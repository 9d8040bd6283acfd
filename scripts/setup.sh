#!/usr/bin/env bash
# Installs what the project needs from the system and from npm, and nothing that is there already.
# As root it installs; as anybody else it says which one line to run. Usage: scripts/setup.sh [run|test]
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:-run}
say() { printf '\033[1m%s\033[0m\n' "$*"; }

packages=()
need() { command -v "$1" >/dev/null 2>&1 || packages+=("$2"); }
# PostgreSQL's server with PostGIS: the extension's control file tells that it is there.
ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || packages+=(postgresql-15-postgis-3)
need cc build-essential
need make make
if [ "$what" = test ]; then
  need chromium chromium
  need psql postgresql-client
fi

if [ ${#packages[@]} -gt 0 ]; then
  line="apt-get install -y --no-install-recommends ${packages[*]}"
  if [ "$(id -u)" != 0 ]; then
    echo "Some packages of the system are missing. As root, run this line, then try again:"
    echo "  $line"
    exit 1
  fi
  say "Installing ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # Debian starts a server of its own when PostgreSQL is installed; ours is private, so keep that one down.
  mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.d/farandole.conf
  apt-get update -qq
  # shellcheck disable=SC2086
  $line >/tmp/farandole-apt.log 2>&1 || { tail -20 /tmp/farandole-apt.log; exit 1; }
fi

for tool in cargo:Rust node:Node.js npm:npm; do
  command -v "${tool%%:*}" >/dev/null 2>&1 || { echo "${tool##*:} is missing. Farandole needs Rust 1.95 or newer and Node.js 20.19 or newer."; exit 1; }
done

# The front's packages: again only when the lock file has changed.
stamp=front/node_modules/.farandole-stamp
if [ ! -f "$stamp" ] || ! cmp -s front/package-lock.json "$stamp"; then
  say "Installing the front's packages"
  (cd front && npm ci --no-audit --no-fund --loglevel=error)
  cp front/package-lock.json "$stamp"
fi

if [ "$what" = test ] && ! cargo nextest --version >/dev/null 2>&1; then
  say "Installing the test runner"
  cargo install --locked cargo-nextest
fi
