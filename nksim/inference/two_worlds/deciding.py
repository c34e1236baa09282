"""A decision that fell differently: its chance in both worlds, the luck, and what moved it.

Both worlds have the same luck, so a person decides otherwise only where the chance has crossed it.
What moved the chance is found by taking one thing at a time from the other world.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from nksim.core.columns import LAYERS, STYLES
from nksim.core.draws import Purpose
from nksim.core.environment import AXES
from nksim.core.events import Event
from nksim.core.units import round_tie
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.moment import Moment
from nksim.inference.two_worlds.log import Happening
from nksim.inference.two_worlds.pair import BASELINE, POLICY, Pair
from nksim.rules.bonding import bond_after_refusal, bond_after_watching, complicity_after_watching
from nksim.rules.codes import COURTSHIP, FASHION, KOREAN, SPEECH
from nksim.rules.copying import copying
from nksim.rules.searching import searching
from nksim.rules.supplying import importing
from nksim.rules.taking_part import sells

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
# Which numbers of the Environment go into a decision; others are about taking part.
FIELDS: dict[str, tuple[str, ...]] = {
    "report": ("reward", "campaign", "informants"),
    "turn in": ("leniency",),
    "bring a title": ("openness",),
    "copy": ("copying", "players"),
    "be searched": ("search",),
    "be stopped": ("style_check",),
}
OF_THE_STATE = ("bring a title", "copy", "be searched", "be stopped")
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

    @property
    def is_explained(self) -> bool:
        """Whether the luck lies between the chances, so that one world did it and one did not."""
        low, high = sorted(self.chances)
        return low <= self.draw < high


class Asking(NamedTuple):
    """How a decision is asked: who decides, on what tie, by which chance, times what, which luck.

    `scale` is the chance to come to the decision at all.
    """

    what: str
    who: int
    tie: int
    chance: Callable[[Citizen, Tie], float]
    draw: Callable[[Moment, Tie], float]
    scale: Callable[[Citizen], float] = lambda citizen: 1.0
    origin: int = KOREAN  # of the title


def decision_of(pair: Pair, asking: Asking, week: int) -> Decision:
    """Ask the same person in both worlds."""
    moments = tuple(world.moment(week) for world in pair.worlds)
    ties = tuple(_tie_at(pair, side, asking, week) for side in (BASELINE, POLICY))
    people = tuple(moment.citizen(asking.who) for moment in moments)
    sides = (BASELINE, POLICY)
    chances = tuple(
        asking.chance(people[side], ties[side]) * asking.scale(people[side]) for side in sides
    )
    return Decision(
        asking.who,
        asking.what,
        week,
        asking.draw(moments[BASELINE], ties[BASELINE]),
        (chances[BASELINE], chances[POLICY]),
        _numbers(people, ties, asking),
        _movers(moments, ties, asking),
    )


def offering(event: Happening) -> Asking:
    """A host offers to watch together."""
    return _taking_part("offer", event.citizen, event, Purpose.OFFER)


def joining(event: Happening) -> Asking:
    """A guest joins."""
    return _taking_part("join", event.other, event, Purpose.JOIN)


def watching_alone(event: Happening) -> Asking:
    """A holder watches alone."""

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.draw(Purpose.SOLITARY, event.citizen)

    def scale(citizen: Citizen) -> float:
        return citizen.world.c.solo_chance

    chance = _alone(event.origin, event)
    return Asking("watch alone", event.citizen, -1, chance, draw, scale, event.origin)


def listening(event: Happening) -> Asking:
    """Somebody with a set tunes in."""

    def chance(citizen: Citizen, tie: Tie) -> float:
        return citizen.chance_to_take_part(KOREAN, 1.0, 1.0, 1.0)

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.draw(Purpose.LISTEN, event.citizen)

    def scale(citizen: Citizen) -> float:
        return citizen.world.c.listen_chance

    return Asking("listen", event.citizen, -1, chance, draw, scale)


def reporting(event: Happening) -> Asking:
    """A witness reports."""

    def chance(citizen: Citizen, tie: Tie) -> float:
        return citizen.chance_to_report(tie)

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.draw(Purpose.REPORT, event.reporter, event.citizen)

    return Asking("report", event.reporter, event.tie, chance, draw)


def confessing(event: Happening) -> Asking:
    """Who is prone to it turns in."""

    def chance(citizen: Citizen, tie: Tie) -> float:
        leniency = float(citizen.here.leniency)
        return citizen.world.c.confession_share * leniency * citizen.perceived_risk

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.world.draw(Purpose.CONFESSOR, event.citizen, always=True)

    return Asking("turn in", event.citizen, -1, chance, draw)


def bringing(event: Happening) -> Asking:
    """Somebody at the border brings a title."""

    def chance(citizen: Citizen, tie: Tie) -> float:
        here = citizen.here
        rate, openness = float(here.imports[event.origin]), float(here.openness)
        return importing(rate, openness, citizen.role, citizen.world.c)

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.half_draw(Purpose.IMPORT, event.citizen, event.origin)

    return Asking("bring a title", event.citizen, -1, chance, draw)


def copying_it(event: Happening) -> Asking:
    """A guest copies."""

    def chance(citizen: Citizen, tie: Tie) -> float:
        factor = float(citizen.here.copying) if citizen.has_player else 0.0
        return copying(citizen.world.c.copy_chance, factor)

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.tie_draw(Purpose.COPY, tie)

    return Asking("copy", event.citizen, event.tie, chance, draw)


def searching_home(event: Happening, household: int, official: bool) -> Asking:
    """A home is searched; `official` says whether an official lives there."""

    def chance(citizen: Citizen, tie: Tie) -> float:
        return searching(float(citizen.here.search), official, citizen.world.c)

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.draw(Purpose.SEARCH, household)

    return Asking("be searched", event.citizen, -1, chance, draw)


def stopping(event: Happening, styles: int) -> Asking:
    """Somebody is stopped for the fields of style that they show, as bits."""

    def chance(citizen: Citizen, tie: Tie) -> float:
        citizen.styles = [bool(styles & bit) for bit in (FASHION, SPEECH, COURTSHIP)]
        return citizen.chance_of_stop()

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.draw(Purpose.STYLE_CHECK, event.citizen)

    return Asking("be stopped", event.citizen, -1, chance, draw)


def _taking_part(what: str, who: int, event: Happening, purpose: Purpose) -> Asking:
    def chance(citizen: Citizen, tie: Tie) -> float:
        sale = what == "offer" and sells(LAYERS.index(tie["layer"]), citizen.role)
        attraction = citizen.world.attraction(event.title_week)
        bond, complicity = tie["bond"], tie["complicity"]
        return citizen.chance_to_take_part(event.origin, attraction, bond, complicity, sale)

    def draw(moment: Moment, tie: Tie) -> float:
        return moment.tie_draw(purpose, tie)

    return Asking(what, who, event.tie, chance, draw, origin=event.origin)


def _alone(origin: int, event: Happening) -> Callable[[Citizen, Tie], float]:
    def chance(citizen: Citizen, tie: Tie) -> float:
        attraction = citizen.world.attraction(event.title_week)
        return citizen.chance_to_take_part(origin, attraction, 1.0, 1.0)

    return chance


def _tie_at(pair: Pair, side: int, asking: Asking, week: int) -> Tie:
    """The tie as it was when the decision fell: whoever reports has met before."""
    if asking.tie < 0:
        return {}
    tie = pair.worlds[side].moment(week).tie(asking.tie)
    if asking.what == "report":
        _meet(tie, pair, side, week)
    return tie


def _meet(tie: Tie, pair: Pair, side: int, week: int) -> None:
    """What this week's meeting has made of a tie."""
    c = pair.worlds[side].moment(week).world.c
    for found in pair.in_week(side, tie["low"], week, Event.VIEWING, Event.REFUSAL):
        if found.event.tie != tie["number"]:
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
    return asking.chance(citizen, ties[POLICY if group == TIE else BASELINE])


def _numbers(
    people: tuple[Citizen, ...], ties: tuple[Tie, ...], asking: Asking
) -> dict[str, tuple[float, float]]:
    """What went into a decision and is not the same in both worlds."""
    one, other = (_inputs(person, tie, asking) for person, tie in zip(people, ties, strict=True))
    return {name: (value, other[name]) for name, value in one.items() if value != other[name]}


def _inputs(person: Citizen, tie: Tie, asking: Asking) -> dict[str, float]:
    here = person.here
    values: dict[str, Any] = {}
    for name in FIELDS.get(asking.what, ()):
        values |= _of_environment(here, name)
    if asking.what not in FIELDS:
        values = _of_taking_part(person, asking.origin)
    if asking.what not in OF_THE_STATE:
        values |= {name: getattr(person, name) for names in CARRIED.values() for name in names}
        values |= {name: tie[name] for name in ("bond", "complicity") if tie}
    return {name: float(value) for name, value in values.items()}


def _of_environment(here: Any, name: str) -> dict[str, Any]:
    """A number of the Environment, or one for each field of style."""
    if AXES.get(name) != STYLES:
        return {name: here[name]}
    return {f"{name}_{style}": one for style, one in zip(STYLES, here[name], strict=True)}


def _of_taking_part(person: Citizen, origin: int) -> dict[str, Any]:
    """What policies set of a decision to take part."""
    here, cost = person.here, person.world.cost_of_arrest(person.province, person.wealth_class)
    severity = here["severity"][origin]
    appeal = here["domestic_appeal"]
    return {"cost_of_arrest": cost, "domestic_appeal": appeal, "severity": severity}


def _log_odds(chance: float) -> float:
    share = min(max(chance, LEAST), MOST)
    return math.log(share / (1.0 - share))
