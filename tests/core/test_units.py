from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nksim.core.units import (
    BELIEF,
    MOST,
    TIE,
    add_small,
    from_belief,
    from_tie,
    round_amount,
    round_belief,
    round_tie,
    to_amount,
    to_belief,
    to_small,
    to_tie,
)

PURE = settings(derandomize=True, database=None)


@PURE
@given(st.integers(0, BELIEF), st.integers(0, TIE))
def test_a_unit__comes_back_as_itself(belief: int, tie: int) -> None:
    """Writing a number down and reading it again loses nothing."""
    assert to_belief(from_belief(belief)) == belief
    assert to_amount(from_belief(belief * 3)) == belief * 3
    assert to_tie(from_tie(tie)) == to_small(from_tie(tie)) == tie


@PURE
@given(st.floats(0.0, 1.0))
def test_rounding__moves_a_share_by_half_a_unit_at_most(share: float) -> None:
    """A belief is kept to a millionth, a tie to a thirty-thousandth, and rounding twice is rounding
    once.
    """
    assert abs(round_belief(share) - share) <= 0.5 / BELIEF
    assert abs(round_amount(share * 4.0) - share * 4.0) <= 0.5 / BELIEF
    assert abs(round_tie(share) - share) <= 0.5 / TIE
    assert round_belief(round_belief(share)) == round_belief(share)
    assert round_tie(round_tie(share)) == round_tie(share)


@PURE
@given(st.floats(-1e6, 1e6))
def test_a_share__stays_within_0_and_1(number: float) -> None:
    """Nobody is more than certain or less than indifferent."""
    assert 0 <= to_belief(number) <= BELIEF
    assert 0 <= to_tie(number) <= TIE


def test_a_small_amount__is_almost_two_at_most() -> None:
    """What a week adds up stays within its column, and within it nothing is lost."""
    assert (to_small(0.0), to_small(0.5), to_small(1.5)) == (0, TIE // 2, TIE + TIE // 2)
    assert to_small(2.0) == to_small(1e6) == MOST == 2 * TIE - 1
    assert (add_small(TIE, 5), add_small(TIE, TIE), add_small(MOST, MOST)) == (TIE + 5, MOST, MOST)


@PURE
@given(st.lists(st.integers(0, MOST), max_size=6))
def test_small_amounts__add_up_in_any_order(amounts: list[int]) -> None:
    """Whoever is heard of first."""
    there = back = 0
    for amount, other in zip(amounts, reversed(amounts), strict=True):
        there, back = add_small(there, amount), add_small(back, other)
    assert there == back == min(sum(amounts), MOST)


@PURE
@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_rounding__keeps_the_order(one: float, other: float) -> None:
    """Who fears more is never written down as fearing less."""
    low, high = sorted((one, other))
    assert to_belief(low) <= to_belief(high)
    assert to_tie(low) <= to_tie(high)
