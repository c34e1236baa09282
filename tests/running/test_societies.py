"""The society of a batch is built once, and a run that is given it has it alone."""

from __future__ import annotations

import pytest

from nksim.running import societies
from nksim.running.options import RunOptions
from nksim.running.societies import Lender
from nksim.running.work import Batch
from nksim.scenario.loading import load_scenario
from nksim.studies.tasks import Task


def batch(**options: object) -> Batch:
    scenario = load_scenario("nksim:quick", {"society.size": 60})
    return Batch((Task(scenario, 1, 0),), RunOptions(**options))  # type: ignore[arg-type]


def test_a_society__is_lent_again_and_given_once() -> None:
    lender = Lender(batch())
    lent = lender.lend()
    assert lender.lend() is lent
    assert lender.give() is lent
    assert lender.lend() is not lent


def test_a_society_that_cannot_be_built__is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def failing(*_: object) -> None:
        tried.append(1)
        raise MemoryError

    monkeypatch.setattr(societies, "society_for", failing)
    lender = Lender(batch())
    for _ in range(3):
        with pytest.raises(MemoryError):
            lender.give()
    assert len(tried) == 1


def test_a_run_alone__is_one_that_writes_over_its_society() -> None:
    assert batch().is_alone
    assert not batch(events=True).is_alone
    assert not batch(engine="citizens").is_alone
