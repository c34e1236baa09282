"""The week's Environment: a flat record of numbers, one value for each province; levers write it, engines read it.

What enters is a scenario's media, enforcement and attitudes; what leaves, before any lever, is the baseline of every week.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario

Numbers = NDArray[np.float64]


class Environment(NamedTuple):
    """What policy and the times make of a week; every field has shape (provinces,)."""

    import_chinese: Numbers  # chance a week, trader at the border
    import_korean: Numbers
    openness: Numbers  # share of imports that comes through the border, 0..1
    escape_openness: Numbers  # share of escapes that succeeds
    latency: Numbers  # weeks
    drives: Numbers  # deliveries a week and citizen of the country; adults of border districts find them
    drive_korean: Numbers  # share of them South Korean
    drive_age: Numbers  # weeks
    radio_reach: Numbers  # share of people
    domestic_appeal: Numbers  # share of foreign appeal taken away
    players: Numbers  # share of households with a player
    copying: Numbers  # factor
    severity_chinese: Numbers
    severity_korean: Numbers
    sentence: Numbers  # factor on the shares of labour and camp
    labour_share: Numbers
    camp_share: Numbers
    execution_share: Numbers
    labour_weeks: Numbers
    camp_weeks: Numbers
    bribe_base: Numbers
    bribe_factor: Numbers
    search: Numbers  # chance a week and household
    find: Numbers  # chance
    informants: Numbers  # additional share of adults
    reward: Numbers
    campaign: Numbers
    capacity: Numbers  # cases per person and week
    publicity: Numbers
    attendance: Numbers
    style_check: Numbers  # chance a week
    stigma: Numbers  # chance a week to drop the style
    leniency: Numbers
    risk_base: Numbers
    trust_gain: Numbers  # rise of the mean of regime trust


def growth(year: float, midpoint: float, width: float) -> float:
    """Share of a logistic growth that is reached in a year."""
    return 1.0 / (1.0 + math.exp(-(year - midpoint) / width))


def baseline(scenario: Scenario, year: float) -> Environment:
    """The Environment of a week before any lever: only the times have changed it."""
    values = {**_supply(scenario, year), **_state(scenario, year)}
    return Environment(
        *np.repeat(
            [[values.get(name, 0.0)] for name in Environment._fields], len(PROVINCES), axis=1
        )
    )


def _supply(scenario: Scenario, year: float) -> dict[str, float]:
    media = scenario.media
    era = growth(year, media.era_midpoint, media.era_width)
    return {
        "import_chinese": media.import_rate_chinese * era,
        "import_korean": media.import_rate_korean * era,
        "openness": 1.0,
        "escape_openness": 1.0,
        "latency": media.latency_weeks,
        "radio_reach": media.radio_reach,
        "players": media.player_top * growth(year, media.player_midpoint, media.player_width),
        "copying": 1.0,
    }


def _state(scenario: Scenario, year: float) -> dict[str, float]:
    state, media = scenario.enforcement, scenario.media
    hidden = media.carrier_hiding * growth(year, media.carrier_midpoint, media.carrier_width)
    same: tuple[str, ...] = (
        "severity_chinese",
        "severity_korean",
        "labour_share",
        "camp_share",
        "execution_share",
        "labour_weeks",
    )
    same += ("camp_weeks", "bribe_base", "publicity", "attendance", "style_check")
    return {name: getattr(state, name) for name in same} | {
        "sentence": 1.0,
        "bribe_factor": 1.0,
        "search": state.search_rate / WEEKS_PER_YEAR,
        "find": state.find_chance * (1.0 - hidden),
        "capacity": state.capacity / 1000.0,
        "risk_base": scenario.attitudes.risk_base,
    }
