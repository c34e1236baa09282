"""A known answer: what the model must say, and how far off it may be.

Chance and finite size may put the two apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nksim.engines.contract import EngineName

Shares = NDArray[np.float64]
STANDARD_ERRORS = 4.0  # with eight replicates chance goes further once in two hundred cases


@dataclass(frozen=True)
class Effort:
    """How much is simulated: people of a graph, runs of a case, and by which engine."""

    people: int
    replicates: int
    engine: EngineName = "compiled"


EFFORTS = {"small": Effort(4_000, 8), "large": Effort(20_000, 16)}


@dataclass(frozen=True)
class Answer:
    """Shares of people found and predicted, shape (points,): one number, or one a week.

    `error` is the Monte Carlo standard error of their difference, `allowance` what finite size and
    weekly steps may add.
    """

    found: Shares
    predicted: Shares
    error: Shares
    allowance: float

    @property
    def tolerance(self) -> Shares:
        """How far found and predicted may lie apart, at each point."""
        return STANDARD_ERRORS * self.error + self.allowance

    @property
    def worst(self) -> int:
        """The point where they lie furthest apart, measured by the tolerance there."""
        return int(np.argmax(np.abs(self.found - self.predicted) / self.tolerance))

    @property
    def agrees(self) -> bool:
        """Whether all points lie within the tolerance."""
        return bool((np.abs(self.found - self.predicted) <= self.tolerance).all())


@dataclass(frozen=True)
class Case:
    """One reduction of the model held against one authority.

    `needs` is the package that must be installed, if any.
    """

    name: str
    against: str
    examine: Callable[[Effort], Answer]
    needs: str = ""


Once = Callable[[int], ArrayLike]


def repeated(effort: Effort, once: Once) -> tuple[Shares, Shares]:
    """Mean and standard error, shape (points,), of an experiment repeated with luck 1, 2, ..."""
    runs = np.stack(
        [
            np.atleast_1d(np.asarray(once(seed), np.float64))
            for seed in range(1, effort.replicates + 1)
        ]
    )
    return runs.mean(axis=0), runs.std(axis=0, ddof=1) / np.sqrt(len(runs))


def answer(effort: Effort, once: Once, predicted: ArrayLike, allowance: float) -> Answer:
    """The model, repeated, beside what theory predicts."""
    found, error = repeated(effort, once)
    return Answer(found, np.atleast_1d(np.asarray(predicted, np.float64)), error, allowance)


def comparison(effort: Effort, once: Once, other: Once, allowance: float) -> Answer:
    """The model, repeated, beside another simulation repeated as often on the same graphs."""
    (found, error), (predicted, theirs) = repeated(effort, once), repeated(effort, other)
    return Answer(found, predicted, np.hypot(error, theirs), allowance)
