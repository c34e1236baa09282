"""Phase 6, sanction: releases, bribes, sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.core.draws import Purpose
from nksim.engines.citizens.citizen import Citizen
from nksim.rules.codes import (
    BRIBE,
    CAMP,
    DEAD,
    DEATH,
    DETAINED,
    FREE,
    LABOUR,
)
from nksim.rules.sanctioning import bribe, harshness, sanction

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel


def sanctions(model: NKModel) -> None:
    """Those whose term has ended are released; those caught bribe or are sentenced, and lose their titles."""
    for citizen in model.citizens:
        if citizen.status == DETAINED and citizen.release <= model.week:
            citizen.status = FREE
            model.count(citizen, "released")
    caught = [citizen for citizen in model.citizens if citizen.caught]
    model.punished = [citizen for citizen in caught if _sentence(model, citizen) > BRIBE]


def _sentence(model: NKModel, citizen: Citizen) -> int:
    env, here = model.environment, citizen.province
    act, origin = divmod(citizen.caught - 1, 2)
    model.count(citizen, "arrests")
    model.count(citizen, "lost", citizen.surrender())
    chance = bribe(
        citizen.wealth,
        float(env.bribe_base[here]),
        float(env.bribe_factor[here]),
        model.c.bribe_wealth,
    )
    if model.draw(Purpose.BRIBE, citizen.index) < chance:
        citizen.bribed = True
        model.count(citizen, "bribes")
        return BRIBE
    factor = harshness(act, origin, citizen.age, float(env.sentence[here]), model.c)
    shares = (
        float(env.execution_share[here]),
        float(env.camp_share[here]),
        float(env.labour_share[here]),
    )
    kind = sanction(model.draw(Purpose.SENTENCE, citizen.index), act, factor, *shares)
    citizen.punished = True
    _carry_out(model, citizen, kind)
    return kind


def _carry_out(model: NKModel, citizen: Citizen, kind: int) -> None:
    env, here = model.environment, citizen.province
    model.count(
        citizen,
        {LABOUR: "sent_to_labour", CAMP: "sent_to_camp", DEATH: "executed"}.get(kind, "criticised"),
    )
    if kind == DEATH:
        citizen.status = DEAD
    elif kind in (LABOUR, CAMP):
        term = env.labour_weeks if kind == LABOUR else env.camp_weeks
        citizen.status, citizen.release = DETAINED, min(model.week + int(term[here]), 32000)
