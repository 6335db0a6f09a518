# Docket: `make run` starts it, `make test` proves it. Nothing else is needed first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CARGO ?= cargo
# For example: make run ARGS="--port 8080 --memory"
ARGS ?=
DENY_VERSION := 0.20.2

.PHONY: help run test tools format lint rust template deny docs

help: ## Show this page
	@echo "Docket, a serverless order desk. Targets:"
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12 | sed 's/^/  /'
	@echo
	@echo "  make run ARGS=\"--help\" shows the program's own options."

# Without --release: its dependencies are optimised enough, and it is built in half the time.
run: ## Build what is missing and serve the API on http://127.0.0.1:4100 (options: ARGS="--port 8080")
	$(CARGO) run --locked -- $(ARGS)

test: tools format lint rust template deny ## Everything that must pass before a change lands
	@echo "All tests passed."

tools: ## Check that the tools are there, and say how to get one that is not
	@infra/tools.sh

format: ## Check the formatting
	$(CARGO) fmt --all --check

lint: ## Clippy, pedantic, warnings are errors
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

# The whole workspace and all its targets at a time, because another selection of packages builds the
# dependencies anew with other features. The tests run the program itself, so it is built first.
rust: ## The crates' own tests, the documentation's examples, and the system through its HTTP door
	$(CARGO) build --workspace --all-targets --locked
	$(CARGO) test --workspace --locked

template: ## The SAM template and the event schemas
	infra/lint.sh

deny: ## Licences, sources and banned crates of all dependencies
	@[[ "$$($(CARGO) deny --version 2>/dev/null)" == "cargo-deny $(DENY_VERSION)" ]] || \
		$(CARGO) install cargo-deny --locked --version $(DENY_VERSION)
	$(CARGO) deny --locked check bans licenses sources

docs: ## Write the generated documents anew: openapi.json and the lifecycles' pages
	$(CARGO) run --quiet --locked -- openapi > docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json
	DOCKET_BLESS=1 $(CARGO) test --quiet --locked --package docket-domain --test lifecycle_pages
