"""What moved a decision came from somewhere: the event before it that only one world has.

Fear and suspicion come from what was heard of people close by, from what the district saw, or from
what was announced: an event is named only where it weighs more than what the district suggests.
"""

from __future__ import annotations

from collections.abc import Callable

from nksim.core.events import Event
from nksim.inference.two_worlds.asking import Asking
from nksim.inference.two_worlds.deciding import (
    FEAR,
    GUILT,
    KNOWLEDGE,
    LAW,
    STANDING,
    SUSPICION,
    TIE,
    TRUST,
    Decision,
    decision_of,
)
from nksim.inference.two_worlds.log import Happening
from nksim.inference.two_worlds.pair import BASELINE, POLICY, Found, Pair
from nksim.society.census import neighbours_of

DISTRICT, ANNOUNCED = "district", "announced"
WATCHED = (Event.VIEWING, Event.SOLITARY_VIEWING, Event.LISTENING)
BELIEF_OF = {FEAR: "perceived_risk", SUSPICION: "suspicion"}
Before = tuple[Decision, Found | None, str]


def before_decision(pair: Pair, asking: Asking) -> Before:
    """A decision, the event from which what moved it most came, or what else it came from."""
    event = asking.event
    decision = decision_of(pair, asking, event.week)
    group = leading_group(decision)
    if group in BELIEF_OF:
        before, ends = _heard(pair, decision, event, BELIEF_OF[group])
        return decision, before, ends
    return decision, FROM[group](pair, asking) if group in FROM else None, LAW


def leading_group(decision: Decision) -> str:
    """What moved a decision most in the direction in which it went."""
    up = decision.chances[POLICY] > decision.chances[BASELINE]
    along = [mover.group for mover in decision.movers if (mover.log_odds > 0) == up]
    return along[0] if along else LAW


def _heard(
    pair: Pair, decision: Decision, event: Happening, belief: str
) -> tuple[Found | None, str]:
    """What frightened, or made suspicious, in one world alone: an event, the district, words."""
    moments = [world.moment(event.week) for world in pair.worlds]
    people = [moment.citizen(decision.who) for moment in moments]
    apart = getattr(people[POLICY], belief) - getattr(people[BASELINE], belief)
    suggested = [
        moment.suggested(person)[belief] for moment, person in zip(moments, people, strict=True)
    ]
    by_district = suggested[POLICY] - suggested[BASELINE]
    if by_district * apart > 0 and abs(by_district) >= abs(apart) / 2:
        return None, DISTRICT
    return _heard_of(pair, decision.who, event), ANNOUNCED


def _heard_of(pair: Pair, person: int, event: Happening) -> Found | None:
    """The last punishment, search or attendance that a person heard of in one world alone."""
    home = pair.household_of(person, event.week)[0]
    near = {person, *neighbours_of(pair.society_at(event.week), person)}
    concerned = {Event.SANCTION: near, Event.SEARCH: {home}, Event.ATTENDANCE: {person}}

    def is_heard(each: Happening) -> bool:
        return each.citizen in concerned[Event(each.event)]

    return pair.last_before(event, near | {home}, *concerned, on=is_heard)


def _from_tie(pair: Pair, asking: Asking) -> Found | None:
    """The last time that the two met over media, or one was punished, in one world alone."""
    ends = asking.ends

    def is_on_it(each: Happening) -> bool:
        punished = each.event == Event.SANCTION and each.citizen in ends
        return punished or each.tie == asking.event.tie

    return pair.last_before(
        asking.event, ends, Event.VIEWING, Event.REFUSAL, Event.SANCTION, on=is_on_it
    )


def _from_watching(pair: Pair, asking: Asking) -> Found | None:
    return pair.last_before(asking.event, (asking.who,), *WATCHED)


def _from_family(pair: Pair, asking: Asking) -> Found | None:
    members = pair.household_of(asking.who, asking.event.week)
    return pair.last_before(asking.event, members, Event.SANCTION)


FROM: dict[str, Callable[[Pair, Asking], Found | None]] = {
    TIE: _from_tie,
    TRUST: _from_watching,
    KNOWLEDGE: _from_watching,
    GUILT: _from_watching,
    STANDING: _from_family,
}
