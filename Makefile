# Docket: `make run` starts it, `make test` proves it. Nothing else is needed first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CARGO ?= cargo
# For example: make run ARGS="--port 8080 --memory"
ARGS ?=
DENY_VERSION := 0.20.2
# All tests of one run of make start their clocks at the moment that this draws (tests/src/moment.rs).
DOCKET_SEED := $(or $(DOCKET_SEED),$(shell echo $$((RANDOM * 32768 + RANDOM))))
export DOCKET_SEED

.PHONY: help run web pages stripe test long tools format lint structure rust midnight rights fuzz sequences payments trust hostile moments push template bench loop deny docs artifact release emulator deployment deploy

help: ## Show this page
	@echo "Docket, a serverless order desk. Targets:"
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12 | sed 's/^/  /'
	@echo
	@echo "  make run ARGS=\"--help\" shows the program's own options."

# Without --release: its dependencies are optimised enough, and it is built in half the time.
# The pages are built beside it, in some ten seconds.
run: ## Build what is missing and serve it on http://127.0.0.1:4100 (options: ARGS="--port 8080")
	@infra/web.sh --optional & $(CARGO) build --locked || failed=$$?; wait; exit $${failed:-0}
	$(CARGO) run --quiet --locked -- $(ARGS)

web: ## Build the pages into web/dist
	@infra/web.sh

# Each part can be made by itself.
test: ## Everything that must pass before a change lands
	@infra/parts.sh "All tests passed." \
		tools format lint structure rust pages stripe push midnight rights fuzz template artifact emulator deployment deny

long: ## What takes longer than `make test` should, a part at a time
	@infra/parts.sh "All long tests passed." sequences payments trust hostile moments

tools: ## Check that the tools are there, say how to get one that is not, install cargo-nextest and those from PyPI
	@infra/tools.sh

format: ## Check the formatting
	$(CARGO) fmt --all --check

lint: ## Clippy, pedantic, warnings are errors
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

structure: ## The circles between files, what crates may depend on, that no code names a status and no handler the table
	infra/structure.sh

# The whole workspace and all its targets at a time, because another selection of packages builds the
# dependencies anew with other features. The tests run the program itself, so it is built first.
rust: ## The crates' own tests, the documentation's examples, and the system through its HTTP door
	$(CARGO) build --workspace --all-targets --locked
	rm -f target/rights.tsv
	DOCKET_LEDGER=$(CURDIR)/target/rights.tsv $(CARGO) nextest run --workspace --locked
	$(CARGO) test --quiet --workspace --locked --doc

# The browser is Debian's Chromium; the program that the pages talk to is the tests' own.
pages: ## The pages: types, lint, units, and their stories in a browser
	$(CARGO) build --workspace --all-targets --locked
	infra/pages.sh $(ARGS)

# The program is the tests' own.
stripe: ## The payment provider's official libraries for Python and Node, against the stand-in
	$(CARGO) build --workspace --all-targets --locked
	infra/stripe.sh

# The program is the tests' own.
push: ## What browsers are sent, read by an independent library
	$(CARGO) build --workspace --all-targets --locked
	infra/push.sh

midnight: ## The suites that depend on dates, with clocks that start at 23:59:50 UTC
	infra/moments.sh "$$(date -u +%F)T23:59:50Z"

rights: ## After the tests: every function has the rights that it used, and no others
	infra/rights.sh

# Built like the tests are, so that after them nothing is built again.
fuzz: ## Fuzz the program by its openapi.json (longer: DURATION=10m make fuzz)
	$(CARGO) build --workspace --all-targets --locked
	infra/fuzz.sh

# `make rust` plays 150 of each in some ten seconds; these take ten minutes on two cores.
sequences: ## 10,000 random command sequences of each lifecycle, on a database that loses answers
	DOCKET_SEQUENCES=10000 $(CARGO) test --workspace --locked --test system -- --nocapture --test-threads 1 sequences::orders_of

# `make rust` plays 300 and kills four times.
payments: ## 10,000 random sequences of all that moves money, and forty kills while it moves
	DOCKET_SEQUENCES=10000 DOCKET_KILLS=40 $(CARGO) test --workspace --locked --test system -- --nocapture --test-threads 1 payments::interleavings payments::kills

# Failures name the seed; one seed again: SEEDS=17 make moments
moments: ## The suites that depend on dates, at 48 moments
	infra/moments.sh

trust: ## 200 random sequences of what anybody can call, in which nobody reads what is not theirs
	DOCKET_TRUST=200 $(CARGO) test --workspace --locked --test system -- --nocapture trust::

hostile: ## A hostile hour of 100,000 requests for codes, beside people who sign in from known devices
	DOCKET_HOSTILE_REQUESTS=100000 $(CARGO) test --workspace --locked --test system -- --nocapture hostile_hour

template: ## The SAM template, the event schemas, and what they cost
	infra/lint.sh
	infra/costs.sh

bench: ## Guests who check out at the local program: how many in a second, and how long it takes them
	$(CARGO) build --workspace --all-targets --locked
	benches/run.sh $(ARGS)

loop: ## From an edit of a rule, of the store or of a use case to its tests: what it takes
	infra/loop.sh $(ARGS)

# Another target folder's worth of the same crates, thoroughly optimised: some ten minutes the first time,
# then two or three, most of them linking.
artifact: ## Build what is deployed, for this machine's processor, and print its size
	infra/build.sh

# Not a part of `make test`, which builds for this machine: another target folder's worth of the same crates.
release: ## Build what is deployed by default, for arm64, and prove that it is
	infra/release.sh

# The program makes what the samples are about, and serves the table. Built like the tests are.
emulator: artifact ## Every function of the artifact in the Lambda runtime emulator, and its cold starts
	$(CARGO) build --workspace --all-targets --locked
	infra/hello.sh
	infra/emulator.sh

# Deploys the artifact, and runs the local program beside it. Built like the tests are.
deployment: artifact ## Deploy to a local AWS, and tell the same day to it and to the local program
	$(CARGO) build --workspace --all-targets --locked
	infra/deployment.sh

# Asks for what it has to know, and remembers the answers in .docket/deploy. Without a terminal, all of them are options.
deploy: ## Build, and deploy into the AWS account that you are signed in to (options: ARGS="--help")
	infra/deploy.sh $(ARGS)

# Without optimising: it is built in half the time, and has little to do.
deny: ## Licences, sources and banned crates of all dependencies
	@[[ "$$($(CARGO) deny --version 2>/dev/null)" == "cargo-deny $(DENY_VERSION)" ]] || \
		$(CARGO) install cargo-deny --debug --locked --version $(DENY_VERSION)
	$(CARGO) deny --locked check bans licenses sources

docs: ## Write the generated documents anew: openapi.json, the errors, the lifecycles' pages and the event schemas
	$(CARGO) run --quiet --locked -- openapi > docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json
	DOCKET_BLESS=1 $(CARGO) test --quiet --locked --package docket-domain --test lifecycle_pages
	DOCKET_BLESS=1 $(CARGO) test --quiet --locked --package docket-tests --test contract -- kitchen::table problems::every
	DOCKET_BLESS=1 $(CARGO) test --quiet --locked --package docket-contract --features schemas --test schemas
