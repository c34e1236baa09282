# make demo: sets everything up, draws a small country, compares the policies of the crackdown and says
# where the pictures are.
# make check: before a commit. make test: lints nothing, tests everything.
# What is here runs with one Python, PYTHON, in one environment, VENV; .ci/run does it for the lowest and the highest.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# uv installs in a tenth of the time; where there is none, pip does.
UV := $(shell command -v uv 2>/dev/null)
NEW := $(if $(UV),uv venv --quiet --seed --python $(PYTHON),$(PYTHON) -m venv)
INSTALL := $(if $(UV),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet)
RESULTS ?= results
LOWEST := .venv-lowest
SIZE ?= 3000
REPLICATES ?= 12
WORKERS ?= 2
EXAMPLES ?= 10000

PYTEST := -m pytest -n $(WORKERS) --dist loadfile
# What depends on the release of Python and of the packages below: engines, command line, pinned numbers.
MODEL_TESTS := tests/engines tests/twins tests/behaviour $(wildcard tests/golden) tests/cli
# What must hold with the oldest releases that pyproject.toml allows.
CORE_TESTS := tests/core tests/evidence tests/rules tests/scenario tests/society tests/observations tests/store \
	tests/plots tests/reports $(wildcard tests/golden) tests/cli tests/engines/test_mesa_idiom.py tests/running/test_cluster.py tests/api

.PHONY: demo check test test-model test-lowest coverage fuzz wheel-check constraints notebooks golden mechanisms mutants paper \
	lint format types floors shape fragments changelog hooks bench clean

demo: $(VENV)/.installed
	@echo "A small country first: 2,000 people, 2012-2016. The first run compiles the model, under a minute."
	$(BIN)/nksim run nksim:quick --out $(RESULTS)/quick
	@echo "Six policies over 1996-2026, $(SIZE) people, $(REPLICATES) seeds."
	$(BIN)/nksim compare nksim:crackdown --size $(SIZE) --replicates $(REPLICATES) --out $(RESULTS)/crackdown
	@echo; echo "Pictures:"; ls $(RESULTS)/quick/*.png $(RESULTS)/crackdown/*.png
	@echo; echo "The report, for any browser:"; $(BIN)/nksim report $(RESULTS)/crackdown

# What to run before every commit: all but the slow tests.
check: lint types floors shape
	$(BIN)/python $(PYTEST) -m "not slow"

test: $(VENV)/.installed-dev
	@command -v chromium >/dev/null || echo "no chromium: tests/browser are left out (apt-get install chromium fonts-noto-cjk)"
	$(BIN)/python $(PYTEST)

test-model: $(VENV)/.installed-dev
	$(BIN)/python $(PYTEST) $(MODEL_TESTS)

# Old releases warn of one another; that is nothing to mend here.
test-lowest: $(LOWEST)/.installed
	$(LOWEST)/bin/python $(PYTEST) -W ignore::DeprecationWarning $(CORE_TESTS)

# The wheel, installed in an empty environment and used in an empty folder.
wheel-check: $(VENV)/.installed-dev
	rm -rf build/wheel
	$(BIN)/python -m build --wheel --outdir build/wheel . >/dev/null
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --constraint constraints.txt build/wheel/*.whl
	bash .ci/wheel build/wheel/venv build/wheel/empty

# Every package and release with which results can be made again, on each Python that is supported.
constraints: $(VENV)/.installed-dev
	head -2 constraints.txt > constraints.new
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--no-header --no-annotate --no-emit-index-url --quiet >> constraints.new
	mv constraints.new constraints.txt

# Rules, levers and engines as plain Python; pyproject.toml says how much must be reached.
coverage: $(VENV)/.installed-dev
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m coverage run -m tests.engines.small_runs
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m coverage run --append -m pytest -m "not slow" tests/rules tests/levers
	$(BIN)/python -m coverage report --skip-covered

fuzz: $(VENV)/.installed-dev
	NKSIM_FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -n $(WORKERS) --dist load tests/fuzz

notebooks: $(VENV)/.installed-dev
	$(BIN)/python -m tests.notebooks.refresh

golden: $(VENV)/.installed-dev
	$(BIN)/python -m tests.golden.refresh

# Every mechanism and every lever by itself, in paired runs of the history: docs/mechanisms.md.
mechanisms: $(VENV)/.installed-dev
	$(BIN)/python -m tests.mechanisms --threads $(WORKERS)

# Everything a paper needs, held against the hashes that docs/paper.md states: about two hours on two cores, and
# goes on where it was broken off. PAPER=--quick tries it out in a minute, PAPER=--write states the hashes anew.
paper: $(VENV)/.installed-dev
	$(BIN)/python -m paper $(PAPER)

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
	$(BIN)/lint-imports --no-cache

# The figures of shape, and what bends its rules; fails on what tests/architecture/exceptions.txt does not name.
shape: $(VENV)/.installed-dev
	$(BIN)/python -m tests.architecture.shape

# Whether the fragments of changelog.d are well formed; `make changelog` gathers them into CHANGELOG.md.
fragments: $(VENV)/.installed-dev
	$(BIN)/python docs/changelog.py --check

changelog: $(VENV)/.installed-dev
	$(BIN)/python docs/changelog.py

# Before every commit git then runs the hooks of .pre-commit-config.yaml.
hooks: $(VENV)/.installed-dev
	$(INSTALL) pre-commit
	$(BIN)/pre-commit install

$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(NEW) $(VENV)
	$(INSTALL) --constraint constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt $(VENV)/.installed
	$(INSTALL) --constraint constraints.txt --editable ".[dev]"
	touch $@

$(LOWEST)/.installed: pyproject.toml $(VENV)/.installed-dev
	rm -rf $(LOWEST)
	$(PYTHON) -m venv $(LOWEST)
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct --editable ".[test,calibrate,sensitivity,cluster,excel,stata]"
	touch $@

clean:
	rm -rf $(VENV) .venv-* build results .pytest_cache .mypy_cache .ruff_cache .coverage

bench: $(VENV)/.installed-dev
	$(INSTALL) --editable ".[bench]"
	$(BIN)/python benchmarks/engine.py 10000 20000 100000 1000000
	$(BIN)/python benchmarks/engine.py 1000000 10000000 --start 2015-01-01 --first 110 --repeats 3
	$(BIN)/python benchmarks/studies.py
	$(BIN)/python benchmarks/lives.py
	$(BIN)/python benchmarks/starting.py --rounds 20
	$(BIN)/nksim run nksim:country --out results/country
	$(BIN)/python benchmarks/finite_size.py results/country
	$(BIN)/python benchmarks/pairing.py
	$(BIN)/python benchmarks/coverage.py
	$(BIN)/python benchmarks/store.py
	$(BIN)/python benchmarks/killing.py
	$(BIN)/python benchmarks/killing.py 5 --people 1000000
	for what in calibrate sensitivity split saving writers; do $(BIN)/python benchmarks/killing.py 5 --what $$what; done
	$(BIN)/python benchmarks/soak.py
	$(BIN)/python benchmarks/plan.py
	$(BIN)/python benchmarks/peers.py --full 1000000
	$(BIN)/nksim verify answers --size large
