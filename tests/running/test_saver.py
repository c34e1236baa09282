"""The saver: what is handed to it is in the folder in the end, wherever the work is broken off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nksim.running import saver as saving
from nksim.running.saver import Saver
from nksim.running.work import Work
from nksim.scenario.loading import load_scenario
from nksim.store.finished import failed_run
from nksim.store.manifest_file import load_manifest
from nksim.store.saving import contents_of, save_finished
from nksim.studies.tasks import Task


def test_interrupt_while_saving__loses_no_finished_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control-C in the middle of a save: leaving the saver saves the batch after all."""
    scenario = load_scenario("scenarios/quick.yaml")
    breaks = [KeyboardInterrupt()]
    work = Work([Task(scenario, 1, 0)], tmp_path, command="test")

    def save(*given: Any) -> Path:
        if breaks:
            raise breaks.pop()
        return save_finished(*given)

    monkeypatch.setattr(saving, "save_finished", save)
    monkeypatch.setattr(saving, "MOST_WAITING_BYTES", 0)
    with (
        pytest.raises(KeyboardInterrupt),
        Saver(work, contents_of([(scenario, 1)])) as saver,
    ):
        saver.add(failed_run(scenario, 1, 0, "broken on purpose"))
    assert [run.seed for run in load_manifest(tmp_path).runs] == [1]
