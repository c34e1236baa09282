"""Phase 7, witnessing: public sanctions are attended, ties hear, bonds to the punished wear thin."""

from __future__ import annotations

from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.core.units import round_amount, round_shift, round_tie, to_tie
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.bonding import bond_after_sanction


def witnessing(community: Community, world: World) -> None:
    """Public sanctions are attended, ties hear, bonds to the punished wear thin."""
    for citizen in community.punished:
        if world.draw(Purpose.PUBLIC, citizen.index) < float(citizen.here.publicity):
            world.count(citizen.cell, "public_sanctions")
            _attend(citizen, community, world)
    for citizen in community.punished:
        for index, tie in community.graph.adj[citizen.index].items():
            _hear(community.citizens[index], tie, world)
    for citizen in community.punished:
        for tie in community.graph.adj[citizen.index].values():
            _turn_away(tie, world)


def _attend(punished: Citizen, community: Community, world: World) -> None:
    attendance = float(punished.here.attendance)
    for other in community.district(punished.district):
        if not (other.free and other.adult):
            continue
        if world.draw(Purpose.ATTEND, punished.index, other.index) < attendance:
            other.heard += round_amount(world.c.hearing_public)
            other.witnessed = True
            world.count(other.cell, "attending")
            world.note(Event.ATTENDANCE, other.index, other=punished.index)


def _hear(other: Citizen, tie: Tie, world: World) -> None:
    other.heard += round_amount(world.c.hearing_tie * tie["bond"])
    other.shift += round_shift(-world.c.grievance * tie["bond"])


def _turn_away(tie: Tie, world: World) -> None:
    before, loss = tie["bond"], world.c.sanction_bond_loss
    tie["bond"] = round_tie(bond_after_sanction(before, tie["complicity"], loss))
    world.count_layer(tie["layer"], "worn_ties", tie["bond"] < before)
    world.count_layer(tie["layer"], "bond", to_tie(tie["bond"]) - to_tie(before))
