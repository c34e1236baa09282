"""Runs: one in memory, or many in a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, overload

from nksim.api.arguments import (
    check_workers,
    checked_scenario,
    optional_posterior,
    optional_seed,
    societies_folder,
)
from nksim.api.folders import plot
from nksim.api.plots import RunPlots
from nksim.api.progress import Shown, shown
from nksim.api.run_arguments import (
    all_of,
    check_run,
    checkpoints_of,
    refuse_many,
    refuse_people,
    refuse_without_folder,
)
from nksim.api.tables import Tables
from nksim.core.checks import (
    checked_count,
    checked_path,
)
from nksim.core.clock import Clock
from nksim.engines.contract import EngineName
from nksim.engines.run import run as run_engine
from nksim.observations.result import Result
from nksim.observations.yearly import yearly_frame
from nksim.running.executors import Executor, executor_of
from nksim.running.options import RunOptions, threads_for
from nksim.running.progress import Progress
from nksim.running.runner import Done, raise_failures, run_all
from nksim.running.work import Work
from nksim.scenario.scenario import Scenario
from nksim.society.checks import check_society
from nksim.society.society import Society
from nksim.store.results import Results, open_results
from nksim.studies.posterior import Posterior
from nksim.studies.study import MOST_REPLICATES
from nksim.studies.tasks import Task, tasks_of

if TYPE_CHECKING:
    import pandas as pd

    from nksim.engines.citizens.citizen import Citizen

LARGE = 1_000_000  # people whose society takes some time to build


class PlottedResult(Result):
    """One run with its figures."""

    @property
    def plot(self) -> RunPlots:
        """Figures one by one, as matplotlib figures: `.plot.spread()`."""
        return RunPlots(self, [self.scenario], None)


@dataclass(frozen=True, eq=False)
class Runs(Tables):
    """Runs in a folder: tables of all of them as `.outcomes`, `.series` ..., and `.figures()`.

    `done` says what was made in this call and what was there already.
    """

    results: Results
    done: Done

    def _repr_html_(self) -> str:
        """The runs as a notebook shows them: their folder."""
        return self.results._repr_html_()

    @property
    def plot(self) -> RunPlots:
        """Figures one by one, as matplotlib figures: `.plot.spread()`."""
        return RunPlots(self.results, list(self.results.scenarios.values()), None)

    @property
    def yearly(self) -> pd.DataFrame:
        """What moved, a scenario and year a row: the median of the runs."""
        return yearly_frame(self.results.series)

    def figures(self, out: str | Path | None = None) -> list[Path]:
        """Draw the spread curves as `nksim.plot` does."""
        return plot(self.results, out=out)


@overload
def run(
    scenario: Scenario,
    seed: int | None = None,
    *,
    engine: EngineName = "compiled",
    threads: int | None = None,
    progress: Shown = None,
    events: bool = False,
    society: Society | None = None,
    citizen: type[Citizen] | None = None,
) -> Result: ...


@overload
def run(
    scenario: Scenario | Sequence[Scenario],
    seed: int | None = None,
    *,
    folder: str | Path,
    replicates: int = 1,
    engine: EngineName = "compiled",
    threads: int | None = None,
    progress: Shown = None,
    events: bool = False,
    jobs: int | None = None,
    scheduler: str | None = None,
    checkpoint_every: int | None = None,
    stop_on_bad_checkpoint: bool = False,
    societies: str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    command: str = "",
) -> Runs: ...


def run(
    scenario: Scenario | Sequence[Scenario],
    seed: int | None = None,
    *,
    engine: EngineName = "compiled",
    threads: int | None = None,
    progress: Shown = None,
    events: bool = False,
    society: Society | None = None,
    citizen: type[Citizen] | None = None,
    folder: str | Path | None = None,
    replicates: int = 1,
    jobs: int | None = None,
    scheduler: str | None = None,
    checkpoint_every: int | None = None,
    stop_on_bad_checkpoint: bool = False,
    societies: str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    command: str = "",
) -> Result | Runs:
    """Run a scenario once, or, with a folder, one or several as often as asked for, and keep them.

    Once: `result.series`, `.layers`, `.outcomes`, `.ledger` and `.survey` are pandas frames. `seed`
    replaces the scenario's own: people, ties and every draw follow from it. A `society` that is
    given keeps its people and ties, and lives with this seed's luck. `citizen` is a subclass of
    Citizen that lives in the society. `threads` work on the run, `events` keeps single events.

    With a `folder` every run of `scenario` (one or a list) with `replicates` seeds in a row is
    stored there, unless it is there already: the same call goes on where it was broken off. What
    leaves has the same frames, over all runs. `jobs` runs are worked on at once, or all on the dask
    cluster at `scheduler`; long runs leave checkpoints (`checkpoint_every` weeks); societies are
    kept in the folder `societies`; each seed draws its numbers from `posterior`.

    `progress` is True for a bar, or a function of weeks done and weeks. Raises InputError for what
    cannot be run, RunError for a run that fails on its way; others are kept.

    >>> import nksim
    >>> scenario = nksim.load_scenario("nksim:quick", {"society.size": 300})
    >>> result = nksim.run(scenario, seed=1)
    >>> result.outcomes["seed"].tolist()
    [1]
    """
    check_run(engine, threads, events, citizen, progress)
    if folder is None:
        refuse_many(scenario, replicates)
        refuse_without_folder(
            jobs=jobs,
            scheduler=scheduler,
            checkpoint_every=checkpoint_every,
            stop_on_bad_checkpoint=stop_on_bad_checkpoint or None,
            societies=societies,
            posterior=posterior,
            command=command or None,
        )
        one = checked_scenario(scenario)
        options = RunOptions(engine, threads or 1, events, citizen)
        return _run_once(one, optional_seed(seed, one.run.seed), options, society, progress)
    refuse_people(society, citizen, folder)
    check_workers(jobs, scheduler)
    times = checked_count(replicates, name="replicates", low=1, high=MOST_REPLICATES)
    tasks = tasks_of(all_of(scenario), seed, times, optional_posterior(posterior))
    place = checked_path(folder, name="folder")
    checkpoints = checkpoints_of(place, checkpoint_every, stop_on_bad_checkpoint, scheduler)
    work = Work(
        tasks,
        place,
        RunOptions(engine, threads or _threads(tasks, jobs), events),
        checkpoints=checkpoints,
        societies=societies_folder(societies),
        command=command,
    )
    return _run_stored(work, executor_of(jobs, scheduler), progress)


def _run_once(
    scenario: Scenario,
    seed: int,
    options: RunOptions,
    society: Society | None,
    progress: Shown,
) -> Result:
    if society is not None:
        check_society(society, scenario)
    with shown(progress) as place:
        place.begin(Clock(scenario.run.start, scenario.run.until).weeks)
        observed = run_engine(
            scenario,
            seed,
            engine=options.engine,
            threads=options.threads,
            progress=Steps(place),
            events=options.events,
            society=society,
            citizen=options.citizen,
        )
    return PlottedResult(scenario=scenario, seed=seed, observations=observed)


def _run_stored(work: Work, executor: Executor, progress: Shown) -> Runs:
    """Make the runs that a folder does not hold; RunError names those that failed."""
    largest = _largest(work.tasks)
    with shown(progress) as place:
        if largest >= LARGE:
            place.say(f"building a society of {largest:,} people first")
        done = run_all(work, executor, place)
    raise_failures(done, len(work.tasks), work.folder)
    return Runs(open_results(work.folder), done)


class Steps:
    """Turns weeks done, which an engine tells, into weeks that have just passed."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done = progress, 0

    def __call__(self, done: int, weeks: int) -> None:
        """Take how many weeks are done."""
        self._progress.advance(done - self._done)
        self._done = done


def _largest(tasks: Sequence[Task]) -> int:
    return max(task.scenario.society.size for task in tasks)


def _threads(tasks: Sequence[Task], jobs: int | None) -> int:
    return threads_for(_largest(tasks), len(tasks), jobs or os.cpu_count() or 1)
