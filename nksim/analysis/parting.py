"""The years in which the scenarios of a study differ: by default, what its outcomes are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from nksim.observations.period import Period
from nksim.scenario.scenario import Scenario


def parting_years(scenarios: Sequence[Scenario]) -> Period:
    """From the first to the last year in which a lever that not all have alike is in force.

    Scenarios that differ in anything else differ in every year, and so, for want of other years,
    do those that do not differ at all.
    """
    first, *others = scenarios
    simulated = simulated_years(first)
    apart = list(_levers_apart(scenarios))
    if not apart or any(_without_levers(other) != _without_levers(first) for other in others):
        return simulated
    ended = [_end(lever) for lever in apart]
    last = simulated.last if None in ended else max(end for end in ended if end is not None)
    begun = max(min(_begin(lever) for lever in apart), simulated.first)
    begun = min(begun, simulated.last)
    return Period(begun, max(min(last, simulated.last), begun))


def simulated_years(scenario: Scenario) -> Period:
    """The calendar years of a run; of a week that runs over into another year that is left out.

    A run that has no more than such a week has the year of it.
    """
    run = scenario.run
    first, last = _first_year(run.start), _last_year(run.until)
    return Period(first, last) if first <= last else Period(*2 * (year_of(run.start),))


def years_of(scenarios: Sequence[Scenario]) -> Period:
    """The calendar years that some of these scenarios simulate."""
    periods = [simulated_years(scenario) for scenario in scenarios]
    return Period(min(one.first for one in periods), max(one.last for one in periods))


def _first_year(day: date) -> int:
    """The year of a first day, though most of its week may lie in the one before."""
    return max(year_of(day), day.year)


def _last_year(day: date) -> int:
    """The year of a last day, though most of its week may lie in the next."""
    return min(year_of(day), day.year)


def year_of(day: date) -> int:
    """The calendar year of the middle of the week of a day.

    >>> year_of(date(2024, 12, 30))
    2025
    """
    return day.isocalendar().year


def _levers_apart(scenarios: Sequence[Scenario]) -> Iterator[Any]:
    """Every lever that some scenario has and not all have with the same settings."""
    levers = [(lever, lever.model_dump_json()) for each in scenarios for lever in each.levers]
    having = Counter(text for _, text in levers)
    return (lever for lever, text in levers if having[text] < len(scenarios))


def _without_levers(scenario: Scenario) -> dict[str, Any]:
    return scenario.model_dump(exclude={"levers", "name", "description"})


def _begin(lever: Any) -> int:
    return _first_year(lever.from_)


def _end(lever: Any) -> int | None:
    """The last year in which it is felt, while it fades; None if it stays."""
    if lever.until is None:
        return None
    return _last_year(lever.until + timedelta(weeks=lever.ramp_weeks))
