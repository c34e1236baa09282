"""Posterior and target tables with something wrong in them: read, or refused with the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.commands import DONE, FAILED, WRONG_INPUT, answer_of
from tests.fuzz.conftest import POSTERIOR, TARGETS, Desk
from tests.fuzz.effort import effort
from tests.fuzz.mutations import SIGNS, SPOILED, encoded

pytestmark = pytest.mark.usefixtures("quick_engine")
CELLS = st.sampled_from(
    [*SPOILED[:30], *SIGNS, "0.5", "2.5", '"', '""', "a,b", ";", "C4", "levers."]
)


@st.composite
def spoilt_tables(draw: st.DrawFn, text: str) -> bytes:
    """A table with one to three cells, rows or separators changed."""
    rows = [line.split(",") for line in text.splitlines()]
    for _ in range(draw(st.integers(1, 3))):
        i = draw(st.integers(0, len(rows) - 1))
        j = draw(st.integers(0, max(len(rows[i]) - 1, 0)))
        what = draw(st.sampled_from(["cell", "cell", "more", "fewer", "twice", "gone", "blank"]))
        if what == "cell" and rows[i]:
            rows[i][j] = draw(CELLS)
        elif what == "more":
            rows[i].insert(j, draw(CELLS))
        elif what == "fewer" and rows[i]:
            del rows[i][j]
        elif what == "twice":
            rows.insert(i, rows[i][:])
        elif what == "gone" and len(rows) > 1:
            del rows[i]
        else:
            rows.insert(i, [])
    between = draw(st.sampled_from([","] * 8 + [";", "\t"]))
    end = draw(st.sampled_from(["\n"] * 5 + ["", "\n\n", '"']))
    return draw(encoded("\n".join(between.join(row) for row in rows) + end))


@effort(35)
@given(content=spoilt_tables(POSTERIOR))
def test_posterior_with_something_wrong__is_read_or_refused(desk: Desk, content: bytes) -> None:
    """Whatever stands in a posterior."""
    folder = desk.laid(wrong_csv=content)
    answer = answer_of(["run", "tiny.yaml", "-n", "3", "--posterior", "wrong.csv"], folder)
    assert answer.code in (DONE, WRONG_INPUT)


@effort(35)
@given(content=spoilt_tables(TARGETS))
def test_targets_with_something_wrong__are_read_or_refused(desk: Desk, content: bytes) -> None:
    """Whatever stands in a table of targets; a table that is read leads to the fit, which is not
    made here.
    """
    folder = desk.laid(wrong_csv=content)
    answer = answer_of(["calibrate", "tiny.yaml", "--targets", "wrong.csv"], folder)
    assert answer.code in (FAILED, WRONG_INPUT)


def test_good_tables__are_read(desk: Desk) -> None:
    """The tables that are spoilt here are right before."""
    folder = desk.laid()
    words = ["run", "tiny.yaml", "-n", "3", "--posterior", "posterior.csv"]
    assert answer_of(words, folder).code == DONE
    words = ["calibrate", "tiny.yaml", "--targets", "targets.csv"]
    assert "takes too long for a test" in answer_of(words, folder).said
