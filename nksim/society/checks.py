"""Whether a society that is at hand can live in a scenario."""

from __future__ import annotations

from nksim.core.checks import checked_kind
from nksim.core.errors import InputError
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society


def check_society(society: object, scenario: Scenario) -> None:
    """InputError for what is no society, and for one of another size than the scenario's.

    People and ties may be those of another seed or of other settings; how many they are is what
    every table is read by. A network says itself how many its people are.
    """
    found = checked_kind(
        society, Society, name="society", advice="make one with nksim.build_society"
    )
    if scenario.network is None and found.size != scenario.society.size:
        raise InputError(
            f"society has {found.size:,} people and scenario={scenario.name} society.size="
            f"{scenario.society.size:,}; give the society of this scenario:"
            " nksim.build_society(scenario)"
        )
