"""Phase 5, surveillance: searches, style checks, reports, names, cases followed up, confessions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nksim.core.columns import LAYERS, PROVINCE_COUNT
from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.core.units import round_tie
from nksim.engines.cases import accuse, make_places, open_case, proves, take_up
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.accusing import accusation
from nksim.rules.codes import (
    ACT_DISTRIBUTE,
    ACT_HOLD,
    ACT_STYLE,
    ACT_WATCH,
    CHINESE,
    DEAD,
    KOREAN,
    NEIGHBOUR,
    OFFICIAL,
)
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
        if world.draw(Purpose.SEARCH, number) < rate:
            _search_home(members, world)


def _search_home(members: Sequence[Citizen], world: World) -> None:
    head, worst = members[0], max(_search_one(member, world) for member in members)
    world.count(head.cell, "searches")
    world.count(head.cell, "empty_searches", worst == 0)
    if worst:
        world.note_accused(Event.SEARCH, head.index, worst)
    else:
        world.note(Event.SEARCH, head.index)


def _search_one(member: Citizen, world: World) -> int:
    """Search one member of a home; returns the accusation that follows, or 0."""
    member.searched = member.searched or member.status != DEAD
    if not member.free:
        return 0
    draws, chance = world.two_draws(Purpose.FIND, member.index), float(member.here.find)
    found = 0
    for origin, draw in ((KOREAN, draws[0]), (CHINESE, draws[1])):
        if member.titles[origin] is not None and draw < chance:
            found = max(found, accusation(ACT_HOLD, origin))
    member.caught = max(member.caught, found)
    return found


def _check_style(community: Community, world: World) -> None:
    for citizen in community.citizens:
        if not (citizen.style and citizen.free):
            continue
        if world.draw(Purpose.STYLE_CHECK, citizen.index) < float(citizen.here.style_check):
            code = accusation(ACT_STYLE, KOREAN)
            citizen.caught = max(citizen.caught, code)
            world.count(citizen.cell, "style_stops")
            world.note_accused(Event.STYLE_STOP, citizen.index, code)


def _report_hosts(community: Community, world: World) -> Iterator[tuple[Citizen, int]]:
    for tie, host, guest, origin in community.refusals:
        if guest.adult and guest.decide_report(tie, host):
            sale = sells(LAYERS.index(tie["layer"]), host.role)
            code = accusation(ACT_DISTRIBUTE if sale else ACT_WATCH, origin)
            yield _told(Event.REPORT, host, guest, tie, code, world)


def _report_neighbours(community: Community, world: World) -> Iterator[tuple[Citizen, int]]:
    for tie in community.ties:
        if tie["layer"] != LAYERS[NEIGHBOUR]:
            continue
        low, high = community.ends_of(tie)
        draws = world.two_draws(Purpose.NOTICE, low.index, high.index)
        for draw, suspect, witness in ((draws[0], low, high), (draws[1], high, low)):
            seen = draw < world.c.notice_chance and suspect.watched_any
            asked = suspect.free and witness.free and suspect.adult and witness.adult
            if seen and asked and witness.decide_report(tie, suspect):
                code = accusation(ACT_WATCH, KOREAN if suspect.watched[KOREAN] else CHINESE)
                yield _told(Event.REPORT, suspect, witness, tie, code, world)


def _name_companions(community: Community, world: World) -> Iterator[tuple[Citizen, int]]:
    threshold = round_tie(world.c.naming_threshold)
    for citizen in community.punished:
        for index, tie in community.graph.adj[citizen.index].items():
            other = community.citizens[index]
            if not (tie["complicity"] > threshold and other.free and other.adult):
                continue
            if world.draw(Purpose.NAMING, citizen.index, index) < world.c.naming_chance:
                seen = other.first[KOREAN] is not None
                code = accusation(ACT_WATCH, KOREAN if seen else CHINESE)
                yield _told(Event.NAME, other, citizen, tie, code, world)


def _told(
    event: Event, suspect: Citizen, teller: Citizen, tie: Tie, code: int, world: World
) -> tuple[Citizen, int]:
    world.count(suspect.cell, "reports" if event == Event.REPORT else "named")
    world.note_accused(event, suspect.index, code, reporter=teller.index, tie=tie["number"])
    return suspect, code


def _follow_up(community: Community, world: World) -> None:
    """The desk opens cases on what it hears and follows up what it can."""
    desk = community.desk
    for citizen in community.citizens:
        if desk.accused[citizen.index]:
            world.count(citizen.cell, "cases_opened", citizen.case == 0)
            citizen.case = int(open_case(citizen.index, citizen.case, desk))
    key = world.stream_of(Purpose.FOLLOW_UP)
    for province in range(PROVINCE_COUNT):
        make_places(float(world.environment[province].capacity), province, key, desk)
    taken = take_up(community.cells, desk)
    for suspect in desk.taken[:taken].tolist():
        citizen = community.citizens[suspect]
        world.count(citizen.cell, "cases_followed")
        if citizen.free and proves(suspect, world.stream_of(Purpose.PROOF), world.c.proof_chance):
            citizen.caught = max(citizen.caught, citizen.case)
        citizen.case = 0
    for suspect in desk.queue[: desk.length[0]].tolist():
        world.count(community.citizens[suspect].cell, "backlog")


def _confess(community: Community, world: World) -> None:
    for citizen in community.citizens:
        lenient = float(citizen.here.leniency) > 0.0
        could = citizen.free and citizen.adult and citizen.holds and not citizen.caught
        if lenient and could and citizen.decide_confess():
            world.count(citizen.cell, "confessions")
            world.note(Event.CONFESSION, citizen.index)
            citizen.surrender()
