"""The best draw: a fit comes in; the draw that is nearest to the figures, whatever the luck, leaves.

The nearest of many runs owes much of its nearness to luck. So the nearest draws are run again with other luck, the same for
each of them, and the best is nearest on average.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.calibration.observed import distance
from nksim.analysis.calibration.sampling import in_order, key_of

if TYPE_CHECKING:
    from nksim.analysis.calibration.fit import Fit
    from nksim.analysis.calibration.question import Question, Simulate

TRIED, AGAIN = 10, 3
RUNS_AGAIN = TRIED * AGAIN
NO_GENERATION = -1  # their luck is that of no proposal


@dataclass(frozen=True)
class Best:
    """A draw, and its mean deviation over `AGAIN` runs with other luck, in `sd_total`."""

    draw: dict[str, float]
    deviation: float


def best_of(found: Fit, question: Question, simulate: Simulate, seed: int, jobs: int) -> Best:
    """Run the `TRIED` nearest draws again, `AGAIN` times each; `simulate` is the question's, or one that remembers."""
    nearest = found.draws.iloc[np.argsort(found.distances, kind="stable")[:TRIED]]
    draws = [{str(key): float(number) for key, number in row.items()} for row in nearest.to_dict("records")]
    seeds = [key_of(seed, NO_GENERATION, number) for number in range(AGAIN)]

    def deviation(place: int) -> float:
        return distance(simulate(draws[place // AGAIN], seeds[place % AGAIN], inf), question.observed)

    means = np.reshape(list(in_order(deviation, jobs, len(draws) * AGAIN)), (len(draws), AGAIN)).mean(axis=1)
    return Best(draws[int(means.argmin())], float(means.min()))
