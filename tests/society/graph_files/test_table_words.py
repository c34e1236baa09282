"""Words of tables of ties that are nobody's name: headings, missing values, numbers of pandas."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import GraphError
from tests.fixtures.rings import found_in


@pytest.mark.parametrize("heading", ["source,target", "from,to", "Von,Nach", "x,y", "кто,кому"])
def test_heading_that_stands_again__is_said(tmp_path: Path, heading: str) -> None:
    """Who joins two tables has the headings twice, and nobody is called like a column."""
    text = f"{heading}\n0,1\n1,2\n{heading}\n2,3\n{heading.upper()},\n3,4\n"
    found = found_in(tmp_path / "few.csv", text)
    assert found.size == (5, 4)
    assert "the headings stand again in line 4, 6" in found.unused


def test_heading_in_another_order__is_refused(tmp_path: Path) -> None:
    """Below it the columns mean something else."""
    text = "source,target,bond\n0,1,0.5\ntarget,source,bond\n1,2,0.5\n"
    with pytest.raises(GraphError, match="line 3: the headings stand again in another order"):
        found_in(tmp_path / "few.csv", text)


@pytest.mark.parametrize("row", ["a,b", "b,a"])
def test_first_tie_that_stands_again__is_a_tie(tmp_path: Path, row: str) -> None:
    """Of people called like columns the first tie may be named again."""
    assert found_in(tmp_path / "few.csv", f"a,b\nc,d\n{row}\nb,c\n").size == (4, 3)


def test_french_heading__is_a_heading_over_letters(tmp_path: Path) -> None:
    """The French for from and to are two letters and one."""
    for heading in ("de,à", "De,A", "de,a\u0300"):
        found = found_in(tmp_path / "few.csv", f"{heading}\na,b\nb,c\n")
        assert found.size == (3, 2)
        assert "is read as headings" in found.unused


@pytest.mark.parametrize(
    "data",
    ["{'weight': nan}", "{'weight': NaN}", "{'bond': -nan}", "{'bond': null}", "{'bond': None}"],
)
def test_missing_value_behind_a_tie__is_missing(tmp_path: Path, data: str) -> None:
    """networkx shows NaN as nan, which Python does not read."""
    found = found_in(tmp_path / "few.edgelist", f"1 2 {data}\n2 3 {{'bond': 0.5}}\n")
    assert found.size == (3, 2)
    assert found.society.ties.bond.tolist() == [-1.0, 0.5]


def test_number_of_numpy_behind_a_tie__is_a_number(tmp_path: Path) -> None:
    """networkx shows the numbers of numpy as numpy does."""
    found = found_in(tmp_path / "few.edgelist", "1 2 {'bond': np.float64(0.25)}\n")
    assert found.society.ties.bond.tolist() == [0.25]
    with pytest.raises(GraphError, match="are no attributes of a tie"):
        found_in(tmp_path / "few.edgelist", "1 2 {'bond': open('x')}\n")


WHOLE_NUMBERS = {
    "one column": ("source,target\n1,2.0\n2,3.0\n3,\n4,1.0\n", (4, 3)),
    "both columns": ("1.0 2.0\n2.0 3.0\n", (3, 2)),
    "below zero": ("source;target;weight\n-1;2.0;0,5\n2;-1.0;0,7\n", (2, 1)),
    "a tie with oneself": ("source,target\n1,1.0\n2,1.0\n", (2, 1)),
}


@pytest.mark.parametrize("case", WHOLE_NUMBERS)
def test_whole_numbers_as_pandas_writes_them__are_whole(tmp_path: Path, case: str) -> None:
    """A column in which a number is missing has `.0` behind all others: nobody is called so."""
    text, size = WHOLE_NUMBERS[case]
    found = found_in(tmp_path / "few.csv", text)
    assert found.size == size
    assert not any(name.endswith(".0") for name in found.society.nodes)
    assert "all names are whole numbers, and are read as such" in found.unused


@pytest.mark.parametrize("name", ["Kim", "1.5", "v2.0", "1.50"])
def test_numbers_among_other_names__stay_as_they_are(tmp_path: Path, name: str) -> None:
    """Only where all names are whole numbers a name with a dot is one, too."""
    found = found_in(tmp_path / "few.csv", f"source,target\n1,2.0\n2,{name}\n")
    assert found.size == (4, 2)
    assert "(such as '2.0' and '2')" in found.unused or "(such as '2' and '2.0')" in found.unused
