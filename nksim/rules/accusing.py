"""An accusation as a number: act and origin in one code, the graver the greater; 0 is none."""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.codes import ACT_SPREAD


@rule
def accusation(act: int, origin: int) -> int:
    """The code of an act (rules.codes.ACT_*) with a title of an origin."""
    return act * 2 + origin + 1


@rule
def act_of(code: int) -> int:
    """The act of an accusation's code."""
    return (code - 1) >> 1


@rule
def origin_of(code: int) -> int:
    """The origin of an accusation's code."""
    return (code - 1) & 1


@rule
def spreads(guests: int, gave: bool, group_size: float) -> bool:
    """Whether a week counts as spreading: a group of guests from other homes, or a copy given."""
    return gave or guests >= group_size


@rule
def charge(act: int, last_spread: int, week: int, evidence_weeks: float) -> int:
    """The act that somebody is accused of: spreading, while there is evidence of it.

    `last_spread` is the last week in which the accused hosted a group or gave a copy.
    """
    return max(act, ACT_SPREAD) if week - last_spread <= evidence_weeks else act
