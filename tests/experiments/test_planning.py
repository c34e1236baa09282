"""What work will cost, said beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.experiments.bundle import Task, bundles_of
from nksim.experiments.how import How
from nksim.experiments.planning import forecast
from nksim.scenario.loading import load_scenario

SHORT = {"run": {"start": "2019-01-07", "until": "2019-12-30"}, "society": {"size": 1500}}


def tasks(replicates: int) -> list[Task]:
    base = load_scenario(SHORT | {"name": "base"})
    law = load_scenario(SHORT | {"name": "law", "levers": [{"name": "law", "lever": "law", "from": "2019-07-01"}]})
    return [Task(scenario, seed, seed) for seed in range(replicates) for scenario in (base, law)]


def test_forecast__counts_shared_pasts_once(tmp_path: Path) -> None:
    """Two worlds that part in the middle of the year need three quarters of the weeks; twice the seeds take about twice the time."""
    one, two = (forecast(bundles_of(tasks(number), How(tables=("outcomes",))), 1, tmp_path) for number in (4, 8))
    assert one.runs == 8
    assert one.share_of_unforked == pytest.approx(0.75, abs=0.02)
    assert (two.weeks, two.runs) == (2 * one.weeks, 16)
    assert 1.2 < two.seconds / one.seconds < 3.3
    assert not one.obstacles
    assert not list(tmp_path.iterdir())


def test_what_does_not_fit__is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less memory than the runs need: how much, and how to need less."""
    monkeypatch.setattr("nksim.experiments.planning.available_bytes", lambda: 1 << 20)
    (obstacle,) = forecast(bundles_of(tasks(2), How(tables=("outcomes",))), 2, tmp_path).obstacles
    assert "GiB are available" in obstacle
    assert "--jobs" in obstacle
