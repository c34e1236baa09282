"""Coefficients of nothing and of the model, and how near an answer worked out by hand must be."""

from __future__ import annotations

import math

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from nksim.engines.settings import coefficients
from nksim.rules.codes import ACT_HOLD, ACT_SELL, ACT_SPREAD, ACT_STYLE, ACT_WATCH
from nksim.rules.coefficients import Coefficients
from nksim.scenario.loading import load_scenario

KINDS, FIELDS = 6, 3  # what follows an arrest; fields of style
_OF_KINDS = {"weight": (0.0,) * KINDS, "style_uptake": (0.0,) * FIELDS}
NOTHING = Coefficients(*(_OF_KINDS.get(name, 0.0) for name in Coefficients._fields))
C = coefficients(load_scenario({}))  # of the model as it is
SHARE = st.floats(0.0, 1.0)
PURE = settings(derandomize=True, database=None)
ACTS = (ACT_STYLE, ACT_WATCH, ACT_HOLD, ACT_SPREAD, ACT_SELL)


def log_odds(chance: float) -> float:
    """The log-odds of a chance."""
    return math.log(chance / (1.0 - chance))


def near(value: float) -> object:
    """Equal but for what a computer's numbers leave over."""
    return pytest.approx(value, rel=1e-12, abs=1e-15)
