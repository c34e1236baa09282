"""A results folder that version 0.1.0 saved: it opens, its tables are whole, new runs join it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nksim.core.errors import StoreError
from nksim.scenario.gone import GONE, Gone
from nksim.store.finished import finished_run
from nksim.store.repairing import repair
from nksim.store.results import open_results
from nksim.store.saving import save_finished
from tests.fixtures.worlds import fake_result, short_scenario

OLD = Path(__file__).parents[1] / "fixtures" / "version_0_1_0" / "folder"
TABLES = ("outcomes", "series", "ledger", "survey", "groups", "levers")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the folder, which tests may write into."""
    return Path(shutil.copytree(OLD, tmp_path / "small"))


def test_a_folder_of_0_1_0__opens_with_its_runs_and_scenarios(folder: Path) -> None:
    """Two scenarios, two seeds, and the text of both scenarios, as they were saved."""
    results = open_results(folder)
    assert results.scenario_names == ("base", "no-law")
    assert len(results.runs) == 4
    assert [lever.name for lever in results.scenarios["base"].levers] == ["law"]
    assert results.scenarios["no-law"].levers == ()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_0_1_0__is_read(folder: Path, table: str) -> None:
    """Every table of the first version has its rows: of four runs, or of the one with a lever."""
    results = open_results(folder)
    rows = results.table(table)
    assert len(rows)
    assert {*rows["scenario"]} <= {"base", "no-law"}


def test_new_runs__join_a_folder_of_0_1_0(folder: Path) -> None:
    """Old rows stay what they were beside new ones."""
    before = open_results(folder).outcomes
    save_finished([finished_run(fake_result(short_scenario(name="new"), 1))], folder)
    after = open_results(folder).outcomes
    assert {"base", "no-law"} <= {*after["scenario"]} | {*before["scenario"]}
    assert len(before) == 4


def test_a_folder_with_a_key_that_has_gone__opens_and_is_not_damaged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A setting that this version does not have any more is left out; repair sets nothing aside."""
    monkeypatch.setitem(GONE, "behaviour.w_dread", Gone("9.0", "nobody felt it"))
    for path in (folder / "scenarios").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("behaviour:\n", "behaviour:\n  w_dread: 1.0\n"), "utf-8")
        assert "w_dread" in path.read_text(encoding="utf-8")
    assert open_results(folder).scenarios["base"].name == "base"
    repair(folder)
    assert open_results(folder).scenarios["base"].name == "base"


def test_a_folder_with_a_key_that_nobody_knows__is_damaged(folder: Path) -> None:
    """A key that no version had is somebody's change, and is named."""
    path = next((folder / "scenarios").glob("base*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("behaviour:\n", "behaviour:\n  w_dread: 1.0\n"), "utf-8")
    with pytest.raises(StoreError, match="w_dread"):
        open_results(folder).scenarios  # noqa: B018 - reading them is the point
