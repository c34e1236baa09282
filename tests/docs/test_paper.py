"""Everything that a paper needs is made by one command, and is what the docs state."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from tests.docs.scripts import script

HASHES = {"posterior": (400, "0123456789abcdef"), "costs": (45, "fedcba9876543210")}
MARKED = "before\n<!-- tables:begin -->\n<!-- tables:end -->\nafter\n"


@pytest.fixture(scope="module")
def paper() -> ModuleType:
    return script("paper")


def test_hashes__are_stated_between_the_marks_and_held_against_what_is_made(
    paper: ModuleType,
) -> None:
    """One that differs is named with what was made; one that is new as well."""
    page = paper.with_hashes(MARKED, HASHES)
    assert page.startswith("before\n")
    assert page.endswith("after\n")
    assert "| costs | 45 | `fedcba9876543210` |" in page
    assert paper.differing(page, HASHES) == []
    assert paper.with_hashes(page, HASHES) == page
    other = HASHES | {"costs": (45, "0" * 16), "new": (1, "1" * 16)}
    assert [fault.split(":")[0] for fault in paper.differing(page, other)] == ["costs", "new"]


def test_a_hash_that_moved_to_another_table__is_no_match(paper: ModuleType) -> None:
    """Two tables that have changed places are both named."""
    page = paper.with_hashes(MARKED, HASHES)
    crossed = {"posterior": HASHES["costs"], "costs": HASHES["posterior"]}
    assert len(paper.differing(page, crossed)) == 2


def test_a_page_without_tables__says_how_they_are_stated(paper: ModuleType) -> None:
    (fault,) = paper.differing(MARKED, HASHES)
    assert "states no tables yet" in fault


def test_the_page__has_marks_and_names_every_step(paper: ModuleType) -> None:
    text = paper.PAGE.read_text(encoding="utf-8")
    assert text.count(paper.BEGIN) == text.count(paper.END) == 1
    assert all(f"| {step} |" in text for step in paper.STEPS)


@pytest.mark.slow
def test_the_quick_one__makes_every_table_and_goes_on_where_it_was(
    paper: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made twice in one folder, the second time from what is there, and the same."""
    assert paper.main(["--quick", "--out", str(tmp_path)]) == 0
    first = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    runs = {path: path.read_bytes() for path in tmp_path.rglob("runs.jsonl")}
    assert paper.main(["--quick", "--out", str(tmp_path)]) == 0
    second = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert first == second
    assert len(runs) > 1
    assert all(path.read_bytes() == before for path, before in runs.items())
    tables = {path.stem: pd.read_csv(path) for path in (tmp_path / "tables").iterdir()}
    assert {"posterior", "recovery", "forecast", "held", "bounds", "parts"} <= set(tables)
    assert all(len(table) for table in tables.values())
