# `make run` builds and starts Docket, `make test` runs every check. Both fetch what they need.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CARGO ?= cargo
# For example: make run ARGS="--port 8080 --memory"
ARGS ?=
DENY_VERSION := 0.20.2
# One run of make draws one start moment for the clocks of all its tests (tests/src/moment.rs).
DOCKET_SEED := $(or $(DOCKET_SEED),$(shell echo $$((RANDOM * 32768 + RANDOM))))
export DOCKET_SEED

.PHONY: help run web pages stripe test long tools format lint structure rust midnight rights fuzz sequences payments trust hostile moments push template bench loop deny docs artifact release emulator deployment deploy

help: ## Show this page
	@echo "Docket, a serverless order desk. Targets:"
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12 | sed 's/^/  /'
	@echo
	@echo "  make run ARGS=\"--help\" shows the program's own options."

# Built without --release: the dependencies are optimised in any case, and the build takes half the time. The pages are
# built beside it, in some ten seconds.
run: ## Build what is missing and serve it on http://127.0.0.1:4100 (options: ARGS="--port 8080")
	@infra/web.sh --optional & $(CARGO) build --locked || failed=$$?; wait; exit $${failed:-0}
	$(CARGO) run --quiet --locked -- $(ARGS)

web: ## Build the pages into web/dist
	@infra/web.sh

# Each part is a target of its own.
test: ## Run every check that must pass before a change lands
	@infra/parts.sh "All tests passed." \
		tools format lint structure rust pages stripe push midnight rights fuzz template artifact emulator deployment deny

long: ## Run the suites that take too long for `make test`, one after another
	@infra/parts.sh "All long tests passed." sequences payments trust hostile moments

tools: ## Check the required tools, say how to install a missing one, install cargo-nextest and the tools from PyPI
	@infra/tools.sh

format: ## Check the formatting
	$(CARGO) fmt --all --check

lint: ## Clippy, pedantic, warnings are errors
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

structure: ## Check for cycles between files, the crates' dependencies, status names in code, and the table in handlers
	infra/structure.sh

# One invocation for the whole workspace and all its targets: another selection of packages builds the dependencies again
# with other features. The tests run the program itself, so it is built first.
rust: ## Run the crates' own tests, the documentation's examples, and the system tests over HTTP
	$(CARGO) build --workspace --all-targets --locked
	rm -f target/rights.tsv
	DOCKET_LEDGER=$(CURDIR)/target/rights.tsv $(CARGO) nextest run --workspace --locked
	$(CARGO) test --quiet --workspace --locked --doc

# The browser is Debian's Chromium. The pages talk to the program that the tests have built.
pages: ## Check the pages: types, lint, unit tests, and end-to-end tests in a browser
	$(CARGO) build --workspace --all-targets --locked
	infra/pages.sh $(ARGS)

# Uses the program that the tests have built.
stripe: ## Run the payment provider's official libraries for Python and Node against the stand-in
	$(CARGO) build --workspace --all-targets --locked
	infra/stripe.sh

# Uses the program that the tests have built.
push: ## Decrypt the push messages to browsers with an independent library
	$(CARGO) build --workspace --all-targets --locked
	infra/push.sh

midnight: ## Run the suites that depend on dates with clocks that start at 23:59:50 UTC
	infra/moments.sh "$$(date -u +%F)T23:59:50Z"

rights: ## After the tests: check that every function has exactly the rights that it used
	infra/rights.sh

# Built like the tests, so that the tests build nothing again afterwards.
fuzz: ## Fuzz the program by its openapi.json (longer: DURATION=10m make fuzz)
	$(CARGO) build --workspace --all-targets --locked
	infra/fuzz.sh

# `make rust` runs 150 sequences of each lifecycle in some ten seconds; these take ten minutes on two cores.
sequences: ## Run 10,000 random command sequences of each lifecycle, on a database that loses answers
	DOCKET_SEQUENCES=10000 $(CARGO) test --workspace --locked --test system -- --nocapture --test-threads 1 sequences::orders_of

# `make rust` runs 300 sequences and kills the program four times.
payments: ## Run 10,000 random sequences of everything that moves money, with forty kills meanwhile
	DOCKET_SEQUENCES=10000 DOCKET_KILLS=40 $(CARGO) test --workspace --locked --test system -- --nocapture --test-threads 1 payments::interleavings payments::kills

# A failure names its seed. To run one seed again: SEEDS=17 make moments
moments: ## Run the suites that depend on dates with clocks that start at 48 drawn moments
	infra/moments.sh

trust: ## Run 200 random sequences of public requests, and check that nobody reads another person's data
	DOCKET_TRUST=200 $(CARGO) test --workspace --locked --test system -- --nocapture trust::

hostile: ## Run an hour of 100,000 abusive requests for codes, beside people who sign in from known devices
	DOCKET_HOSTILE_REQUESTS=100000 $(CARGO) test --workspace --locked --test system -- --nocapture hostile_hour

template: ## Check the SAM template and the event schemas, and compute the costs
	infra/lint.sh
	infra/costs.sh

bench: ## Measure guest checkouts at the local program: throughput and latency
	$(CARGO) build --workspace --all-targets --locked
	benches/run.sh $(ARGS)

loop: ## Measure the time from an edit of a rule, of the store or of a use case to its test result
	infra/loop.sh $(ARGS)

# Another target folder with the same crates, fully optimised: some ten minutes the first time, then two or three, most of
# them for linking.
artifact: ## Build the deployed binary for this machine's processor, and print its size
	infra/build.sh

# Not a part of `make test`, which builds for this machine: it needs another target folder with the same crates.
release: ## Build the deployed binary for arm64, the default, and check its architecture
	infra/release.sh

# The local program creates the data of the samples and serves the table. Built like the tests.
emulator: artifact ## Invoke every function of the artifact in the Lambda runtime emulator, and measure cold starts
	$(CARGO) build --workspace --all-targets --locked
	infra/hello.sh
	infra/emulator.sh

# Deploys the artifact, and runs the local program beside it. Built like the tests.
deployment: artifact ## Deploy to a local AWS, and compare its answers with those of the local program
	$(CARGO) build --workspace --all-targets --locked
	infra/deployment.sh

# Asks for the deployment's parameters and keeps the answers in .docket/deploy. Without a terminal, all of them are options.
deploy: ## Build, and deploy into the AWS account that you are signed in to (options: ARGS="--help")
	infra/deploy.sh $(ARGS)

# Built without optimisation: half the build time, and it has little work.
deny: ## Licences, sources and banned crates of all dependencies
	@[[ "$$($(CARGO) deny --version 2>/dev/null)" == "cargo-deny $(DENY_VERSION)" ]] || \
		$(CARGO) install cargo-deny --debug --locked --version $(DENY_VERSION)
	$(CARGO) deny --locked check bans licenses sources

# The errors first: openapi.json has them among its guides.
docs: ## Regenerate the documents: openapi.json, the errors, the lifecycles' pages and the event schemas
	DOCKET_BLESS=1 $(CARGO) test --quiet --locked --package docket-tests --test contract -- kitchen::table problems::every
	$(CARGO) run --quiet --locked -- openapi > docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json
	DOCKET_BLESS=1 $(CARGO) test --quiet --locked --package docket-domain --test lifecycle_pages
	DOCKET_BLESS=1 $(CARGO) test --quiet --locked --package docket-contract --features schemas --test schemas
