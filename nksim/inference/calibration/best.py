"""The best draw of a fit: near to the figures whatever the luck, in the middle of the posterior.

The nearest of many runs owes much of its nearness to luck, and a number that the figures hardly
inform lies anywhere in its range there. So the middle of the posterior is tried, the median of each
number, and of its nearer half the draws that lie nearest to the middle: all are run with other
luck, the same for each of them. Of those that are then as near to the figures as the nearest, as
far as luck lets one tell, the best is the one nearest to the middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.inference.calibration.observed import distance
from nksim.inference.calibration.proposing import in_order, key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from nksim.inference.calibration.fit import Fit
    from nksim.inference.calibration.question import Question, Simulate

TRIED, AGAIN = 10, 3
RUNS_AGAIN = TRIED * AGAIN
ALIKE = 2.0  # standard errors of a difference between two draws
NO_ROUND = -2  # their luck is that of no other draw


@dataclass(frozen=True)
class Best:
    """A draw, and its mean deviation over `AGAIN` runs with other luck, in `sd_total`."""

    draw: dict[str, float]
    deviation: float


def best_of(found: Fit, question: Question, simulate: Simulate, seed: int, jobs: int) -> Best:
    """Run `TRIED` draws again, `AGAIN` times each.

    `simulate` is the question's, or one that remembers.
    """
    draws = _tried(found, question)
    seeds = [key_of(seed, NO_ROUND, number) for number in range(AGAIN)]

    def deviation(place: int) -> float:
        return distance(simulate(draws[place // AGAIN], seeds[place % AGAIN]), question.observed)

    deviations = np.reshape(
        list(in_order(deviation, jobs, len(draws) * AGAIN)), (len(draws), AGAIN)
    )
    place = min(
        np.flatnonzero(_as_near(deviations)),
        key=lambda place: _from_the_middle(draws[place], found, question),
    )
    return Best(draws[place], float(deviations[place].mean()))


def _tried(found: Fit, question: Question) -> list[dict[str, float]]:
    """The middle of the posterior, and of its nearer half the draws nearest to the middle."""
    medians = found.intervals().set_index("key")["median"]
    middle = {prior.key: float(medians[prior.key]) for prior in question.priors}
    order = np.argsort(found.distances, kind="stable")
    half = 1 + int(np.searchsorted(np.cumsum(found.weights[order]), 0.5))
    nearer = [
        {str(key): float(number) for key, number in row.items()}
        for row in found.draws.iloc[order[: max(half, TRIED)]].to_dict("records")
    ]
    nearer.sort(key=lambda draw: _from_the_middle(draw, found, question))
    return [middle, *nearer[: TRIED - 1]]


def _as_near(deviations: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which draws are as near as the nearest, as far as their luck lets one tell.

    `deviations` and what is returned have a row a draw.
    """
    means = deviations.mean(axis=1)
    whole = deviations[np.isfinite(means)]  # with other luck a draw may have no value for a figure
    error = np.sqrt(2.0 * whole.var(axis=1, ddof=1).mean() / whole.shape[1]) if len(whole) else 0.0
    return np.asarray(means <= means.min() + ALIKE * error)


def _from_the_middle(draw: Mapping[str, float], found: Fit, question: Question) -> float:
    """The squared distance of a draw from the medians found, in widths of the ranges."""
    medians = found.intervals().set_index("key")["median"]
    return float(
        sum(
            ((draw[prior.key] - medians[prior.key]) / prior.width) ** 2 for prior in question.priors
        )
    )
