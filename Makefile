# Everything a person does here is one of these words; `make` alone lists them. Windows has no make: see docs/howto.
# Each target installs what it needs first; stamps in .venv make the second run fast.

SHELL := /bin/sh
PYTHON ?= python3.11
JOBS ?= 2
HEAD ?= HEAD
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
# --no-deps: all that is needed is pinned; what excluded.in names is not fetched though a package asks for it.
PINNED := $(PIP) install --retries 10 --require-hashes --no-deps
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make requirements" uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --excludes requirements/excluded.in

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint fix types imports docs check bench bench-reading install-system install-validators office-styles requirements
.DELETE_ON_ERROR:

help: ## list what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/installed ## the whole job once: sample directive and inbox to the finished report
	@$(BIN)/tonghop demo -o demo-output

serve: $(VENV)/installed ## the office's pages with a sample province, worker and letters to files: demo accounts are printed
	@$(BIN)/tonghop serve --demo

test: $(VENV)/installed-dev install-system install-validators ## every test; what a missing program makes impossible is skipped and named
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

lint: $(VENV)/installed-dev ## ruff: rules and formatting, nothing is changed
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

fix: $(VENV)/installed-dev ## ruff: mend what it can and format
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

types: $(VENV)/installed-dev ## mypy, strict
	@$(BIN)/mypy

imports: $(VENV)/installed-dev ## import-linter: imports go down only
	@$(BIN)/lint-imports --no-cache

docs: $(VENV)/installed-dev ## the documents: links lead somewhere, commands are all there, no more and no less
	@$(BIN)/python -m pytest tests/test_docs.py

check: lint types imports test ## everything; CI calls this and nothing else

bench: $(VENV)/installed-dev ## benchmarks against their peers; one of them: make bench BENCH=reading
	@$(BIN)/python -m benchmarks $(BENCH)

bench-reading: $(VENV)/installed-dev ## obligations gained and lost: make bench-reading BASE=main~3 [HEAD=rev]
	@test -n "$(BASE)" || { echo "Say against which commit: make bench-reading BASE=main~3" >&2; exit 2; }
	@$(BIN)/python -m benchmarks.reading_changes $(BASE) $(HEAD)

install-system: ## Chromium, LibreOffice, poppler and fonts for the tests: installed for root, named for others
	@sh tools/install_system.sh

install-validators: $(VENV)/installed-dev ## the validators of Word, Excel and HTML for the tests, by npm
	@sh tools/install_validators.sh $(VENV)

office-styles: ## the office's style sheet, scripts and fonts again from their sources (needs npm)
	@sh tools/build_office_styles.sh

requirements: ## pin the requirements again (needs uv); no registry's address is written
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) requirements/build.in -o requirements/build.txt
	$(COMPILE) requirements/node.in -o requirements/node.txt
	$(COMPILE) pyproject.toml --extra engines -c requirements/run.txt -o requirements/engines.txt
	$(COMPILE) pyproject.toml --extra dev --extra engines -c requirements/run.txt -o requirements/dev.txt

$(BIN)/python:
	@PYTHON="$(PYTHON)" sh tools/create_environment.sh $(VENV)

$(VENV)/installed: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "Installing what tonghop needs into $(VENV) ..."
	@$(PINNED) -r requirements/build.txt -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: requirements/dev.txt $(VENV)/installed
	@echo "Installing what the checks need into $(VENV) ..."
	@$(PINNED) -r requirements/dev.txt
	@touch $@
