# Everything a newcomer needs: `make demo` shows the program, `make test` shows that it holds.
# Needs only make and Python 3.11 or newer; everything else goes into .venv by pip, every file checked by its hash.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-kommune
WORKERS := 2

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-tests demo test check format bench study soak docs requirements clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.plain $(VENV)/.browser  ## Python environment in .venv, and the pages' style, with what plain use needs
setup-dev: $(VENV)/.dev $(VENV)/.browser  ## the same with test tools, PostgreSQL driver and Spark

$(VENV)/bin/python:
	@scripts/make_venv.sh $(VENV)

$(VENV)/.plain: $(VENV)/bin/python requirements.txt pyproject.toml
	@scripts/install.sh $(VENV) requirements.txt
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python requirements-dev.txt pyproject.toml
	@scripts/install.sh $(VENV) requirements-dev.txt
	@touch $@ $(VENV)/.plain

$(VENV)/.browser: package-lock.json scripts/browser_files.py scripts/browser_files.sh | $(VENV)/bin/python
	@scripts/browser_files.sh $(VENV)
	@touch $@

setup-tests:  ## Debian programs that some tests use (LibreOffice, PostgreSQL, Java, Chromium)
	@scripts/setup_tests.sh

demo: setup  ## example municipality: 36 months of files, this month's follow-up, the workbook, the pages on localhost
	@$(BIN)/trinvis demo $(DEMO)

test: setup-dev setup-tests  ## the whole test suite; groups that could not run are listed
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup --durations=15 -rs

check: setup-dev  ## format, lint, types and the one-way flow between the rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-dev  ## format and sort imports
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup-dev  ## bar, result and machine, best of 5; fails when a bar is missed
	@$(BIN)/python bench/run.py

study: setup-dev  ## do the simulated year-end's intervals hold? 200 drawings of four municipalities, about 20 minutes
	@$(BIN)/python bench/forecast_study.py --seeds 200 --write

soak: setup-dev  ## the long runs: a thousand damaged files per profile, a hundred demo seeds
	@TRINVIS_SOAK=1 $(BIN)/pytest -n $(WORKERS) --dist loadgroup --durations=15 -rs

docs: setup-dev  ## regenerate the generated pages and build the site in site/
	@$(BIN)/python scripts/generate_docs.py
	@$(BIN)/mkdocs build --strict --quiet

requirements: setup-dev  ## recompile requirements*.txt with hashes
	@scripts/compile_requirements.sh

clean:  ## remove the environment and everything that was built
	rm -rf $(VENV) node_modules src/trinvis/web/static/vendor $(DEMO) $(DEMO)-* site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
