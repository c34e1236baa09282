"""Phase 9, observation: the week is counted by cell; every thirteenth week people are asked."""

from __future__ import annotations

import numpy as np

from nksim.core.columns import SURVEY_COUNTS, SURVEY_EVERY
from nksim.core.draws import Purpose
from nksim.core.units import to_amount, to_tie
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.answering import (
    ALMOST_DAILY,
    MONTHLY,
    QUARTERLY,
    RARELY,
    WEEKLY,
    habit_band,
    silenced,
    survey_weight,
    within_a_year,
)
from nksim.rules.codes import CHINESE, KOREAN, NONE, YOUNG
from nksim.rules.taking_part import fear, temptation, willing

STYLE_COUNTS = ("style_fashion", "style_speech", "style_courtship")
STATUS = ("free", "in_labour", "in_prison", "in_camp", "dead", "free")
PYONGYANG = 9
PER_CITIZEN = 1024  # survey counts are in 1/1024 of a citizen


def observation(community: Community, world: World) -> None:
    """Count every citizen; every thirteenth week, ask all adults at liberty."""
    for citizen in community.citizens:
        _observe(citizen, world)
    if (world.week + 1) % SURVEY_EVERY == 0:
        for citizen in community.citizens:
            if citizen.free and citizen.adult:
                _ask(citizen, world)


def _observe(citizen: Citizen, world: World) -> None:
    seen = [week is not None for week in citizen.first]
    _count(citizen, world, STATUS[citizen.status])
    _count(citizen, world, "ever_watched_chinese", seen[CHINESE])
    _count(citizen, world, "ever_watched_korean", seen[KOREAN])
    _count(citizen, world, "ever_watched", any(seen))
    if citizen.living:
        _observe_living(citizen, world)


def _observe_living(citizen: Citizen, world: World) -> None:
    _count(citizen, world, "perceived_risk", to_amount(citizen.perceived_risk))
    _count(citizen, world, "suspicion", to_amount(citizen.suspicion))
    _count(citizen, world, "regime_trust", to_amount(citizen.regime_trust))
    _count(citizen, world, "knowledge", to_tie(citizen.knowledge))
    if _watched_last_year(citizen, world):
        _count(citizen, world, "watched_last_year")
        _count(citizen, world, "suspicion_viewers", to_amount(citizen.suspicion))
    _count(citizen, world, "style", citizen.style)
    for name, worn in zip(STYLE_COUNTS, citizen.styles, strict=True):
        _count(citizen, world, name, worn)
    _count(citizen, world, "holding", citizen.holds)
    for origin, name in ((CHINESE, "chinese"), (KOREAN, "korean")):
        title, watched = citizen.titles[origin], citizen.watched[origin]
        if title is not None:
            _count(citizen, world, f"holding_{name}")
            _count(citizen, world, f"title_age_{name}", world.week - title)
        _count(citizen, world, f"watching_{name}", watched)
        new = watched and citizen.first[origin] == world.week
        _count(citizen, world, f"new_viewers_{name}", new)
    _count(citizen, world, "watching", citizen.watched_any)
    before = any(week is not None and week != world.week for week in citizen.first)
    _count(citizen, world, "new_viewers", citizen.watched_any and not before)


def _count(citizen: Citizen, world: World, column: str, by: int = 1) -> None:
    world.count(citizen.cell, column, by)


def _watched_last_year(citizen: Citizen, world: World) -> bool:
    last = max(NONE if week is None else week for week in citizen.last)
    return within_a_year(last, world.week)


def _ask(citizen: Citizen, world: World) -> None:
    """Add a citizen's answers: weighted by the odds of escape, and as everybody's."""
    told = answers_of(citizen, world)
    answers = np.array([told[column.name] for column in SURVEY_COUNTS], np.int64)
    weight = survey_weight(citizen.odds_of_escape(), float(citizen.here.escape_openness))
    world.counts.asked[:] += np.outer((weight, PER_CITIZEN), answers)


def answers_of(citizen: Citizen, world: World) -> dict[str, bool | int]:
    """What a citizen would tell an interviewer today, by the column of the survey."""
    band, seen = habit_band(citizen.habit), [week is not None for week in citizen.first]
    young = citizen.age == YOUNG
    return {
        "weight": True,
        "ever_watched": any(seen),
        "ever_watched_chinese": seen[CHINESE],
        "ever_watched_korean": seen[KOREAN],
        "watched_last_year": _watched_last_year(citizen, world),
        "watched_almost_daily": band == ALMOST_DAILY,
        "watched_weekly": band == WEEKLY,
        "watched_monthly": band == MONTHLY,
        "watched_quarterly": band == QUARTERLY,
        "watched_rarely": band == RARELY and any(seen),
        "home_searched": citizen.searched,
        "witnessed_punishment": citizen.witnessed,
        "ever_punished": citizen.punished,
        "ever_bribed": citizen.bribed,
        "imitated_fashion": citizen.styles[0],
        "imitated_speech": citizen.styles[1],
        "imitated_courtship": citizen.styles[2],
        "young": young,
        "young_fashion": young and citizen.styles[0],
        "young_speech": young and citizen.styles[1],
        "young_witnessed": young and citizen.witnessed_peer,
        "women": citizen.woman,
        "border_province": world.borders[citizen.province],
        "pyongyang": citizen.province == PYONGYANG,
        "silenced": _silenced(citizen, world),
    }


def _silenced(citizen: Citizen, world: World) -> bool:
    """Willing where there is no more to fear than always, and not today."""
    here, base, c = citizen.here, world.start[citizen.province], world.c
    will, taste, aversion = citizen.willingness, citizen.taste[KOREAN], citizen.risk_aversion
    tempted = temptation(will, taste, 1.0, 1.0, citizen.regime_trust, False, c)
    cost = world.cost_of_arrest(citizen.province, citizen.wealth_class)
    threat, severity = cost * citizen.perceived_risk, float(here.severity[KOREAN])
    today = willing(tempted, fear(threat, aversion, severity, c))
    at_base = willing(tempted, fear(c.risk_base, aversion, float(base.severity[KOREAN]), c))
    return silenced(world.draw(Purpose.SILENCED, citizen.number), today, at_base)
