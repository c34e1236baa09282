"""What people pay for a policy stands before whatever else is said of it."""

from __future__ import annotations

from nksim.core.columns import index_of
from nksim.observations.costs_first import (
    COSTS_FIRST,
    COSTS_TO_PEOPLE,
    LEADING,
    LEAST_COSTS,
    LEDGER_COSTS,
    with_costs,
)
from nksim.observations.outcomes import OUTCOMES
from nksim.observations.tables import LEDGER


def test_costs__stand_with_the_gravest_first() -> None:
    """Lives before years, years before sanctions, and the three gravest where none is asked for."""
    assert COSTS_TO_PEOPLE == (
        "deaths",
        "person_years_detained",
        "punished",
        "expected_deaths",
        "punished_per_viewer_year",
        "silenced",
        "searched_in_vain",
        "ties_worn",
    )
    assert LEAST_COSTS == ("deaths", "person_years_detained", "punished")
    assert {*COSTS_TO_PEOPLE} <= {*index_of(OUTCOMES)}


def test_costs_in_the_ledger__are_columns_of_it() -> None:
    """What people pay, in the same order; the rest of the ledger is what they and the state do."""
    assert LEDGER_COSTS == (
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
    assert {*LEDGER_COSTS} <= {*index_of(LEDGER)}


def test_first_table__begins_with_costs() -> None:
    """What a comparison shows unless a study names something else."""
    assert LEADING == (
        "punished",
        "expected_deaths",
        "suspicion",
        "mean_bond",
        "watched_last_year_share",
        "new_viewers",
    )
    assert with_costs(LEADING)[:2] == ("punished", "expected_deaths")


def test_names__keep_their_order_behind_the_costs() -> None:
    """Costs that are asked for come first in their own order; others are not added to them."""
    asked = ["watched_last_year_share", "ties_worn", "mean_bond", "deaths"]
    assert with_costs(asked) == ("deaths", "ties_worn", "watched_last_year_share", "mean_bond")
    assert with_costs(["mean_bond"]) == (*LEAST_COSTS, "mean_bond")
    assert [one.name for one in COSTS_FIRST][:8] == [*COSTS_TO_PEOPLE]
    assert sorted(one.name for one in COSTS_FIRST) == sorted(index_of(OUTCOMES))
