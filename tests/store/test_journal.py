"""Lines that are kept as they come: one that was cut off is lost, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.store.journal import append_entry, entries


def test_a_line_cut_off__spoils_none_that_comes_after(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    assert list(entries(path)) == []
    append_entry(path, "one", {"a": 1.0})
    with path.open("a", encoding="utf-8") as file:
        file.write('["half a li')
    append_entry(path, "two", {"a": 2.0})
    append_entry(path, "three", {})
    assert list(entries(path)) == [("one", {"a": 1.0}), ("two", {"a": 2.0}), ("three", {})]


def test_a_letter_cut_in_half__is_a_line_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_bytes('["북'.encode()[:-1])
    append_entry(path, "한", {"a": 1.0})
    assert list(entries(path)) == [("한", {"a": 1.0})]


@pytest.mark.parametrize(
    "line", ["5", "null", '["key"]', '["key", 3]', '[1, {"a": 1}]', "[" * 9999]
)
def test_a_damaged_line__is_worked_out_again(tmp_path: Path, line: str) -> None:
    """Whatever stands there, the lines beside it count."""
    path = tmp_path / "runs.jsonl"
    path.write_text(f'{line}\n["one", {{"a": 1.0}}]\n')
    assert list(entries(path)) == [("one", {"a": 1.0})]
