"""Runs that are held open: begun, and gone on with."""

from __future__ import annotations

from pathlib import Path

from nksim.api.arguments import checked_scenario, optional_seed
from nksim.core.checks import checked_workers
from nksim.engines.compiling import make_ready
from nksim.running.open_run import OpenRun, open_run, saved_run
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.checks import check_society
from nksim.society.society import Society


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
    checked_scenario(scenario)
    threads = checked_workers(threads, name="threads")
    if society is not None:
        check_society(society, scenario)
    first = optional_seed(seed, scenario.run.seed)
    make_ready()
    people = build_society(scenario, first, threads) if society is None else society
    return open_run(scenario, people, first, threads)


def resume(folder: str | Path) -> OpenRun:
    """Go on with a run that `save` has left in a folder.

    Raises InputError if there is none, StoreError if it is damaged or of another version.
    """
    make_ready()
    return saved_run(folder)
