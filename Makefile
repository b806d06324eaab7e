# The commands of the project; `make` alone lists them.
# Another Python: make run PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
CHECKED := sim tests benchmarks docs

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint check verify docs library bench clean

help: ## List these commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.run ## Install, answer the question retention_gain, write its report into outputs/
	@$(BIN)/spc run retention_gain --force

test: $(VENV)/.test ## Run the fast tests on two cores
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not browser"

lint: $(VENV)/.check ## Check format, style, types and the direction of imports
	@$(BIN)/ruff format --check $(CHECKED)
	@$(BIN)/ruff check $(CHECKED)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

check: lint test ## Everything that should hold before a commit: lint, then test

verify: $(VENV)/.validation ## Hold the simulator against theory, literature and laws
	@$(BIN)/spc verify

docs: $(VENV)/.validation ## Write again the pages of docs/ that come from the code
	@$(BIN)/python -m docs.generate

library: $(VENV)/.validation ## Answer every question of the library at full precision, with two seeds; write its pages
	@$(BIN)/python -m docs.library --all
	@$(BIN)/python -m docs.generate

bench: $(VENV)/.fast ## Measure speed, memory and start-up; write docs/performance.md
	@$(BIN)/python -m benchmarks --write

clean: ## Remove the environment, caches and built packages; outputs/ stays
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find sim tests benchmarks docs -type d -name __pycache__ -prune -exec rm -rf {} +

# Each stamp says that the environment holds what the command of that name needs. The project is
# installed in place, so only a change of pyproject.toml calls for another installation.

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) is not there; install Python 3.11 or newer, or name one: make PYTHON=..." >&2; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, $(PYTHON) is %d.%d; name another: make PYTHON=..." % sys.version_info[:2])'
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml
	@echo "installing the project into $(VENV); a minute or two the first time"
	@$(INSTALL) '.[fast]' || { echo "without the compiled engine: numba is not to be had here" >&2; \
		$(INSTALL) .; }
	@touch $@

$(VENV)/.fast: $(VENV)/.run
	@echo "installing what the compiled engine needs"
	@$(INSTALL) '.[fast]'
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "installing what the tests need"
	@$(INSTALL) '.[test,fast]'
	@touch $@

$(VENV)/.check: $(VENV)/.test
	@echo "installing what the checks need"
	@$(INSTALL) '.[test,fast,check]'
	@touch $@

$(VENV)/.validation: $(VENV)/.test
	@echo "installing the independent programs that the theory is checked against"
	@$(INSTALL) '.[test,fast,validation]'
	@touch $@

$(VENV)/.browser: $(VENV)/.test
	@echo "installing what the browser tests need"
	@$(INSTALL) '.[test,fast,browser]'
	@touch $@
