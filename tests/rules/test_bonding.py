"""What happens to a tie, worked out by hand."""

from __future__ import annotations

from nksim.rules.bonding import (
    UPKEEP_WEEKS,
    bond_after_refusal,
    bond_after_sanction,
    bond_after_upkeep,
    bond_after_watching,
    complicity_after_upkeep,
    complicity_after_watching,
    until_upkeep,
)
from tests.rules.numbers import near


def test_watching_together__binds_by_a_share_of_what_is_missing() -> None:
    """A quarter of the way to one, of the bond and of the guilt that is shared."""
    assert bond_after_watching(0.4, 0.25) == near(0.55)
    assert bond_after_watching(1.0, 0.25) == 1.0
    assert complicity_after_watching(0.2, 0.25) == near(0.4)
    assert complicity_after_watching(0.0, 1.0) == 1.0


def test_a_refusal__costs_little_among_close_people_and_where_there_is_nothing_to_lose() -> None:
    """A quarter of the bond times the square of what is missing; most at a third."""
    assert bond_after_refusal(0.5, 0.25) == near(0.5 - 0.25 * 0.5 * 0.25)
    assert bond_after_refusal(0.8, 0.25) == near(0.792)
    assert bond_after_refusal(0.2, 0.25) == near(0.168)
    assert (bond_after_refusal(1.0, 0.25), bond_after_refusal(0.0, 0.25)) == (1.0, 0.0)
    lost = [bond - bond_after_refusal(bond, 1.0) for bond in (0.2, 1.0 / 3.0, 0.5)]
    assert max(lost) == lost[1] == near(4.0 / 27.0)


def test_a_sanction__costs_what_is_not_shared_guilt() -> None:
    """Half of the bond without guilt, a quarter with half of it, nothing among accomplices."""
    assert bond_after_sanction(0.4, 0.0, 0.5) == near(0.2)
    assert bond_after_sanction(0.4, 0.5, 0.5) == near(0.3)
    assert bond_after_sanction(0.4, 1.0, 0.5) == 0.4


def test_what_is_gone_until_ties_are_looked_after__is_that_of_all_weeks_between() -> None:
    """Half a week leaves a 65,536th after sixteen."""
    assert UPKEEP_WEEKS == 16
    assert until_upkeep(0.5) == 1.0 - 1.0 / 65536.0
    for rate in (0.005, 0.02, 0.3):
        assert until_upkeep(rate) == near(1.0 - (1.0 - rate) ** UPKEEP_WEEKS)
    assert (until_upkeep(0.0), until_upkeep(1.0)) == (0.0, 1.0)


def test_a_bond__goes_back_to_its_start_from_both_sides() -> None:
    """A quarter of the way each time; where nothing mends it stays."""
    assert bond_after_upkeep(0.4, 0.8, 0.25) == near(0.5)
    assert bond_after_upkeep(0.8, 0.4, 0.25) == near(0.7)
    assert bond_after_upkeep(0.5, 0.5, 0.25) == 0.5
    assert bond_after_upkeep(0.4, 0.8, 0.0) == 0.4


def test_shared_guilt__grows_old() -> None:
    """A quarter of it is gone each time, of any of it the same share."""
    assert complicity_after_upkeep(0.8, 0.25) == near(0.6)
    assert complicity_after_upkeep(0.8, 0.0) == 0.8
    assert complicity_after_upkeep(0.8, 1.0) == 0.0
