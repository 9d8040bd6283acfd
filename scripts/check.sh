#!/usr/bin/env bash
# What CI checks before the tests, fastest first.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }

step "format"
cargo fmt --all --check
step "front: types and lints"
(cd front && npm run --silent build && npm run --silent check)
step "one TLS, one crypto provider"
for banned in ring openssl-sys pq-sys; do
  if cargo tree --locked --workspace -i "$banned" 2>/dev/null | grep -q .; then
    echo "$banned is in the dependency tree"; exit 1
  fi
done
step "lints"
cargo clippy --locked --workspace --all-targets -- -D warnings
step "generated contracts, migrations up and down, imports"
cargo nextest run --locked -p farandole -E 'test(tables::) + test(the_committed_schema) + binary(architecture)'
