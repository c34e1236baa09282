"""Phase 2, supply: titles are lost, brought over the border, delivered from outside."""

from __future__ import annotations

from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.codes import CHINESE, KOREAN
from nksim.rules.supplying import finding, importing


def supply(community: Community, world: World) -> None:
    """Titles are lost, brought over the border, delivered from outside."""
    for citizen in community.citizens:
        citizen.begin_week()
        if citizen.free:
            _lose(citizen, world)
            if citizen.border and citizen.adult:
                _import(citizen, world)
                _deliver(citizen, world)


def _lose(citizen: Citizen, world: World) -> None:
    if not citizen.holds:
        return
    draws = world.two_draws(Purpose.LOSS, citizen.number)
    for origin in (CHINESE, KOREAN):
        if citizen.titles[origin] is not None and draws[origin] < world.c.title_loss:
            citizen.lose(origin)


def _import(citizen: Citizen, world: World) -> None:
    here = citizen.here
    draws = world.two_draws(Purpose.IMPORT, citizen.number)
    for origin, column in ((CHINESE, "imports_chinese"), (KOREAN, "imports_korean")):
        rate, openness = float(here.imports[origin]), float(here.openness)
        if draws[origin] < importing(rate, openness, citizen.role, world.c):
            world.count(citizen.cell, column)
            _acquire(Event.IMPORT, citizen, origin, world.week - int(here.latency), world)


def _deliver(citizen: Citizen, world: World) -> None:
    here = citizen.here
    chance = finding(float(here.drives), world.people_per_finder)
    if chance > 0.0 and world.draw(Purpose.DELIVERY, citizen.number) < chance:
        korean = world.draw(Purpose.DELIVERED, citizen.number) < float(here.drive_korean)
        world.count(citizen.cell, "deliveries")
        title = world.week - int(here.drive_age)
        _acquire(Event.DELIVERY, citizen, KOREAN if korean else CHINESE, title, world)


def _acquire(event: Event, citizen: Citizen, origin: int, title: int, world: World) -> None:
    world.note(event, citizen.index, origin=origin, title_week=title)
    world.count(citizen.cell, "acquired", citizen.apply_title(origin, title))
