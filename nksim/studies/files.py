"""What a file asks for: a scenario, a study or a sweep, and whether it can be run as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from nksim.core.errors import Fault, InputError, ScenarioError
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.studies.study import Study, is_study, load_study
from nksim.studies.sweep import Sweep, is_sweep, load_sweep

if TYPE_CHECKING:
    from nksim.society.graph_sources import GraphReading

Kind = Literal["scenario", "study", "sweep"]
Asked = Scenario | Study | Sweep


@dataclass(frozen=True)
class Checked:
    """What was found out about one file.

    Its kind, what it is in words, and its faults or graphs.
    """

    path: Path
    kind: Kind
    words: str = ""
    faults: tuple[Fault, ...] = ()
    graphs: tuple[tuple[Scenario, GraphReading], ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it can be run."""
        return not self.faults


def kind_of(path: Path) -> Kind:
    """What a file is; ScenarioError if it cannot be read at all."""
    if is_sweep(path):
        return "sweep"
    return "study" if is_study(path) else "scenario"


def load(path: Path, overrides: Mapping[str, Any]) -> Asked:
    """The scenario, study or sweep of a file; ScenarioError with every fault."""
    kind = kind_of(path)
    if kind == "sweep":
        return load_sweep(path, overrides)
    return load_study([path], overrides) if kind == "study" else load_scenario(path, overrides)


def checked_file(path: Path, overrides: Mapping[str, Any]) -> Checked:
    """Read a file and the graphs that its scenarios name, and say all that is wrong.

    Nothing runs.
    """
    kind: Kind = "scenario"
    try:
        kind = kind_of(path)
        asked = load(path, overrides)
        return Checked(path, kind, in_words(asked), graphs=tuple(_read_graphs(path, asked)))
    except ScenarioError as error:
        return Checked(path, kind, faults=error.faults)
    except InputError as error:
        return Checked(path, kind, faults=(Fault(str(error), str(path)),))


def scenarios_of(asked: Asked) -> Sequence[Scenario]:
    """The scenarios that would be run."""
    return [asked] if isinstance(asked, Scenario) else asked.scenarios


def in_words(asked: Asked) -> str:
    """What it is, how large and how long, in one line."""
    first = scenarios_of(asked)[0]
    years = f"{_people(scenarios_of(asked))}{first.run.start:%Y}-{first.run.until:%Y}"
    if isinstance(asked, Scenario):
        return f"{asked.name}: {years}, {len(asked.levers)} levers{_idle(asked)}"
    replicates = f"{asked.replicates} replicates, {years}"
    if isinstance(asked, Study):
        names = ", ".join(scenario.name for scenario in asked.alternatives)
        said = "".join(f"; {sentence}" for sentence in asked.unshared)
        return f"study {asked.name}: {asked.baseline.name} against {names}; {replicates}{said}"
    keys = ", ".join(axis.key for axis in asked.axes)
    points = f"{len(asked.scenarios)} points"
    return f"sweep {asked.name}: {asked.design} over {keys}; {points}, {replicates}"


def _idle(scenario: Scenario) -> str:
    """The levers that are in force on no day of the run, if there are any."""
    first, last = scenario.run.start, scenario.run.until
    names = [
        lever.name
        for lever in scenario.levers
        if lever.from_ > last or (lever.until is not None and lever.until < first)
    ]
    return f", of which {', '.join(names)} in force on no day of it" if names else ""


def _people(scenarios: Sequence[Scenario]) -> str:
    """How many people there are, if no graph says so."""
    sizes = sorted({scenario.society.size for scenario in scenarios if scenario.network is None})
    ends = sizes[:1] + sizes[1:][-1:]
    return f"{' to '.join(f'{size:,}' for size in ends)} people, " if ends else ""


def _read_graphs(path: Path, asked: Asked) -> list[tuple[Scenario, GraphReading]]:
    """The graphs of these scenarios; a fault of one is a fault of the file."""
    scenarios = scenarios_of(asked)
    if all(scenario.network is None for scenario in scenarios):
        return []
    from nksim.society.graph_sources import read_graphs

    seed = None if isinstance(asked, Scenario) else asked.seed
    try:
        return list(read_graphs(scenarios, seed))
    except InputError as error:
        raise ScenarioError([Fault(str(error), str(path), key="network")]) from None
