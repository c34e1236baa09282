from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pandas as pd
import pytest

from nksim.core.errors import InputError, StoreError
from nksim.observations.tables import TABLES
from nksim.scenario.identity import scenario_hash
from nksim.store import parts, writing
from nksim.store.exporting import export
from nksim.store.identity import short_hash
from nksim.store.manifest import Sum
from nksim.store.results import open_results
from nksim.store.saving import contents_of, save_run, save_runs, show_scenarios
from tests.fixtures.folders import is_finished
from tests.fixtures.worlds import fake_result, short_scenario


def test_tables__come_back_as_they_were_saved(tmp_path: Path) -> None:
    """What a run left is what a reader finds, column by column."""
    result = fake_result()
    save_run(result, tmp_path / "r", "nksim run")
    results = open_results(tmp_path / "r")
    for name in TABLES:
        pd.testing.assert_frame_equal(results.table(name), getattr(result, name))
    assert results.events is None
    assert scenario_hash(results.scenarios["short"]) == scenario_hash(result.scenario)


def test_manifest__names_versions_command_seeds_and_hashes(tmp_path: Path) -> None:
    """A folder says by itself how it came about."""
    save_run(fake_result(seed=5), tmp_path, "nksim run x.yaml")
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["command"] == "nksim run x.yaml"
    assert {"nksim", "numpy", "numba", "python"} <= manifest["versions"].keys()
    (run,) = manifest["runs"]
    assert (run["seed"], run["state_hash"]) == (5, f"{5:064x}")
    assert scenario_hash(short_scenario()).startswith(run["scenario_hash"])


def test_finished_runs__are_kept_and_missing_ones_added(tmp_path: Path) -> None:
    """The same command with more replicates writes only what is new."""
    save_runs([fake_result(seed=1), fake_result(seed=2, replicate=1)], tmp_path)
    (part,) = (tmp_path / "series").iterdir()
    before = part.stat().st_mtime_ns
    save_runs([fake_result(seed=seed, replicate=seed - 1) for seed in (1, 2, 3)], tmp_path)
    assert part.stat().st_mtime_ns == before
    assert open_results(tmp_path).outcomes["seed"].tolist() == [1, 2, 3]
    assert is_finished(short_scenario(), 3, tmp_path)
    assert not is_finished(short_scenario(), 4, tmp_path)
    assert not is_finished(short_scenario(), 3, tmp_path, events=True)


def test_changed_scenarios__are_never_mixed(tmp_path: Path) -> None:
    """A scenario rewritten under the same name shows its new runs only; asked for again, the old
    ones are still there.
    """
    old, new = short_scenario(), short_scenario(media={"copy_chance": 0.5})
    save_run(fake_result(old, seed=1), tmp_path)
    save_run(fake_result(new, seed=2), tmp_path)
    assert open_results(tmp_path).outcomes["seed"].tolist() == [2]
    assert not is_finished(new, 1, tmp_path)
    show_scenarios(contents_of([(old, 1)]), tmp_path)
    assert open_results(tmp_path).outcomes["seed"].tolist() == [1]


def test_a_content_for_each_seed__shows_that_of_each_seed(tmp_path: Path) -> None:
    """Where numbers are drawn from a posterior, a name stands for one content a seed, and a run of
    another draw of that seed is not shown.
    """
    first, second = short_scenario(), short_scenario(media={"copy_chance": 0.5})
    save_runs(
        [fake_result(scenario, seed=seed) for scenario in (first, second) for seed in (1, 2)],
        tmp_path,
    )
    show_scenarios(contents_of([(first, 2), (second, 1)]), tmp_path)
    shown = {run.seed: run.scenario_hash for run in open_results(tmp_path).runs}
    assert shown == {1: short_hash(second), 2: short_hash(first)}
    assert open_results(tmp_path).outcomes["seed"].tolist() == [1, 2]


def test_scenarios_of_two_names__stand_side_by_side(tmp_path: Path) -> None:
    """One world under two names is two scenarios to whoever reads the tables, in the order in which
    they came.
    """
    save_runs([fake_result(short_scenario(name=name)) for name in ("b", "a")], tmp_path)
    assert open_results(tmp_path).outcomes["scenario"].tolist() == ["b", "a"]


def test_runs_of_another_model__are_not_shown_beside_new_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changed rules are another model: its runs do not count as finished and do not mix."""
    save_run(fake_result(seed=1), tmp_path)
    for module in ("identity", "saving", "finished"):
        monkeypatch.setattr(f"nksim.store.{module}.model_version", lambda: "9.9.9+other")
    assert not is_finished(short_scenario(), 1, tmp_path)
    save_run(fake_result(seed=2), tmp_path)
    assert open_results(tmp_path).outcomes["seed"].tolist() == [2]


@pytest.mark.parametrize("fails_at", ["series", "survey", "manifest.json"])
def test_full_disk__leaves_no_half_written_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    """A disk that fills up while a second run is written leaves the first run whole, and says what
    to do.
    """
    folder = tmp_path / "r"
    save_run(fake_result(seed=1), folder)
    before = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    _fill_disk(monkeypatch, fails_at)
    with pytest.raises(StoreError, match="the disk is full"):
        save_run(fake_result(seed=2), folder)
    assert sorted(path.relative_to(folder) for path in folder.rglob("*")) == before
    assert open_results(folder).outcomes["seed"].tolist() == [1]


def test_full_disk__leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that could not be saved at all leaves nothing behind."""
    _fill_disk(monkeypatch, "layers")
    with pytest.raises(StoreError):
        save_run(fake_result(), tmp_path / "r")
    assert not (tmp_path / "r").exists()


def _fill_disk(monkeypatch: pytest.MonkeyPatch, fails_at: str) -> None:
    def parquet(rows: object, path: Path) -> Sum:
        if fails_at in str(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        path.write_bytes(b"x")
        return Sum(1, "0" * 64)

    def text(path: Path, text: str) -> None:
        if fails_at in str(path):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        path.write_text(text)

    monkeypatch.setattr(parts, "_write", parquet)
    monkeypatch.setattr(writing, "_write_text", text)


def test_left_over_parts__do_not_count(tmp_path: Path) -> None:
    """A part that no manifest names, left by a program that was killed, is overwritten and never
    read.
    """
    save_run(fake_result(seed=1), tmp_path)
    (tmp_path / "series/part-00001.parquet").write_bytes(b"half a file")
    assert open_results(tmp_path).series["seed"].unique().tolist() == [1]
    save_run(fake_result(seed=2), tmp_path)
    assert open_results(tmp_path).series["seed"].unique().tolist() == [1, 2]


def test_foreign_folder__is_refused(tmp_path: Path) -> None:
    """Results are not written among somebody's other files, and no results are no results."""
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(InputError, match="other files"):
        save_run(fake_result(), tmp_path)
    with pytest.raises(StoreError, match=r"manifest\.json"):
        open_results(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(StoreError, match="damaged: 'format' is missing"):
        open_results(tmp_path)


def test_export__writes_every_table_and_every_column_with_its_meaning(tmp_path: Path) -> None:
    """Somebody with R and no Python finds each column of each file in the dictionary."""
    save_run(fake_result(), tmp_path / "r")
    folder = export(tmp_path / "r")
    dictionary = pd.read_csv(folder / "data_dictionary.csv", keep_default_na=False)
    for name in TABLES:
        columns = pd.read_csv(folder / f"{name}.csv", nrows=1).columns
        assert set(columns) <= set(dictionary.query("table == @name")["column"])
    assert (dictionary["meaning"] != "").all()
    with pytest.raises(InputError, match="allowed: csv"):
        export(tmp_path / "r", to="xlsx")


def test_what_is_no_file__is_not_replaced(tmp_path: Path) -> None:
    """Whoever names a pipe, a device or a folder where a file shall be written
    keeps it as it is.
    """
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    (tmp_path / "folder.json").mkdir()
    for name in ("pipe.json", "folder.json"):
        with pytest.raises(StoreError, match="is there and no file"):
            writing.write_all(
                tmp_path, dict.fromkeys(("fresh.json", name), writing.write_text("{}"))
            )
    assert pipe.is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.json", "pipe.json"]
