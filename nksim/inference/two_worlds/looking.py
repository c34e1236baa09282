"""Finding events of two worlds: on a tie, in a week, of a person."""

from __future__ import annotations

from collections.abc import Callable

from nksim.core.events import Event
from nksim.inference.two_worlds.log import Happening
from nksim.inference.two_worlds.pair import Found, Pair

WATCHING = (Event.VIEWING, Event.SOLITARY_VIEWING)


def by(person: int) -> Callable[[Happening], bool]:
    """Whether an event happens to a person, or is done by them."""
    return lambda event: event.citizen == person


def offer_of(pair: Pair, side: int, event: Happening, host: int) -> Found | None:
    """The same offer in a world: on the tie, by the host, of the title."""
    offer = on_tie(pair, side, event, Event.OFFER)
    if offer is None or offer.event.citizen != host:
        return None
    same = (offer.event.origin, offer.event.title_week) == (event.origin, event.title_week)
    return offer if same else None


def on_tie(pair: Pair, side: int, event: Happening, kind: Event) -> Found | None:
    """What happened on the tie of an event in its week."""
    on_it = pair.in_week(side, event.citizen, event.week, kind)
    return next((each for each in on_it if each.event.tie == event.tie), None)


def same_week(pair: Pair, found: Found, person: int, kind: Event) -> Found | None:
    """What happened to a person in the week of an event, in the same world."""
    in_week = pair.in_week(found.side, person, found.event.week, kind)
    return next((each for each in in_week if each.event.citizen == person), None)


def viewing_of(pair: Pair, side: int, event: Happening) -> Found | None:
    """A viewing of the suspect in the week, in a world."""
    return next(pair.in_week(side, event.citizen, event.week, *WATCHING), None)


def is_told_of_otherwise(pair: Pair, found: Found) -> bool:
    """Whether the same witness reports the same person in the other world, for another act."""
    event = found.event
    reports = pair.in_week(1 - found.side, event.citizen, event.week, Event.REPORT)
    return any(each.event.reporter == event.reporter for each in reports)
