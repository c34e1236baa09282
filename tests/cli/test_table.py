"""Tables on narrow and wide terminals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nksim.cli.table import as_lines, column_widths, print_table

HEADS = ("outcome", "baseline", "here", "difference", "90% interval", "higher in", "resolved")
ROW = (
    "Pairs watching together, per 1,000",
    "4,189",
    "3,318",
    "-871",
    "-1,216 to -525",
    "0%",
    "yes",
)
NONE = ("Copies from the market, %", "-", "-", "-", "-", "-", "no value")
words = st.text("abcde 한국-", min_size=1, max_size=12)


def _printed(capsys: pytest.CaptureFixture[str], columns: int) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        print_table("law: 4 pairs", HEADS, [ROW, NONE], numbers=True)
    return capsys.readouterr().out


@pytest.mark.parametrize("columns", [40, 60, 79, 80, 100, 120, 200])
def test_table__shows_every_word_at_any_width(
    capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    """Names, numbers and verdicts are whole on a phone and on a wall."""
    printed = _printed(capsys, columns)
    assert max(map(len, printed.splitlines())) <= columns
    shown = printed.replace(";", " ").split()
    for word in " ".join((*ROW, *NONE)).split():
        assert word in shown, (columns, printed)


def test_wide_table__is_a_row_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is room nothing is wrapped."""
    row = next(line for line in _printed(capsys, 120).splitlines() if "Pairs" in line)
    assert row.split() == " ".join(ROW).split()


def test_row_as_lines__names_what_is_what() -> None:
    """Each figure stands after its head, empty ones are left out, a line holds several."""
    assert as_lines(("a", "b", "c", ""), ("first", "1", "", "pass"), 40) == [
        "first",
        "  b: 1; pass",
    ]
    assert as_lines(("a", "b"), ("first", "two words"), 8) == ["first", "  b: two", "  words"]


@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=5), st.integers(40, 100))
def test_column_widths__fit_or_are_not_given(rows: list[tuple[str, ...]], room: int) -> None:
    """Columns are never wider than the terminal and never narrower than their words."""
    widths = column_widths(rows, room, first_gives_way=True)
    if widths is not None:
        assert sum(widths) + 2 * len(widths) <= room
        for column, width in zip(zip(*rows, strict=True), widths, strict=True):
            assert all(len(word) <= width for cell in column for word in cell.split())
