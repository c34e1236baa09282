"""Fixed-point numbers: the one place where a share is rounded, for both engines and every table.

Beliefs of citizens are kept in steps of 2**-20, ties and what a week adds up for a citizen in
steps of 2**-15, so that a sum is an integer, the same in whatever order it is taken, and a
conversion to a float is exact.
"""

from __future__ import annotations

from nksim.core.jit import rule

BELIEF = 1 << 20
TIE = 1 << 15


@rule
def to_belief(x: float) -> int:
    """A share as an integer of 1/2**20, kept within 0 and 1."""
    share = min(max(x, 0.0), 1.0)
    return int(share * 1048576.0 + 0.5)


@rule
def to_amount(x: float) -> int:
    """A non-negative amount of any size as an integer of 1/2**20."""
    return int(x * 1048576.0 + 0.5)


@rule
def from_belief(units: int) -> float:
    """The share that an integer of 1/2**20 stands for."""
    return units * (1.0 / 1048576.0)


@rule
def to_tie(x: float) -> int:
    """A tie's bond or complicity as an integer of 1/2**15, kept within 0 and 1."""
    share = min(max(x, 0.0), 1.0)
    return int(share * 32768.0 + 0.5)


@rule
def from_tie(units: int) -> float:
    """The bond or complicity that an integer of 1/2**15 stands for."""
    return units * (1.0 / 32768.0)


MOST = (1 << 16) - 1  # what a column of small amounts can hold: almost two


@rule
def to_small(x: float) -> int:
    """A non-negative amount as an integer of 1/2**15, at most almost two."""
    return min(int(x * 32768.0 + 0.5), MOST)


@rule
def add_small(units: int, more: int) -> int:
    """The sum of two small amounts, at most almost two: the order of several does not matter."""
    return min(units + more, MOST)


def round_belief(x: float) -> float:
    """A share rounded to a multiple of 1/2**20: what columns keep as an integer, as a float."""
    return from_belief(to_belief(x))


def round_amount(x: float) -> float:
    """A non-negative amount rounded to a multiple of 1/2**20."""
    return from_belief(to_amount(x))


def round_tie(x: float) -> float:
    """A bond or complicity rounded to a multiple of 1/2**15."""
    return from_tie(to_tie(x))
