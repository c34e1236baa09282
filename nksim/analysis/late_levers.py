"""Which levers no figure speaks of: those that begin after everybody who was asked had left."""

from __future__ import annotations

from nksim.evidence.register import targets
from nksim.scenario.scenario import Scenario


def late_levers(scenario: Scenario) -> tuple[str, ...]:
    """Names of levers that begin in the year in which the last who were asked left, or later."""
    return tuple(lever.name for lever in scenario.levers if lever.from_.year >= last_departure())


def last_departure() -> int:
    """The last year of departure of any cohort of escapees that the model is fitted to."""
    asked = [row for row in targets() if row.core and row.population == "escapee survey"]
    return max(row.left_to for row in asked)
