"""What people come to know of a policy, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.levers.news import NEWS_RATE, known, rises
from nksim.levers.policy import environments
from nksim.scenario.loading import load_scenario


def test_rises__are_of_the_weeks_in_which_a_level_rises() -> None:
    """A level that stays or falls announces nothing, and one that rises again does; in each
    province by itself."""
    level = np.array([[0.2, 0.0], [0.5, 0.0], [0.5, 0.1], [0.1, 0.4], [0.3, 0.0]])
    assert rises(level) == pytest.approx(
        np.array([[0.0, 0.0], [0.3, 0.0], [0.0, 0.1], [0.0, 0.3], [0.2, 0.0]])
    )


def test_a_factor__becomes_known_by_a_tenth_of_what_is_not_known_a_week() -> None:
    """Bribes halved are first known as 0.95 and then 0.905; that they work again takes as long."""
    factor = np.array([[1.0], [0.5], [0.5], [1.0]])
    assert NEWS_RATE == 0.1
    assert known(factor)[:, 0] == pytest.approx([1.0, 0.95, 0.905, 0.9145])
    assert known(np.full((4, 2), 0.3)).tolist() == [[0.3, 0.3]] * 4


def test_an_announcement__is_made_once_and_over_the_ramp() -> None:
    """A law of two weeks' ramp frightens in three steps, and never again, also when it ends."""
    law = {"name": "law", "lever": "law", "from": "2020-01-13", "until": "2020-02-03"}
    law |= {"ramp_weeks": 2, "risk_rise": 0.3, "duty": 0.0}
    scenario = load_scenario(
        {"run": {"start": "2020-01-06", "until": "2020-03-02"}, "levers": [law]}
    )
    weeks = environments(scenario)
    assert weeks["announcement"][:, 0] == pytest.approx([0.0, 0.1, 0.1, 0.1, *[0.0] * 5])
    assert weeks["announced"][:4, 0] == pytest.approx([0.0, 0.1, 0.2, 0.3])
    assert weeks["announced"][-1, 0] == 0.0
    assert not weeks["warning"].any()


def test_a_warning__is_that_of_informants_where_they_begin() -> None:
    """Only in the province in which informants become more."""
    more = {"name": "more", "lever": "informants", "from": "2020-01-13", "suspicion_rise": 0.2}
    more |= {"provinces": ["Ryanggang"]}
    scenario = load_scenario(
        {"run": {"start": "2020-01-06", "until": "2020-01-20"}, "levers": [more]}
    )
    warning = environments(scenario)["warning"]
    assert warning.sum() == pytest.approx(0.2)
    assert warning[1].max() == pytest.approx(0.2)


def test_what_was_in_force_from_the_first_week__is_no_news() -> None:
    """People have always lived under it."""
    law = {"name": "law", "lever": "law", "from": "2019-01-07", "bribe_factor": 0.5}
    scenario = load_scenario(
        {"run": {"start": "2020-01-06", "until": "2020-01-20"}, "levers": [law]}
    )
    weeks = environments(scenario)
    assert not weeks["announcement"].any()
    assert weeks["bribe_news"] == pytest.approx(0.5)
