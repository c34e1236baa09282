"""Phase 6, sanction: releases, bribes, sentences."""

from __future__ import annotations

from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.accusing import act_of, origin_of
from nksim.rules.codes import BRIBE, CAMP, DEAD, DEATH, DETAINED, FREE, LABOUR
from nksim.rules.sanctioning import bribe, harshness, is_sanction, release_week
from nksim.rules.sanctioning import sanction as sanction_for


def sanction(community: Community, world: World) -> None:
    """Those whose term has ended are released; those caught bribe or are sentenced."""
    for citizen in community.citizens:
        if citizen.status == DETAINED and citizen.release <= world.week:
            citizen.status = FREE
            world.count(citizen.cell, "released")
            world.note(Event.RELEASE, citizen.index)
    caught = [citizen for citizen in community.citizens if citizen.caught]
    community.punished = [citizen for citizen in caught if is_sanction(_sentence(citizen, world))]


def _sentence(citizen: Citizen, world: World) -> int:
    """One citizen loses all titles and bribes or is sentenced; returns what followed."""
    here, code = citizen.here, citizen.caught
    world.count(citizen.cell, "arrests")
    world.note_accused(Event.ARREST, citizen.index, code)
    citizen.surrender(code)
    base, factor = float(here.bribe_base), float(here.bribe_factor)
    if world.draw(Purpose.BRIBE, citizen.index) < bribe(
        citizen.wealth, base, factor, world.c.bribe_wealth
    ):
        kind, citizen.bribed = BRIBE, True
        world.count(citizen.cell, "bribes")
    else:
        kind, citizen.punished = _kind(citizen, code, world), True
        _carry_out(kind, citizen, world)
    world.note_accused(Event.SANCTION, citizen.index, code, sanction=kind)
    return kind


def _kind(citizen: Citizen, code: int, world: World) -> int:
    here, act = citizen.here, act_of(code)
    factor = harshness(act, origin_of(code), citizen.age, float(here.sentence), world.c)
    shares = (float(here.execution_share), float(here.camp_share), float(here.labour_share))
    return sanction_for(world.draw(Purpose.SENTENCE, citizen.index), act, factor, *shares)


def _carry_out(kind: int, citizen: Citizen, world: World) -> None:
    names = {LABOUR: "sent_to_labour", CAMP: "sent_to_camp", DEATH: "executed"}
    world.count(citizen.cell, names.get(kind, "criticised"))
    if kind == DEATH:
        citizen.status = DEAD
    elif kind in (LABOUR, CAMP):
        here = citizen.here
        term = float(here.labour_weeks if kind == LABOUR else here.camp_weeks)
        citizen.status, citizen.release = DETAINED, release_week(world.week, term)
