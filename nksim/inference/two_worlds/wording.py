"""A life in two worlds in words: what happened, what would have, and what that came from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nksim.core.columns import LAYERS, ORIGINS
from nksim.core.events import ACTS, SANCTIONS, Event
from nksim.core.numerals import short
from nksim.inference.two_worlds.carried import ANNOUNCED, DISTRICT, leading_group
from nksim.inference.two_worlds.chain import Chain, Link
from nksim.inference.two_worlds.deciding import Decision
from nksim.inference.two_worlds.life import Life
from nksim.inference.two_worlds.log import Happening
from nksim.inference.two_worlds.pair import BASELINE, POLICY
from nksim.inference.two_worlds.steps import (
    AT_LIBERTY,
    CAME_OF,
    CHOSE,
    HELD,
    LAW,
    OFFERED,
    QUEUE,
    UNKNOWN,
)
from nksim.levers.policy import environments
from nksim.levers.schedule import strengths_of
from nksim.rules.codes import NONE
from nksim.scenario.provinces import PROVINCES

ORIGIN_WORDS = {"chinese": "Chinese or other", "korean": "South Korean"}
WHY = {
    OFFERED: "It was not offered in the other world.",
    HELD: "What they held was not the same in both worlds.",
    AT_LIBERTY: "In the other world one of them was not at liberty.",
    CHOSE: "Of two titles at hand another was put on.",
    CAME_OF: "It came of what the next line says.",
    LAW: "The policy itself decides it.",
    QUEUE: "The case waited in a queue that was not the same in both worlds.",
}
ENDS = {
    LAW: "There the policy itself made the difference",
    ANNOUNCED: "There what was announced made the difference, and what bribes were known to be",
    DISTRICT: "There what had been done to other people of the district made the difference",
    QUEUE: "There the queue of cases made the difference",
    UNKNOWN: "What made the difference there lies beyond what events say",
}


def sentences_of(life: Life) -> list[str]:
    """Who it is, when the lives part and by what, and the chain back to the policy."""
    punished = life.punishment
    return [*_opening(life), *_of_chain(life, life.chain), *_of_punishment(life, punished)]


def who(life: Life, number: int, week: int) -> str:
    """A person in words: the name, what they are, and where they live in a week."""
    person = life.census.one(number, week)
    role = str(person["role"])
    what = f"{person['sex']}, {person['age']}" if role == "ordinary" else role
    return f"{person['name']} ({what}, {person['province']})"


def happened(life: Life, event: Happening) -> str:
    """An event as a sentence without a full stop."""
    return HAPPENED[Event(event.event)].format_map(_words_of(life, event))


def _opening(life: Life) -> Iterator[str]:
    baseline, policy = life.names
    began = life.date(life.policy_week)
    whom = who(life, life.citizen, life.policy_week)
    yield f"Citizen {whom} under {baseline} and under {policy}."
    if life.chain is None:
        yield f"All their years are alike, though {policy} differs from {began} on."
        return
    parted = life.chain.links[0].found.event.week
    yield (
        f"The two worlds are the same until {began}, when {policy} begins to differ; the first"
        f" thing that happens to them in one world alone happens in the week of"
        f" {life.date(parted)}."
    )
    if life.felt_week is not None and life.felt_week < parted:
        yield f"What they fear, suspect or believe differs from {life.date(life.felt_week)} on."


def _of_punishment(life: Life, chain: Chain | None) -> Iterator[str]:
    """How it came to a punishment, if that is not told already."""
    if chain is None or life.chain is None or _is_told(chain, life.chain):
        return
    world = life.names[chain.links[0].found.side]
    yield f"They are punished under {world} alone. It came of this:"
    yield from _of_chain(life, chain)


def _is_told(punishment: Chain, told: Chain) -> bool:
    """Whether a punishment, or what followed in its stead, is among the links of a chain."""
    first = punishment.links[0].found.event
    same = (first.week, first.event, first.citizen)
    events = [link.found.event for link in told.links]
    return same in [(event.week, event.event, event.citizen) for event in events]


def _of_chain(life: Life, chain: Chain | None) -> Iterator[str]:
    if chain is None:
        return
    for place, link in enumerate(chain.links, 1):
        yield f"{place}. {_of_link(life, link)}"
    yield f"{ENDS[chain.ends]}{_levers(life, chain)}."


def _of_link(life: Life, link: Link) -> str:
    event, world = link.found.event, life.names[link.found.side]
    what = f"{life.date(event.week)}, under {world} alone: {happened(life, event)}."
    why = WHY.get(link.why) if link.decision is None else _of_decision(life, link.decision)
    return f"{what} {why}"


def _of_decision(life: Life, decision: Decision) -> str:
    baseline, policy = life.names
    chances = f"{short(decision.chances[BASELINE])} under {baseline},"
    chances += f" {short(decision.chances[POLICY])} under {policy}"
    moved = leading_group(decision)
    numbers = "; ".join(
        f"{name.replace('_', ' ')} {short(one)} and {short(other)}"
        for name, (one, other) in decision.numbers.items()
    )
    beside = f" ({numbers})" if numbers else ""
    return (
        f"The chance to {decision.what} was {chances}, and the luck {short(decision.draw)}, the"
        f" same in both; what moved it most: {moved}{beside}."
    )


def _levers(life: Life, chain: Chain) -> str:
    """The levers in force then that only one of the worlds has."""
    if chain.ends not in (LAW, ANNOUNCED, DISTRICT):
        return ""
    last = chain.links[-1]
    names = list(levers_apart(life, last.found.event.week))
    if last.decision is not None and chain.ends == LAW:
        names = [name for name in names if moves(life, name, last.decision)] or names
    named = [f"{name} of {life.names[side]}" for side, name in names]
    return f": {', '.join(named)}" if named else ""


def moves(life: Life, lever: tuple[int, str], decision: Decision) -> bool:
    """Whether a lever of one world moves a number that went into a decision."""
    side, name = lever
    world = life.pair.worlds[side]
    province = PROVINCES.index(str(life.census.one(decision.who, decision.week)["province"]))
    here = world.environments[decision.week, province]
    without = environments(world.scenario.without(name))[decision.week, province]
    return any(np.any(here[field] != without[field]) for field in decision.fields)


def levers_apart(life: Life, week: int) -> Iterator[tuple[int, str]]:
    """Levers in force in a week, or before it, that only one of the worlds has as it is.

    Each with the world that has it.
    """
    scenarios = [world.scenario for world in life.pair.worlds]
    texts = [{lever.model_dump_json() for lever in scenario.levers} for scenario in scenarios]
    for side, scenario in enumerate(scenarios):
        for lever in scenario.levers:
            begun = strengths_of(lever, life.pair.worlds[side].clock)[: week + 1].any()
            if begun and lever.model_dump_json() not in texts[1 - side]:
                yield side, lever.name


def _words_of(life: Life, event: Happening) -> dict[str, str]:
    """Everything that an event can be told with."""
    persons = {name: getattr(event, name) for name in ("citizen", "other", "reporter")}
    known = {name: number for name, number in persons.items() if number >= 0}
    words = {name: who(life, number, event.week) for name, number in known.items()}
    if event.title_week != NONE:
        origin = ORIGIN_WORDS[ORIGINS[event.origin]]
        words["title"] = f"a {origin} title of {life.date(event.title_week)}"
    words["layer"] = LAYERS[event.layer] if event.layer >= 0 else "no"
    words["act"] = ACTS[event.act] if event.act >= 0 else "nothing"
    words["sanction"] = SANCTIONS[event.sanction]
    words["found"] = "and something was found" if event.act >= 0 else "in vain"
    words["how"] = "to the organs" if event.act >= 0 else "by accident or turned in"
    return words


HAPPENED: dict[Event, str] = {
    Event.LOSS: "{citizen} lost {title}, {how}",
    Event.IMPORT: "{citizen} brought {title} over the border",
    Event.DELIVERY: "{citizen} found {title}, delivered from outside",
    Event.OFFER: "{citizen} offered {other}, on a {layer} tie, to watch {title}",
    Event.VIEWING: "{citizen} and {other} watched {title} together",
    Event.REFUSAL: "{other} refused {title}, which {citizen} offered",
    Event.COPY: "{citizen} copied {title} from {other}",
    Event.SOLITARY_VIEWING: "{citizen} watched {title} alone",
    Event.LISTENING: "{citizen} listened to foreign broadcasts",
    Event.SEARCH: "the home of {citizen} was searched {found}",
    Event.STYLE_STOP: "{citizen} was stopped for foreign style",
    Event.REPORT: "{reporter} told on {citizen} for {act}",
    Event.NAME: "{reporter}, questioned, named {citizen}",
    Event.CONFESSION: "{citizen} turned in what they held",
    Event.RELEASE: "{citizen} was released",
    Event.ARREST: "{citizen} was arrested for {act}",
    Event.SANCTION: "what followed for {citizen}: {sanction}",
    Event.ATTENDANCE: "{citizen} was made to see {other} punished",
    Event.BIRTH: "{citizen} was born to {other}",
    Event.DEATH: "{citizen} died of age or illness",
    Event.MARRIAGE: "{citizen} and {other} married",
    Event.MOVE: "{citizen} came to live in another home",
    Event.TIE_MADE: "{citizen} and {other} came to know each other",
    Event.TIE_LOST: "{citizen} and {other} lost touch",
}
