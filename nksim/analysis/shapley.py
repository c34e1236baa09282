"""Shapley values: what each part adds to an effect, on average over the orders of adding them.

A coalition is the parts that are on, as a number with a bit for each. Its value may be an array, a
number for each outcome. Source: Shapley 1953; orderings instead of all coalitions: Castro, Gomez,
Tejada 2009, each with its reverse (antithetic).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import comb
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Values = Mapping[int, "NDArray[np.float64]"]  # of coalitions
Ordering = Sequence[int]  # parts, the first added first
ROUNDING = 1e-12  # of the largest value: less than this is what sums leave


def whole(parts: int) -> int:
    """The coalition of all parts."""
    return (1 << parts) - 1


def alone(part: int) -> int:
    """The coalition of one part."""
    return 1 << part


def without(part: int, parts: int) -> int:
    """The coalition of all parts but one."""
    return whole(parts) & ~alone(part)


def shapley_values(values: Values, parts: int) -> NDArray[np.float64]:
    """The Shapley value of each part from the values of all coalitions, shape (parts, ...).

    Two parts that do 1 and 2 alone and 6 together:

    >>> shapley_values({0: np.array(0.0), 1: np.array(1.0), 2: np.array(2.0), 3: np.array(6.0)}, 2)
    array([2.5, 3.5])
    """
    return _rounded([_mean_gain(values, part, parts) for part in range(parts)], values)


def _mean_gain(values: Values, part: int, parts: int) -> NDArray[np.float64]:
    """What a part adds to the coalitions without it, all sizes alike."""
    others = [coalition for coalition in range(1 << parts) if not coalition & alone(part)]
    gains = [
        (values[coalition | alone(part)] - values[coalition])
        / (parts * comb(parts - 1, coalition.bit_count()))
        for coalition in others
    ]
    return np.asarray(sum(gains))


def sampled_values(
    values: Values, parts: int, orderings: Iterable[Ordering]
) -> NDArray[np.float64]:
    """The same from some orderings only: the mean of what a part adds where its turn comes.

    Whatever the orderings are, the values add up to the whole.
    """
    gains = [_gains(values, parts, ordering) for ordering in orderings]
    return _rounded(np.mean(gains, axis=0), values)


def _rounded(found: ArrayLike, values: Values) -> NDArray[np.float64]:
    """No gain where there is nothing but what rounding leaves."""
    gains = np.asarray(found, np.float64)
    largest = np.max([np.abs(value) for value in values.values()], axis=0)
    return np.where(np.abs(gains) <= ROUNDING * largest, 0.0, gains)


def _gains(values: Values, parts: int, ordering: Ordering) -> NDArray[np.float64]:
    gains = {}
    for part, before in steps_of(ordering):
        after = before | alone(part)
        gains[part] = values[after] - values[before]
    return np.array([gains[part] for part in range(parts)])


def steps_of(ordering: Ordering) -> list[tuple[int, int]]:
    """Each part of an ordering with the coalition to which it is added."""
    steps, coalition = [], 0
    for part in ordering:
        steps.append((part, coalition))
        coalition |= alone(part)
    return steps


def antithetic_orderings(parts: int, pairs: int, seed: int) -> list[tuple[int, ...]]:
    """So many orderings drawn at random, each followed by its reverse."""
    from scipy.stats import qmc

    shares = qmc.LatinHypercube(parts, rng=seed).random(pairs)
    orderings = []
    for row in np.argsort(shares, axis=1).tolist():
        drawn = tuple(row)
        orderings += [drawn, drawn[::-1]]
    return orderings
