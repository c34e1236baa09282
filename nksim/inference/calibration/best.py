"""The best draw of a fit: near to the figures whatever the luck, in the middle of the posterior.

The nearest of many runs owes much of its nearness to luck, and a number that the figures hardly
inform lies anywhere in its range there. So of the draws that miss no figure by more than it allows
(`Observed.within`) the middle is tried, the median of each number, and of the nearer half those
nearest to the middle: all are run with other luck, the same for each of them. Of those that still
miss none by more, and are as near to the figures as the nearest of these, as far as luck lets one
tell, the best is the one nearest to the middle. Where every draw misses a figure by more, all are
judged by nearness alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.inference.calibration.fit import Fit, quantiles
from nksim.inference.calibration.observed import deviations, distance
from nksim.inference.calibration.proposing import in_order, key_of
from nksim.inference.calibration.weighing import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from nksim.inference.calibration.observed import Observed
    from nksim.inference.calibration.question import Question, Simulate

    Places = NDArray[np.intp]

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
    meeting = _meeting(found, question)
    middle = _middle(found, meeting)
    draws = _tried(found, question, middle, meeting)
    seeds = [key_of(seed, NO_ROUND, number) for number in range(AGAIN)]

    def run(place: int) -> Mapping[str, float]:
        return simulate(draws[place // AGAIN], seeds[place % AGAIN])

    said = list(in_order(run, jobs, len(draws) * AGAIN))
    distances = np.reshape([distance(each, question.observed) for each in said], (-1, AGAIN))
    statistics = table_of(said, question.names).reshape(len(draws), AGAIN, -1).mean(axis=1)
    places = np.flatnonzero(_within(statistics, question.observed))
    place = min(
        places[_as_near(distances[places])],
        key=lambda place: _apart(draws[place], middle, question),
    )
    return Best(draws[place], float(distances[place].mean()))


def _tried(
    found: Fit, question: Question, middle: dict[str, float], meeting: Places
) -> list[dict[str, float]]:
    """The middle, and of the nearer half of the draws that meet the figures those nearest to it."""
    order = meeting[np.argsort(found.distances[meeting], kind="stable")]
    weights = np.cumsum(found.weights[order])
    half = 1 + int(np.searchsorted(weights, 0.5 * weights[-1]))
    nearer = [
        {str(key): float(number) for key, number in row.items()}
        for row in found.draws.iloc[order[: max(half, TRIED)]].to_dict("records")
    ]
    nearer.sort(key=lambda draw: _apart(draw, middle, question))
    return [middle, *nearer[: TRIED - 1]]


def _meeting(found: Fit, question: Question) -> Places:
    """The draws whose own run misses no figure by more than it allows."""
    statistics = found.statistics.reindex(index=found.draws.index, columns=question.names)
    return np.flatnonzero(_within(statistics.to_numpy(float), question.observed))


def _middle(found: Fit, places: Places) -> dict[str, float]:
    """The weighted median of each number over some draws."""
    some, weights = found.draws.iloc[places], found.weights[places]
    return {str(key): quantiles(some[key].to_numpy(), weights)["median"] for key in some}


def _within(statistics: NDArray[np.float64], observed: Sequence[Observed]) -> NDArray[np.bool_]:
    """Which rows of statistics miss no figure by more than it allows; all of them if none is."""
    missed = np.abs(deviations(statistics, observed))
    found = np.asarray((missed <= [row.within for row in observed]).all(axis=1))
    return found if found.any() else np.ones(len(statistics), bool)


def _as_near(distances: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which draws are as near as the nearest, as far as their luck lets one tell.

    `distances` and what is returned have a row a draw.
    """
    means = distances.mean(axis=1)
    whole = distances[np.isfinite(means)]  # with other luck a draw may have no value for a figure
    error = np.sqrt(2.0 * whole.var(axis=1, ddof=1).mean() / whole.shape[1]) if len(whole) else 0.0
    return np.asarray(means <= means.min() + ALIKE * error)


def _apart(draw: Mapping[str, float], middle: Mapping[str, float], question: Question) -> float:
    """The squared distance of a draw from the middle, in widths of the ranges."""
    return float(
        sum(((draw[one.key] - middle[one.key]) / one.width) ** 2 for one in question.priors)
    )
