"""One run: a scenario and a seed go in, Observations come out, from either engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nksim.core.checks import checked_seed, checked_workers
from nksim.core.environment import Environments
from nksim.engines.contract import Engine, EngineName
from nksim.engines.passing import observations_of, pass_weeks
from nksim.levers.policy import environments as environments_of
from nksim.observations.observations import Observations
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

if TYPE_CHECKING:
    from nksim.engines.citizens.citizen import Citizen

Progress = Callable[[int, int], None]


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
) -> Observations:
    """Run a scenario once; `progress(weeks_done, weeks)` is called every now and then.

    `seed` is that of every draw, the scenario's own if left out; people and ties are built with it
    unless a `society` is given, which then lives with this seed's luck. `citizen` is a subclass of
    Citizen to live in it.

    Raises InputError for a society that cannot be built, RunError for a run that fails on its way.
    """
    from nksim.engines.compiling import make_ready
    from nksim.society.building import build_society

    luck = scenario.run.seed if seed is None else checked_seed(seed)
    threads = checked_workers(threads, name="threads")
    make_ready()
    environments = environments_of(scenario)
    machine = new_engine(
        scenario,
        build_society(scenario, luck, threads) if society is None else society,
        luck,
        engine,
        threads,
        events,
        citizen,
        environments=environments,
    )
    if society is None:
        machine.own_society()
    try:
        return _run(machine, environments, progress)
    finally:
        machine.close()


def _run(engine: Engine, environments: Environments, progress: Progress | None) -> Observations:
    weeks = engine.clock.weeks

    def hear(_: int) -> None:
        if progress is not None:
            progress(engine.week, weeks)

    pass_weeks(engine, environments, weeks, hear)
    return observations_of(engine, environments)


def new_engine(
    scenario: Scenario,
    society: Society,
    seed: int | None = None,
    engine: EngineName = "compiled",
    threads: int = 1,
    events: bool = False,
    citizen: type[Citizen] | None = None,
    environments: Environments | None = None,
) -> Engine:
    """An engine before its first week; a subclass of Citizen lives in the citizens engine.

    `seed` is that of the run's draws, the scenario's own if left out.
    """
    if engine == "citizens" or citizen is not None:
        from nksim.engines.citizens.citizen import Citizen
        from nksim.engines.citizens.engine import CitizensEngine

        return CitizensEngine(scenario, society, seed, citizen=citizen or Citizen, events=events)
    from nksim.engines.compiled.engine import CompiledEngine

    return CompiledEngine(
        scenario, society, seed, threads=threads, events=events, environments=environments
    )
