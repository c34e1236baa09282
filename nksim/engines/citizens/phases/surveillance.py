"""Phase 5, surveillance: searches, style checks, reports, names, cases followed up, confessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from nksim.core.columns import LAYERS, PROVINCE_COUNT
from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.core.units import from_tie, round_tie, to_small
from nksim.engines.cases import (
    LATE_WEEKS,
    accuse,
    let_lapse,
    make_places,
    open_case,
    proves,
    take_up,
    waited,
)
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.engines.districts import note_search
from nksim.rules.accusing import accusation
from nksim.rules.codes import (
    ACT_HOLD,
    ACT_SELL,
    ACT_STYLE,
    ACT_WATCH,
    CHINESE,
    KOREAN,
    NEIGHBOUR,
    OFFICIAL,
)
from nksim.rules.sanctioning import is_sanction
from nksim.rules.searching import searching
from nksim.rules.taking_part import sells


def surveillance(community: Community, world: World) -> None:
    """House searches, style checks, reports, names given, cases followed up, confessions."""
    _search_homes(community, world)
    _check_style(community, world)
    for suspect, code in (
        *_report_hosts(community, world),
        *_report_neighbours(community, world),
        *_name_companions(community, world),
    ):
        accuse(suspect.index, code, community.desk)
    _follow_up(community, world)
    _confess(community, world)


def _search_homes(community: Community, world: World) -> None:
    for number in range(len(community.household_first) - 1):
        members = community.household(number)
        official = any(member.role == OFFICIAL for member in members)
        rate = searching(float(members[0].here.search), official, world.c)
        if world.draw(Purpose.SEARCH, community.household_number[number]) < rate:
            _search_home(members, world)


def _search_home(members: Sequence[Citizen], world: World) -> None:
    head, worst = members[0], max(_search_one(member, world) for member in members)
    note_search(head.district, world.counts, world.c)
    world.count(head.cell, "searches")
    world.count(head.cell, "empty_searches", worst == 0)
    if worst:
        world.note_accused(Event.SEARCH, head.index, worst)
    else:
        world.note(Event.SEARCH, head.index)


def _search_one(member: Citizen, world: World) -> int:
    """Search one member of a home; returns the accusation that follows, or 0."""
    member.searched = member.searched or member.living
    if not member.free:
        return 0
    member.heard += from_tie(to_small(world.c.hearing_search))
    draws, chance = world.two_draws(Purpose.FIND, member.number), float(member.here.find)
    found = 0
    for origin, draw in ((KOREAN, draws[0]), (CHINESE, draws[1])):
        if member.titles[origin] is not None and draw < chance:
            found = max(found, accusation(member.charge(ACT_HOLD), origin))
    member.caught = max(member.caught, found)
    return found


def _check_style(community: Community, world: World) -> None:
    for citizen in community.citizens:
        if not (citizen.style and citizen.free):
            continue
        if world.draw(Purpose.STYLE_CHECK, citizen.number) < citizen.chance_of_stop():
            code = accusation(ACT_STYLE, KOREAN)
            citizen.caught = max(citizen.caught, code)
            world.count(citizen.cell, "style_stops")
            world.note_accused(Event.STYLE_STOP, citizen.index, code)


def _report_hosts(community: Community, world: World) -> Iterator[tuple[Citizen, int]]:
    for tie, host, guest, origin in community.refusals:
        if guest.adult and guest.decide_report(tie, host):
            sale = sells(LAYERS.index(tie["layer"]), host.role)
            code = accusation(host.charge(ACT_SELL if sale else ACT_WATCH), origin)
            yield _told(Event.REPORT, host, guest, tie, code, world)


def _report_neighbours(community: Community, world: World) -> Iterator[tuple[Citizen, int]]:
    for tie in community.ties:
        if tie["layer"] != LAYERS[NEIGHBOUR]:
            continue
        low, high = community.ends_of(tie)
        draws = world.tie_draws(Purpose.NOTICE, tie)
        for draw, suspect, witness in ((draws[0], low, high), (draws[1], high, low)):
            seen = draw < world.c.notice_chance and suspect.watched_any
            asked = suspect.free and witness.free and suspect.adult and witness.adult
            if seen and asked and witness.decide_report(tie, suspect):
                origin = KOREAN if suspect.watched[KOREAN] else CHINESE
                code = accusation(suspect.charge(ACT_WATCH), origin)
                yield _told(Event.REPORT, suspect, witness, tie, code, world)


def _name_companions(community: Community, world: World) -> Iterator[tuple[Citizen, int]]:
    threshold = round_tie(world.c.naming_threshold)
    sanctioned = (each for each, kind in community.arrested if is_sanction(kind))
    for citizen in sanctioned:
        for index, tie in community.graph.adj[citizen.index].items():
            other = community.citizens[index]
            if not (tie["complicity"] > threshold and other.free and other.adult):
                continue
            if world.draw(Purpose.NAMING, citizen.number, other.number) < world.c.naming_chance:
                seen = other.first[KOREAN] is not None
                code = accusation(other.charge(ACT_WATCH), KOREAN if seen else CHINESE)
                yield _told(Event.NAME, other, citizen, tie, code, world)


def _told(
    event: Event, suspect: Citizen, teller: Citizen, tie: Tie, code: int, world: World
) -> tuple[Citizen, int]:
    world.count(suspect.cell, "reports" if event == Event.REPORT else "named")
    world.note_accused(event, suspect.index, code, reporter=teller.index, tie=tie["number"])
    return suspect, code


def _follow_up(community: Community, world: World) -> None:
    """The desk opens cases on what it hears, lets old ones lapse, follows up what it can."""
    desk, week, life = community.desk, world.week, int(world.c.case_life_weeks)
    for citizen in community.citizens:
        if desk.accused[citizen.index]:
            world.count(citizen.cell, "cases_opened", citizen.case == 0)
            citizen.case = int(open_case(citizen.index, citizen.case, week, desk))
    for suspect in desk.lapsed[: let_lapse(week, life, desk)].tolist():
        community.citizens[suspect].case = 0
        world.count(community.citizens[suspect].cell, "cases_lapsed")
    key = world.stream_of(Purpose.FOLLOW_UP)
    for province in range(PROVINCE_COUNT):
        make_places(float(world.environment[province].capacity), province, key, desk)
    cases = np.array([citizen.case for citizen in community.citizens], np.uint8)
    for suspect in desk.taken[: take_up(community.cells, cases, week, life, desk)].tolist():
        _follow_up_one(community.citizens[suspect], community, world)
    for suspect in desk.queue[: desk.length[0]].tolist():
        world.count(community.citizens[suspect].cell, "backlog")


def _follow_up_one(citizen: Citizen, community: Community, world: World) -> None:
    """A case is followed up: it ends in an arrest, or is dropped."""
    weeks = int(waited(citizen.index, world.week, community.desk))
    world.count(citizen.cell, "cases_followed")
    world.count(citizen.cell, "case_weeks", weeks)
    world.count(citizen.cell, "cases_late", weeks >= LATE_WEEKS)
    stream, proof = world.stream_of(Purpose.PROOF), world.c.proof_chance
    if citizen.free and proves(citizen.number, stream, proof):
        citizen.caught, citizen.told_on = max(citizen.caught, citizen.case), True
    else:
        world.count(citizen.cell, "cases_dropped")
    citizen.case = 0


def _confess(community: Community, world: World) -> None:
    for citizen in community.citizens:
        lenient = float(citizen.here.leniency) > 0.0
        could = citizen.free and citizen.adult and citizen.holds and not citizen.caught
        if lenient and could and citizen.decide_confess():
            world.count(citizen.cell, "confessions")
            world.note(Event.CONFESSION, citizen.index)
            citizen.surrender()
