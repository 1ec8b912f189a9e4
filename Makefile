# Dualtrack: everything that a clone needs, from Python 3.11, pip and (as root) apt alone.
#   make run     set up and serve the example programme          make test    set up and test everything
#   make help    all of them
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
unexport PYTHONDONTWRITEBYTECODE # every program that a test starts would compile the whole product anew

PYTHON ?= $(shell command -v python3.11 || command -v python3)
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 3
VENV := .venv
BIN := $(VENV)/bin
# Each worker keeps to one part of the tests, so that what a part needs is built once; who is done first helps.
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist worksteal -rs
STAMPS := $(VENV)/stamps
RUNTIME := requirements/uv.txt requirements/build.txt requirements/runtime.txt
SYSTEM_PACKAGES := chromium-headless-shell poppler-utils fonts-dejavu-core postgresql strace openssl

# uv follows the index that pip is configured for, and trusts the certificates that the machine trusts.
SYSTEM_CERTS := $(wildcard /etc/ssl/certs/ca-certificates.crt)
UV := env $(if $(SYSTEM_CERTS),UV_SYSTEM_CERTS=true) UV_NO_PROGRESS=1 UV_HTTP_TIMEOUT=180 $(BIN)/uv
UV_INSTALL := index="$${PIP_INDEX_URL:-$$($(PYTHON) -m pip config get global.index-url 2>/dev/null || true)}"; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi; \
	$(UV) pip install --python $(BIN)/python --quiet

# Tests write thousands of homes durably; where there is room for it, into memory.
IN_MEMORY := if [ -w /dev/shm ] && [ "$$(df --output=avail /dev/shm | tail -1)" -gt 6000000 ] \
	&& [ "$$(awk '/^MemAvailable/ {print $$2}' /proc/meminfo)" -gt 9000000 ]; then \
	export TMPDIR="$$(mktemp -d /dev/shm/dualtrack-tests.XXXXXX)"; trap 'rm -rf "$$TMPDIR"' EXIT; fi

.PHONY: help install postgres s3 dev system run test whole check format reference lock bench drills clean
.NOTPARALLEL:

help: ## what there is
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /  make \1\t/' | expand -t 18

install: $(STAMPS)/project ## the program, in .venv/bin/dualtrack

postgres: $(STAMPS)/postgres ## the program with its driver for PostgreSQL

s3: $(STAMPS)/s3 ## the program with what it needs to write into a bucket

dev: $(STAMPS)/dev ## the program and what tests and checks need

run: install ## the example programme, served on http://HOST:PORT (127.0.0.1:8000)
	@exec $(BIN)/dualtrack demo --host $(HOST) --port $(PORT)

test: dev system check ## everything: static checks, every test, the browser's too, and PostgreSQL
	@if [ -n "$(TESTS)" ]; then exec $(PYTEST) $(TESTS); fi
	failed=0
	$(IN_MEMORY)
	$(PYTEST) --ignore=tests/architecture || failed=1 # those ran with the checks
	TEST_DATABASE=postgresql $(PYTEST) tests/app || failed=1
	exit $$failed

whole: dev system ## on PostgreSQL, every test that touches a database: drills and journeys too
	@$(IN_MEMORY)
	TEST_DATABASE=postgresql TEST_WHOLE=1 $(PYTEST) -q tests/app tests/drills tests/journeys

check: dev ## everything static: format, lint, types, imports, migrations, templates, words
	@failed=
	try() { "$$@" || failed="$$failed $$(basename $$1)"; }
	typed="$$(mktemp)" read="$$(mktemp)"
	$(BIN)/mypy > "$$typed" 2>&1 & types=$$! # the long ones beside each other
	# Every test can be read, and is compiled once before the workers of make test read it.
	$(BIN)/pytest -q --collect-only > "$$read" 2>&1 & reading=$$!
	try $(BIN)/ruff format --check --quiet .
	try $(BIN)/ruff check --quiet .
	try $(BIN)/django-admin makemigrations --check --dry-run --settings dualtrack.app.settings
	if [ -n "$$(find src -name '*.html' -print -quit)" ]; then try $(BIN)/djlint --quiet --lint src; fi
	try $(BIN)/pytest -q tests/architecture
	wait "$$reading" || { failed="$$failed collecting"; tail -50 "$$read"; }
	wait "$$types" || failed="$$failed mypy"
	cat "$$typed" && rm "$$typed" "$$read"
	if [ -n "$$failed" ]; then echo "make check: failed:$$failed" >&2; exit 1; fi

format: dev ## write the code the way that check wants it
	@$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

reference: dev ## write docs/reference pages that come from the program
	@$(BIN)/python -m tests.architecture.reference

bench: dev ## every benchmark beside its limit, with the machine
	@$(BIN)/python -m benchmarks $(BENCH)

drills: dev ## the fault drills in full length, from where they were interrupted; FRESH=1 begins anew
	@DRILLS=full $(BIN)/python -m pytest -p tests.drills.session -n $(WORKERS) --dist worksteal -q -rs -m drill tests/drills
	DRILLS=full $(PYTEST) -q -m hypothesis --ignore=tests/drills --ignore=tests/journeys
	$(MAKE) whole

# Debian's packages: a browser for the journeys, tools that look into PDFs, a font for the browser, and the
# programs of a PostgreSQL server, of which the tests start one of their own; strace and openssl for drills and
# for the verification by hand.
system: ## Debian packages that some tests need (as root; else it says what is missing)
	@missing=
	for name in $(SYSTEM_PACKAGES); do
	  dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"
	done
	if [ -z "$$missing" ]; then exit 0; fi
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	  export DEBIAN_FRONTEND=noninteractive
	  apt-get -qq update
	  apt-get -qq install --yes --no-install-recommends $$missing >/dev/null
	else
	  echo "Not root, or no apt:$$missing not installed. Tests that need them are skipped, and counted below; the tests on PostgreSQL are refused without it."
	fi

lock: $(STAMPS)/uv ## the hashed requirements, from pyproject.toml; upgrades nothing that need not move
	@lock() { $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header "$$@"; }
	lock requirements/uv.in -o requirements/uv.txt
	lock requirements/build.in -o requirements/build.txt
	lock pyproject.toml -o requirements/runtime.txt -c requirements/build.txt
	lock pyproject.toml --extra postgres -o requirements/postgres.txt -c requirements/runtime.txt -c requirements/build.txt
	lock pyproject.toml --extra s3 -o requirements/s3.txt -c requirements/runtime.txt -c requirements/build.txt
	lock pyproject.toml --extra dev -o requirements/dev.txt -c requirements/postgres.txt -c requirements/s3.txt -c requirements/build.txt

clean: ## remove what make made; homes stay
	@rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis build dist

# The environment, in steps; each is done again only when what it depends on has changed.
$(STAMPS)/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: $(STAMPS)/uv $(RUNTIME)
	@$(UV_INSTALL) --require-hashes --compile-bytecode -r requirements/build.txt -r requirements/runtime.txt
	touch $@

$(STAMPS)/project: $(STAMPS)/runtime pyproject.toml
	@$(UV_INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(STAMPS)/postgres: $(STAMPS)/project requirements/postgres.txt
	@$(UV_INSTALL) --require-hashes -r requirements/postgres.txt
	touch $@

$(STAMPS)/s3: $(STAMPS)/project requirements/s3.txt
	@$(UV_INSTALL) --require-hashes -r requirements/s3.txt
	touch $@

$(STAMPS)/dev: $(STAMPS)/project requirements/dev.txt
	@$(UV_INSTALL) --require-hashes -r requirements/dev.txt
	touch $@
