"""What is varied in a sensitivity analysis: a scenario comes in; numbers with their ranges, levers on or off, and kinds of network leave.

Every input is a share of the way, 0..1, to the methods; a category takes as many equal slices as it has values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nksim.core.errors import InputError
from nksim.scenario.keys import nearest
from nksim.scenario.quantities import Quantity, quantities
from nksim.scenario.scenario import Scenario

NETWORK = "kind of network"
DEGREE, REWIRED = (
    20,
    0.1,
)  # ties a head as in the built society; the share of ties of a small world that lead far


@dataclass(frozen=True)
class Input:
    """A number between `low` and `high`, or one of several `values`, each a mapping of what it puts into the scenario."""

    name: str
    low: float = 0.0
    high: float = 1.0
    whole: bool = False
    values: tuple[Mapping[str, Any], ...] = ()

    def at(self, share: float) -> dict[str, Any]:
        """The overrides at a share of the way, 0..1."""
        if self.values:
            return dict(self.values[min(int(share * len(self.values)), len(self.values) - 1)])
        number = self.low + share * (self.high - self.low)
        return {self.name: round(number) if self.whole else float(number)}


def inputs_of(
    scenario: Scenario, keys: Sequence[str] = (), *, levers: bool = False, network: bool = False
) -> tuple[Input, ...]:
    """The numbers named, or all that have a range; every lever on or off; the kind of network. InputError with all that is wrong."""
    known = {quantity.key: quantity for quantity in quantities(scenario)}
    chosen = list(keys) or [key for key, quantity in known.items() if quantity.range is not None]
    faults = [
        f"key={key} is given twice; give it once"
        for key in dict.fromkeys(chosen)
        if chosen.count(key) > 1
    ]
    faults += [fault for key in chosen if (fault := _fault(key, known))]
    if faults:
        raise InputError("\n".join(faults))
    numbers = [_number(known[key]) for key in chosen]
    return (
        *numbers,
        *(_levers(scenario) if levers else ()),
        *((_networks(scenario),) if network else ()),
    )


def overrides_at(inputs: Sequence[Input], shares: Sequence[float]) -> dict[str, Any]:
    """What one point of a design puts into the scenario; a lever that is off takes no other setting away."""
    found: dict[str, Any] = {}
    for one, share in zip(inputs, shares, strict=True):
        found |= one.at(float(share))
    return found


def _number(quantity: Quantity) -> Input:
    low, high = quantity.range or (0.0, 1.0)
    return Input(quantity.key, low, high, isinstance(quantity.value, int))


def _levers(scenario: Scenario) -> list[Input]:
    return [
        Input(f"lever {lever.name}", values=({f"levers.{lever.name}.strength": 0.0}, {}))
        for lever in scenario.levers
    ]


def _networks(scenario: Scenario) -> Input:
    """The built society, and three graphs of as many people and about as many ties: a small world, a random one, one with hubs."""
    size = scenario.society.size
    graphs: tuple[dict[str, Any], ...] = (
        {"generator": "watts_strogatz_graph", "n": size, "k": DEGREE, "p": REWIRED},
        {"generator": "random_regular_graph", "n": size, "d": DEGREE},
        {"generator": "barabasi_albert_graph", "n": size, "m": DEGREE // 2},
    )
    return Input(NETWORK, values=({}, *({"network": graph} for graph in graphs)))


def _fault(key: str, known: Mapping[str, Quantity]) -> str:
    if key not in known:
        return f"key={key} is no number of the scenario{nearest(key, list(known))} (`nksim show` lists them)"
    value, span = known[key].value, known[key].range
    if span is None:
        return f"{key}={value:g} has no range to vary in; write it as {{value: {value:g}, range: [low, high]}}"
    return (
        ""
        if span[0] < span[1]
        else f"{key}: range=[{span[0]:g}, {span[1]:g}] has no width; give a lower and a higher number"
    )
