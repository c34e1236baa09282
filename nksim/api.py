"""The Python interface: a scenario goes in and a Result leaves, or alternatives go in and their differences leave."""

from __future__ import annotations

import os
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from nksim.core.checks import checked_seed
from nksim.core.errors import InputError
from nksim.engines.contract import EngineName
from nksim.engines.run import Progress
from nksim.engines.run import run as run_engine
from nksim.observations.result import Result
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

if TYPE_CHECKING:
    from nksim.engines.citizens.citizen import Citizen
    from nksim.store.results import Results


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
    from nksim.analysis.comparing import compare_study
    from nksim.experiments.executors import Cluster, Threads
    from nksim.experiments.how import How
    from nksim.experiments.study import study_of
    from nksim.store.finished import STUDY_TABLES

    if citizen is not None and folder is not None:
        raise InputError(
            f"citizen={citizen.__name__} and folder={folder}: a folder tells runs apart by scenario and seed, not by your class; leave folder out"
        )
    study = study_of(
        baseline,
        alternatives,
        replicates=replicates,
        seed=baseline.run.seed if seed is None else seed,
        outcomes=tuple(outcomes),
    )
    place = Path(mkdtemp(prefix="nksim-") if folder is None else folder)
    executor = Threads(jobs or os.cpu_count() or 1) if scheduler is None else Cluster(scheduler)
    results = compare_study(
        study, place, how=How(tables=STUDY_TABLES, citizen=citizen), executor=executor
    ).results
    if folder is None:
        weakref.finalize(results, rmtree, place, ignore_errors=True)
    return results
