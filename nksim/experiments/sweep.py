"""A sweep: a file that names values to vary comes in, a frozen Sweep leaves, in which every point is a resolved scenario.

The base scenario and each alternative are run at every point. All faults are said at once, before anything runs.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nksim.core.errors import ScenarioError
from nksim.experiments.bundle import Task
from nksim.experiments.designs import DESIGNS, SAMPLED, Axis, Point, points
from nksim.experiments.study import StudyFile
from nksim.scenario.catalogue import lever_leaves, scenario_leaves
from nksim.scenario.document import Node, Place, parse_document, to_plain
from nksim.scenario.keys import nearest
from nksim.scenario.layers import describe, read_text
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import quantities
from nksim.scenario.scenario import Scenario
from nksim.scenario.shipped import located

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
MOST_RUNS = 1_000_000
_AXIS_KEYS = ("range", "steps", "scale")


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

    @property
    def seeds(self) -> range:
        """The seed of every replicate."""
        return range(self.seed, self.seed + self.replicates)

    @property
    def tasks(self) -> list[Task]:
        """Every run, a seed at a time."""
        return [
            Task(scenario, seed, number)
            for number, seed in enumerate(self.seeds)
            for scenario in self.scenarios
        ]

    def table(self) -> pd.DataFrame:
        """A row a scenario: its name, its alternative, and the value of every varied key (empty where it keeps its own)."""
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
    """Whether a file is a sweep: it names a design."""
    node, _ = parse_document(read_text(located(path), Place()), str(path))
    return isinstance(node.content, dict) and "design" in node.content


def load_sweep(
    path: str | os.PathLike[str],
    overrides: Mapping[str, object] | None = None,
    *,
    replicates: int | None = None,
    seed: int | None = None,
) -> Sweep:
    """The sweep of a file; `overrides` change every scenario. Raises ScenarioError with every fault."""
    return _SweepFile(located(path), overrides or {}).load_sweep(replicates, seed)


class _SweepFile(StudyFile):
    """One sweep file while it is read."""

    def load_sweep(self, replicates: int | None, seed: int | None) -> Sweep:
        self.refuse_unknown(KEYS)
        tree = self.tree("scenario", self.keys.get("scenario"), None)
        base = None if tree is None else self.scenario(tree, None)
        alternatives = [
            self.alternative(name, node, tree) for name, node in self.alternatives(needed=False)
        ]
        design, number = self._design(), self.count("points", 1, MOST_RUNS)
        start, times = self.count("seed", 0, 2**63 - 1), self.count("replicates", 1, 100_000)
        axes = self._axes(base) if base is not None else ()
        name, description = self.text("name") or self.path.stem, self.text("description")
        self.raise_faults()
        assert base is not None
        chosen = (
            base.run.seed
            if (seed if seed is not None else start) is None
            else int(seed if seed is not None else start or 0)
        )
        worlds = [base, *(alternative for alternative in alternatives if alternative is not None)]
        designed = points(design, axes, number or 64, chosen)  # type: ignore[arg-type]
        made = [
            (world, place, point)
            for place, full in enumerate(designed)
            for world, point in _in_worlds(worlds, full)
        ]
        once = {
            (world.name, repr(point)): (world, place, point)
            for world, place, point in reversed(made)
        }
        rows = [
            (self._at(world, point, place), world.name, point)
            for world, place, point in reversed(once.values())
        ]
        self.raise_faults()
        return Sweep(
            name,
            description,
            design,
            tuple(axes),
            tuple(scenario for scenario, _, _ in rows if scenario is not None),
            tuple(world for _, world, _ in rows),
            tuple(point for _, _, point in rows),
            replicates or times or 1,
            chosen,
        )

    def _at(self, world: Scenario, point: Point, place: int) -> Scenario | None:
        """A scenario at one point, named after both."""
        try:
            return load_scenario(world, point | {"name": f"{world.name}#{place:04d}"})
        except ScenarioError as error:
            self.faults.extend(error.faults)
            return None

    def _design(self) -> str:
        node = self.keys.get("design")
        if node is not None and node.content in DESIGNS:
            if node.content in SAMPLED and "points" not in self.keys:
                self.faults.append(
                    node.place.fault(
                        f"design={node.content} needs a number of points (for example points: 64)",
                        "points",
                    )
                )
            return str(node.content)
        given, place = (
            ("nothing", self.root.place) if node is None else (describe(node.content), node.place)
        )
        self.faults.append(
            place.fault(
                f"must be one of {', '.join(DESIGNS)} (got {given}{nearest(given, DESIGNS)})",
                "design",
            )
        )
        return DESIGNS[0]

    def _axes(self, base: Scenario) -> tuple[Axis, ...]:
        node = self.keys.get("values")
        if node is None or not isinstance(node.content, dict) or not node.content:
            place = node.place if node else self.root.place
            self.faults.append(
                place.fault(
                    "must be a mapping of keys to their values, for example behaviour.w_risk: [1, 2.5, 4]",
                    "values",
                )
            )
            return ()
        axes = [
            (axis, inner)
            for key, inner in node.content.items()
            if (axis := self._axis(base, key, inner)) is not None
        ]
        for axis, inner in axes:
            self._check(base, axis, inner)
        return tuple(axis for axis, _ in axes)

    def _check(self, base: Scenario, axis: Axis, node: Node) -> None:
        """A fault, where the values stand, for the first of them that the scenario cannot take."""
        for value in axis.values or (axis.at(0.0), axis.at(1.0)):
            try:
                load_scenario(base, {axis.key: value})
            except ScenarioError as error:
                self.faults.append(node.place.fault(error.faults[0].message, f"values.{axis.key}"))
                return

    def _axis(self, base: Scenario, key: str, node: Node) -> Axis | None:
        if isinstance(node.content, list) and node.content:
            return Axis(key, tuple(to_plain(item) for item in node.content))
        if node.content == "prior":
            return self._prior(base, key, node)
        if isinstance(node.content, dict) and "range" in node.content:
            return self._range(base, key, to_plain(node), node)
        self.faults.append(
            node.place.fault(
                f"must be a list of values, {{range: [low, high]}}, or prior (got {describe(node.content)})",
                f"values.{key}",
            )
        )
        return None

    def _prior(self, base: Scenario, key: str, node: Node) -> Axis | None:
        known = next((quantity for quantity in quantities(base) if quantity.key == key), None)
        if known is None or known.range is None:
            self.faults.append(
                node.place.fault(
                    "the scenario gives no range for this key; write {range: [low, high]}",
                    f"values.{key}",
                )
            )
            return None
        return Axis(key, low=known.range[0], high=known.range[1], whole=_is_whole(base, key))

    def _range(self, base: Scenario, key: str, given: dict[str, Any], node: Node) -> Axis | None:
        unknown = [name for name in given if name not in _AXIS_KEYS]
        bounds, steps, scale = given["range"], given.get("steps", 5), given.get("scale", "linear")
        numbers = (
            isinstance(bounds, list)
            and len(bounds) == 2
            and all(isinstance(bound, int | float) and math.isfinite(bound) for bound in bounds)
        )
        fault = (
            f"unknown key (got {unknown[0]}; allowed {', '.join(_AXIS_KEYS)})"
            if unknown
            else f"range must be [low, high] with low below high (got {bounds})"
            if not numbers or not bounds[0] < bounds[1]
            else f"steps must be a whole number of at least 2 (got {steps})"
            if not isinstance(steps, int) or steps < 2
            else f"scale must be linear or log (got {scale})"
            if scale not in ("linear", "log")
            else f"scale=log needs a range above 0 (got {bounds})"
            if scale == "log" and bounds[0] <= 0
            else ""
        )
        if fault:
            self.faults.append(node.place.fault(fault, f"values.{key}"))
            return None
        return Axis(
            key,
            low=bounds[0],
            high=bounds[1],
            steps=steps,
            log=scale == "log",
            whole=_is_whole(base, key),
        )


def _in_worlds(worlds: Sequence[Scenario], point: Point) -> list[tuple[Scenario, Point]]:
    """A point in every world, without settings of levers that a world does not have."""
    return [
        (world, {key: value for key, value in point.items() if world.takes(key)})
        for world in worlds
    ]


def _is_whole(base: Scenario, key: str) -> bool:
    """Whether a key counts something: its values are whole numbers."""
    name, _, setting = key.removeprefix("levers.").rpartition(".")
    kind = next(
        (lever.lever for lever in base.levers if key.startswith("levers.") and lever.name == name),
        None,
    )
    leaf = scenario_leaves().get(key) if kind is None else lever_leaves(kind).get(setting)
    return leaf is not None and leaf.kind == "integer"
