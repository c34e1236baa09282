"""What a sensitivity analysis varies: numbers with a range, levers on or off, kinds of network.

Every input is a share of the way, 0..1, to the methods; a choice has as many equal slices as
values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nksim.scenario.quantities import quantities
from nksim.scenario.scenario import Scenario
from nksim.studies.axis import Axis, axes_of

NETWORK = "kind of network"
DEGREE = 20  # ties a head, as in the built society
REWIRED = 0.1  # the share of ties of a small world that lead far


def inputs_of(
    scenario: Scenario, keys: Sequence[str] = (), *, levers: bool = False, network: bool = False
) -> tuple[Axis, ...]:
    """The numbers named, or all that have a range; every lever on or off; the kind of network.

    Raises InputError with all that is wrong with the keys.
    """
    ranged = [one.key for one in quantities(scenario) if one.range is not None]
    numbers = axes_of(scenario, list(keys) or ranged)
    switches = _levers(scenario) if levers else []
    return (*numbers, *switches, *([_networks(scenario)] if network else []))


def _levers(scenario: Scenario) -> list[Axis]:
    return [
        Axis(f"lever {lever.name}", values=({f"levers.{lever.name}.strength": 0.0}, {}))
        for lever in scenario.levers
    ]


def _networks(scenario: Scenario) -> Axis:
    """The built society, and three graphs with as many people and about as many ties.

    They are a small world, a random graph and one with hubs.
    """
    size = scenario.society.size
    graphs: tuple[dict[str, Any], ...] = (
        {"generator": "watts_strogatz_graph", "n": size, "k": DEGREE, "p": REWIRED},
        {"generator": "random_regular_graph", "n": size, "d": DEGREE},
        {"generator": "barabasi_albert_graph", "n": size, "m": DEGREE // 2},
    )
    return Axis(NETWORK, values=({}, *({"network": graph} for graph in graphs)))
