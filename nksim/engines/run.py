"""One run: a scenario and a seed go in, Observations come out, from either engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from nksim.core.checks import checked_seed, checked_workers
from nksim.core.clock import Clock
from nksim.core.errors import InputError
from nksim.engines.recording import Record
from nksim.engines.state import State
from nksim.levers.environment import Environment
from nksim.levers.policy import environment_of
from nksim.observations.observations import Observations
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd

    from nksim.engines.citizens.citizen import Citizen

EngineName = Literal["compiled", "citizens"]
Progress = Callable[[int, int], None]


class Engine(Protocol):
    """What an engine must do: let a week pass, be asked, show its state."""

    clock: Clock

    def step(self, environment: Environment) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Let a week pass; counts by cell and by layer."""

    def survey(self) -> NDArray[np.int64]:
        """Today's answers, weighted and unweighted."""

    def snapshot(self) -> State:
        """Everything that changes, as columns."""

    def events_table(self) -> pd.DataFrame | None:
        """The event table, if it was asked for."""

    def close(self) -> None:
        """Give everything back."""


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
    """Run a scenario once; `progress(weeks_done, weeks)` is called after every week.

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
    people = build_society(scenario, luck, threads) if society is None else society
    machine = new_engine(scenario, people, luck, engine, threads, events, citizen)
    try:
        return _weeks(scenario, machine, progress)
    finally:
        machine.close()


def new_engine(
    scenario: Scenario,
    society: Society,
    seed: int | None = None,
    engine: EngineName = "compiled",
    threads: int = 1,
    events: bool = False,
    citizen: type[Citizen] | None = None,
) -> Engine:
    """An engine before its first week; a subclass of Citizen lives in the citizens engine.

    `seed` is that of the run's draws, the scenario's own if left out.
    """
    if engine == "citizens" or citizen is not None:
        from nksim.engines.citizens.citizen import Citizen
        from nksim.engines.citizens.engine import CitizensEngine

        if events:
            raise InputError(
                "engine=citizens keeps no event table; leave --events out or use --engine compiled"
            )
        return CitizensEngine(scenario, society, seed, citizen=citizen or Citizen)
    from nksim.engines.compiled.engine import CompiledEngine

    return CompiledEngine(scenario, society, seed, threads=threads, events=events)


def _weeks(scenario: Scenario, engine: Engine, progress: Progress | None) -> Observations:
    clock, record = engine.clock, Record()
    for week in range(clock.weeks):
        record.let_pass(engine, environment_of(scenario, clock, week))
        if progress is not None:
            progress(record.weeks, clock.weeks)
    return record.observations(engine)
