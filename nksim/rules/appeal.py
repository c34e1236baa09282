"""What makes a title attractive: the age of the newest one held goes in, its appeal comes out."""

from __future__ import annotations

import math

from nksim.core.jit import rule


@rule
def appeal(age_weeks: float, novelty_weeks: float, novelty_floor: float) -> float:
    """Appeal of a title, 0..1: 1 when new, falling by age to the floor that old titles keep."""
    return novelty_floor + (1.0 - novelty_floor) * math.exp(-max(age_weeks, 0.0) / novelty_weeks)
