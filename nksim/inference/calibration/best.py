"""The best draw of a fit: the one nearest to the figures, whatever the luck.

The nearest of many runs owes much of its nearness to luck. So the nearest draws are run again with
other luck, the same for each of them. Those that are then as near as the nearest, as far as luck
lets one tell, differ by nothing that the figures know, though a number that they hardly inform may
lie at either end of its range; the best is the one nearest to the middle of the posterior.
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
    """Run the `TRIED` nearest draws again, `AGAIN` times each.

    `simulate` is the question's, or one that remembers.
    """
    nearest = found.draws.iloc[np.argsort(found.distances, kind="stable")[:TRIED]]
    draws = [
        {str(key): float(number) for key, number in row.items()}
        for row in nearest.to_dict("records")
    ]
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
