#!/usr/bin/env bash
# Makes the generated contracts again: schema/src/tables.rs from a freshly migrated database, schema/api.graphql from
# the server's own types. The tests that compare them write them when told to.
set -euo pipefail
cd "$(dirname "$0")/.."
UPDATE_SCHEMA=1 cargo nextest run --locked -p farandole -E 'test(the_tables_in_rust) + test(the_committed_schema)'
