# The words people type. Everything sets itself up first; see README.md.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
CARGO ?= cargo
target := $(or $(CARGO_TARGET_DIR),target)
farandole := $(target)/debug/farandole

.PHONY: help setup front build run test test-rust test-front test-browser check schema bench e2e shots docs clean-data

help: ## Show this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## Install what is missing
	@scripts/setup.sh run

front: setup ## Build styles, islands and the map
	@cd front && npm run --silent build

build: front ## Build the server
	@echo "Building the server. The first time this takes five to ten minutes on two cores."
	@$(CARGO) build --locked -p farandole

run: build ## Start on http://localhost:4000 with a demo town
	@scripts/run.sh $(farandole)

test: ## Everything: Rust, front, browser
	@scripts/setup.sh test
	@$(MAKE) --no-print-directory front
	@$(MAKE) --no-print-directory test-rust test-front test-browser

test-rust:
	@$(CARGO) nextest run --locked --workspace
	@$(CARGO) test --locked --workspace --doc --quiet

test-front:
	@cd front && npm test --silent

test-browser: e2e
e2e: ## The whole story through the real binary, a real browser and a real SMTP server
	@$(CARGO) build --locked --workspace --bins
	@cd front && FARANDOLE_BIN="$(abspath $(farandole))" SMTP_SINK="$(abspath $(target)/debug/smtp-sink)" npm run --silent e2e

check: ## Format, lints, architecture, contracts, migrations
	@scripts/check.sh

schema: ## Make schema/src/tables.rs and schema/api.graphql again
	@scripts/schema.sh

bench: ## The benchmark suite, as ratios
	@$(CARGO) build --locked --release -p farandole -p farandole-bench
	@$(target)/release/farandole-bench

shots: build ## Screenshots of every page, in build/shots
	@cd front && FARANDOLE_BIN="$(abspath $(farandole))" npm run --silent shots

docs: ## The API documentation of the crates
	@$(CARGO) doc --no-deps --workspace --document-private-items
