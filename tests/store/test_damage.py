"""A damaged folder is named in one sentence with what to do, and never read as if nothing had
happened.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import StoreError
from nksim.store.merging import compact
from nksim.store.results import open_results
from nksim.store.saving import save_finished
from tests.fixtures.folders import (
    MANIFEST_DAMAGES,
    PART_DAMAGES,
    RUNS,
    as_of_version_0_1_0,
    is_finished,
    part,
    small_folder,
)
from tests.fixtures.worlds import fake_result, short_scenario


@pytest.mark.parametrize("name", PART_DAMAGES)
def test_a_damaged_part__is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    """Which file, what is wrong with it, and how what is whole can be had."""
    damage, words = PART_DAMAGES[name]
    folder = small_folder(tmp_path / "r")
    damage(folder)
    results = open_results(folder)
    with pytest.raises(StoreError, match=f"part-00001.parquet ({words}).*nksim repair"):
        _ = results.outcomes
    assert len(results.ledger) == 16


@pytest.mark.parametrize("name", PART_DAMAGES)
def test_a_damaged_part__is_not_merged_into_others(tmp_path: Path, name: str) -> None:
    """What is wrong would have a fresh check sum afterwards."""
    folder = small_folder(tmp_path / "r")
    PART_DAMAGES[name][0](folder)
    with pytest.raises(StoreError, match="nksim repair"):
        compact(folder)


@pytest.mark.parametrize("name", MANIFEST_DAMAGES)
def test_a_damaged_manifest__is_one_sentence(tmp_path: Path, name: str) -> None:
    """Whatever it looks like: which file, and how to go on."""
    folder = small_folder(tmp_path / "r")
    MANIFEST_DAMAGES[name](folder)
    for use in (open_results, lambda it: save_finished(RUNS[:1], it), compact):
        if (folder / "manifest.json").exists() or use is open_results:
            with pytest.raises(StoreError, match=r"manifest\.json .*nksim repair") as caught:
                use(folder)
            assert "\n" not in str(caught.value)


def test_a_newer_folder__is_left_alone(tmp_path: Path) -> None:
    """Nobody here knows what a newer nksim writes."""
    folder = small_folder(tmp_path / "r")
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"format": 3', '"format": 4'))
    with pytest.raises(StoreError, match=r"format=4, of a newer nksim .* update nksim"):
        open_results(folder)


def test_a_folder_of_version_0_1_0__is_read_and_takes_on_sums(tmp_path: Path) -> None:
    """It has no sums; when something is written into it, it has."""
    folder = small_folder(tmp_path / "r", runs=6)
    as_of_version_0_1_0(folder)
    assert len(open_results(folder).outcomes) == 6
    assert is_finished(short_scenario(name="a"), 0, folder)
    save_finished(RUNS, folder)
    results = open_results(folder)
    assert results.manifest.is_summed
    assert len(results.survey) == 8 * len(fake_result().survey)


def test_a_doubled_part_without_sums__is_found_in_the_outcomes(tmp_path: Path) -> None:
    """A folder of the first version in which one part took the place of another lacks runs."""
    folder = small_folder(tmp_path / "r")
    as_of_version_0_1_0(folder)
    part(folder).write_bytes(part(folder, number=0).read_bytes())
    with pytest.raises(StoreError, match="6 of 8 runs"):
        _ = open_results(folder).outcomes


def test_a_damaged_scenario__is_no_input_error(tmp_path: Path) -> None:
    """It is the folder that is damaged, and not what the user gave; cut at a line it would be
    another world.
    """
    folder = small_folder(tmp_path / "r")
    (path,) = (folder / "scenarios").glob("a-*.yaml")
    text = path.read_text()
    for wrong in ("name: [", text[: text.index("media:")]):
        path.write_text(wrong)
        with pytest.raises(StoreError, match="nksim repair"):
            _ = open_results(folder).scenarios
    path.unlink()
    with pytest.raises(StoreError, match="run the same command again, which writes it"):
        _ = open_results(folder).scenarios
