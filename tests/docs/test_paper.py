"""Everything that a paper needs is made by one command, and is what the docs state."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from paper.__main__ import main
from paper.hashes import BEGIN, END, PAGE, differing, with_hashes
from paper.pages import COLUMNS, filled_in, write_pages
from paper.steps import STEPS

HASHES = {"posterior": (400, "0123456789abcdef"), "costs": (45, "fedcba9876543210")}
MARKED = "before\n<!-- tables:begin -->\n<!-- tables:end -->\nafter\n"


def test_hashes__are_stated_between_the_marks_and_held_against_what_is_made() -> None:
    """One that differs is named with what was made; one that is new as well."""
    page = with_hashes(MARKED, HASHES)
    assert page.startswith("before\n")
    assert page.endswith("after\n")
    assert "| costs | 45 | `fedcba9876543210` |" in page
    assert differing(page, HASHES) == []
    assert with_hashes(page, HASHES) == page
    other = HASHES | {"costs": (45, "0" * 16), "new": (1, "1" * 16)}
    assert [fault.split(":")[0] for fault in differing(page, other)] == ["costs", "new"]


def test_a_hash_that_moved_to_another_table__is_no_match() -> None:
    """Two tables that have changed places are both named."""
    page = with_hashes(MARKED, HASHES)
    crossed = {"posterior": HASHES["costs"], "costs": HASHES["posterior"]}
    assert len(differing(page, crossed)) == 2


def test_a_page_without_tables__says_how_they_are_stated() -> None:
    (fault,) = differing(MARKED, HASHES)
    assert "states no tables yet" in fault


def test_the_page__has_marks_and_names_every_step() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    assert all(f"| {step} |" in text for step in STEPS)


@pytest.mark.slow
def test_the_quick_one__makes_every_table_and_goes_on_where_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made twice in one folder, the second time from what is there, and the same."""
    assert main(["--quick", "--out", str(tmp_path)]) == 0
    first = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    runs = {path: path.read_bytes() for path in tmp_path.rglob("runs.jsonl")}
    assert main(["--quick", "--out", str(tmp_path)]) == 0
    second = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert first == second
    assert len(runs) > 1
    assert all(path.read_bytes() == before for path, before in runs.items())
    tables = {path.stem: pd.read_csv(path) for path in (tmp_path / "tables").iterdir()}
    assert {"posterior", "recovery", "forecast", "held", "bounds", "parts"} <= set(tables)
    assert all(len(table) for table in tables.values())


def test_pages__have_their_tables_filled_and_nothing_else_changed(tmp_path: Path) -> None:
    """Between its marks; a table without a place, and a place without its table, stay."""
    page = "a\n<!-- rounds -->\nold\n<!-- end rounds -->\nb\n<!-- held -->\n<!-- end held -->\n"
    rounds = pd.DataFrame({"round": [0], "runs": [1200], "runs_so_far": [1200], "worth": [35.4]})
    text = filled_in(page, {"rounds": rounds, "costs": rounds})
    assert text.startswith("a\n<!-- rounds -->\n| round | runs |")
    assert "| 0 | 1,200 | 1,200 | 35 |\n<!-- end rounds -->\nb\n<!-- held -->\n" in text
    assert filled_in(text, {"rounds": rounds}) == text
    (tmp_path / "page.md").write_text(page, encoding="utf-8")
    assert write_pages(tmp_path, {"rounds": rounds}) == [tmp_path / "page.md"]
    assert write_pages(tmp_path, {"rounds": rounds}) == []


def test_every_table_of_the_docs__has_its_place() -> None:
    """Each once, in one page."""
    pages = [path.read_text(encoding="utf-8") for path in PAGE.parent.glob("*.md")]
    for name in COLUMNS:
        assert sum(text.count(f"<!-- {name} -->\n") for text in pages) == 1, name
        assert sum(text.count(f"<!-- end {name} -->\n") for text in pages) == 1, name
