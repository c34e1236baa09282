"""Accusations, and what counts as spreading, worked out by hand."""

from __future__ import annotations

import pytest

from nksim.engines.cases import GRAVEST
from nksim.rules.accusing import accusation, act_of, charge, origin_of, spreads
from nksim.rules.codes import (
    ACT_HOLD,
    ACT_SELL,
    ACT_SPREAD,
    ACT_STYLE,
    ACT_WATCH,
    CHINESE,
    KOREAN,
    NONE,
)

ACTS = [ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_SPREAD, ACT_SELL]


@pytest.mark.parametrize("origin", [CHINESE, KOREAN])
@pytest.mark.parametrize("act", ACTS)
def test_accusations__can_be_read_back(act: int, origin: int) -> None:
    """A code has act and origin; the graver, the greater; none is 0."""
    code = accusation(act, origin)
    assert code == 1 + 2 * act + origin
    assert (act_of(code), origin_of(code)) == (act, origin)


def test_the_gravest_accusation__is_to_sell_what_is_south_korean() -> None:
    """The desk has a rank for each accusation, and for none beyond this one."""
    assert accusation(ACT_SELL, KOREAN) == GRAVEST


def test_spreading__is_a_group_of_guests_or_a_copy_given() -> None:
    """Three guests make a group of three; one copy is enough without any."""
    assert [spreads(guests, False, 3.0) for guests in (0, 2, 3, 4)] == [False, False, True, True]
    assert spreads(0, True, 3.0)
    assert [spreads(guests, False, 2.5) for guests in (2, 3)] == [False, True]


def test_a_charge__is_spreading_while_there_is_evidence_of_it() -> None:
    """What was spread in week 10 is charged until week 14, where evidence lasts four weeks."""
    charged = [charge(ACT_WATCH, 10, week, 4.0) for week in (10, 14, 15)]
    assert charged == [ACT_SPREAD, ACT_SPREAD, ACT_WATCH]
    assert charge(ACT_HOLD, 10, 15, 4.0) == ACT_HOLD
    assert charge(ACT_STYLE, 10, 12, 4.0) == ACT_SPREAD
    assert charge(ACT_WATCH, NONE, 0, 520.0) == ACT_WATCH


def test_a_charge__is_never_made_lighter() -> None:
    """A dealer stays a dealer, with evidence of spreading and without."""
    assert charge(ACT_SELL, 10, 10, 4.0) == charge(ACT_SELL, NONE, 10, 4.0) == ACT_SELL


def test_evidence_that_does_not_last__is_that_of_the_same_week() -> None:
    """Evidence of no week at all is that of today."""
    assert charge(ACT_WATCH, 10, 10, 0.0) == ACT_SPREAD
    assert charge(ACT_WATCH, 10, 11, 0.0) == ACT_WATCH
