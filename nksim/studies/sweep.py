"""A sweep: values to vary, and at every point a resolved scenario.

The base scenario and each alternative are run at every point. All faults are said at once, before
anything runs.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nksim.core.checks import LARGEST_SEED, checked_seed
from nksim.core.errors import ScenarioError
from nksim.core.numerals import counted
from nksim.observations.period import Period
from nksim.scenario.document import Place, parse_document
from nksim.scenario.keys import nearest
from nksim.scenario.layers import describe, read_text
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.scenario.shipped import located
from nksim.studies.axis import Axis
from nksim.studies.designs import DESIGNS, SAMPLED, Design, Point, points
from nksim.studies.scenarios_file import ScenariosFile
from nksim.studies.study import MOST_REPLICATES
from nksim.studies.sweep_axes import read_axes
from nksim.studies.tasks import Task, tasks_of

if TYPE_CHECKING:
    import pandas as pd

KEYS = (
    "name",
    "description",
    "scenario",
    "alternatives",
    "design",
    "points",
    "seed",
    "replicates",
    "values",
)
POINTS = 64  # of a sampled design that does not say how many
MOST_RUNS = 1_000_000


@dataclass(frozen=True, eq=False)
class Sweep:
    """Every scenario of a sweep with its point, and how often each is run."""

    name: str
    description: str
    design: str
    axes: tuple[Axis, ...]
    scenarios: tuple[Scenario, ...]
    alternatives: tuple[str, ...]  # of each scenario
    points: tuple[Point, ...]  # of each scenario
    replicates: int
    seed: int
    period: Period | None = (
        None  # that is asked about; None for the years in which scenarios differ
    )

    @property
    def seeds(self) -> range:
        """The seed of every replicate."""
        return range(self.seed, self.seed + self.replicates)

    @property
    def tasks(self) -> list[Task]:
        """Every run, a seed at a time."""
        return tasks_of(self.scenarios, self.seed, self.replicates)

    def table(self) -> pd.DataFrame:
        """A row a scenario: its name, its alternative, and the value of every varied key.

        A value is empty where the scenario keeps its own.
        """
        import pandas as pd

        rows = [
            {"scenario": scenario.name, "alternative": alternative}
            | {axis.key: point.get(axis.key) for axis in self.axes}
            for scenario, alternative, point in zip(
                self.scenarios, self.alternatives, self.points, strict=True
            )
        ]
        return pd.DataFrame(
            rows, columns=["scenario", "alternative", *(axis.key for axis in self.axes)]
        )


def is_sweep(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a sweep: it names a design, or what would be varied in what."""
    node, _ = parse_document(read_text(located(path), Place()), str(path))
    if not isinstance(node.content, dict) or "baseline" in node.content:
        return False
    return bool({"design", "values", "scenario"} & {*node.content})


def load_sweep(
    path: str | os.PathLike[str],
    overrides: Mapping[str, object] | None = None,
    *,
    replicates: int | None = None,
    seed: int | None = None,
) -> Sweep:
    """The sweep of a file; `overrides` change every scenario.

    Raises ScenarioError with every fault.
    """
    return _SweepFile(located(path), overrides or {}).load_sweep(replicates, seed)


class _SweepFile(ScenariosFile):
    """One sweep file while it is read."""

    def load_sweep(self, replicates: int | None, seed: int | None) -> Sweep:
        self.refuse_unknown(KEYS)
        worlds, design = self._worlds(), self._design()
        number = self.count("points", 1, MOST_RUNS) or POINTS
        each = replicates or self.count("replicates", 1, MOST_REPLICATES) or 1
        first = self._first_seed(seed, worlds)
        axes = self._axes(worlds)
        name, description = self.name(), self.text("description")
        checked_seed(first, runs=each)
        self._refuse_too_many(design, axes, number, len(worlds) * each)
        self._refuse_idle(design)
        self._refuse_too_few(design, axes, number)
        self.raise_faults()
        rows = self._rows(worlds, points(design, axes, number, first))
        self.raise_faults()
        return Sweep(
            name,
            description,
            design,
            axes,
            tuple(scenario for scenario, _, _ in rows if scenario is not None),
            tuple(world for _, world, _ in rows),
            tuple(point for _, _, point in rows),
            each,
            first,
        )

    def _first_seed(self, given: int | None, worlds: Sequence[Scenario]) -> int:
        """The seed that is given, else the file's, else the scenario's."""
        written = self.count("seed", 0, LARGEST_SEED)
        own = worlds[0].run.seed if worlds else 1
        return next(one for one in (given, written, own) if one is not None)

    def _axes(self, worlds: Sequence[Scenario]) -> tuple[Axis, ...]:
        if not worlds:
            return ()
        return read_axes(self.keys.get("values"), self.root.place, worlds[0], self.faults)

    def _worlds(self) -> list[Scenario]:
        """The base scenario and its alternatives, those that can be read.

        None if the base cannot.
        """
        tree = self.tree("scenario", self.keys.get("scenario"), None)
        base = None if tree is None else self.scenario(tree, None)
        found = [
            self.alternative(name, node, tree) for name, node in self.alternatives(needed=False)
        ]
        if base is None:
            return []
        if base.name in (world.name for world in found if world is not None):
            place = self.keys["alternatives"].place
            wrong = f"name={base.name} is the base scenario's; give the alternative another"
            self.faults.append(place.fault(wrong, "alternatives"))
        return [base, *(world for world in found if world is not None)]

    def _rows(
        self, worlds: Sequence[Scenario], design: Sequence[Point]
    ) -> list[tuple[Scenario | None, str, Point]]:
        """Every world at every point, once where points are the same to it."""
        made = [
            (world, place, point)
            for place, full in enumerate(design)
            for world, point in _in_worlds(worlds, full)
        ]
        once = {
            (world.name, repr(point)): (world, place, point)
            for world, place, point in reversed(made)
        }
        return [
            (self._at(world, point, place), world.name, point)
            for world, place, point in reversed(once.values())
        ]

    def _refuse_too_many(
        self, design: Design, axes: Sequence[Axis], number: int, runs_each: int
    ) -> None:
        """A fault if the design has more runs than anybody will wait for."""
        levels = [len(axis.levels) for axis in axes]
        size = {"grid": math.prod(levels), "one-at-a-time": 1 + sum(levels)}.get(design, number)
        if size * runs_each > MOST_RUNS:
            wrong = f"is too large: {size * runs_each:,} runs (allowed {MOST_RUNS:,})"
            self.faults.append(self.keys["design"].place.fault(wrong, "design"))

    def _refuse_idle(self, design: Design) -> None:
        """A fault for each key that this design does not look at."""
        node, values = self.keys.get("points"), self.keys.get("values")
        if node is not None and design not in SAMPLED:
            wrong = (
                f"design={design} has as many points as its values make; leave points out, or"
                f" choose one of {', '.join(SAMPLED)}"
            )
            self.faults.append(node.place.fault(wrong, "points"))
        inner = values.content if values and isinstance(values.content, dict) else {}
        for key, one in inner.items() if design in SAMPLED else ():
            if isinstance(one.content, dict) and "steps" in one.content:
                wrong = f"steps are of a grid: design={design} takes any value of the range"
                self.faults.append(one.place.fault(f"{wrong}; leave them out", f"values.{key}"))

    def _refuse_too_few(self, design: Design, axes: Sequence[Axis], number: int) -> None:
        """A fault if there are not as many different points as are asked for."""
        different = math.prod(axis.different for axis in axes)
        if design in SAMPLED and axes and different < number:
            wrong = (
                f"are too many: the values make {counted(int(different), 'different point')} (got"
                f" {number}); ask for fewer, or choose design: grid, which takes each once"
            )
            place = self.keys["points"].place if "points" in self.keys else self.root.place
            self.faults.append(place.fault(wrong, "points"))

    def _at(self, world: Scenario, point: Point, place: int) -> Scenario | None:
        """A scenario at one point, named after both."""
        try:
            return load_scenario(world, point | {"name": f"{world.name}#{place:04d}"})
        except ScenarioError as error:
            self.faults.extend(error.faults)
            return None

    def _design(self) -> Design:
        node = self.keys.get("design")
        known = next((one for one in DESIGNS if node is not None and node.content == one), None)
        if node is not None and known is not None:
            if known in SAMPLED and "points" not in self.keys:
                self.faults.append(
                    node.place.fault(
                        f"design={known} needs a number of points (for example points: 64)",
                        "points",
                    )
                )
            return known
        if node is None:
            wrong = f"is missing from this sweep (allowed {', '.join(DESIGNS)})"
            self.faults.append(self.root.place.fault(wrong, "design"))
            return DESIGNS[0]
        given = describe(node.content)
        wrong = f"must be one of {', '.join(DESIGNS)} (got {given}{nearest(given, DESIGNS)})"
        self.faults.append(node.place.fault(wrong, "design"))
        return DESIGNS[0]


def _in_worlds(worlds: Sequence[Scenario], point: Point) -> list[tuple[Scenario, Point]]:
    """A point in every world, without settings of levers that a world does not have."""
    return [
        (world, {key: value for key, value in point.items() if world.takes(key)})
        for world in worlds
    ]
