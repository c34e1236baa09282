"""What people hold at a moment of a week: what they held before it, less and more since."""

from __future__ import annotations

from collections.abc import Iterable

from nksim.core.events import Event
from nksim.inference.two_worlds.log import GAINS, Happening
from nksim.inference.two_worlds.pair import Pair, order_of
from nksim.rules.codes import NONE

GAINS_AND_LOSSES = (Event.LOSS, *GAINS)
Held = tuple[int, int]  # release weeks of the titles held, by origin, or NONE


def titles_at(pair: Pair, side: int, person: int, event: Happening) -> Held:
    """The titles that a person holds in a world right before an event."""
    before = pair.worlds[side].moment(event.week).citizen(person).titles
    held = [NONE if title is None else title for title in before]
    for found in sorted(
        pair.in_week(side, person, event.week, *GAINS_AND_LOSSES),
        key=lambda each: order_of(each.event),
    ):
        other = found.event
        if other.citizen == person and order_of(other) < order_of(event):
            is_loss = other.event == Event.LOSS
            newer = max(held[other.origin], other.title_week)
            held[other.origin] = NONE if is_loss else newer
    return held[0], held[1]


def same_titles(pair: Pair, persons: Iterable[int], event: Happening) -> bool:
    """Whether persons hold the same titles in both worlds right before an event."""
    return all(
        titles_at(pair, 0, person, event) == titles_at(pair, 1, person, event) for person in persons
    )


def player_at(pair: Pair, side: int, person: int, week: int) -> bool:
    """Whether a person's home has a player in a world."""
    return pair.worlds[side].moment(week).citizen(person).has_player
