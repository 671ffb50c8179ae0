# Python 3.11 or newer and make; everything else goes into .venv.

PORT ?= 5000
VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := $(wildcard constraints.txt)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(CONSTRAINTS:%=-c %)

# The first Python that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

.PHONY: help run test check clean
.DELETE_ON_ERROR:

help:
	@echo "make run     build the atlas of seeds/ and serve it on http://127.0.0.1:$(PORT)/ (PORT=...)"
	@echo "make test    run the tests"
	@echo "make check   lint, formatting and types"
	@echo "make clean   remove what was installed and cached here; atlases stay"

# What could be read is served, even if a file could not be.
run: $(VENV)/installed
	@$(BIN)/mapapp build || test -f atlas.gpkg
	@$(BIN)/mapapp serve --port $(PORT)

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy

clean:
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/installed: pyproject.toml $(CONSTRAINTS) | $(BIN)/python
	@echo "Installing what pyproject.toml asks for; this takes a minute or two, once."
	@$(PIP) -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo "Installing what the tests need."
	@$(PIP) -e '.[dev]'
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found: install one, or name it with make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv module: install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
