"""The Python interface: a scenario goes in and a Result leaves, or alternatives go in and their differences leave."""

from __future__ import annotations

import os
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, get_args

from nksim.core.checks import (
    check_callable,
    checked_choice,
    checked_class,
    checked_count,
    checked_flag,
    checked_kind,
    checked_list,
    checked_mapping,
    checked_path,
    checked_seed,
    checked_workers,
)
from nksim.core.errors import InputError
from nksim.engines.contract import EngineName
from nksim.engines.run import Progress
from nksim.engines.run import run as run_engine
from nksim.observations.result import Result
from nksim.scenario.scenario import Scenario
from nksim.society.checks import check_society
from nksim.society.society import Society

if TYPE_CHECKING:
    from nksim.engines.citizens.citizen import Citizen
    from nksim.running.open_run import OpenRun
    from nksim.store.results import Results

LOAD_IT = "load it first: nksim.load_scenario(...)"


def run(
    scenario: Scenario,
    seed: int | None = None,
    *,
    engine: EngineName = "compiled",
    threads: int = 1,
    progress: Progress | None = None,
    events: bool = False,
    society: Society | None = None,
    citizen: type[Citizen] | None = None,
) -> Result:
    """Run a scenario once; `result.series`, `.layers`, `.outcomes`, `.ledger` and `.survey` are pandas frames.

    `seed` replaces the scenario's own: people, ties and every draw follow from it. A `society` that
    is given keeps its people and ties, and lives with this seed's luck. `citizen` is a subclass of Citizen that lives in the society.
    Raises InputError for what cannot be run, RunError for a run that fails on its way.
    """
    checked_kind(scenario, Scenario, name="scenario", advice=LOAD_IT)
    checked_choice(engine, name="engine", allowed=get_args(EngineName))
    checked_workers(threads, name="threads")
    checked_flag(events, name="events")
    if society is not None:
        check_society(society, scenario)
    _check_citizen(citizen)
    if progress is not None:
        check_callable(progress, name="progress")
    luck = scenario.run.seed if seed is None else checked_seed(seed)
    observed = run_engine(
        scenario,
        luck,
        engine=engine,
        threads=threads,
        progress=progress,
        events=events,
        society=society,
        citizen=citizen,
    )
    return Result(scenario=scenario, seed=luck, observations=observed)


def start(
    scenario: Scenario,
    seed: int | None = None,
    *,
    threads: int = 1,
    society: Society | None = None,
) -> OpenRun:
    """Begin a run and hold it open: `.run(until=)`, `.step()`, `.series`, `.people`, `.ties`.

    It can be changed on its way (`.change`, `.apply`), forked (`.fork`) and saved (`.save`);
    `nksim.resume` goes on with a saved one. Raises InputError for what cannot be run.

    >>> import nksim
    >>> run = nksim.start(nksim.load_scenario("nksim:quick", {"society.size": 300}), seed=1)
    >>> run.run(until="2013-12-29").week
    105
    >>> other = run.fork().apply({"lever": "searches", "rate_factor": 4})
    >>> other.run().is_over, run.week
    (True, 105)
    """
    from nksim.engines.compiling import make_ready
    from nksim.running.open_run import open_run
    from nksim.society.building import build_society

    checked_kind(scenario, Scenario, name="scenario", advice=LOAD_IT)
    threads = checked_workers(threads, name="threads")
    if society is not None:
        check_society(society, scenario)
    luck = scenario.run.seed if seed is None else checked_seed(seed)
    make_ready()
    people = build_society(scenario, luck, threads) if society is None else society
    return open_run(scenario, people, luck, threads)


def resume(folder: str | Path) -> OpenRun:
    """Go on with a run that `save` has left in a folder.

    Raises InputError if there is none, StoreError if it is damaged or of another version.
    """
    from nksim.engines.compiling import make_ready
    from nksim.running.open_run import saved_run

    make_ready()
    return saved_run(folder)


def compare(
    baseline: Scenario,
    alternatives: Mapping[str, Scenario],
    *,
    replicates: int = 32,
    seed: int | None = None,
    outcomes: Sequence[str] = (),
    folder: str | Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    citizen: type[Citizen] | None = None,
) -> Results:
    """Compare alternatives with a baseline, seed by seed; `.differences`, `.outcomes`, `.series`, `.failures` of what returns are pandas frames.

    Runs are kept in `folder` and not made twice; without one they go when the results do. `jobs` seeds are worked on at once,
    or all of them on the dask cluster at `scheduler`. A run that fails is a row of `.failures`, and the others stand.
    Raises InputError for what cannot be run.
    """
    _check_comparison(baseline, alternatives, outcomes, jobs, scheduler)
    _check_citizen(citizen)
    from nksim.inference.comparing import compare_study, work_of
    from nksim.running.cluster import Cluster
    from nksim.running.executors import Threads
    from nksim.running.options import RunOptions
    from nksim.studies.study import MOST_REPLICATES, study_of

    if citizen is not None and folder is not None:
        raise InputError(
            f"citizen={citizen.__name__} and folder={folder}: a folder tells runs apart by scenario and seed, not by your class; leave folder out"
        )
    study = study_of(
        baseline,
        alternatives,
        replicates=checked_count(replicates, name="replicates", low=2, high=MOST_REPLICATES),
        seed=baseline.run.seed if seed is None else checked_seed(seed),
        outcomes=tuple(outcomes),
    )
    place = (
        Path(mkdtemp(prefix="nksim-")) if folder is None else checked_path(folder, name="folder")
    )
    executor = Threads(jobs or os.cpu_count() or 1) if scheduler is None else Cluster(scheduler)
    work = work_of(study, place, options=RunOptions(citizen=citizen))
    results = compare_study(study, work, executor).results
    if folder is None:
        weakref.finalize(results, rmtree, place, ignore_errors=True)
    return results


def _check_comparison(
    baseline: object, alternatives: object, outcomes: object, jobs: object, scheduler: object
) -> None:
    """InputError for the first argument that is none."""
    from nksim.observations.outcomes import OUTCOMES

    checked_kind(baseline, Scenario, name="baseline", advice=LOAD_IT)
    named = checked_mapping(
        alternatives, name="alternatives", advice="give scenarios by their names"
    )
    for name, scenario in named.items():
        checked_kind(scenario, Scenario, name=f"alternatives[{name!r}]", advice=LOAD_IT)
    for outcome in checked_list(outcomes, name="outcomes"):
        checked_choice(outcome, name="outcomes", allowed=[known.name for known in OUTCOMES])
    if jobs is not None:
        checked_workers(jobs, name="jobs")
    if scheduler is not None:
        advice = "give its address, for example tcp://127.0.0.1:8786"
        checked_kind(scheduler, str, name="scheduler", advice=advice)


def _check_citizen(citizen: object) -> None:
    """InputError for what is no subclass of Citizen."""
    if citizen is not None:
        from nksim.engines.citizens.citizen import Citizen

        checked_class(citizen, Citizen, name="citizen")
