# Needs make and Python 3.11+, nothing else. `make help` lists the targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NEEDS := pyproject.toml Makefile
WORKERS ?= 2

## Set up
.PHONY: setup
setup: $(VENV)/.dev            ## create .venv with everything for development

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This needs Python 3.11 or later, but $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Install one and name it: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.created $(NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.created $(NEEDS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.run

## Use
.PHONY: demo serve
demo: $(VENV)/.run             ## load the demo sources, resolve them, serve the result
	@$(BIN)/hub demo || [ $$? -eq 130 ]  # 130: ended with Ctrl-C

serve: $(VENV)/.run            ## serve the API on the data that is there
	@$(BIN)/hub serve || [ $$? -eq 130 ]

## Test
.PHONY: test check format
test: $(VENV)/.dev             ## run all tests; ARGS="-k name" for some, WORKERS=1 for one at a time
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder $(ARGS)

check: $(VENV)/.dev            ## lint, format, types, architecture
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/architecture

format: $(VENV)/.dev           ## let ruff put the code in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

## Measure and document
.PHONY: bench docs
bench: $(VENV)/.dev            ## measure speed and memory; see benchmarks/
	$(BIN)/python -m benchmarks load latency
	$(BIN)/python -m benchmarks accuracy --rows 10000
	$(BIN)/python -m benchmarks index
	$(BIN)/python -m benchmarks peers

docs: $(VENV)/.dev             ## write the generated pages of docs/
	$(BIN)/python -m docs.generate

## Tidy
.PHONY: clean
clean:                         ## delete .venv and all caches; keeps hub-data
	rm -rf $(VENV) dist build .hypothesis .mypy_cache .pytest_cache .ruff_cache .schemathesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:
	@awk '/^## /{printf "\n%s\n", substr($$0, 4)} \
	  /^[a-z]+:.*## /{split($$0, part, /:.*## /); printf "  make %-8s %s\n", part[1], part[2]}' Makefile
