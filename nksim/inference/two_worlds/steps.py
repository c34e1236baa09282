"""One step back: why an event happened in one world and not in the other.

Each kind of event has a function that looks for what made the difference, in the order in which a
week goes: whether they were at liberty, whether they held the title, whether they were offered it,
and only then whether they decided otherwise. What is found is an event that also differs, or the
policy itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from nksim.core.events import Event
from nksim.inference.two_worlds.asking import Asking, asked_of
from nksim.inference.two_worlds.carried import WATCHED, before_decision
from nksim.inference.two_worlds.deciding import Decision
from nksim.inference.two_worlds.log import Happening
from nksim.inference.two_worlds.looking import (
    WATCHING,
    by,
    is_told_of_otherwise,
    offer_of,
    on_tie,
    same_week,
    viewing_of,
)
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
    offer = offer_of(pair, found.side, event, event.citizen)
    if offer_of(pair, 1 - found.side, event, event.citizen) is None:
        return Step(OFFERED, offer, ends=UNKNOWN)
    return _decided(pair, asked_of(event))


def _copied(pair: Pair, found: Found) -> Step:
    """A copy: watched together in one world alone, or the title not lacking in the other."""
    event, host = found.event, found.event.other
    watched = on_tie(pair, 1 - found.side, event, Event.VIEWING)
    if watched is None or watched.event.title_week != event.title_week:
        return Step(CAME_OF, on_tie(pair, found.side, event, Event.VIEWING), ends=UNKNOWN)
    if not same_titles(pair, (event.citizen, host), event):
        return _held(pair, (event.citizen, host), event)
    return _decided(pair, asked_of(event))


def _offered(pair: Pair, found: Found) -> Step:
    """An offer: at liberty, a title, a player, and only then the will."""
    event, ends = found.event, (found.event.citizen, found.event.other)
    if step := _detained(pair, found, ends):
        return step
    if not same_titles(pair, ends, event):
        return _held(pair, ends, event)
    if not any(player_at(pair, 1 - found.side, person, event.week) for person in ends):
        return Step(LAW)
    return _decided(pair, asked_of(event))


def _watched_alone(pair: Pair, found: Found) -> Step:
    event, alone = found.event, (found.event.citizen,)
    if step := _detained(pair, found, alone):
        return step
    if not same_titles(pair, alone, event):
        return _held(pair, alone, event)
    if not player_at(pair, 1 - found.side, event.citizen, event.week):
        return Step(LAW)
    return _decided(pair, asked_of(event))


def _listened(pair: Pair, found: Found) -> Step:
    if step := _detained(pair, found, (found.event.citizen,)):
        return step
    reaches = [
        float(world.moment(found.event.week).citizen(found.event.citizen).here.radio_reach)
        for world in pair.worlds
    ]
    if reaches[0] != reaches[1]:
        return Step(LAW)
    return _decided(pair, asked_of(found.event))


def _lost(pair: Pair, found: Found) -> Step:
    """A loss: to the organs, by turning in, or by accident of what was held."""
    event = found.event
    kind = Event.ARREST if event.act >= 0 else Event.CONFESSION
    cause = same_week(pair, found, event.citizen, kind)
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
        return _decided(pair, asked_of(found.event))
    return Step(LAW)


def _searched(pair: Pair, found: Found) -> Step:
    """A search: of a home in one world alone, or with other finds."""
    event = found.event
    again = list(pair.in_week(1 - found.side, event.citizen, event.week, Event.SEARCH))
    members = pair.household_of(event.citizen, event.week)
    if not any(each.event.citizen == event.citizen for each in again):
        moment = pair.worlds[found.side].moment(event.week)
        official = any(moment.citizen(member).role == OFFICIAL for member in members)
        return _decided(pair, replace(asked_of(event), official=official))
    return _held(pair, members, event)


def _stopped(pair: Pair, found: Found) -> Step:
    """A check of style: of a style shown in one world alone, or more checks."""
    event = found.event
    shown = [world.moment(event.week).style_of(event.citizen) for world in pair.worlds]
    if shown[0] == shown[1]:
        step = _detained(pair, found, (event.citizen,))
        return step or _decided(pair, replace(asked_of(event), styles=shown[0]))
    watched = pair.last_before(event, (event.citizen,), *WATCHED)
    return Step(CAME_OF, watched)  # without one only shame can have made them drop it


def _reported(pair: Pair, found: Found) -> Step:
    """A report: of a refusal or a viewing that only one world has, else the witness's will."""
    event = found.event
    refused = on_tie(pair, found.side, event, Event.REFUSAL)
    if refused and refused.event.other == event.reporter and pair.is_differing(refused):
        return Step(CAME_OF, refused, ends=UNKNOWN)
    if event.layer == NEIGHBOUR and not viewing_of(pair, 1 - found.side, event):
        return Step(CAME_OF, viewing_of(pair, found.side, event), ends=UNKNOWN)
    if step := _detained(pair, found, (event.citizen, event.reporter)):
        return step
    if is_told_of_otherwise(pair, found):
        hosted = pair.last_before(event, (event.citizen,), *WATCHING, Event.COPY)
        return Step(CAME_OF, hosted, ends=UNKNOWN)
    return _decided(pair, asked_of(event))


def _named(pair: Pair, found: Found) -> Step:
    """A name: who gave it was punished, and shared guilt with whom they named."""
    event = found.event
    punished = pair.last_before(event, (event.reporter,), Event.SANCTION, on=by(event.reporter))
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
    return _decided(pair, asked_of(event))


def _released(pair: Pair, found: Found) -> Step:
    event = found.event
    sentenced = pair.last_before(event, (event.citizen,), Event.SANCTION, on=by(event.citizen))
    return Step(CAME_OF, sentenced)


def _arrested(pair: Pair, found: Found) -> Step:
    """An arrest: a search, a check or a telling that only one world has, else the queue."""
    event = found.event
    home = pair.household_of(event.citizen, event.week)[0]
    for person, kind in ((home, Event.SEARCH), (event.citizen, Event.STYLE_STOP)):
        cause = same_week(pair, found, person, kind)
        if cause and pair.is_differing(cause):
            return Step(CAME_OF, cause, ends=UNKNOWN)
    told = pair.last_before(event, (event.citizen,), Event.REPORT, Event.NAME, on=by(event.citizen))
    if told:
        return Step(CAME_OF, told, ends=UNKNOWN)
    return _detained(pair, found, (event.citizen,)) or Step(QUEUE, ends=QUEUE)


def _punished(pair: Pair, found: Found) -> Step:
    """What follows an arrest: the arrest if only one world has it, else the law."""
    cause = same_week(pair, found, found.event.citizen, Event.ARREST)
    if cause and pair.is_differing(cause):
        return Step(CAME_OF, cause, ends=UNKNOWN)
    step = _decided(pair, asked_of(found.event))
    return step if step.decision else Step(LAW)


def _attended(pair: Pair, found: Found) -> Step:
    """An attendance: of a punishment that only one world has, else how it is carried out."""
    event = found.event
    cause = same_week(pair, found, event.other, Event.SANCTION)
    if cause and pair.is_differing(cause):
        return Step(CAME_OF, cause, ends=UNKNOWN)
    return _detained(pair, found, (event.citizen,)) or Step(LAW)


def _turned(pair: Pair, found: Found) -> Step:
    """What a year brings is the same in both worlds, but for those whom a policy has removed."""
    event = found.event
    persons = [person for person in (event.citizen, event.other) if person >= 0]
    return Step(AT_LIBERTY, pair.last_before(event, persons, Event.SANCTION), ends=UNKNOWN)


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
    **dict.fromkeys((event for event in Event if event >= Event.BIRTH), _turned),
}


def _decided(pair: Pair, asking: Asking) -> Step:
    event = asking.event
    decision, before, ends = before_decision(pair, asking)
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
            return Step(AT_LIBERTY, pair.last_before(event, (person,), *kinds, on=by(person)))
    return None
