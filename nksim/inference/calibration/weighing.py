"""What all runs of a fit say together: draws with weights, and how near they are.

A generation of sequential Monte Carlo weighs its draws by the density that they were proposed from,
so that one which its proposals hardly reach may get nearly all weight. Here every run counts,
whichever generation made it, against the mixture of all proposals (Veach and Guibas 1995; Owen and
Zhou 2000; Cornuet et al. 2012, where proposals learn from what was found). The first proposals are
the ranges themselves, so no weight is beyond all bounds.

How near draws must be is found here too: as near as they can while they are worth enough draws of
equal weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.errors import InputError
from nksim.inference.calibration.observed import distance
from nksim.inference.calibration.proposing import key_of, proposals, seed_pyabc
from nksim.studies.axis import Axis

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.inference.calibration.question import Question

Run = tuple[Mapping[str, float], Mapping[str, float]]  # a draw and its statistics
# Samples that tell how much of a proposal lies within the ranges: in ten dimensions less than 1 %.
REACHES = 1_000_000
NO_PROPOSAL = -1


@dataclass(frozen=True)
class Generation:
    """How many runs a generation made, and the deviation beyond which it stopped them."""

    number: int
    runs: int
    allowed: float


@dataclass(frozen=True, eq=False)
class Proposed:
    """All runs of all generations.

    `draws` (runs, keys), `distances` (runs,), and what generation each is of.

    `densities` (generations, runs) are those of each draw under the proposals of each generation,
    `allowed` (generations,) the deviation beyond which a generation stopped its runs.
    """

    draws: pd.DataFrame
    statistics: Sequence[Mapping[str, float]]
    distances: NDArray[np.float64]
    generation: NDArray[np.int64]
    allowed: NDArray[np.float64]
    densities: NDArray[np.float64]

    def weights(self, near: float) -> NDArray[np.float64]:
        """The weight of each run, shape (runs,), summing to 1.

        None if it is further off than `near`.

        Generations that stopped runs which are nearer than that do not count: some of theirs are
        missing.
        """
        whole = self.allowed >= near
        numbers = np.bincount(self.generation, minlength=len(self.allowed)) * whole
        mixture = numbers @ self.densities / numbers.sum()
        counts = whole[self.generation] & (self.distances <= near)
        weights = np.where(counts, 1.0 / mixture, 0.0)
        return np.asarray(weights / weights.sum())

    def nearest(self, least: float, wanted: float) -> float:
        """The smallest deviation within which draws are worth `wanted` of equal weight.

        It is not below `least`; where no deviation will do, it is that where draws are worth most.
        """
        found = self.distances[np.isfinite(self.distances)]
        tried = np.unique(np.maximum(found, least))
        worth = np.array([effective_size(self.weights(near)) for near in tried])
        return float(
            tried[np.argmax(worth >= wanted)] if (worth >= wanted).any() else tried[worth.argmax()]
        )


def effective_size(weights: NDArray[np.float64]) -> float:
    """The number of equally weighted draws that would say as much (Kish 1965)."""
    return float(1.0 / (weights @ weights))


def proposed(
    pyabc: Any,
    history: Any,
    question: Question,
    runs: Mapping[int, Run],
    seed: int,
    unfilled: Sequence[Generation] = (),
) -> Proposed:
    """Everything that the generations in pyABC's database proposed, and one that was not filled.

    `runs` by the seed of the run.
    """
    import pandas as pd

    generations = [*_filled(history), *unfilled]
    places = [(one.number, number) for one in generations for number in range(one.runs)]
    made = [_of(runs, key_of(seed, t, number)) for t, number in places]
    last = generations[-1].number
    draws = pd.DataFrame([dict(draw) for draw, _ in made])[[prior.key for prior in question.priors]]
    return Proposed(
        draws,
        [statistics for _, statistics in made],
        np.array([distance(statistics, question.observed) for _, statistics in made]),
        np.array([t for t, _ in places]),
        np.array([one.allowed for one in generations]),
        np.array(list(_densities(pyabc, history, question.priors, draws, seed, last))),
    )


def _of(runs: Mapping[int, Run], seed: int) -> Run:
    if seed not in runs:
        raise InputError(
            "the runs beside this database are not those that filled it, so they cannot be"
            " weighed; give another --out"
        )
    return runs[seed]


def _filled(history: Any) -> list[Generation]:
    log = history.get_all_populations().query("t >= 0")
    return [
        Generation(int(t), int(runs), float(allowed))
        for t, runs, allowed in zip(log["t"], log["samples"], log["epsilon"], strict=True)
    ]


def _densities(
    pyabc: Any, history: Any, priors: Sequence[Axis], draws: pd.DataFrame, seed: int, last: int
) -> Iterator[NDArray[np.float64]]:
    """The density of each draw under each generation's proposals.

    The ranges, then a normal about each draw of the generation before.
    """
    low, width = (
        np.array([prior.low for prior in priors]),
        np.array([prior.width for prior in priors]),
    )
    names = [prior.key.replace(".", "__") for prior in priors]
    yield np.full(len(draws), 1.0 / np.prod(width))
    for t in range(1, last + 1):
        kernel = proposals(pyabc)
        before, weights = history.get_distribution(m=0, t=t - 1)
        kernel.fit(before[names], weights)
        seed_pyabc(key_of(seed, t, NO_PROPOSAL))
        shares = (kernel.rvs(REACHES)[names].to_numpy() - low) / width
        within = float(
            ((shares >= 0.0) & (shares <= 1.0)).all(axis=1).mean()
        )  # what lies outside was proposed again
        yield np.asarray(kernel.pdf(draws.set_axis(names, axis=1)), dtype=np.float64) / within
