"""What belongs to a lever, a rule, an outcome, a column, an event and a figure.

Each function says what is missing of one of them: the steps of its recipe in CONTRIBUTING.md that
have not been taken, in words that say where to go and what to write there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from nksim.core.columns import ORIGINS, STYLES
from nksim.core.errors import NksimError
from nksim.core.events import COUNTED_BY, MEANINGS, Event
from nksim.levers.neutral import NEUTRAL
from nksim.levers.policy import LEVERS
from nksim.observations.outcomes import OUTCOMES
from nksim.scenario.catalogue import lever_leaves, scenario_leaves
from nksim.scenario.levers import LEVER_SETTINGS, LeverSettings
from nksim.scenario.loading import load_scenario
from tests.architecture.happened import has_been_logged, has_happened
from tests.architecture.mentions import changelog, is_new, names_in, text_of, texts_in
from tests.architecture.sources import ROOT, Function, Source, body_lines, package

TURNS = "nksim/engines/turn_events.py"  # of a turn of the year both engines log one list
CITIZENS, COMPILED = "nksim/engines/citizens", "nksim/engines/compiled"
SHARED, TALLY = "nksim/engines/counts.py", f"{COMPILED}/tally.py"
# Of which figures are made, and by which they are saved.
TOOLS = tuple(f"nksim/plots/{name}.py" for name in ("intervals", "weekly", "sheet"))
MOST_RULE_LINES = 15
ODD_END = "## 10 Parameters"


def missing_of_lever(lever: str) -> Iterator[str]:
    """What a lever that can be written in a scenario still lacks."""
    settings, module = LEVER_SETTINGS[lever], f"nksim/levers/{lever}.py"
    if "family" not in vars(settings):
        yield "nksim/scenario/levers.py: its family, in whose colour figures draw it"
    if not text_of(module):
        yield f"{module}: a file of its own with apply_{lever}(environment, settings, strength)"
    elif lever not in LEVERS or LEVERS[lever].__name__ != f"apply_{lever}":
        yield f'nksim/levers/policy.py: "{lever}": apply_{lever} in LEVERS'
    if lever not in NEUTRAL:
        yield "nksim/levers/neutral.py: for each setting the value at which it does nothing"
    yield from _missing_example(lever)
    if f'"{lever}"' not in text_of("tests/levers/test_levers.py"):
        yield "tests/levers/test_levers.py: in MOVES, what it moves and by how much"
    if f"lever: {lever}" not in text_of("tests/golden/levers.yaml"):
        yield "tests/golden/levers.yaml: a policy of this kind, then `make golden`"
    if f'"{lever}"' not in text_of("scenarios/nksim.schema.json"):
        yield "scenarios/nksim.schema.json: `nksim schema --out scenarios/nksim.schema.json`"
    if f"| {lever} |" not in text_of("docs/model.md"):
        yield "docs/model.md, section 7.1: a row that says which numbers it moves, and how"
    if f"### Lever `{lever}`" not in text_of("docs/model.md"):
        yield "docs/model.md, section 10: `python docs/parameter_table.py`"
    yield from _missing_entry("lever", lever)


def missing_of_rule(source: Source, rule: Function) -> Iterator[str]:
    """What a function of nksim/rules still lacks."""
    name, document = rule.name, ast.get_docstring(rule)
    if not any(isinstance(mark, ast.Name) and mark.id == "rule" for mark in rule.decorator_list):
        yield f"{source.path}: the mark @rule, so that kernels may call it"
    if not document:
        yield f"{source.path}: a docstring that says what makes the number rise and fall"
    if body_lines(rule) > MOST_RULE_LINES:
        yield f"{source.path}: at most {MOST_RULE_LINES} lines ({body_lines(rule)} now)"
    if name not in names_in("tests/rules"):
        yield "tests/rules/test_by_hand.py: answers worked out by hand, bounds included"
    if name in _called_by_rules() | _names_shared():
        return
    if name not in names_in(CITIZENS) and not name.endswith("_at_most"):
        yield f"{CITIZENS}: a decide_ or apply_ method of Citizen that asks it"
    if name not in names_in(COMPILED):
        yield f"{COMPILED}: the same in the kernel of the phase"


def missing_of_coefficient(name: str) -> Iterator[str]:
    """What a number that rules use still lacks."""
    if not any(name in key.split(".") for key in scenario_leaves()):
        yield "nksim/scenario/sections/: a field with meaning, unit, range and source"
    if name not in names_in("nksim/rules") | names_in("nksim/engines"):
        yield "nksim/rules: a rule that uses it"
    if f"`{name}[" in _odd():  # a number for each of several kinds
        return
    if f"`{name}`" not in _odd() and f"{name} " not in _odd() and f" {name}" not in _odd():
        yield "docs/model.md, section 7: where it enters, in the formula of its step"


def missing_of_outcome(name: str) -> Iterator[str]:
    """What an outcome still lacks."""
    if name not in names_in("tests/observations"):
        yield "tests/observations/test_outcomes.py: a hand-made country whose answer is known"
    yield from _missing_promise("outcomes", name)
    yield from _missing_entry("outcome", name)


def missing_of_count(table: str, name: str) -> Iterator[str]:
    """What a column that engines count still lacks; `table` is cells, layers or survey."""
    if not _has(texts_in(CITIZENS) | texts_in(SHARED), name):
        yield f'{CITIZENS}: world.count(cell, "{name}") where it happens, or phases/observation.py'
    positions, kernels = _positions(name), _names_of_kernels()
    if not positions and name not in kernels:
        yield f"{TALLY}: its position, as a constant that kernels can name"
    elif name not in kernels and not positions & kernels:
        yield f"{COMPILED}: counted[{min(positions)}] in the kernel of its phase"
    if not has_happened(name):
        yield "tests/golden/tiny/: a world in which it happens, then `make golden`"
    if table == "cells":
        yield from _missing_promise("series", name)
    yield from _missing_entry("column", name)


def missing_of_event(event: Event) -> Iterator[str]:
    """What a kind of event still lacks."""
    name = event.name
    if event not in MEANINGS:
        yield f"nksim/core/events.py: Event.{name} in MEANINGS: who is citizen, who is other"
    if event not in COUNTED_BY:
        yield f"nksim/core/events.py: Event.{name} in COUNTED_BY: the counts it adds up to"
    shared = name in names_in(TURNS)
    if name not in names_in(CITIZENS) and not shared:
        yield f"{CITIZENS}: world.note(Event.{name}, ...) where it happens"
    if name not in names_in(COMPILED) and not shared:
        yield f"{COMPILED}: one of logging.py's functions with Event.{name}, in the same order"
    if not has_been_logged(name.lower()):
        yield "tests/golden/tiny/: a world in which it happens, then `make golden`"
    yield from _missing_entry("event", name.lower())


def missing_of_figure(source: Source, figure: Function) -> Iterator[str]:
    """What a function that makes a figure still lacks."""
    name, saves = figure.name, _saves(source, figure.name)
    if ast.get_docstring(figure) is None:
        yield f"{source.path}: a docstring that says what is drawn, and what a reader sees in it"
    if name in _used_outside_plots():
        pass  # handed out as a figure; whoever asked for it saves it
    elif not saves:
        yield f"{source.path}: a plot_ function that draws and saves it"
    elif not saves & _used_outside_plots():
        yield f"nksim/api.py or nksim/cli/: a call of {min(saves)}"
    if name not in names_in("tests/plots"):
        yield "tests/plots/figures.py: in FIGURES, with the words that it must show"
    yield from _missing_entry("figure", name.removesuffix("_figure"))


def rules() -> dict[str, tuple[Source, Function]]:
    """Every public function of nksim/rules."""
    return {
        f"{source.module.rpartition('.')[2]}.{node.name}": (source, node)
        for source in package()
        if source.path.startswith("nksim/rules/")
        for node in source.tree.body
        if isinstance(node, Function) and not node.name.startswith("_")
    }


def figures() -> dict[str, tuple[Source, Function]]:
    """Every function of nksim/plots that is handed tables alone and makes a figure."""
    return {
        node.name: (source, node)
        for source in package()
        if source.path.startswith("nksim/plots/") and source.path not in TOOLS
        for node in source.tree.body
        if isinstance(node, Function) and node.name.endswith("_figure")
    }


def outcomes() -> list[str]:
    """Every outcome by its name."""
    return [outcome.name for outcome in OUTCOMES]


def _missing_example(lever: str) -> Iterator[str]:
    path = ROOT / "scenarios" / "levers" / f"{lever}.yaml"
    if not path.exists():
        yield f"scenarios/levers/{lever}.yaml: an example that extends the history"
        return
    try:
        scenario = load_scenario(path)
    except NksimError as error:
        yield f"scenarios/levers/{lever}.yaml: {error}"
        return
    name = f"example-{lever.replace('_', '-')}"
    if (name, lever) not in [(policy.name, policy.lever) for policy in scenario.levers]:
        yield f"scenarios/levers/{lever}.yaml: {{name: {name}, lever: {lever}, from: 2015-01-01}}"
    for key in sorted(_own_settings(lever)):
        note = scenario.notes.get(f"levers.{name}.{key}")
        if note is None or not note.range or not note.source:
            yield f"scenarios/levers/{lever}.yaml: {key}: {{value: , range: [, ], source: }}"


def _own_settings(lever: str) -> set[str]:
    """The numbers that a lever does not share with all others."""
    leaves = lever_leaves(lever)
    return {key for key in leaves if leaves[key].numeric} - {*LeverSettings.model_fields}


def _missing_entry(kind: str, name: str) -> Iterator[str]:
    """A line of the changelog, for what users meet that was not there when the habit began."""
    if is_new(kind, name) and name not in changelog():
        yield f"changelog.d/NAME.added.md: an entry that names `{name}` (changelog.d/README.md)"


def _missing_promise(table: str, name: str) -> Iterator[str]:
    lines = text_of("tests/observations/columns.txt").splitlines()
    if not any(line.split()[:2] == [table, name] for line in lines):
        yield f"tests/observations/columns.txt: its line in {table}, with type and unit"


@cache
def _called_by_rules() -> frozenset[str]:
    """The rules that other rules call."""
    called = {
        node.func.id
        for source, rule in rules().values()
        for node in ast.walk(rule)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    return frozenset(called)


@cache
def _names_shared() -> frozenset[str]:
    """Every name in what both engines share, the turns of the year among it."""
    rooms = ("nksim/engines/", "nksim/demography/", "nksim/society/")
    paths = [source.path for source in package() if source.path.startswith(rooms)]
    mine = [path for path in paths if not path.startswith((CITIZENS, COMPILED))]
    return frozenset().union(*(names_in(path) for path in mine))


@cache
def _odd() -> str:
    """The model's description up to its table of parameters."""
    return text_of("docs/model.md").partition(ODD_END)[0]


def _has(names: frozenset[str], column: str) -> bool:
    """Whether a column is named, or put together from a stem and a word, an origin or a style."""
    ends = names | {*ORIGINS, *STYLES}
    stems = {name for name in names if name.endswith("_") and column.startswith(name)}
    return column in names or any(column.removeprefix(stem) in ends for stem in stems)


@cache
def _positions(column: str) -> frozenset[str]:
    """The constants of the compiled engine's tally that hold a column's position."""
    tally = next(source for source in package() if source.path == TALLY)
    found = set()
    for node in tally.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            constants = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
            texts = frozenset(str(each.value) for each in constants)
            if _has(texts, column):
                found.add(node.targets[0].id)
    return frozenset(found)


@cache
def _names_of_kernels() -> frozenset[str]:
    """Every name in the compiled engine, and in what both share, but for the tally."""
    paths = [source.path for source in package() if source.path.startswith("nksim/engines/")]
    mine = [path for path in paths if path != TALLY and not path.startswith(CITIZENS)]
    return frozenset().union(*(names_in(path) for path in mine))


def _saves(source: Source, figure: str) -> frozenset[str]:
    """The functions plot_... of a module that draw this figure."""
    return frozenset(
        node.name
        for node in source.tree.body
        if isinstance(node, Function) and node.name.startswith("plot_")
        if figure in {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    )


@cache
def _used_outside_plots() -> frozenset[str]:
    """Every name in the package outside its figures."""
    rooms = {source.path.split("/")[1] for source in package()} - {"plots"}
    return frozenset().union(*(names_in(f"nksim/{room}") for room in rooms))
