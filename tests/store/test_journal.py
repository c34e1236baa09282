"""Lines that are kept as they come: one that was cut off is lost, and no other."""

from __future__ import annotations

from pathlib import Path

from nksim.store.journal import entries, keep


def test_a_line_cut_off__spoils_none_that_comes_after(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    assert list(entries(path)) == []
    keep(path, ["one", 1])
    with path.open("a", encoding="utf-8") as file:
        file.write('["half a li')
    keep(path, ["two", 2])
    keep(path, ["three", 3])
    assert list(entries(path)) == [["one", 1], ["two", 2], ["three", 3]]


def test_a_letter_cut_in_half__is_a_line_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_bytes('["북'.encode()[:-1])
    keep(path, ["한", 1])
    assert list(entries(path)) == [["한", 1]]
