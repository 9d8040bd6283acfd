#!/usr/bin/env bash
# Starts the server that `make run` has built, with a demo town the first time. Usage: scripts/run.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
farandole=$1
data=${FARANDOLE_DATA_DIR:-./data}
export FARANDOLE_REGISTRATION=${FARANDOLE_REGISTRATION:-open}
if [ ! -e "$data/demo-seeded" ]; then
  echo "Filling the server with a demo town."
  "$farandole" seed demo
  touch "$data/demo-seeded"
fi
"$farandole" seed login
exec "$farandole" serve
