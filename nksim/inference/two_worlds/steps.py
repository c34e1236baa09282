"""One step back: why an event happened in one world and not in the other.

Each kind of event has a function that looks for what made the difference, in the order in which a
week goes: whether they were at liberty, whether they held the title, whether they were offered it,
and only then whether they decided otherwise. What is found is an event that also differs, or the
policy itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from nksim.core.events import Event
from nksim.inference.two_worlds.carried import WATCHED, before_decision
from nksim.inference.two_worlds.deciding import (
    Asking,
    Decision,
    bringing,
    confessing,
    copying_it,
    joining,
    listening,
    offering,
    reporting,
    searching_home,
    stopping,
    watching_alone,
)
from nksim.inference.two_worlds.log import Happening
from nksim.inference.two_worlds.pair import Found, Pair
from nksim.inference.two_worlds.titles import GAINS_AND_LOSSES, player_at, same_titles
from nksim.rules.codes import NEIGHBOUR, OFFICIAL

OFFERED, HELD, AT_LIBERTY, DECIDED, CHOSE, CAME_OF = (
    "offered",
    "held",
    "at liberty",
    "decided",
    "chose",
    "came of",
)
LAW, QUEUE, UNKNOWN = "policy", "queue", "unknown"
WATCHING = (Event.VIEWING, Event.SOLITARY_VIEWING)


class Step(NamedTuple):
    """Why: in one word, the event before (None where the policy itself, or a crowd, did it)."""

    why: str
    before: Found | None = None
    decision: Decision | None = None
    ends: str = LAW  # what did it where no event is before


def step_before(pair: Pair, found: Found) -> Step:
    """One step back from an event that only one world has."""
    return STEPS[Event(found.event.event)](pair, found)


def _met(pair: Pair, found: Found) -> Step:
    """A viewing or a refusal: offered in one world alone, or answered otherwise."""
    event = found.event
    offer = _offer_of(pair, found.side, event, event.citizen)
    if _offer_of(pair, 1 - found.side, event, event.citizen) is None:
        return Step(OFFERED, offer, ends=UNKNOWN)
    return _decided(pair, joining(event), event)


def _copied(pair: Pair, found: Found) -> Step:
    """A copy: watched together in one world alone, or the title not lacking in the other."""
    event, host = found.event, found.event.other
    watched = _on_tie(pair, 1 - found.side, event, Event.VIEWING)
    if watched is None or watched.event.title_week != event.title_week:
        return Step(CAME_OF, _on_tie(pair, found.side, event, Event.VIEWING), ends=UNKNOWN)
    if not same_titles(pair, (event.citizen, host), event):
        return _held(pair, (event.citizen, host), event)
    return _decided(pair, copying_it(event), event)


def _offered(pair: Pair, found: Found) -> Step:
    """An offer: at liberty, a title, a player, and only then the will."""
    event, ends = found.event, (found.event.citizen, found.event.other)
    if step := _detained(pair, found, ends):
        return step
    if not same_titles(pair, ends, event):
        return _held(pair, ends, event)
    if not any(player_at(pair, 1 - found.side, person, event.week) for person in ends):
        return Step(LAW)
    return _decided(pair, offering(event), event)


def _watched_alone(pair: Pair, found: Found) -> Step:
    event, alone = found.event, (found.event.citizen,)
    if step := _detained(pair, found, alone):
        return step
    if not same_titles(pair, alone, event):
        return _held(pair, alone, event)
    if not player_at(pair, 1 - found.side, event.citizen, event.week):
        return Step(LAW)
    return _decided(pair, watching_alone(event), event)


def _listened(pair: Pair, found: Found) -> Step:
    if step := _detained(pair, found, (found.event.citizen,)):
        return step
    reaches = [
        float(world.moment(found.event.week).citizen(found.event.citizen).here.radio_reach)
        for world in pair.worlds
    ]
    if reaches[0] != reaches[1]:
        return Step(LAW)
    return _decided(pair, listening(found.event), found.event)


def _lost(pair: Pair, found: Found) -> Step:
    """A loss: to the organs, by turning in, or by accident of what was held."""
    event = found.event
    kind = Event.ARREST if event.act >= 0 else Event.CONFESSION
    cause = _same_week(pair, found, event.citizen, kind)
    if event.late and cause and pair.is_differing(cause):
        return Step(CAME_OF, cause, ends=UNKNOWN)
    if step := _detained(pair, found, (event.citizen,)):
        return step
    return _held(pair, (event.citizen,), event)


def _came(pair: Pair, found: Found) -> Step:
    """An import or a delivery: at liberty, else what comes through the border."""
    if step := _detained(pair, found, (found.event.citizen,)):
        return step
    if found.event.event == Event.IMPORT:
        return _decided(pair, bringing(found.event), found.event)
    return Step(LAW)


def _searched(pair: Pair, found: Found) -> Step:
    """A search: of a home in one world alone, or with other finds."""
    event = found.event
    again = list(pair.in_week(1 - found.side, event.citizen, event.week, Event.SEARCH))
    members = pair.household_of(event.citizen, event.week)
    if not any(each.event.citizen == event.citizen for each in again):
        people = pair.worlds[found.side].moment(event.week).society.people
        official = any(people.role[member] == OFFICIAL for member in members)
        home = int(people.household[members[0]])
        return _decided(pair, searching_home(event, home, official), event)
    return _held(pair, members, event)


def _stopped(pair: Pair, found: Found) -> Step:
    """A check of style: of a style shown in one world alone, or more checks."""
    event = found.event
    shown = [world.moment(event.week).style_of(event.citizen) for world in pair.worlds]
    if shown[0] == shown[1]:
        step = _detained(pair, found, (event.citizen,))
        return step or _decided(pair, stopping(event, shown[0]), event)
    watched = pair.last_before(event, (event.citizen,), *WATCHED)
    return Step(CAME_OF, watched)  # without one only shame can have made them drop it


def _reported(pair: Pair, found: Found) -> Step:
    """A report: of a refusal or a viewing that only one world has, else the witness's will."""
    event = found.event
    refused = _on_tie(pair, found.side, event, Event.REFUSAL)
    if refused and refused.event.other == event.reporter and pair.is_differing(refused):
        return Step(CAME_OF, refused, ends=UNKNOWN)
    if event.layer == NEIGHBOUR and not _watches(pair, 1 - found.side, event):
        return Step(CAME_OF, _watches(pair, found.side, event), ends=UNKNOWN)
    if step := _detained(pair, found, (event.citizen, event.reporter)):
        return step
    if _told_of_otherwise(pair, found):
        hosted = pair.last_before(event, (event.citizen,), *WATCHING, Event.COPY)
        return Step(CAME_OF, hosted, ends=UNKNOWN)
    return _decided(pair, reporting(event), event)


def _named(pair: Pair, found: Found) -> Step:
    """A name: who gave it was punished, and shared guilt with whom they named."""
    event = found.event
    punished = pair.last_before(event, (event.reporter,), Event.SANCTION, on=_of(event.reporter))
    if punished and punished.event.week == event.week - 1:
        return Step(CAME_OF, punished, ends=UNKNOWN)
    shared = pair.last_before(event, (event.citizen,), *WATCHING, Event.COPY)
    return _detained(pair, found, (event.citizen,)) or Step(CAME_OF, shared, ends=UNKNOWN)


def _confessed(pair: Pair, found: Found) -> Step:
    event = found.event
    if step := _detained(pair, found, (event.citizen,)):
        return step
    if not same_titles(pair, (event.citizen,), event):
        return _held(pair, (event.citizen,), event)
    return _decided(pair, confessing(event), event)


def _released(pair: Pair, found: Found) -> Step:
    event = found.event
    sentenced = pair.last_before(event, (event.citizen,), Event.SANCTION, on=_of(event.citizen))
    return Step(CAME_OF, sentenced)


def _arrested(pair: Pair, found: Found) -> Step:
    """An arrest: a search, a check or a telling that only one world has, else the queue."""
    event = found.event
    home = pair.head_of(event.citizen, event.week)
    for person, kind in ((home, Event.SEARCH), (event.citizen, Event.STYLE_STOP)):
        cause = _same_week(pair, found, person, kind)
        if cause and pair.is_differing(cause):
            return Step(CAME_OF, cause, ends=UNKNOWN)
    told = pair.last_before(
        event, (event.citizen,), Event.REPORT, Event.NAME, on=_of(event.citizen)
    )
    if told:
        return Step(CAME_OF, told, ends=UNKNOWN)
    return _detained(pair, found, (event.citizen,)) or Step(QUEUE, ends=QUEUE)


def _punished(pair: Pair, found: Found) -> Step:
    """What follows an arrest: the arrest if only one world has it, else the law."""
    cause = _same_week(pair, found, found.event.citizen, Event.ARREST)
    if cause and pair.is_differing(cause):
        return Step(CAME_OF, cause, ends=UNKNOWN)
    return Step(LAW)


def _attended(pair: Pair, found: Found) -> Step:
    """An attendance: of a punishment that only one world has, else how it is carried out."""
    event = found.event
    cause = _same_week(pair, found, event.other, Event.SANCTION)
    if cause and pair.is_differing(cause):
        return Step(CAME_OF, cause, ends=UNKNOWN)
    return _detained(pair, found, (event.citizen,)) or Step(LAW)


STEPS: dict[Event, Callable[[Pair, Found], Step]] = {
    Event.LOSS: _lost,
    Event.IMPORT: _came,
    Event.DELIVERY: _came,
    Event.OFFER: _offered,
    Event.VIEWING: _met,
    Event.REFUSAL: _met,
    Event.COPY: _copied,
    Event.SOLITARY_VIEWING: _watched_alone,
    Event.LISTENING: _listened,
    Event.SEARCH: _searched,
    Event.STYLE_STOP: _stopped,
    Event.REPORT: _reported,
    Event.NAME: _named,
    Event.CONFESSION: _confessed,
    Event.RELEASE: _released,
    Event.ARREST: _arrested,
    Event.SANCTION: _punished,
    Event.ATTENDANCE: _attended,
}


def _decided(pair: Pair, asking: Asking, event: Happening) -> Step:
    decision, before, ends = before_decision(pair, asking, event)
    if decision.is_explained:
        return Step(DECIDED, before, decision, ends)
    both = (person for person in (event.citizen, event.other) if person >= 0)
    return Step(CHOSE, pair.last_before(event, both, *WATCHED))  # another of two titles at hand


def _held(pair: Pair, persons: Iterable[int], event: Happening) -> Step:
    """The last time that one of them came to hold or lost a title in one world alone."""
    people = tuple(persons)
    gained = pair.last_before(
        event, people, *GAINS_AND_LOSSES, on=lambda each: each.citizen in people
    )
    return Step(HELD, gained, ends=UNKNOWN)


def _detained(pair: Pair, found: Found, persons: Iterable[int]) -> Step | None:
    """A step to the punishment of whoever was not at liberty in the other world."""
    event, other = found.event, pair.other(found.side)
    for person in persons:
        if not other.moment(event.week).citizen(person).free:
            kinds = (Event.SANCTION, Event.RELEASE)
            return Step(AT_LIBERTY, pair.last_before(event, (person,), *kinds, on=_of(person)))
    return None


def _of(person: int) -> Callable[[Happening], bool]:
    return lambda event: event.citizen == person


def _offer_of(pair: Pair, side: int, event: Happening, host: int) -> Found | None:
    """The same offer in a world: on the tie, by the host, of the title."""
    offer = _on_tie(pair, side, event, Event.OFFER)
    if offer is None or offer.event.citizen != host:
        return None
    same = (offer.event.origin, offer.event.title_week) == (event.origin, event.title_week)
    return offer if same else None


def _on_tie(pair: Pair, side: int, event: Happening, kind: Event) -> Found | None:
    """What happened on the tie of an event in its week."""
    on_it = pair.in_week(side, event.citizen, event.week, kind)
    return next((each for each in on_it if each.event.tie == event.tie), None)


def _same_week(pair: Pair, found: Found, person: int, kind: Event) -> Found | None:
    """What happened to a person in the week of an event, in the same world."""
    in_week = pair.in_week(found.side, person, found.event.week, kind)
    return next((each for each in in_week if each.event.citizen == person), None)


def _watches(pair: Pair, side: int, event: Happening) -> Found | None:
    """A viewing of the suspect in the week, in a world."""
    return next(pair.in_week(side, event.citizen, event.week, *WATCHING), None)


def _told_of_otherwise(pair: Pair, found: Found) -> bool:
    """Whether the same witness reports the same person in the other world, for another act."""
    event = found.event
    reports = pair.in_week(1 - found.side, event.citizen, event.week, Event.REPORT)
    return any(each.event.reporter == event.reporter for each in reports)
