"""Whether a guest copies what was watched."""

from __future__ import annotations

from nksim.core.jit import rule


@rule
def may_copy(adult: bool, plays: bool, own_title: int, title: int) -> bool:
    """Who copies: an adult with a player whose own title of the origin is older or missing."""
    return adult and plays and own_title < title


@rule
def copying(copy_chance: float, factor: float) -> float:
    """Chance to copy: the usual one, times what control of devices leaves of it."""
    return copy_chance * factor
