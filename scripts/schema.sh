#!/usr/bin/env bash
# Makes the generated contracts again: schema/src/tables.rs from a freshly migrated database, schema/api.graphql from
# the server. With --check it writes nothing and fails where a file differs. Needs psql and the built binary.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=${CARGO_TARGET_DIR:-target}/debug/farandole
cargo build --locked --quiet -p farandole
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bin" migrate --tables schema/tables.sql > "$work/tables.rs"
"$bin" api-schema > "$work/api.graphql"
if [ "${1:-}" = --check ]; then
  diff -u schema/src/tables.rs "$work/tables.rs" || { echo "schema/src/tables.rs is stale: run make schema"; exit 1; }
  diff -u schema/api.graphql "$work/api.graphql" || { echo "schema/api.graphql is stale: run make schema"; exit 1; }
else
  cp "$work/tables.rs" schema/src/tables.rs
  cp "$work/api.graphql" schema/api.graphql
fi
