"""The Python interface to one run: a scenario goes in, a Result with its tables comes out."""

from __future__ import annotations

from nksim.engines.run import EngineName, Progress
from nksim.engines.run import run as run_engine
from nksim.observations.result import Result
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society


def run(
    scenario: Scenario,
    seed: int | None = None,
    *,
    engine: EngineName = "compiled",
    threads: int = 1,
    progress: Progress | None = None,
    events: bool = False,
    society: Society | None = None,
) -> Result:
    """Run a scenario once; `result.series`, `.layers`, `.outcomes`, `.ledger` and `.survey` are pandas frames.

    `seed` replaces the scenario's own. Raises InputError for what cannot be run, RunError for a run that fails on its way.
    """
    luck = scenario.run.seed if seed is None else seed
    observed = run_engine(scenario, luck, engine=engine, threads=threads, progress=progress, events=events, society=society)
    return Result(scenario=scenario, seed=luck, observations=observed)
