"""How South Korean style is taken up and dropped."""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.codes import YOUNG
from nksim.rules.coefficients import Coefficients


@rule
def dropping_style(stigma: float, c: Coefficients) -> float:
    """Chance to drop foreign style in a week: fashions pass, sooner where they are shamed."""
    return c.style_loss + stigma


@rule
def taking_up_style(age: int, watched_korean: bool, c: Coefficients) -> float:
    """Chance to take up foreign style in a week: the young who watched a South Korean title."""
    return c.style_gain if watched_korean and age == YOUNG else 0.0
