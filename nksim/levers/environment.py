"""The Environment before any lever: what a scenario's sections and the times make of each week."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import STYLES
from nksim.core.environment import AXES, Environment, Numbers
from nksim.levers.escapes import escape_rates
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario

__all__ = ["Environment", "Numbers", "baseline", "growth"]


def growth(year: float, midpoint: float, width: float) -> float:
    """Share of a logistic growth that is reached in a year."""
    return 1.0 / (1.0 + math.exp(-(year - midpoint) / width))


def baseline(scenario: Scenario, years: Sequence[float]) -> Environment:
    """The Environment of weeks at these times (decimal years), before any lever.

    Plain fields have shape (weeks, provinces), fields with an axis have it before that.
    """
    fields = {**_supply(scenario, years), **_state(scenario, years)}
    return Environment(
        *(_spread(name, fields.get(name), len(years)) for name in Environment._fields)
    )


def _spread(name: str, value: object, weeks: int) -> Numbers:
    """A number, or one a week, or one for each place of its axis (and week), for all provinces."""
    values = np.asarray(0.0 if value is None else value, np.float64)
    if name in AXES and values.ndim == 1:
        values = values[:, None]
    values = np.broadcast_to(values, (*values.shape[:-1], weeks))
    return np.repeat(values[..., None], len(PROVINCES), axis=-1)


def _supply(scenario: Scenario, years: Sequence[float]) -> dict[str, object]:
    media = scenario.media
    era = np.array([growth(year, media.era_midpoint, media.era_width) for year in years])
    return {
        "imports": [media.import_rate_chinese * era, media.import_rate_korean * era],
        "openness": 1.0,
        "escape_openness": 1.0,
        "escape": escape_rates(scenario, years),
        "latency": media.latency_weeks,
        "radio_reach": media.radio_reach,
        "players": [
            media.player_top * growth(year, media.player_midpoint, media.player_width)
            for year in years
        ],
        "copying": 1.0,
    }


def _state(scenario: Scenario, years: Sequence[float]) -> dict[str, object]:
    state, media = scenario.enforcement, scenario.media
    same: tuple[str, ...] = (
        "labour_share",
        "camp_share",
        "execution_share",
        "labour_weeks",
        "camp_weeks",
        "bribe_base",
        "publicity",
        "attendance",
    )
    hidden = [
        media.carrier_hiding * growth(year, media.carrier_midpoint, media.carrier_width)
        for year in years
    ]
    return {name: getattr(state, name) for name in same} | {
        "severity": [state.severity_chinese, state.severity_korean],
        "sentence": 1.0,
        "bribe_factor": 1.0,
        "bribe_news": 1.0,
        "style_check": [state.style_check] * len(STYLES),
        "stigma": [0.0] * len(STYLES),
        "search": state.search_rate / WEEKS_PER_YEAR,
        "find": [state.find_chance * (1.0 - share) for share in hidden],
        "capacity": state.capacity / 1000.0,
    }
