"""Phase 4, solitary: holders watch alone, some people tune in to foreign broadcasts."""

from __future__ import annotations

from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.core.units import round_tie
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.codes import CHINESE, KOREAN
from nksim.rules.taking_part import demand_for_korean


def solitary(community: Community, world: World) -> None:
    """Holders watch alone, some people tune in to foreign broadcasts."""
    for citizen in community.citizens:
        if citizen.free and citizen.holds and citizen.has_player:
            _watch_alone(citizen, world)
        if citizen.free and citizen.adult and _has_set(citizen, world) and citizen.decide_listen():
            citizen.listened = True
            citizen.exposure = max(citizen.exposure, round_tie(1.0))
            world.count(citizen.cell, "listening")
            world.note(Event.LISTENING, citizen.index)


def _has_set(citizen: Citizen, world: World) -> bool:
    reach = float(citizen.here.radio_reach)
    return reach > 0.0 and world.draw(Purpose.RADIO, citizen.number, always=True) < reach


def _watch_alone(citizen: Citizen, world: World) -> None:
    draw = world.draw(Purpose.SOLITARY, citizen.number)
    if draw >= world.c.solo_chance:
        return
    origin = _choose_origin(citizen, world)
    title = citizen.titles[origin]
    assert title is not None
    if citizen.decide_watch_alone(origin, world.attraction(title), draw):
        citizen.alone = True
        citizen.apply_viewing(origin, world.attraction(title))
        world.count(citizen.cell, "solitary_viewings")
        world.note(Event.SOLITARY_VIEWING, citizen.index, origin=origin, title_week=title)


def _choose_origin(citizen: Citizen, world: World) -> int:
    chinese, korean = citizen.titles
    if chinese is None or korean is None:
        return KOREAN if chinese is None else CHINESE
    wish_chinese = citizen.desire(CHINESE, world.attraction(chinese))
    wish_korean = citizen.desire(KOREAN, world.attraction(korean))
    draw = world.draw(Purpose.MOOD, citizen.number)
    return KOREAN if draw < demand_for_korean(wish_chinese, wish_korean) else CHINESE
