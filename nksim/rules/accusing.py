"""An accusation as a number: act and origin in one code, the graver the greater; 0 is none."""

from __future__ import annotations

from nksim.core.jit import rule


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
