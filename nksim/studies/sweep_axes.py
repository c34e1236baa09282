"""The values that a sweep varies.

What stands behind each key of `values`, as an axis of the design.

A list of values, a range with its steps, or the word prior for the range that the scenario gives
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nksim.core.errors import Fault, ScenarioError
from nksim.scenario.catalogue import lever_leaves, scenario_leaves
from nksim.scenario.document import Node, Place, to_plain
from nksim.scenario.layers import describe
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import quantities
from nksim.scenario.scenario import Scenario
from nksim.studies.axis import Axis

KEYS = ("range", "steps", "scale")
MOST_STEPS, LARGEST_BOUND = 10_000, 1e15
GIVEN_OTHERWISE = {
    "run.seed": "is not varied here: `seed` is the first of the seeds, `replicates` their number",
    "name": "is made from the scenario and the point; leave it out",
}


def read_axes(
    node: Node | None, top: Place, base: Scenario, faults: list[Fault]
) -> tuple[Axis, ...]:
    """The axes of a sweep's `values`; whatever is wrong with them is added to the faults."""
    if node is None or not isinstance(node.content, dict) or not node.content:
        place = node.place if node else top
        faults.append(
            place.fault(
                (
                    "must be a mapping of keys to their values, for example behaviour.w_risk: [1,"
                    " 2.5, 4]"
                ),
                "values",
            )
        )
        return ()
    for key in sorted(GIVEN_OTHERWISE.keys() & node.content.keys()):
        place = node.content[key].place
        faults.append(place.fault(GIVEN_OTHERWISE[key], f"values.{key}"))
    axes = [
        (axis, inner)
        for key, inner in node.content.items()
        if (axis := _axis(base, key, inner, faults)) is not None
    ]
    for axis, inner in axes:
        _check(base, axis, inner, faults)
    return tuple(axis for axis, _ in axes)


def _check(base: Scenario, axis: Axis, node: Node, faults: list[Fault]) -> None:
    """A fault, where the values stand, for the first of them that the scenario cannot take."""
    for value in axis.values or (axis.at(0.0), axis.at(1.0)):
        try:
            load_scenario(base, {axis.key: value})
        except ScenarioError as error:
            faults.append(node.place.fault(error.faults[0].message, f"values.{axis.key}"))
            return


def _axis(base: Scenario, key: str, node: Node, faults: list[Fault]) -> Axis | None:
    if isinstance(node.content, list) and node.content:
        values = [to_plain(item) for item in node.content]
        for place, value in enumerate(values):
            if _is_among(value, values[:place]):
                wrong = f"{describe(value)} is given twice; give each value once"
                faults.append(node.content[place].place.fault(wrong, f"values.{key}"))
        return Axis(key, tuple(values))
    if node.content == "prior":
        return _prior(base, key, node, faults)
    if isinstance(node.content, dict) and "range" in node.content:
        return _range(base, key, node, faults)
    faults.append(
        node.place.fault(
            (
                f"must be a list of values, {{range: [low, high]}}, or prior (got"
                f" {describe(node.content)})"
            ),
            f"values.{key}",
        )
    )
    return None


def _is_among(value: Any, others: Sequence[Any]) -> bool:
    """Whether a value is one of these; 1 and true are two."""
    flag = isinstance(value, bool)
    return any(value == other and flag == isinstance(other, bool) for other in others)


def _prior(base: Scenario, key: str, node: Node, faults: list[Fault]) -> Axis | None:
    known = next((quantity for quantity in quantities(base) if quantity.key == key), None)
    if known is None or known.range is None:
        faults.append(
            node.place.fault(
                "the scenario gives no range for this key; write {range: [low, high]}",
                f"values.{key}",
            )
        )
        return None
    return Axis(key, low=known.range[0], high=known.range[1], whole=_is_whole(base, key))


def _range(base: Scenario, key: str, node: Node, faults: list[Fault]) -> Axis | None:
    given: dict[str, Any] = to_plain(node)
    bounds, steps, scale = given["range"], given.get("steps", 5), given.get("scale", "linear")
    if fault := _fault_of_range([*given], bounds, steps, scale):
        faults.append(node.place.fault(fault, f"values.{key}"))
        return None
    whole = _is_whole(base, key)
    if whole and "steps" in given and steps > (most := int(bounds[1] - bounds[0]) + 1):
        wrong = f"steps={steps} are too many: there are {most} whole numbers in this range"
        faults.append(node.place.fault(wrong, f"values.{key}"))
        return None
    return Axis(key, (), bounds[0], bounds[1], steps, scale == "log", whole)


def _fault_of_range(names: Sequence[str], bounds: Any, steps: Any, scale: Any) -> str:
    """What is wrong with a range, or nothing."""
    if unknown := [name for name in names if name not in KEYS]:
        return f"unknown key (got {unknown[0]}; allowed {', '.join(KEYS)})"
    if not _are_bounds(bounds) or not bounds[0] < bounds[1]:
        return f"range must be [low, high] with low below high (got {_in_words(bounds)})"
    if isinstance(steps, bool) or not isinstance(steps, int) or not 2 <= steps <= MOST_STEPS:
        return f"steps must be a whole number from 2 to {MOST_STEPS:,} (got {describe(steps)})"
    if scale not in ("linear", "log"):
        return f"scale must be linear or log (got {describe(scale)})"
    if scale == "log" and bounds[0] <= 0:
        return f"scale=log needs a range above 0 (got {_in_words(bounds)})"
    return ""


def _are_bounds(given: object) -> bool:
    """Whether these are two finite numbers."""
    return (
        isinstance(given, list)
        and len(given) == 2
        and all(isinstance(bound, int | float) for bound in given)
        and not any(isinstance(bound, bool) for bound in given)
        and all(abs(bound) <= LARGEST_BOUND for bound in given)
    )


def _in_words(bounds: object) -> str:
    if not isinstance(bounds, list):
        return describe(bounds)
    return f"[{', '.join(describe(bound) for bound in bounds[:5])}]"


def _is_whole(base: Scenario, key: str) -> bool:
    """Whether a key counts something: its values are whole numbers."""
    name, _, setting = key.removeprefix("levers.").rpartition(".")
    kind = next(
        (lever.lever for lever in base.levers if key.startswith("levers.") and lever.name == name),
        None,
    )
    leaf = scenario_leaves().get(key) if kind is None else lever_leaves(kind).get(setting)
    return leaf is not None and leaf.kind == "integer"
