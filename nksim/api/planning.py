"""How long work will take and what it needs, said before it is begun."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nksim.api.arguments import check_workers, checked_scenario, optional_path, optional_seed
from nksim.core.checks import checked_count, checked_flag, checked_list
from nksim.engines.compiling import make_ready
from nksim.inference.comparing import work_of
from nksim.inference.sweeping import sweep_work
from nksim.running.executors import executor_of
from nksim.running.forecast import Forecast, forecast
from nksim.running.options import RunOptions, threads_for
from nksim.running.work import Work
from nksim.scenario.scenario import Scenario
from nksim.studies.files import load
from nksim.studies.study import MOST_REPLICATES, Study
from nksim.studies.sweep import Sweep
from nksim.studies.tasks import tasks_of

HERE = Path()


def plan(
    work: Scenario | Sequence[Scenario] | Study | Sweep | str | Path,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    events: bool = False,
    folder: str | Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> Forecast:
    """Say how long a scenario, a study or a sweep will take and what it needs.

    This machine is probed for some seconds. `work` is loaded, or the name of its file; `folder` is
    where results would lie. The other arguments are those with which it would be run. Of what is
    returned `.seconds`, `.memory_bytes` and `.disk_bytes` are estimates, `.obstacles` say what does
    not fit and what to do. Raises InputError for what cannot be run.
    """
    check_workers(jobs, scheduler)
    at_once = executor_of(jobs, scheduler).jobs
    times = None
    if replicates is not None:
        times = checked_count(replicates, name="replicates", low=1, high=MOST_REPLICATES)
    planned = _work(work, times, seed, jobs)
    options = replace(planned.options, events=checked_flag(events, name="events"))
    place = optional_path(folder, "folder") or HERE
    make_ready()
    return forecast(replace(planned, options=options, folder=place), at_once)


def _work(given: object, replicates: int | None, seed: int | None, jobs: int | None) -> Work:
    """The runs that would be made."""
    asked = load(Path(given), {}) if isinstance(given, str | Path) else given
    if isinstance(asked, Sweep):
        return sweep_work(replace(asked, replicates=replicates or asked.replicates), HERE)
    if isinstance(asked, Study):
        times = replicates or asked.replicates
        first = optional_seed(seed, asked.seed)
        return work_of(replace(asked, replicates=times, seed=first), HERE)
    several = asked if isinstance(asked, list | tuple) else [asked]
    scenarios = [checked_scenario(one, "work") for one in checked_list(several, name="work")]
    tasks = tasks_of(scenarios, seed, replicates or 1)
    largest = max(scenario.society.size for scenario in scenarios)
    threads = threads_for(largest, len(tasks), jobs or os.cpu_count() or 1)
    return Work(tasks, HERE, RunOptions(threads=threads))
