"""When and where a lever is in force: dates, ramp, provinces and strength go in, a strength for each week and province comes out."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.scenario.levers import LeverSettings
from nksim.scenario.provinces import PROVINCES


def strength_in_week(lever: LeverSettings, clock: Clock, week: int) -> float:
    """Strength of a lever in a week: rises over its ramp from the week of `from`, fades over it after the week of `until`."""
    steps = lever.ramp_weeks + 1
    rising = (week - clock.week_of(lever.from_) + 1) / steps
    falling = 1.0 if lever.until is None else (clock.week_of(lever.until) + steps - week) / steps
    return lever.strength * min(max(min(rising, falling), 0.0), 1.0)


def strength_by_province(lever: LeverSettings, clock: Clock, week: int) -> NDArray[np.float64]:
    """The same for each province, shape (provinces,): 0 where the lever does not hold."""
    return np.where(_holds(lever.provinces), strength_in_week(lever, clock, week), 0.0)


@cache
def _holds(provinces: tuple[str, ...] | None) -> NDArray[np.bool_]:
    """Whether a lever of these provinces holds, by province; asked in every week of every run."""
    return np.array([provinces is None or province in provinces for province in PROVINCES])
