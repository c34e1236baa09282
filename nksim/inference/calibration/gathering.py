"""All runs of a fit so far: their numbers, what they said, and what proposed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nksim.inference.calibration.question import Question
from nksim.inference.calibration.surrogate import Surrogate
from nksim.inference.calibration.weighing import (
    Proposal,
    effective_size,
    log_likelihoods,
    table_of,
    weights_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Round(NamedTuple):
    """One round: its runs, runs so far, and how many draws of equal weight all are worth."""

    round: int
    runs: int
    runs_so_far: int
    worth: float


@dataclass
class Gathered:
    """Runs in parts, the table first and then a part a round.

    `parts` has the shares of the ranges of each, (runs, keys); `said` what each run said;
    `proposals` what the rounds were taken from.
    """

    question: Question
    parts: list[NDArray[np.float64]] = field(default_factory=list)
    said: list[dict[str, float]] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    def add(self, shares: NDArray[np.float64], said: Sequence[dict[str, float]]) -> None:
        """Add a part."""
        self.parts.append(shares)
        self.said += said

    @property
    def numbers(self) -> list[int]:
        """How many runs each part has."""
        return [len(part) for part in self.parts]

    @property
    def shares(self) -> NDArray[np.float64]:
        """Of the way through the ranges, shape (runs, keys)."""
        return np.concatenate(self.parts)

    @property
    def statistics(self) -> NDArray[np.float64]:
        """What was said of each figure, shape (runs, figures), NaN where nothing was."""
        return table_of(self.said, self.question.names)

    @property
    def says(self) -> NDArray[np.bool_]:
        """Which runs have a value for each figure, shape (runs,)."""
        return np.asarray(~np.isnan(self.statistics).any(axis=1))

    @property
    def weights(self) -> NDArray[np.float64]:
        """Of all runs, shape (runs,), summing to 1."""
        shares = self.shares
        densities = [np.ones(len(shares)), *(each.density(shares) for each in self.proposals)]
        logs = log_likelihoods(self.statistics, self.question.observed)
        return weights_of(logs, np.array(densities), self.numbers)

    @property
    def round(self) -> Round:
        """The last part."""
        numbers = self.numbers
        number = len(numbers) - 1
        worth = effective_size(self.weights)
        so_far = sum(numbers)
        return Round(number, numbers[-1], so_far, worth)

    def learnt(self) -> Surrogate:
        """A surrogate of all runs that say something."""
        return Surrogate.of(self.shares[self.says], self.statistics[self.says])
