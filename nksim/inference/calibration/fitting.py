"""Approximate Bayesian computation: a sample of the posterior of a question.

1. *table*: runs with numbers anywhere in their ranges
2. *surrogate*: what a run says, learnt from all runs so far, one process a figure
3. *round*: runs with numbers from where the surrogate and the figures point
4. weigh all runs, whichever round made them; again from 2 until they are worth enough

The surrogate chooses what is run and nothing else: a draw's weight is what its own run said
(`weighing`). A poor surrogate costs runs and no truth.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nksim.core.errors import InputError
from nksim.inference.calibration.asked import open_folder
from nksim.inference.calibration.fit import Fit
from nksim.inference.calibration.gathering import Gathered, Round
from nksim.inference.calibration.proposing import anywhere, candidates, in_order, key_of, picked
from nksim.inference.calibration.question import Question
from nksim.inference.calibration.remembering import Remembering
from nksim.inference.calibration.surrogate import check_installed
from nksim.inference.calibration.weighing import Proposal
from nksim.running.progress import SILENT, Progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDS_A_TABLE = 3  # a round has a third of the table's runs
ENOUGH_RUNS_A_KEY = 10  # fewer do not show how a statistic bends


@dataclass(frozen=True)
class Effort:
    """How much is spent on a fit.

    Runs of the table, runs altogether, what draws shall be worth at which it is enough, the seed,
    and how many runs are under way at once.
    """

    table: int = 800
    runs: int = 3000
    worth: float = 205.0
    seed: int = 1
    jobs: int = 2

    @property
    def round(self) -> int:
        """Runs of a round."""
        return max(1, self.table // ROUNDS_A_TABLE)


def fit(
    question: Question,
    folder: Path,
    effort: Effort,
    progress: Progress = SILENT,
) -> Fit:
    """Fit, or go on with what the folder holds.

    No run is made twice, and one seed gives one posterior, whatever the jobs.

    `progress` hears of weeks after every run. Raises InputError for too few runs, for a folder that
    was made with another model, parameters or statistics, and if scikit-learn is not installed.
    """
    check(question, effort)
    started = time.monotonic()
    open_folder(folder, question, effort.table, effort.seed)
    runs = Remembering(question, folder, progress)
    found = Gathered(question)
    table = anywhere(effort.seed, len(question.priors), effort.table)
    _run(found, runs, table, effort)
    _check_table(found, effort)
    first = found.round
    rounds = [first, *_rounds(found, runs, effort)]
    seconds = time.monotonic() - started
    return Fit.of(found, rounds, seconds)


def check(question: Question, effort: Effort) -> None:
    """InputError if the effort will not do, or scikit-learn is not there."""
    least = ENOUGH_RUNS_A_KEY * len(question.priors)
    if effort.table < least:
        raise InputError(
            f"table={effort.table} runs are too few for {len(question.priors)} parameters"
            f" (at least {least}; 800 are usual)"
        )
    if effort.runs < effort.table + effort.round:
        raise InputError(
            f"runs={effort.runs} leave no round after table={effort.table};"
            f" give at least {effort.table + effort.round}, better twice the table"
        )
    if not effort.worth > 0:
        raise InputError(
            f"worth={effort.worth:g} must be a positive number of draws, for example 205"
        )
    check_installed()


def _rounds(found: Gathered, runs: Remembering, effort: Effort) -> Iterator[Round]:
    """Rounds until the draws are worth enough or the next one is beyond the runs allowed."""
    among, number = candidates(effort.seed, len(found.question.priors)), 1
    while sum(found.numbers) + effort.round <= effort.runs:
        surrogate = found.learnt()
        proposal, density = Proposal.of(surrogate, found.question.observed, among)
        found.proposals.append(proposal)
        luck = key_of(effort.seed, number, 0)
        places = picked(density, effort.round, luck)
        _run(found, runs, among[places], effort)
        made = found.round
        yield made
        if made.worth >= effort.worth:
            return
        number += 1


def _run(found: Gathered, runs: Remembering, shares: NDArray[np.float64], effort: Effort) -> None:
    """Run draws, each with luck of its own, and gather what they say."""
    first = sum(found.numbers)

    def one(place: int) -> dict[str, float]:
        return runs(found.question.draw(shares[place]), key_of(effort.seed, 0, first + place))

    found.add(shares, list(in_order(one, effort.jobs, len(shares))))


def _check_table(found: Gathered, effort: Effort) -> None:
    """InputError if too few runs of the table say something."""
    question = found.question
    says = int(found.says.sum())
    if says < ENOUGH_RUNS_A_KEY * len(question.priors):
        raise InputError(
            f"only {says} of table={effort.table} runs have a value for each of"
            f" {', '.join(question.names)}; give a larger --table, or look for runs that fail"
            " with `nksim run`"
        )
