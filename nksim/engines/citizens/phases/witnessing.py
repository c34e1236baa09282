"""Phase 7, witnessing: public sanctions are attended, ties hear, bonds to the punished wear thin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.core.draws import Purpose
from nksim.core.units import round_amount, round_shift, round_tie
from nksim.engines.citizens.citizen import Citizen
from nksim.rules.bonding import bond_after_sanction

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel


def witnessing(model: NKModel) -> None:
    """Public sanctions are attended, ties hear, bonds to the punished wear thin."""
    env = model.environment
    for citizen in model.punished:
        if model.draw(Purpose.PUBLIC, citizen.index) < float(env.publicity[citizen.province]):
            model.count(citizen, "public_sanctions")
            _attend(model, citizen)
    for citizen in model.punished:
        for other, tie in model.graph.adj[citizen.index].items():
            model.citizens[other].heard += round_amount(model.c.hearing_tie * tie["bond"])
            model.citizens[other].shift += round_shift(-model.c.grievance * tie["bond"])
    for citizen in model.punished:
        for tie in model.graph.adj[citizen.index].values():
            after = round_tie(
                bond_after_sanction(tie["bond"], tie["complicity"], model.c.sanction_bond_loss)
            )
            model.count_layer(tie["layer"], "worn_ties", after < tie["bond"])
            tie["bond"] = after


def _attend(model: NKModel, punished: Citizen) -> None:
    first = model.society.district_first
    attendance = float(model.environment.attendance[punished.province])
    for neighbour in model.citizens[first[punished.district] : first[punished.district + 1]]:
        if (
            neighbour.free
            and neighbour.adult
            and model.draw(Purpose.ATTEND, punished.index, neighbour.index) < attendance
        ):
            neighbour.heard += round_amount(model.c.hearing_public)
            neighbour.witnessed = True
            model.count(neighbour, "attending")
