"""When and where a lever is in force.

Dates, ramp, provinces and strength go in, a strength for each week and province comes out.
"""

from __future__ import annotations

import numpy as np

from nksim.core.clock import Clock
from nksim.core.environment import Numbers
from nksim.scenario.levers import LeverSettings
from nksim.scenario.provinces import PROVINCES


def strengths_of(lever: LeverSettings, clock: Clock) -> Numbers:
    """Strength of a lever in every week, shape (weeks,).

    It rises over the ramp from the week of `from` on, and fades over it after the week of `until`.
    """
    steps, week = lever.ramp_weeks + 1, np.arange(clock.weeks)
    share = (week - clock.week_of(lever.from_) + 1) / steps
    if lever.until is not None:
        share = np.minimum(share, (clock.week_of(lever.until) + steps - week) / steps)
    return lever.strength * np.clip(share, 0.0, 1.0)


def weeks_in_force(strengths: Numbers) -> slice | None:
    """From the first to the last week in which a lever has any strength; None if it never has."""
    weeks = np.flatnonzero(strengths)
    return slice(int(weeks[0]), int(weeks[-1]) + 1) if len(weeks) else None


def by_province(lever: LeverSettings, strengths: Numbers) -> Numbers:
    """The same for each province, shape (weeks, provinces): 0 where the lever does not hold."""
    holds = [lever.provinces is None or province in lever.provinces for province in PROVINCES]
    return np.where(np.array(holds), strengths[:, None], 0.0)
