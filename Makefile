# The words people type. Each sets up what it needs first; see README.md.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
CARGO ?= cargo
target := $(abspath $(or $(CARGO_TARGET_DIR),target))
farandole := $(target)/debug/farandole
in_front := cd front && npm run --silent
# What the front is built from: when none of it is newer than the stamp, there is nothing to do.
front_sources := $(shell find front -type d \( -name node_modules -o -name dist -o -name locales -o -name pages \) -prune \
	-o -type f -print 2>/dev/null)

# Whether the programs are newer than all that they are built from. Cargo knows better, but looks through its whole folder
# for it, which takes seconds just after that was written.
fresh = { [ -x $(farandole) ] && [ -x $(target)/debug/smtp-sink ] && [ -z "$$(find Cargo.toml Cargo.lock server schema \
	migrations front/pages front/locales front/dist -newer $(farandole) -print -quit)" ]; }

.PHONY: help setup front build run test test-rust test-front test-browser test-peers peers e2e check schema bench fuzz shots docs

help: ## Show this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Install what is missing
	@.make/setup run

setup-test:
	@.make/setup test
.PHONY: setup-test

front: | setup ## Build styles and scripts of the pages
front: front/dist/.built
front/dist/.built: $(front_sources) | setup
	@echo "Building styles and scripts"
	@$(in_front) build
	@touch $@

build: front ## Build the server
	@[ -x $(farandole) ] || echo "Building the server. The first time this takes five to twelve minutes on two cores."
	@$(fresh) || $(CARGO) build --locked --workspace --bins

run: build ## Start on http://localhost:4000 with a demo town
	@exec .make/run $(farandole)

test: setup-test ## Everything: Rust, front, browser, other servers
	@$(MAKE) --no-print-directory test-rust test-front test-browser test-peers

test-rust: front
	@.make/test
	@$(CARGO) test --locked --workspace --doc --quiet

test-front: setup
	@$(in_front) test

test-browser: e2e
e2e: setup-test build ## The whole story: the real program, a real browser, a real mail server
	@FARANDOLE_BIN=$(farandole) SMTP_SINK=$(target)/debug/smtp-sink; export FARANDOLE_BIN SMTP_SINK; $(in_front) e2e

test-peers: peers
peers: setup-test build ## With real servers of others; what is not installed is skipped (server/peers/setup installs it)
	@FARANDOLE_BIN=$(farandole) SMTP_SINK=$(target)/debug/smtp-sink; export FARANDOLE_BIN SMTP_SINK; server/peers/run

check: setup-test front ## Format, lints, contracts, migrations, dependencies: what CI checks before the tests
	@.make/check

schema: front ## Make schema/src/tables.rs and schema/api.graphql again
	@.make/schema

bench: front ## The benchmark suite, as ratios (BENCH="--only W1 --events 100000")
	@$(CARGO) build --locked --release --workspace --bins
	@$(target)/release/farandole-bench $(BENCH)

fuzz: front ## Search for bytes that a parser does not bear (FUZZ=text SECONDS=60)
	@.make/fuzz "$(FUZZ)" "$(SECONDS)"

shots: setup-test build ## Screenshots of every page, in build/shots (SHOTS=home,event takes only those)
	@FARANDOLE_BIN=$(farandole) SMTP_SINK=$(target)/debug/smtp-sink; export FARANDOLE_BIN SMTP_SINK; $(in_front) shots

docs: front ## The documentation of the crates, in target/doc
	@$(CARGO) doc --locked --no-deps --workspace --document-private-items
