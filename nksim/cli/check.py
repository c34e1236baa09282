"""`nksim check`: scenarios, studies and sweeps are read with their graphs, and every mistake is said; nothing runs.

1. find out what kind of file it is
2. load it as such
3. read the graphs that its scenarios name
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.options import Json, Settings
from nksim.cli.output import note, print_json, say
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    from nksim.core.errors import Fault, InputError
    from nksim.scenario.scenario import Scenario
    from nksim.society.graph_sources import GraphReading
    from nksim.studies.study import Study
    from nksim.studies.sweep import Sweep

WRONG_INPUT = 2
Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="SCENARIO | STUDY | SWEEP", help="Files to check (YAML).", show_default=False
    ),
]


@dataclass(frozen=True)
class Checked:
    """What was found out about one file: its kind, what it is in words, and either faults or its graphs."""

    path: Path
    kind: str
    words: str = ""
    faults: tuple[Fault, ...] = ()
    graphs: tuple[tuple[Scenario, GraphReading], ...] = ()


def check(files: Files, settings: Settings = [], json: Json = False) -> None:  # noqa: B006 - typer copies it
    """Check scenarios, studies and sweeps: all mistakes at once, each with its file, line and column.

    A graph that a scenario names is read: how many people and ties it has, on which layers, and what
    of it is not used.

    Example: nksim check nksim:history
    """
    overrides = parse_settings(settings)
    checked = [_checked(path, overrides) for path in files]
    if json:
        print_json([_answer(one) for one in checked])
    for one in checked if not json else ():
        _report(one)
    if any(one.faults for one in checked):
        raise typer.Exit(WRONG_INPUT)


def _checked(path: Path, overrides: Mapping[str, Any]) -> Checked:
    from nksim.core.errors import InputError, ScenarioError

    kind = "scenario"
    try:
        kind = _kind(path)
        words, scenarios, seed = _READERS[kind](path, overrides)
        graphs = tuple(_read_graphs(path, scenarios, seed))
        return Checked(path, kind, words, graphs=graphs)
    except ScenarioError as error:
        return Checked(path, kind, faults=error.faults)
    except InputError as error:
        return Checked(path, kind, faults=(_fault(path, "", error),))


def _kind(path: Path) -> str:
    from nksim.studies.study import is_study
    from nksim.studies.sweep import is_sweep

    return "sweep" if is_sweep(path) else "study" if is_study(path) else "scenario"


def _scenario(
    path: Path, overrides: Mapping[str, Any]
) -> tuple[str, Sequence[Scenario], int | None]:
    from nksim.scenario.loading import load_scenario

    scenario = load_scenario(path, overrides)
    people = "" if scenario.network else f"{scenario.society.size:,} people, "
    words = f"{scenario.name}: {people}{_years(scenario)}, {len(scenario.levers)} levers"
    return words, [scenario], None


def _study(path: Path, overrides: Mapping[str, Any]) -> tuple[str, Sequence[Scenario], int | None]:
    from nksim.studies.study import load_study

    study: Study = load_study([path], overrides)
    names = ", ".join(scenario.name for scenario in study.alternatives)
    words = (
        f"study {study.name}: {study.baseline.name} against {names};"
        f" {study.replicates} replicates, {_people(study.scenarios)}{_years(study.baseline)}"
    )
    return words, study.scenarios, study.seed


def _sweep(path: Path, overrides: Mapping[str, Any]) -> tuple[str, Sequence[Scenario], int | None]:
    from nksim.studies.sweep import load_sweep

    sweep: Sweep = load_sweep(path, overrides)
    keys = ", ".join(axis.key for axis in sweep.axes)
    words = (
        f"sweep {sweep.name}: {sweep.design} over {keys}; {len(sweep.scenarios)} points,"
        f" {sweep.replicates} replicates, {_people(sweep.scenarios)}{_years(sweep.scenarios[0])}"
    )
    return words, sweep.scenarios, sweep.seed


_READERS = {"scenario": _scenario, "study": _study, "sweep": _sweep}


def _people(scenarios: Sequence[Scenario]) -> str:
    """How many people there are, if no graph says so."""
    sizes = sorted({scenario.society.size for scenario in scenarios if scenario.network is None})
    return (
        f"{' to '.join(f'{size:,}' for size in sizes[:1] + sizes[1:][-1:])} people, "
        if sizes
        else ""
    )


def _years(scenario: Scenario) -> str:
    return f"{scenario.run.start:%Y}-{scenario.run.until:%Y}"


def _read_graphs(
    path: Path, scenarios: Sequence[Scenario], seed: int | None
) -> list[tuple[Scenario, GraphReading]]:
    """The graphs of these scenarios; a fault of one is a fault of the file."""
    from nksim.core.errors import InputError, ScenarioError

    if all(scenario.network is None for scenario in scenarios):
        return []
    from nksim.society.graph_sources import read_graphs

    try:
        return list(read_graphs(scenarios, seed))
    except InputError as error:
        raise ScenarioError([_fault(path, "network", error)]) from None


def _fault(path: Path, key: str, error: InputError) -> Fault:
    from nksim.core.errors import Fault

    return Fault(str(error), str(path), key=key)


def _report(checked: Checked) -> None:
    for fault in checked.faults:
        note(str(fault))
    if checked.faults:
        return
    say(f"{checked.path}: ok ({checked.words})")
    for scenario, reading in checked.graphs:
        say(f"  graph of {scenario.name}: {_graph_words(reading)}")
        for sentence in reading.unused:
            note(f"  {sentence}")


def _graph_words(reading: GraphReading) -> str:
    found = reading.found
    layers = ", ".join(f"{layer} {count:,}" for layer, count in found.layer_counts.items())
    homes = f"{len(set(found.homes)):,} households"
    return f"{found.people:,} people in {homes}, {found.tie_count:,} ties ({layers or 'no layer'})"


def _answer(checked: Checked) -> dict[str, Any]:
    from dataclasses import asdict

    graphs = [
        {
            "scenario": scenario.name,
            "people": reading.found.people,
            "ties": reading.found.tie_count,
            "layers": reading.found.layer_counts,
            "unused": reading.unused,
        }
        for scenario, reading in checked.graphs
    ]
    return {
        "file": str(checked.path),
        "kind": checked.kind,
        "ok": not checked.faults,
        "faults": [asdict(fault) for fault in checked.faults],
        "graphs": graphs,
    }
