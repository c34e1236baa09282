"""Which numbers are costs to people, and that they stand before everything said of a policy."""

from __future__ import annotations

from collections.abc import Iterable

from nksim.observations.outcomes import OUTCOMES

# Outcomes of a run that people paid for, the gravest first.
COSTS_TO_PEOPLE = (
    "deaths",
    "person_years_detained",
    "punished",
    "expected_deaths",
    "punished_per_viewer_year",
    "silenced",
    "searched_in_vain",
    "ties_worn",
)
LEAST_COSTS = COSTS_TO_PEOPLE[:3]
# The same in the ledger, whose other items are what people and the state do.
LEDGER_COSTS = (
    "deaths",
    "person_years_detained",
    "punished",
    "expected_deaths",
    "style_punished",
    "silenced_person_years",
    "searched_in_vain",
    "bribes",
    "ties_worn",
)


def with_costs(names: Iterable[str]) -> tuple[str, ...]:
    """Names of outcomes with costs to people first; where none is among them, the gravest three.

    >>> with_costs(["watched_last_year_share", "punished"])
    ('punished', 'watched_last_year_share')
    >>> with_costs(["title_age"])
    ('deaths', 'person_years_detained', 'punished', 'title_age')
    """
    asked = tuple(names)
    costs = tuple(name for name in COSTS_TO_PEOPLE if name in asked) or LEAST_COSTS
    return (*costs, *(name for name in asked if name not in costs))


_BY_NAME = {outcome.name: outcome for outcome in OUTCOMES}
COSTS_FIRST = tuple(_BY_NAME[name] for name in with_costs(_BY_NAME))
