"""A decision that fell differently: its chance in both worlds, the luck, and what moved it.

Both worlds have the same luck, so a person decides otherwise only where the chance has crossed it.
What moved the chance is found by taking one thing at a time from the other world.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from nksim.core.columns import STYLES
from nksim.core.environment import AXES
from nksim.core.events import Event
from nksim.core.units import round_tie
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.moment import Moment
from nksim.inference.two_worlds.asking import Asking
from nksim.inference.two_worlds.pair import BASELINE, POLICY, Pair
from nksim.rules.bonding import bond_after_refusal, bond_after_watching, complicity_after_watching
from nksim.rules.codes import CHINESE

# What may move a decision: the policy itself, or what a person carries of what has happened.
LAW, FEAR, SUSPICION, TRUST, KNOWLEDGE, TIE, GUILT, STANDING = (
    "policy",
    "perceived risk",
    "suspicion",
    "regime trust",
    "knowledge",
    "tie",
    "own guilt",
    "standing",
)
CARRIED: dict[str, tuple[str, ...]] = {
    FEAR: ("perceived_risk",),
    SUSPICION: ("suspicion",),
    TRUST: ("regime_trust",),
    KNOWLEDGE: ("knowledge",),
    GUILT: ("load",),
    STANDING: ("role", "wealth_class"),
}
GROUPS = (LAW, *CARRIED, TIE)
FIELDS = {"cost_of_arrest": "bribe_news"}  # by which a policy moves it
LEAST, MOST = 1e-12, 1.0 - 1e-12


class Mover(NamedTuple):
    """One thing that moved a decision, and by how many log-odds from the baseline's chance."""

    group: str
    log_odds: float


@dataclass(frozen=True)
class Decision:
    """What a person decided in one world and not in the other, and by which numbers.

    They did it where `draw` lies below the chance. `numbers` are the values in both worlds of what
    went into it, by name; `movers` the largest first.
    """

    who: int
    what: str
    week: int
    draw: float
    chances: tuple[float, float]  # baseline, policy
    numbers: Mapping[str, tuple[float, float]]
    movers: tuple[Mover, ...]
    fields: tuple[str, ...] = ()  # of the Environment, that went into it

    @property
    def is_explained(self) -> bool:
        """Whether the luck lies between the chances, so that one world did it and one did not."""
        low, high = sorted(self.chances)
        return low <= self.draw < high


def decision_of(pair: Pair, asking: Asking, week: int) -> Decision:
    """Ask the same person in both worlds."""
    moments = tuple(world.moment(week) for world in pair.worlds)
    ties = tuple(_tie_at(pair, side, asking, week) for side in (BASELINE, POLICY))
    people = tuple(moment.citizen(asking.who) for moment in moments)
    sides = (BASELINE, POLICY)
    chances = tuple(_chance(people[side], ties[side], asking) for side in sides)
    return Decision(
        asking.who,
        asking.question.what,
        week,
        asking.question.luck(moments[BASELINE], ties[BASELINE], asking),
        (chances[BASELINE], chances[POLICY]),
        _numbers(people, ties, asking),
        _movers(moments, ties, asking),
        tuple(FIELDS.get(field, field) for field in asking.question.fields),
    )


def _chance(citizen: Citizen, tie: Tie, asking: Asking) -> float:
    """The chance, times that to come to the question at all."""
    scale = asking.question.scale
    often = float(getattr(citizen.world.c, scale)) if scale else 1.0
    return often * asking.question.chance(citizen, tie, asking)


def _tie_at(pair: Pair, side: int, asking: Asking, week: int) -> Tie:
    """The tie as it was when the decision fell: whoever reports has met before."""
    if not asking.question.on_tie:
        return {}
    tie = pair.worlds[side].moment(week).tie(*asking.ends)
    if asking.event.event == Event.REPORT:
        _meet(tie, pair, side, asking)
    return tie


def _meet(tie: Tie, pair: Pair, side: int, asking: Asking) -> None:
    """What this week's meeting has made of a tie."""
    week, met = asking.event.week, (Event.VIEWING, Event.REFUSAL)
    c = pair.worlds[side].moment(week).world.c
    for found in pair.in_week(side, asking.ends[0], week, *met):
        if found.event.tie != asking.event.tie:
            continue
        if found.event.event == Event.REFUSAL:
            tie["bond"] = round_tie(bond_after_refusal(tie["bond"], c.refusal_loss))
        else:
            gained = complicity_after_watching(tie["complicity"], c.complicity_gain)
            tie["bond"] = round_tie(bond_after_watching(tie["bond"], c.bond_gain))
            tie["complicity"] = round_tie(gained)


def _movers(
    moments: tuple[Moment, ...], ties: tuple[Tie, ...], asking: Asking
) -> tuple[Mover, ...]:
    """By how much each thing alone, taken from the policy's world, moves the baseline's chance."""
    base = _log_odds(_chance_with(None, moments, ties, asking))
    movers = [
        Mover(group, _log_odds(_chance_with(group, moments, ties, asking)) - base)
        for group in GROUPS
    ]
    real = [mover for mover in movers if mover.log_odds]
    return tuple(sorted(real, key=lambda mover: -abs(mover.log_odds)))


def _chance_with(
    group: str | None, moments: tuple[Moment, ...], ties: tuple[Tie, ...], asking: Asking
) -> float:
    """The chance in the baseline with one thing as it is under the policy."""
    lives_in = moments[POLICY if group == LAW else BASELINE]
    citizen, giver = lives_in.citizen(asking.who), moments[BASELINE].citizen(asking.who)
    for name in (name for names in CARRIED.values() for name in names):
        setattr(citizen, name, getattr(giver, name))
    taken = moments[POLICY].citizen(asking.who)
    for name in CARRIED.get(group or "", ()):
        setattr(citizen, name, getattr(taken, name))
    tie = ties[POLICY if group == TIE else BASELINE]
    return asking.question.chance(citizen, tie, asking)


def _numbers(
    people: tuple[Citizen, ...], ties: tuple[Tie, ...], asking: Asking
) -> dict[str, tuple[float, float]]:
    """What went into a decision and is not the same in both worlds."""
    one, other = (_inputs(person, tie, asking) for person, tie in zip(people, ties, strict=True))
    return {name: (value, other[name]) for name, value in one.items() if value != other[name]}


def _inputs(person: Citizen, tie: Tie, asking: Asking) -> dict[str, float]:
    values: dict[str, Any] = {}
    for field in asking.question.fields:
        values |= _of_field(person, field, asking)
    if asking.question.of_person:
        values |= {name: getattr(person, name) for names in CARRIED.values() for name in names}
        values |= {name: tie[name] for name in ("bond", "complicity") if tie}
    return {name: float(value) for name, value in values.items()}


def _of_field(person: Citizen, field: str, asking: Asking) -> dict[str, Any]:
    """A number that policies set, or one for each field of style."""
    if field == "cost_of_arrest":
        return {field: person.world.cost_of_arrest(person.province, person.wealth_class)}
    value = person.here[field]
    if field == "severity":
        return {field: value[max(asking.event.origin, CHINESE)]}
    if AXES.get(field) != STYLES:
        return {field: value}
    return {f"{field}_{style}": one for style, one in zip(STYLES, value, strict=True)}


def _log_odds(chance: float) -> float:
    share = min(max(chance, LEAST), MOST)
    return math.log(share / (1.0 - share))
