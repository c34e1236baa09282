"""Which coalitions are run for a seed: all of them, or those of some orderings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.shapley import (
    Values,
    alone,
    antithetic_orderings,
    sampled_values,
    shapley_values,
    steps_of,
    whole,
    without,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_EXACT, MOST_PAIRS = 12, 1000  # 4,096 coalitions a seed


@dataclass(frozen=True)
class Plan:
    """How Shapley values are worked out in each seed.

    From all coalitions where there are at most `exact` parts, else from `pairs` orderings of the
    seed's own and their reverses.
    """

    exact: int = 6
    pairs: int = 1

    def is_exact(self, parts: int) -> bool:
        """Whether all coalitions of so many parts are run."""
        return parts <= self.exact

    def coalitions(self, parts: int, seed: int) -> list[int]:
        """The coalitions to be run, those of single parts and all but one among them."""
        if self.is_exact(parts):
            return list(range(1 << parts))
        ends = [0, whole(parts)]
        single = [make for part in range(parts) for make in (alone(part), without(part, parts))]
        return list(dict.fromkeys([*ends, *single, *self._on_the_way(parts, seed)]))

    def values(self, found: Values, parts: int, seed: int) -> NDArray[np.float64]:
        """The Shapley value of each part in one seed, shape (parts, outcomes)."""
        if self.is_exact(parts):
            return shapley_values(found, parts)
        return sampled_values(found, parts, antithetic_orderings(parts, self.pairs, seed))

    def _on_the_way(self, parts: int, seed: int) -> Iterable[int]:
        orderings = antithetic_orderings(parts, self.pairs, seed)
        return (coalition for ordering in orderings for _, coalition in steps_of(ordering))


PLAN = Plan()
