"""Approximate Bayesian computation: a sample of the posterior of a question.

Sequential Monte Carlo (Toni et al. 2009) by pyABC, in its own database: each generation keeps the
draws whose statistics lie nearer to the observed ones than the last, until a root mean square
deviation of one `sd_total` is reached, or the runs that are allowed are used up. Nearer would be to
fit the errors of the surveys. What is found is made of all runs (`weighing`).

How wide the sample is depends on how near its draws must be. With n statistics, k directions that
they inform and d the least deviation that can be reached, it has the variance of the posterior
under normal errors where the deviation allowed is sqrt(d^2 + (k + 2) / n); further off it is wider,
nearer it is narrower.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nksim.core.errors import InputError, StoreError
from nksim.inference.calibration.database import ASKED, DATABASE, open_database
from nksim.inference.calibration.fit import Fit
from nksim.inference.calibration.observed import distance
from nksim.inference.calibration.proposing import Keyed, keyed_sampler, proposals
from nksim.inference.calibration.question import Question
from nksim.inference.calibration.remembering import RUNS, Remembering
from nksim.inference.calibration.weighing import Generation, proposed
from nksim.running.progress import SILENT, Progress

TOLERANCE = 1.0  # standard deviations
MOST_GENERATIONS = 30
ENOUGH_PARTICLES_A_KEY = (
    5  # a generation proposes from the spread of the last one, which fewer do not show
)
ANY_DISTANCE = 1e9  # the first generation is a sample of the prior
WORTH = (
    2 / 3
)  # draws of equal weight that what is found shall be worth, over the draws kept in a generation
# Of a generation: the deviation that so many of them stay below is what the next one is allowed.
KEPT_SHARE = 0.35


@dataclass(frozen=True)
class Effort:
    """How much is spent on a fit.

    Draws kept in a generation, runs altogether, the deviation at which it is enough, and the seed.
    """

    particles: int = 200
    runs: int = 4000
    tolerance: float = TOLERANCE
    seed: int = 1
    jobs: int = 2


def fit(
    question: Question,
    folder: Path,
    effort: Effort,
    progress: Progress = SILENT,
) -> Fit:
    """Fit, or go on with what the folder holds.

    No run is made twice, and one seed gives one posterior, whatever the jobs.

    `progress` hears of weeks after every run. Raises InputError for too few particles or runs, for
    a folder that was made with another model, parameters or statistics, and if pyABC is not
    installed.
    """
    pyabc = check(question, effort)
    started = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    with _explained(folder):
        address = open_database(folder, question, effort.particles, effort.seed)
        runs = Remembering(question, folder, progress)
        history, unfilled = _run(pyabc, question, runs, address, effort)
    if history.max_t < 0:
        words = (
            f"runs={effort.runs} did not give {effort.particles} runs with a value for each of"
            f" {', '.join(row.id for row in question.observed)}"
        )
        raise InputError(
            f"no generation was filled: {words}; give more --runs, or look for runs that fail"
            " with `nksim run`"
        )
    made = proposed(pyabc, history, question, runs.by_seed, effort.seed, unfilled)
    return Fit.of(made, effort.tolerance, WORTH * effort.particles, time.monotonic() - started)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """What goes wrong with pyABC's database, in words; runs are kept beside it."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        words = (
            f"the database of the fit in folder={folder} cannot be used ({reason}); if there is"
            " room on the disk and nobody else uses it, remove"
        )
        raise StoreError(
            f"{words} {DATABASE} and {ASKED} there and give the same command again: finished"
            f" runs are kept in {RUNS}"
        ) from None


def check(question: Question, effort: Effort) -> Any:
    """PyABC, if it is there and the effort will do; else InputError."""
    least = ENOUGH_PARTICLES_A_KEY * len(question.priors)
    if effort.particles < least:
        raise InputError(
            f"particles={effort.particles} are too few for {len(question.priors)} parameters"
            f" (at least {least}; 200 are usual)"
        )
    if effort.runs < effort.particles:
        raise InputError(
            f"runs={effort.runs} do not fill one generation of particles={effort.particles};"
            f" give at least {effort.particles}, better 10 times that"
        )
    if not effort.tolerance > 0:
        raise InputError(
            f"tolerance={effort.tolerance:g} cannot be reached; give a positive number of"
            f" standard deviations, for example {TOLERANCE:g}"
        )
    return _pyabc()


def _run(
    pyabc: Any, question: Question, runs: Remembering, address: str, effort: Effort
) -> tuple[Any, list[Generation]]:
    """PyABC's history, and the last generation if the runs did not fill it."""
    keyed = Keyed(runs, question.names, effort.seed)
    allowed = _tolerances(pyabc, effort.tolerance)
    abc = pyabc.ABCSMC(
        keyed.model,
        pyabc.Distribution(
            **{
                name: pyabc.RV("uniform", prior.low, prior.width)
                for name, prior in zip(question.names, question.priors, strict=True)
            }
        ),
        lambda simulated, _: distance(simulated, question.observed),
        population_size=effort.particles,
        transitions=proposals(pyabc),
        sampler=keyed_sampler(pyabc, keyed, effort.jobs, effort.runs, allowed),
        eps=allowed,
    )
    keyed.used = _open(abc, address, question)
    if keyed.used < effort.runs and not _is_reached(abc.history, effort.tolerance):
        abc.run(
            minimum_epsilon=effort.tolerance,
            max_nr_populations=MOST_GENERATIONS,
            max_total_nr_simulations=effort.runs,
        )
    return abc.history, [
        Generation(*one) for one in keyed.generations if one[0] > abc.history.max_t
    ]


def _tolerances(pyabc: Any, least: float) -> Any:
    """Each generation allows the deviation below which `KEPT_SHARE` of the last one lie.

    None allows less than `least`.
    """

    class Tolerances(pyabc.QuantileEpsilon):  # type: ignore[misc]
        def initialize(
            self, t: int, get_weighted_distances: Callable[[], Any], *_: Any, **__: Any
        ) -> None:
            if t > 0:  # a fit that is gone on with: pyABC would begin again with any distance
                self._update(t, get_weighted_distances())

        def __call__(self, t: int) -> float:
            return max(float(super().__call__(t)), least)

    return Tolerances(initial_epsilon=ANY_DISTANCE, alpha=KEPT_SHARE)


def _open(abc: Any, address: str, question: Question) -> int:
    """Begin the database, or go on in it; how many runs it holds."""
    if Path(address.removeprefix("sqlite:///")).exists():
        abc.load(address)
        return int(abc.history.total_nr_simulations or 0)
    abc.new(address, {row.id: row.value for row in question.observed})
    return 0


def _is_reached(history: Any, tolerance: float) -> bool:
    populations = history.get_all_populations()
    return bool((populations["epsilon"] <= tolerance).any())


def _pyabc() -> Any:
    try:
        import pyabc
    except ImportError:
        raise InputError(
            "calibration needs pyABC, which is not installed; install it with: pip install"
            " 'nksim[calibrate]'"
        ) from None
    for name in ("ABC", "ABC.Sampler", "ABC.History", "ABC.Distance", "ABC.Epsilon"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return pyabc
