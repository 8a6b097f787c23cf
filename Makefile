# The commands a newcomer needs; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run serve test test-postgresql battery check bench

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.run: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) with the test tools …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.run

run: $(VENV)/.run ## screen sample_inputs/ against the bundled list versions
	@mkdir -p out
	@for file in sample_inputs/*.xlsx; do \
	    name=$$(basename "$$file" .xlsx); \
	    $(BIN)/supplychain screen "$$file" --output "out/$$name flagged.xlsx" || exit $$?; \
	    echo; \
	done
	@echo "The flagged workbooks lie in out/. 'make serve' opens the desk in a browser."

serve: $(VENV)/.run ## open the desk on http://127.0.0.1:8000
	@$(BIN)/supplychain serve

test: $(VENV)/.test ## the whole suite but the long batteries
	@$(BIN)/python -m pytest -m "not long" -n 2 --dist loadfile

test-postgresql: $(VENV)/.test ## the suite of store, desk, clock and re-screening on a PostgreSQL server of its own
	@$(BIN)/python -m pytest -m "not long" -n 2 --dist loadfile --database postgresql tests/store tests/web tests/jobs \
	    tests/rescreening tests/reference tests/flags tests/test_uploading.py tests/test_commands.py tests/test_end_to_end.py \
	    tests/test_what_if.py

battery: $(VENV)/.test ## the long batteries: minutes each
	@$(BIN)/python -m pytest -m long

check: $(VENV)/.test ## lint, types, then the suite
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory test

bench: $(VENV)/.test ## accuracy and speed as tables
	@$(BIN)/python -m benchmarks
