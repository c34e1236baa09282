"""The baseline of every week: times grow, everything else stands as the sections say it."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import STYLES
from nksim.core.environment import AXES, columns_of, records_of
from nksim.levers.environment import baseline, growth
from nksim.scenario.loading import load_scenario
from tests.levers.test_levers import columns

SECTIONS = {
    "media": {
        "import_rate_chinese": 0.2,
        "import_rate_korean": 0.1,
        "era_midpoint": 2000.0,
        "era_width": 2.0,
        "latency_weeks": 7,
        "radio_reach": 0.05,
        "player_top": 0.8,
        "player_midpoint": 2002.0,
        "player_width": 4.0,
        "carrier_hiding": 0.5,
        "carrier_midpoint": 2006.0,
        "carrier_width": 3.0,
    },
    "enforcement": {
        "search_rate": 2.0,
        "find_chance": 0.4,
        "capacity": 3.0,
        "severity_chinese": 0.11,
        "severity_korean": 0.12,
        "labour_share": 0.13,
        "camp_share": 0.14,
        "execution_share": 0.15,
        "labour_weeks": 16,
        "camp_weeks": 17,
        "bribe_base": 0.18,
        "publicity": 0.19,
        "attendance": 0.21,
        "style_check": 0.22,
    },
}


def test_growth__is_half_way_at_its_midpoint() -> None:
    """And at one width from it where the logistic function is: 73%."""
    assert growth(2004.0, 2004.0, 3.0) == 0.5
    assert growth(2007.0, 2004.0, 3.0) == pytest.approx(0.7310585786)
    assert growth(2001.0, 2004.0, 3.0) == pytest.approx(0.2689414214)


def test_the_baseline__is_what_the_sections_say() -> None:
    """What only levers bring is 0."""
    found = columns(baseline(load_scenario(SECTIONS), [2006.0]))
    era, players = 1.0 / (1.0 + np.exp(-3.0)), 1.0 / (1.0 + np.exp(-1.0))
    wanted = dict.fromkeys(found, 0.0) | {
        "import_chinese": 0.2 * era,
        "import_korean": 0.1 * era,
        "openness": 1.0,
        "escape_openness": 1.0,
        "latency": 7.0,
        "radio_reach": 0.05,
        "players": 0.8 * players,
        "copying": 1.0,
        "sentence": 1.0,
        "bribe_factor": 1.0,
        "bribe_news": 1.0,
        "search": 2.0 / WEEKS_PER_YEAR,
        "find": 0.4 * 0.75,
        "capacity": 0.003,
        "severity_chinese": 0.11,
        "severity_korean": 0.12,
        "labour_share": 0.13,
        "camp_share": 0.14,
        "execution_share": 0.15,
        "labour_weeks": 16.0,
        "camp_weeks": 17.0,
        "bribe_base": 0.18,
        "publicity": 0.19,
        "attendance": 0.21,
        **{f"style_check_{field}": 0.22 for field in STYLES},
    }
    assert set(found) == set(wanted)
    for name, values in found.items():
        assert values == pytest.approx([wanted[name]] * 10), name


def test_every_number__has_a_value_a_time_and_province() -> None:
    """And an axis of its own where there are several of it."""
    three = baseline(load_scenario(SECTIONS), [1990.0, 2006.0, 2040.0])
    for name, field in three._asdict().items():
        axis = (len(AXES[name]),) if name in AXES else ()
        assert field.shape == (*axis, 3, 10), name


def test_times__grow_with_the_years() -> None:
    """Players and imports become more, what can be found less; the rest of a year stays its own."""
    scenario = load_scenario(SECTIONS)
    found = columns(baseline(scenario, [2006.0]))
    years = columns_of(records_of(baseline(scenario, [1990.0, 2006.0, 2040.0])))
    for name, numbers in years.items():
        assert numbers.shape == (3, 10)
        assert numbers[1].tolist() == found[name], name
    assert (np.diff(years["players"], axis=0) > 0.1).all()
    assert (np.diff(years["import_korean"], axis=0)[0] > 0.01).all()
    assert (np.diff(years["find"], axis=0) < -0.05).all()
