"""Whoever waits sees how far the work has come, in any place."""

from __future__ import annotations

from typing import Any

import pytest

import nksim
from nksim.api.progress import Weeks, duration, shown
from nksim.core.errors import InputError
from tests.fixtures.hearing import Hearing

WORLD = {"society": {"size": 60}, "run": {"start": "2019-01-07", "until": "2019-04-01"}}


def test_a_function__is_told_weeks_done_and_weeks() -> None:
    told = list[tuple[int, int]]()
    nksim.run(nksim.load_scenario(WORLD), progress=lambda done, weeks: told.append((done, weeks)))
    assert told[-1] == (13, 13)
    assert sorted(told) == told


def test_an_object__hears_what_is_made_and_every_week() -> None:
    scenario, heard = nksim.load_scenario(WORLD), Hearing()
    nksim.compare(scenario, {"again": scenario}, replicates=2, progress=heard)
    assert heard.words[0].startswith("runs: 4 to make; shared pasts leave 50%")
    assert sum(heard.passed) == heard.to_come[0] == 26


def test_true__says_it_on_standard_error_and_nothing_else_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    scenario = nksim.load_scenario(WORLD)
    nksim.run(scenario, progress=True)
    assert "100%" in capsys.readouterr().err
    nksim.run(scenario)
    nksim.run(scenario, progress=False)
    assert capsys.readouterr().err == ""


def test_what_cannot_hear__is_refused() -> None:
    given: Any = 5
    with pytest.raises(InputError, match="progress=5 cannot be called"), shown(given):
        pass


def test_times__are_said_as_people_say_them() -> None:
    assert [duration(seconds) for seconds in (45, 720, 12_000)] == ["45 s", "12 min", "3 h 20 min"]


def test_weeks_that_come_in_one_report__have_no_pace() -> None:
    weeks = Weeks(13)
    weeks.add(13)
    assert weeks.words().startswith("13 of 13 weeks")
    assert "weeks/s" not in weeks.words()
