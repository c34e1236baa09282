# make demo: sets everything up, compares the policies of the crackdown and says where the pictures are. make test: lints nothing, tests everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SIZE ?= 3000
REPLICATES ?= 12
WORKERS ?= 2

.PHONY: demo test golden mutants lint format types floors bench clean

demo: $(VENV)/.installed
	@echo "Comparing six policies over 1996-2026, $(SIZE) people, $(REPLICATES) replicates; the first run compiles the model (about a minute)."
	$(BIN)/nksim schema --out scenarios/nksim.schema.json
	$(BIN)/nksim compare scenarios/crackdown.yaml --size $(SIZE) --replicates $(REPLICATES) --out results/crackdown

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

golden: $(VENV)/.installed-dev
	$(BIN)/python -m tests.golden.refresh

mutants: $(VENV)/.installed-dev
	$(BIN)/python -m tests.mutants --processes $(WORKERS)

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
	$(BIN)/python -m pip install --quiet --editable ".[bench]"
	$(BIN)/python benchmarks/engine.py 10000 20000 100000 1000000
	$(BIN)/python benchmarks/engine.py 1000000 10000000 --start 2015-01-01 --first 104 --repeats 3
	$(BIN)/python benchmarks/starting.py --rounds 20
	$(BIN)/nksim run scenarios/country.yaml --out results/country
	$(BIN)/python benchmarks/finite_size.py results/country
	$(BIN)/python benchmarks/pairing.py
	$(BIN)/python benchmarks/coverage.py
	$(BIN)/python benchmarks/store.py
	$(BIN)/python benchmarks/killing.py
	$(BIN)/python benchmarks/killing.py 5 --people 1000000
	$(BIN)/python benchmarks/plan.py
	$(BIN)/python benchmarks/peers.py --full 1000000
	$(BIN)/python benchmarks/bandwidth.py
	$(BIN)/nksim verify answers --size large
