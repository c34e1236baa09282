"""Phase 4, solitary: holders watch alone, some people tune in to foreign broadcasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.core.draws import Purpose
from nksim.core.units import round_belief
from nksim.engines.citizens.citizen import Citizen
from nksim.rules.codes import (
    CHINESE,
    KOREAN,
)
from nksim.rules.taking_part import demand_for_korean

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel


def solitary(model: NKModel) -> None:
    """Holders watch alone, some people tune in to foreign broadcasts."""
    for citizen in model.citizens:
        if citizen.free and citizen.holds and citizen.has_player:
            _watch_alone(model, citizen)
        reach = float(model.environment.radio_reach[citizen.province])
        if (
            reach > 0.0
            and citizen.adult
            and citizen.free
            and model.draw(Purpose.RADIO, citizen.index, always=True) < reach
            and citizen.decide_listen()
        ):
            citizen.listened = True
            citizen.exposure = max(citizen.exposure, round_belief(1.0))
            model.count(citizen, "listening")


def _watch_alone(model: NKModel, citizen: Citizen) -> None:
    draw = model.draw(Purpose.SOLITARY, citizen.index)
    if draw >= model.c.solo_chance:
        return
    attraction = {
        o: model.appeal[model.week - title]
        for o, title in enumerate(citizen.titles)
        if title is not None
    }
    if len(attraction) == 2:
        wishes = [citizen.desire(o, attraction[o]) for o in (CHINESE, KOREAN)]
        origin = int(model.draw(Purpose.MOOD, citizen.index) < demand_for_korean(*wishes))
    else:
        (origin,) = attraction
    if citizen.decide_watch_alone(origin, attraction[origin], draw):
        citizen.alone = True
        citizen.apply_viewing(origin, attraction[origin])
        model.count(citizen, "solitary_viewings")
