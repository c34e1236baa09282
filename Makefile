# make demo: sets everything up, runs the history of 1996-2026 and says where the picture is. make test: lints nothing, tests everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SIZE ?= 20000
WORKERS ?= 2

.PHONY: demo test lint format types floors bench clean

demo: $(VENV)/.installed
	@echo "Running the history of 1996-2026 for $(SIZE) people; the first run compiles the model (about a minute)."
	$(BIN)/nksim schema --out scenarios/nksim.schema.json
	$(BIN)/nksim run scenarios/history.yaml --size $(SIZE) --out results/history

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

floors: $(VENV)/.installed-dev
	$(BIN)/lint-imports

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) results .pytest_cache .mypy_cache .ruff_cache

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/engine.py 20000 100000
