"""Who of two offers: the one with the newer title."""

from __future__ import annotations

from nksim.core.jit import rule


@rule
def high_end_hosts(low_title: int, high_title: int, draw: float) -> bool:
    """Whether the high end of a tie hosts: its title is newer; of equal titles a draw decides."""
    return high_title > low_title or (high_title == low_title and draw < 0.5)


@rule
def could_watch(one_holds: bool, one_plays: bool, both_free: bool) -> bool:
    """Whether a meeting can become a viewing: a title, a player, and both at liberty."""
    return one_holds and one_plays and both_free
