"""The one loop over weeks: an engine, its Environments and the week until which they pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nksim.core.columns import SURVEY_EVERY
from nksim.core.environment import Environments
from nksim.engines.contract import Engine
from nksim.engines.state import state_hash
from nksim.observations.observations import Observations


def strides(
    engine: Engine, environments: Environments, until: int, most: int | None = None
) -> Iterator[int]:
    """Let weeks pass until `until`, at most `most` at a time; yields how many just passed."""
    while (begun := engine.week) < until:
        stride = engine.stride if most is None else min(engine.stride, most)
        engine.pass_weeks(environments, min(until, begun + stride))
        yield engine.week - begun


def pass_weeks(
    engine: Engine,
    environments: Environments,
    until: int,
    hear: Callable[[int], None] = lambda weeks: None,
) -> None:
    """Let weeks pass until `until`; `hear(weeks)` is told how many have just passed.

    Whatever `hear` raises ends it there; the engine stands between two weeks.
    """
    for weeks in strides(engine, environments, until):
        hear(weeks)


def observations_of(engine: Engine, environments: Environments) -> Observations:
    """What the weeks of an engine leave behind, with the hash of its state."""
    weeks, tables = engine.week, engine.tables
    snapshots = weeks // SURVEY_EVERY
    years = int(tables.year_of[weeks - 1]) + 1 if weeks else 0
    return Observations(
        clock=engine.clock,
        provinces=tables.provinces[:weeks],
        layers=tables.layers[:weeks],
        years=tables.years[:years],
        survey=tables.surveys[:snapshots],
        cohorts=tables.cohorts[:years],
        environments=environments[:weeks],
        state_hash=state_hash(engine.snapshot()),
        events=engine.events_table(),
    )
