"""The logistic function: a log-odds goes in, a chance comes out."""

from __future__ import annotations

import math

from nksim.core.jit import rule


@rule
def sigma(x: float) -> float:
    """The chance that belongs to a log-odds; 0 and 1 where the exponential would overflow."""
    if x < -40.0:
        return 0.0
    if x > 40.0:
        return 1.0
    return 1.0 / (1.0 + math.exp(-x))
