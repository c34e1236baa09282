"""The phase of observation: the week is counted by cell and by layer, and on request surveyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import SURVEY_COUNTS
from nksim.core.draws import Purpose
from nksim.core.units import round_tie, to_amount, to_tie
from nksim.engines.citizens.citizen import Citizen
from nksim.rules.codes import CHINESE, DEAD, KOREAN
from nksim.rules.taking_part import willing

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel

STATUS = ("free", "detained", "dead")
PYONGYANG = 9


def observe(model: NKModel) -> None:
    """Count every citizen."""
    for citizen in model.citizens:
        model.count(citizen, STATUS[citizen.status])
        seen = [week is not None for week in citizen.first]
        model.count(citizen, "ever_watched_chinese", seen[CHINESE])
        model.count(citizen, "ever_watched_korean", seen[KOREAN])
        model.count(citizen, "ever_watched", any(seen))
        if citizen.status != DEAD:
            _count_living(model, citizen)


def _count_living(model: NKModel, citizen: Citizen) -> None:
    model.count(citizen, "perceived_risk", to_amount(citizen.perceived_risk))
    model.count(citizen, "regime_trust", to_amount(citizen.regime_trust))
    model.count(citizen, "watched_last_year", _watched_since(citizen, model.week - 52))
    model.count(citizen, "style", citizen.style)
    model.count(citizen, "holding", citizen.holds)
    for origin, name in ((CHINESE, "chinese"), (KOREAN, "korean")):
        title = citizen.titles[origin]
        if title is not None:
            model.count(citizen, f"holding_{name}")
            model.count(citizen, f"title_age_{name}", model.week - title)
        model.count(citizen, f"watching_{name}", citizen.watched[origin])
        model.count(
            citizen,
            f"new_viewers_{name}",
            citizen.watched[origin] and citizen.first[origin] == model.week,
        )
    model.count(citizen, "watching", citizen.watched_any)
    before = any(week is not None and week != model.week for week in citizen.first)
    model.count(citizen, "new_viewers", citizen.watched_any and not before)


def _watched_since(citizen: Citizen, week: int) -> bool:
    return any(last is not None and last > week for last in citizen.last)


def count_layers(model: NKModel) -> None:
    """Count every tie."""
    threshold = round_tie(model.c.naming_threshold)
    for tie in model.ties:
        model.count_layer(tie["layer"], "ties")
        model.count_layer(tie["layer"], "complicit_ties", tie["complicity"] > threshold)
        model.count_layer(tie["layer"], "bond", to_tie(tie["bond"]))
        model.count_layer(tie["layer"], "complicity", to_tie(tie["complicity"]))


def survey(model: NKModel) -> NDArray[np.int64]:
    """The answers of all adults at liberty after the week's step: weighted by odds of escape, and all alike."""
    sums = np.zeros((2, len(SURVEY_COUNTS)), np.int64)
    for citizen in model.citizens:
        if citizen.free and citizen.adult:
            answers = np.array(_answers(model, citizen), np.int64)
            odds = citizen.odds_of_escape(bool(model.border_provinces[citizen.province]))
            weight = int(
                odds * float(model.environment.escape_openness[citizen.province]) * 1024.0 + 0.5
            )
            sums += np.outer((weight, 1024), answers)
    return sums


def _answers(model: NKModel, citizen: Citizen) -> tuple[bool | int, ...]:
    habit, seen = citizen.habit, [week is not None for week in citizen.first]
    return (
        True,
        any(seen),
        seen[CHINESE],
        seen[KOREAN],
        _watched_since(citizen, model.week - 52),
        habit > 0.8,
        0.4 < habit <= 0.8,
        0.15 < habit <= 0.4,
        0.05 < habit <= 0.15,
        citizen.searched,
        citizen.witnessed,
        citizen.punished,
        citizen.bribed,
        citizen.style,
        citizen.woman,
        model.border_provinces[citizen.province],
        citizen.province == PYONGYANG,
        _silenced(model, citizen),
    )


def _silenced(model: NKModel, citizen: Citizen) -> bool:
    """Willing at base risk and before any lever, not at today's."""
    here, today, start = citizen.province, model.environment, model.first_environment
    person = (citizen.willingness, citizen.taste[KOREAN], 1.0, 1.0, citizen.regime_trust)
    now = willing(
        *person,
        citizen.perceived_risk,
        citizen.risk_aversion,
        float(today.severity_korean[here]),
        False,
        model.c,
    )
    then = willing(
        *person,
        float(start.risk_base[here]),
        citizen.risk_aversion,
        float(start.severity_korean[here]),
        False,
        model.c,
    )
    return now <= model.draw(Purpose.SILENCED, citizen.index) < then
