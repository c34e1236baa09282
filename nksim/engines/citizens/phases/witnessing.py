"""Phase 7, witnessing: public sanctions are attended, ties hear, bonds to the punished wear."""

from __future__ import annotations

from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.core.units import add_small, from_tie, round_tie, to_small, to_tie
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.engines.districts import note_arrest
from nksim.rules.attending import attending
from nksim.rules.bonding import bond_after_sanction
from nksim.rules.codes import YOUNG
from nksim.rules.sanctioning import is_sanction, loudness_of, weight_of


def witnessing(community: Community, world: World) -> None:
    """Public sanctions are attended, ties hear, bonds to the punished wear thin."""
    for citizen, kind in community.arrested:
        _take_notice(citizen, kind, community, world)
    for citizen, kind in community.arrested:
        for index, tie in community.graph.adj[citizen.index].items():
            _hear(community.citizens[index], citizen, kind, tie, world)
    for citizen, kind in community.arrested:
        if is_sanction(kind):
            for tie in community.graph.adj[citizen.index].values():
                _turn_away(tie, world)


def _take_notice(citizen: Citizen, kind: int, community: Community, world: World) -> None:
    """The district takes notice of an arrest; a public sanction is attended."""
    here, draw = citizen.here, world.draw(Purpose.PUBLIC, citizen.number)
    public = is_sanction(kind) and draw < float(here.publicity)
    if public:
        world.count(citizen.cell, "public_sanctions")
        _attend(citizen, kind, community, world)
    seen = float(here.attendance) if public else 0.0
    note_arrest(citizen.district, kind, seen, citizen.told_on, world.counts, world.c)


def _attend(punished: Citizen, kind: int, community: Community, world: World) -> None:
    attendance = float(punished.here.attendance)
    told = from_tie(to_small(world.c.hearing_public * weight_of(kind, world.c)))
    for other in community.district(punished.district):
        if not (other.free and other.adult):
            continue
        near = other.unit == punished.unit
        chance = attending(near, other.age, punished.age, attendance, world.c)
        if world.draw(Purpose.ATTEND, punished.number, other.number) < chance:
            other.heard += told
            other.witnessed = True
            peers = punished.age == YOUNG and other.age == YOUNG
            other.witnessed_peer = other.witnessed_peer or peers
            world.count(other.cell, "attending")
            world.note(Event.ATTENDANCE, other.index, other=punished.index)


def _hear(other: Citizen, arrested: Citizen, kind: int, tie: Tie, world: World) -> None:
    c, bond = world.c, tie["bond"]
    other.heard += from_tie(to_small(c.hearing_tie * bond * weight_of(kind, c)))
    if arrested.told_on:
        other.alarm += from_tie(to_small(c.suspicion_told * bond * loudness_of(kind, c)))
    if is_sanction(kind):
        other.grief = from_tie(add_small(to_small(other.grief), to_tie(bond)))


def _turn_away(tie: Tie, world: World) -> None:
    before, loss = tie["bond"], world.c.sanction_bond_loss
    tie["bond"] = round_tie(bond_after_sanction(before, tie["complicity"], loss))
    world.count_layer(tie["layer"], "worn_ties", tie["bond"] < before)
    world.count_layer(tie["layer"], "bond", to_tie(tie["bond"]) - to_tie(before))
