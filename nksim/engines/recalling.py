"""What districts suggest to their people, week by week: recorded in one run, followed in another.

A run that follows a path has its own arrests and searches, and districts remember them, but fear or
suspicion that is learnt from them is that of the run in which the path was recorded. Both engines
are asked between two weeks, so that whoever records and follows nothing pays nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from nksim.core.environment import Environments
from nksim.engines.contract import Engine
from nksim.engines.passing import strides

LEARNT = ("fear", "doubt")  # of state.DISTRICT, in the order of a path
Path = NDArray[np.float64]  # (weeks, districts, LEARNT): at the end of each week
Hear = Callable[[int], None]


def recorded_path(engine: Engine, environments: Environments, hear: Hear = lambda _: None) -> Path:
    """Let the weeks of a run pass to its end; returns what districts suggested.

    Weeks before those are NaN. `hear(weeks)` is told how many have just passed.
    """
    weeks = engine.clock.weeks
    shape = (weeks, len(engine.districts), len(LEARNT))
    path = np.full(shape, np.nan)
    for passed in strides(engine, environments, weeks, most=1):
        week = engine.week - 1
        for place, name in enumerate(LEARNT):
            path[week, :, place] = engine.districts[name]
        hear(passed)
    return path


def follow_path(
    engine: Engine,
    environments: Environments,
    path: Path,
    names: Iterable[str],
    hear: Hear = lambda _: None,
) -> None:
    """Let the weeks of a run pass to its end, of which LEARNT of these names follow a path."""
    followed = [(LEARNT.index(name), name) for name in names]
    until = engine.clock.weeks
    for passed in strides(engine, environments, until, most=1):
        suggested = path[engine.week - 1]
        for place, name in followed:
            engine.districts[name] = suggested[:, place]
        hear(passed)
