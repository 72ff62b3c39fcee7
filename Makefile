# What one does with this project. `make help` lists it; the comment above each target says what it does.
#
# Nothing has to be prepared: every target first makes the environment that it needs in .venv, from the lock in
# requirements/, and makes it again when the lock has changed. PYTHON=... chooses the interpreter.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
HOST ?= 127.0.0.1
REPORTS ?=
AS_OF ?=
ONLY ?=
SHARE ?=
CHECKED := src tests tools

# The interpreter of .venv: PYTHON if given, else the first of the usual names that is 3.11 or newer and has venv.
PYTHON ?= $(shell tools/find-python oldest)
# The newest interpreter of this machine, on which the tests run a second time.
NEWEST ?= $(shell tools/find-python newest)

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n auto

.PHONY: help
# Say what can be made.
help:
	@awk '/^# /{text=substr($$0,3)} /^[a-z][a-z-]*:/{sub(/:.*/,""); if(text!="")printf "make %-14s %s\n",$$0,text; text=""} /^$$/{text=""}' Makefile

.PHONY: demo
# An invented county at http://127.0.0.1:8000, a sign-in for each role (REPORTS=folder to show, AS_OF=2026-03-02, PORT=, HOST=).
demo: .venv/.portal
	$(BIN)/gongkai demo $(if $(REPORTS),"$(REPORTS)") $(if $(AS_OF),--as-of $(AS_OF)) --host $(HOST) --port $(PORT)

.PHONY: serve
# Run the system on the data of this folder (data/, or GONGKAI_DATA) at http://127.0.0.1:8000 (PORT=, HOST=).
serve: .venv/.portal
	$(BIN)/gongkai serve --host $(HOST) --port $(PORT)

.PHONY: test
# All that CI runs: format, lint, types, walls, licences, wheels, messages, migrations, deployment, tests (also PostgreSQL).
test: format-check lint types walls licences wheels messages-check portal-messages-check migrations deployment tests tests-postgres tests-newest

.PHONY: format-check
# Every file is formatted as ruff formats it (make format).
format-check: .venv/.dev
	$(BIN)/ruff format --check $(CHECKED)

.PHONY: lint
# No finding of ruff.
lint: .venv/.dev
	$(BIN)/ruff check $(CHECKED)

.PHONY: types
# No finding of mypy in strict mode.
types: .venv/.dev
	$(BIN)/mypy
	$(BIN)/mypy tools/*.py
	MYPYPATH=tools:src $(BIN)/mypy --package bench

.PHONY: walls
# Imports go one way: the layers that pyproject.toml lists.
walls: .venv/.dev
	$(BIN)/lint-imports

.PHONY: licences
# What we build on has a licence that a government office can accept.
licences: .venv/.dev
	$(BIN)/python tools/check_licences.py

.PHONY: messages-check
# Every sentence that a user can see has its English translation.
messages-check: .venv/.dev
	$(BIN)/python tools/messages.py --check

.PHONY: portal-messages-check
# Every sentence of the portal's pages has its English translation.
portal-messages-check: .venv/.dev
	$(BIN)/python tools/portal_messages.py --check

.PHONY: migrations
# No migration is missing.
migrations: .venv/.dev
	GONGKAI_DATA=build/data $(BIN)/gongkai manage makemigrations --check --dry-run

.PHONY: deployment
# Django's checks for deployment, with the variables that production asks for.
deployment: .venv/.dev
	GONGKAI_MODE=production GONGKAI_HOSTS=gongkai.example GONGKAI_DATA=build/data \
	  GONGKAI_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(32))') GONGKAI_FIELD_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(32))') \
	  $(BIN)/gongkai manage check --deploy --fail-level WARNING

.PHONY: tests
# The tests, on the Python of .venv, on all cores.
tests: .venv/.dev
	$(PYTEST) -m "not deep"

.PHONY: tests-postgres
# The portal's tests again on a PostgreSQL of their own (Debian's; left out where it is not installed).
tests-postgres: .venv/.dev
	tools/with-postgres $(PYTEST) -m "not deep" tests/portal

.PHONY: tests-newest
# The tests again on the newest Python of this machine, when that is another one, but for those marked once.
tests-newest: .venv/.dev
	@if [ "$$(tools/find-python version $(BIN)/python)" = "$$(tools/find-python version $(NEWEST))" ]; then \
	  echo "The newest Python here is the one the tests ran on: nothing to repeat."; \
	else $(MAKE) --no-print-directory run-tests-newest; fi

.PHONY: run-tests-newest
# (what tests-newest does when there is something to do)
run-tests-newest: .venv-newest/.dev
	.venv-newest/bin/python -m pytest -n auto -m "not deep and not once"

.PHONY: deep
# Long fuzzing and large property runs, half an hour; what they counted (cells, shares, changes found) is printed at the end.
deep: .venv/.dev
	$(PYTEST) -m deep -rP

.PHONY: bench
# Measure speed and memory on this machine, beside what is merely necessary and beside other programs (ONLY=reading, SHARE=0.05).
bench: .venv/.dev
	PYTHONPATH=tools $(BIN)/python -m bench $(ONLY) $(if $(SHARE),--share $(SHARE))

.PHONY: wheels
# Every runtime dependency has a wheel for Linux x86-64, Linux aarch64 and Windows x86-64 (asks the package index).
wheels: .venv/.wheels

# The answer holds for as long as the lock does, so it is asked once for each lock and later work needs no network.
.venv/.wheels: requirements/portal.txt tools/check_wheels.py | .venv/.dev
	$(BIN)/python tools/check_wheels.py
	@touch $@

.PHONY: look
# Photograph every letter and every kind of page, at 360 and 1280 px in both languages, into build/look (REPORTS=folder).
look: .venv/.dev
	$(BIN)/python tools/look.py $(if $(REPORTS),"$(REPORTS)")
	$(BIN)/python tools/look_letters.py
	$(BIN)/python tools/look_portal.py $(if $(REPORTS),"$(REPORTS)")

.PHONY: messages
# Gather the translations of locale/parts into locale/en.po and say which sentences have none.
messages: .venv/.dev
	$(BIN)/python tools/messages.py

.PHONY: portal-messages
# Gather the translations of the portal's locale/parts into its catalogue and say which sentences have none.
portal-messages: .venv/.dev
	$(BIN)/python tools/portal_messages.py

.PHONY: format
# Format the code, and mend what ruff can mend by itself.
format: .venv/.dev
	$(BIN)/ruff check --fix $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

.PHONY: lock
# Write requirements/ again from pyproject.toml (UPGRADE=1: with the newest versions).
lock: .venv/.dev
	$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

.PHONY: conformance
# The law as cases that any system can run (facts, expected answer, article): build/conformance, as JSON and CSV with a README.
conformance: .venv/.dev
	$(BIN)/python tools/conformance.py

.PHONY: clean
# Throw away the environments and everything made.
clean:
	rm -rf .venv .venv-newest build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The environments. A stamp stands in each: make compares it with the lock and does nothing while the lock is older.
# The packages come with hashes; the project itself is installed beside them, built by the locked backend.

INSTALL = bin/python -m pip --disable-pip-version-check --no-input install --quiet
THE_PROJECT = --no-deps --no-build-isolation --editable .

.venv/bin/python:
	@tools/find-python usable "$(PYTHON)"
	"$(PYTHON)" -m venv .venv

.venv/.portal: requirements/portal.txt pyproject.toml | .venv/bin/python
	.venv/$(INSTALL) --require-hashes --requirement requirements/portal.txt
	.venv/$(INSTALL) $(THE_PROJECT)
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.portal
	.venv/$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@

.venv-newest/bin/python:
	@tools/find-python usable "$(NEWEST)"
	"$(NEWEST)" -m venv .venv-newest

.venv-newest/.dev: requirements/dev.txt pyproject.toml | .venv-newest/bin/python
	.venv-newest/$(INSTALL) --require-hashes --requirement requirements/dev.txt
	.venv-newest/$(INSTALL) $(THE_PROJECT)
	@touch $@
