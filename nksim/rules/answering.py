"""What people tell an interviewer: habits in words, silence, and how often they are asked."""

from __future__ import annotations

from nksim.core.jit import rule

ALMOST_DAILY, WEEKLY, MONTHLY, QUARTERLY, RARELY = range(5)


@rule
def habit_band(habit: float) -> int:
    """The answer to "how often do you watch", by the share of weeks with watching."""
    if habit > 0.8:
        return ALMOST_DAILY
    if habit > 0.4:
        return WEEKLY
    if habit > 0.15:
        return MONTHLY
    return QUARTERLY if habit > 0.05 else RARELY


@rule
def silenced(draw: float, willing_today: float, willing_at_base: float) -> bool:
    """Whether someone would watch if there were no more to fear than always, and not today."""
    return willing_today <= draw < willing_at_base


@rule
def survey_weight(odds: float, openness: float) -> int:
    """How much the answers of one who may escape count, in 1/1024."""
    return int(odds * openness * 1024.0 + 0.5)


@rule
def within_a_year(last_week: int, week: int) -> bool:
    """Whether the last viewing lies within the 52 weeks that end with this one."""
    return last_week > week - 52
