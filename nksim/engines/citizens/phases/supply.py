"""Phase 2, supply: titles are lost, brought over the border, delivered from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.core.draws import Purpose
from nksim.engines.citizens.citizen import Citizen
from nksim.rules.codes import (
    CHINESE,
    KOREAN,
    TRADER,
)

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel


def supply(model: NKModel) -> None:
    """Titles are lost, brought over the border, delivered from outside."""
    for citizen in model.citizens:
        citizen.begin_week()
        if citizen.free:
            _lose(model, citizen)
            if citizen.border and citizen.adult:
                _import(model, citizen)
                _deliver(model, citizen)


def _lose(model: NKModel, citizen: Citizen) -> None:
    if not citizen.holds:
        return
    draws = model.two_draws(Purpose.LOSS, citizen.index)
    for origin in (CHINESE, KOREAN):
        if citizen.titles[origin] is not None and draws[origin] < model.c.title_loss:
            citizen.titles[origin] = None
            model.count(citizen, "lost")


def _import(model: NKModel, citizen: Citizen) -> None:
    env, here = model.environment, citizen.province
    share = 1.0 if citizen.role == TRADER else model.c.nontrader_import_share
    draws = model.two_draws(Purpose.IMPORT, citizen.index)
    rates = (env.import_chinese, env.import_korean)
    for origin, column in ((CHINESE, "imports_chinese"), (KOREAN, "imports_korean")):
        if draws[origin] < float(rates[origin][here]) * float(env.openness[here]) * share:
            model.count(citizen, column)
            model.count(
                citizen,
                "acquired",
                citizen.apply_title(origin, model.week - int(env.latency[here])),
            )


def _deliver(model: NKModel, citizen: Citizen) -> None:
    env, here = model.environment, citizen.province
    chance = float(env.drives[here]) * model.per_finder
    if chance > 0.0 and model.draw(Purpose.DELIVERY, citizen.index) < chance:
        korean = model.draw(Purpose.DELIVERED, citizen.index) < float(env.drive_korean[here])
        model.count(citizen, "deliveries")
        model.count(
            citizen,
            "acquired",
            citizen.apply_title(int(korean), model.week - int(env.drive_age[here])),
        )
