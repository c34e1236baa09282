"""When and where a lever is in force, week by week."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from nksim.core.clock import Clock
from nksim.levers.schedule import by_province, strengths_of, weeks_in_force
from nksim.scenario.levers import LEVER_SETTINGS, LeverSettings
from nksim.scenario.provinces import PROVINCES

CLOCK = Clock(date(2020, 1, 6), date(2020, 12, 31))


def lever(**settings: Any) -> LeverSettings:
    return LEVER_SETTINGS["broadcast"].model_validate(
        {"name": "mine", "lever": "broadcast", **settings}
    )


def strengths(weeks: int, **settings: Any) -> list[float]:
    found = strengths_of(lever(**settings), CLOCK)
    assert found.shape == (CLOCK.weeks,)
    return [float(strength) for strength in found[:weeks]]


def test_a_lever__holds_from_the_week_of_its_first_day() -> None:
    """Also if that is a Sunday; and open-ended, it holds for ever."""
    assert strengths(4, **{"from": "2020-01-20"}) == [0.0, 0.0, 1.0, 1.0]
    assert strengths(4, **{"from": "2020-01-26"}) == [0.0, 0.0, 1.0, 1.0]
    assert strengths(4, **{"from": "2019-05-01"}) == [1.0] * 4


def test_a_lever__holds_through_the_week_of_its_last_day() -> None:
    """And is gone in the week after, if it fades over none."""
    assert strengths(5, **{"from": "2020-01-13", "until": "2020-01-20"}) == [
        0.0,
        1.0,
        1.0,
        0.0,
        0.0,
    ]
    assert strengths(3, **{"from": "2020-01-13", "until": "2020-01-13"}) == [0.0, 1.0, 0.0]
    assert strengths(3, **{"from": "2019-01-13", "until": "2019-12-29"}) == [0.0] * 3


def test_a_ramp__rises_from_the_first_week_and_fades_after_the_last() -> None:
    """Over three weeks: quarters up to the whole, and down to nothing."""
    found = strengths(12, **{"from": "2020-01-13", "until": "2020-02-10", "ramp_weeks": 3})
    assert found == pytest.approx([0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 0.75, 0.5, 0.25, 0.0, 0.0, 0.0])


def test_a_short_lever__never_rises_above_what_its_ramp_allows() -> None:
    """It begins to fade before it is at full strength."""
    found = strengths(8, **{"from": "2020-01-13", "until": "2020-01-13", "ramp_weeks": 3})
    assert found == pytest.approx([0.0, 0.25, 0.5, 0.5, 0.25, 0.0, 0.0, 0.0])


def test_strength__scales_all_of_it() -> None:
    """Half a lever ramps up to a half."""
    found = strengths(4, **{"from": "2020-01-06", "ramp_weeks": 1, "strength": 0.6})
    assert found == pytest.approx([0.3, 0.6, 0.6, 0.6])


def test_provinces__are_those_it_names_or_all() -> None:
    """A border that is closed in two provinces is open in eight."""
    here = lever(**{"from": "2020-01-06", "provinces": ["Ryanggang", "Pyongyang"]})
    assert by_province(here, np.array([0.5, 0.25])).tolist() == [
        [each if name in ("Ryanggang", "Pyongyang") else 0.0 for name in PROVINCES]
        for each in (0.5, 0.25)
    ]
    everywhere = lever(**{"from": "2020-01-20"})
    assert by_province(everywhere, np.array([0.5])).tolist() == [[0.5] * 10]


def test_weeks_in_force__run_from_the_first_to_the_last_with_any_strength() -> None:
    """And are none where a lever never comes into force."""
    assert weeks_in_force(np.array([0.0, 0.2, 0.0, 1.0, 0.0])) == slice(1, 4)
    assert weeks_in_force(np.array([1.0])) == slice(0, 1)
    assert weeks_in_force(np.array([0.0, 0.0])) is None
