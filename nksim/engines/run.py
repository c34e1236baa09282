"""One run: a scenario and a seed go in, Observations come out, from either engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.columns import SURVEY_COUNTS
from nksim.core.errors import InputError
from nksim.engines.state import State, state_hash
from nksim.levers.environment import Environment
from nksim.levers.policy import environment_of
from nksim.observations.observations import Observations
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd

EngineName = Literal["compiled", "citizens"]
Progress = Callable[[int, int], None]
SURVEY_EVERY = 13


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
) -> Observations:
    """Run a scenario once. `progress(weeks_done, weeks)` is called after every week.

    Raises InputError for a society that cannot be built, RunError for a run that fails on its way.
    """
    from nksim.society.building import build_society

    people = build_society(scenario, seed) if society is None else society
    machine = _engine(scenario, people, engine, threads, events)
    try:
        return _weeks(scenario, machine, progress)
    finally:
        machine.close()


def _engine(scenario: Scenario, society: Society, engine: EngineName, threads: int, events: bool) -> Engine:
    if engine == "citizens":
        from nksim.engines.citizens.engine import CitizensEngine

        if events:
            raise InputError("engine=citizens keeps no event table; leave --events out or use --engine compiled")
        return CitizensEngine(scenario, society)
    from nksim.engines.compiled.engine import CompiledEngine

    return CompiledEngine(scenario, society, threads=threads, events=events)


def _weeks(scenario: Scenario, engine: Engine, progress: Progress | None) -> Observations:
    clock = engine.clock
    cells, layers, surveys, snapshots, numbers = [], [], [], [], []
    for week in range(clock.weeks):
        environment = environment_of(scenario, clock, week)
        by_cell, by_layer = engine.step(environment)
        cells.append(by_cell)
        layers.append(by_layer)
        numbers.append(environment)
        if (week + 1) % SURVEY_EVERY == 0:
            surveys.append(week)
            snapshots.append(engine.survey())
        if progress is not None:
            progress(week + 1, clock.weeks)
    return Observations(
        clock=clock,
        cells=np.stack(cells),
        layers=np.stack(layers),
        survey_weeks=np.array(surveys, np.int64),
        survey=np.stack(snapshots) if snapshots else np.zeros((0, 2, len(SURVEY_COUNTS)), np.int64),
        environment={name: np.stack([getattr(e, name) for e in numbers]) for name in Environment._fields},
        state_hash=state_hash(engine.snapshot()),
        events=engine.events_table(),
    )
