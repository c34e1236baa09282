"""What work will cost, said beforehand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nksim.running.forecast import EVENT_BYTES, forecast
from nksim.running.options import RunOptions
from nksim.running.probe import Costs, probe
from nksim.running.work import Work
from nksim.scenario.loading import load_scenario
from nksim.studies.tasks import Task

SHORT = {"run": {"start": "2019-01-07", "until": "2019-12-30"}, "society": {"size": 1500}}


def tasks(replicates: int) -> list[Task]:
    base = load_scenario(SHORT | {"name": "base"})
    law = load_scenario(
        SHORT | {"name": "law", "levers": [{"name": "law", "lever": "law", "from": "2019-07-01"}]}
    )
    return [Task(scenario, seed, seed) for seed in range(replicates) for scenario in (base, law)]


def test_forecast__counts_shared_pasts_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two worlds that part in the middle of the year need three quarters of the weeks.

    Twice the seeds take twice the time of their weeks.
    """
    each = np.ones(52)
    monkeypatch.setattr(
        "nksim.running.forecast.probe", lambda _: Costs(each, each * 0.0, 0.0, 0.0, 2.0, 0.0)
    )
    one, two = (forecast(Work(tasks(number), tmp_path, tables=("outcomes",))) for number in (4, 8))
    assert one.runs == 8
    assert one.share_of_unforked == pytest.approx(0.75, abs=0.02)
    assert (two.weeks, two.runs) == (2 * one.weeks, 16)
    assert two.seconds - one.seconds == pytest.approx(one.weeks, rel=0.02)  # a second a week
    assert not one.obstacles
    assert not list(tmp_path.iterdir())


def test_what_does_not_fit__is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Less memory than the runs need: how much, and how to need less."""
    monkeypatch.setattr("nksim.running.forecast.available_bytes", lambda: 1 << 20)
    (obstacle,) = forecast(Work(tasks(2), tmp_path, tables=("outcomes",)), 2).obstacles
    assert "GiB are available" in obstacle
    assert "--jobs" in obstacle


def test_probe__finds_that_people_and_weeks_cost_something() -> None:
    """Every part is measured on this machine; two runs at once are at least as fast as one."""
    costs = probe(tasks(1)[0].scenario)
    assert costs.week.shape == costs.citizen.shape == (52,)
    assert costs.stretch(1500, 0, 52) > 0
    assert costs.build > 0
    assert 1.0 <= costs.together <= 2.0


def test_single_events__are_counted_into_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand people with fifty events each are fifty thousand rows more."""
    each = np.zeros(60)
    monkeypatch.setattr(
        "nksim.running.forecast.probe", lambda _: Costs(each, each, 0.0, 0.0, 1.0, 50.0)
    )
    scenario = load_scenario(SHORT | {"society": {"size": 1000}})
    few, many = (
        forecast(Work([Task(scenario, 1, 0)], tmp_path, RunOptions(events=events))).disk_bytes
        for events in (False, True)
    )
    assert many - few == pytest.approx(50_000 * EVENT_BYTES, abs=2)


def test_years_that_runs_share__take_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two worlds of one society remember each of its years, with all people and ties in it."""
    each, size, years = np.ones(520), 20_000, 9
    monkeypatch.setattr(
        "nksim.running.forecast.probe", lambda _: Costs(each, each * 0.0, 0.0, 0.0, 2.0, 0.0)
    )
    memory = {}
    for name in ("both", "alone"):
        world = {
            "run": {"start": "2012-01-02", "until": "2020-12-28"},
            "society": {"size": size},
            "life": {"enabled": True},
        }
        given = [load_scenario(world | {"name": one}) for one in ("base", "other")]
        work = [Task(scenario, 1, 0) for scenario in given[: 2 if name == "both" else 1]]
        memory[name] = forecast(Work(work, tmp_path, tables=("outcomes",))).memory_bytes
    assert memory["both"] - memory["alone"] > (years - 1) * size * 300
