"""Files that are called like a table of ties and are none: refused by what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import GraphError
from tests.fixtures.rings import found_in, rows

WHOLE = (12, 24)
FOREIGN = {
    "Pajek": ('*Vertices 2\n1 "a"\n2 "b"\n*Edges\n1 2\n', r"Pajek, .* \.net"),
    "Pajek's network": ("% of Pajek\n*Network x\n*Vertices 2\n*Edges\n1 2\n", r"Pajek, .* \.net"),
    "GML": ("graph [\n node [ id 1 ]\n]\n", r"GML, .* \.gml"),
    "GML of igraph": ('Creator "igraph 1"\nVersion 1\ngraph\n[\n node\n [\n', r"GML, .* \.gml"),
    "GML and a comment": ("# drawn\n\nComment 3\nGraph [ directed 0 ]\n", r"GML, .* \.gml"),
    "GraphML": ("<?xml version='1.0'?>\n<graphml><graph/></graphml>", r"GraphML, .* \.graphml"),
    "GraphML alone": ("\n<graphml><graph/></graphml>", r"GraphML, .* \.graphml"),
    "GEXF": ("<?xml version='1.0'?>\n<!-- x -->\n<gexf></gexf>", r"GEXF, .* \.gexf"),
    "XML": ("<?xml version='1.0'?>\n<ties><tie/></ties>", "looks like XML"),
    "a page": ("<!DOCTYPE html>\n<html></html>", "looks like XML"),
    "JSON": ('{"nodes": [], "links": []}', "looks like JSON"),
    "Graphviz": ("digraph G {\n a -> b;\n}\n", "looks like Graphviz"),
    "UCINET": ("dl n=3 format=edgelist1\ndata:\n1 2 1\n", "looks like UCINET DL"),
}


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".edges", ".tsv", ".tab", ".edgelist"])
@pytest.mark.parametrize("case", FOREIGN)
def test_another_format__is_refused_by_its_name(tmp_path: Path, case: str, suffix: str) -> None:
    """A graph that is called like a table makes no people called `graph` and `[`."""
    text, message = FOREIGN[case]
    with pytest.raises(GraphError, match=message):
        found_in(tmp_path / f"few{suffix}", text)


@pytest.mark.parametrize("row", ["graph,paper", "*vera,dl", "graph [1],b", "creator,graph"])
def test_names_as_in_other_formats__are_names(tmp_path: Path, row: str) -> None:
    """Only what no table holds says that a file is none."""
    found = found_in(tmp_path / "few.csv", f"source,target\n{row}\nKim,Lee\n")
    assert found.size == (4, 2)


MATRICES = {
    "three": "0,1,1\n1,0,1\n1,1,0\n",
    "three and directions": "0 1 0\n0 0 1\n1 0 0\n",
    "four": "0 1 1 0\n1 0 1 1\n1 1 0 1\n0 1 1 0\n",
    "of weights": "0;0,5;2\n0,5;0;1\n2;1;0\n".replace(",", "."),
    "of weights and directions": "0 5 2 1\n4 0 7 3\n8 9 0 2\n5 5 5 0\n",
    "ones along the diagonal": "1\t3\t2\n3\t1\t5\n2\t5\t1\n",
    "as decimals": "0.0,1.0,1.0\n1.0,0.0,1.0\n1.0,1.0,0.0\n",
    "labels": ",A,B,C\nA,0,1,1\nB,1,0,0\nC,1,0,0\n",
    "labels and a word": "id,A,B\nA,0,1\nB,1,0\n",
    "labels that are numbers": ",0,1,2\n0,0,3,1\n1,2,0,1\n2,1,1,0\n",
    "labels and blanks": "A B C\nA 0 1 1\nB 1 0 0\nC 1 0 0\n",
    "labels and holes": ",A,B\nA,,1\nB,1,\n",
    "labels of rows": "A,0,1,1\nB,1,0,0\nC,1,0,0\n",
    "labels of columns": "A,B,C\n0,1,1\n1,0,0\n1,0,0\n",
}


@pytest.mark.parametrize("case", MATRICES)
def test_matrix__is_refused(tmp_path: Path, case: str) -> None:
    """A matrix read as ties would be other people than anybody meant."""
    with pytest.raises(GraphError, match="matrices are not read"):
        found_in(tmp_path / "few.csv", MATRICES[case])


SQUARE_TIES = {
    "headings": ("source,target,weight\n0,1,1\n1,0,1\n1,1,0\n", (2, 1)),
    "other headings": ("from,to,times\n0,1,1\n1,2,1\n0,2,0\n", (3, 3)),
    "no headings": ("1,2,0.5\n2,3,0.5\n3,1,0.5\n", (3, 3)),
    "no zeros": ("1 2 3\n5 3 4\n2 4 5\n", (5, 3)),
    "times": ("1 2 1 7\n2 3 1 8\n3 4 1 9\n4 1 1 10\n", (4, 4)),
    "a triangle": ("1,2\n1,3\n2,3\n", (3, 3)),
    "two people": ("0 1\n1 0\n0 0\n", (2, 1)),
    "a first row with its weight": ("1,2,3\n2,3,1\n3,1,2\n1,4,2\n", (4, 4)),
    "names": ("A,B\nA,C\nB,C\n", (3, 3)),
    "names and weights": ("A,B,1\nB,C,1\nC,A,1\n", (3, 3)),
}


@pytest.mark.parametrize("case", SQUARE_TIES)
def test_as_many_ties_as_columns__are_ties(tmp_path: Path, case: str) -> None:
    """Three ties with weights are no matrix for having three columns."""
    text, size = SQUARE_TIES[case]
    found = found_in(tmp_path / "few.csv", text)
    assert found.size == size
    assert "matrix" not in found.unused


@pytest.mark.parametrize("text", ["1,2,3\n2,3,4\n3,4,5\n", "0 1 5\n2 0 3\n1 2 0\n"])
def test_ties_that_may_be_a_matrix__are_said(tmp_path: Path, text: str) -> None:
    """Where nobody can tell a matrix from ties, a reader hears how it was read."""
    assert "a matrix is not read" in found_in(tmp_path / "few.csv", text).unused


@pytest.mark.parametrize("separator", [",", "\t", " "])
def test_third_column_that_some_rows_lack__is_a_weight(tmp_path: Path, separator: str) -> None:
    """It names nobody of the first two columns, so it is no neighbour."""
    text = "1,2\n2,3,0.5\n3,4\n".replace(",", separator)
    found = found_in(tmp_path / "few.csv", text)
    assert found.size == (4, 3)
    assert "weights are not used" in found.unused


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", " "])
@pytest.mark.parametrize("names", ["1 2 3\n2 3\n3 4\n", "A B C\nB C\n", "1 2\n2 3\n1 2 3 4\n"])
def test_list_of_neighbours__is_refused(tmp_path: Path, names: str, separator: str) -> None:
    """Rows of different lengths are neighbours, whatever parts them, and no ties with weights."""
    with pytest.raises(GraphError, match=r"lists of\s+neighbours|is no weight"):
        found_in(tmp_path / "few.csv", names.replace(" ", separator))


DRAWN = [
    *("0 -> 1", "0->1", "0 - 1", "0 -- 1", "0--1", "0 <-> 1", "0 => 1", "0 → 1", "0 \u2013 1"),
    *("0 -> 1 0.5", "0\t->\t1", "0,->,1", "0 -> 1,0.5", "Kim Il -> Lee,0.5"),
]


@pytest.mark.parametrize("row", DRAWN)
def test_arrow_between_names__is_refused(tmp_path: Path, row: str) -> None:
    """An arrow or a dash is nobody's name where it stands in every row."""
    text = "".join(row.replace("1", str(number)) + "\n" for number in (1, 2, 3))
    with pytest.raises(GraphError, match=r"line 1: .* stands between the names of every row"):
        found_in(tmp_path / "few.txt", text)


@pytest.mark.parametrize("name", ["a-{}", "a--{}", "-{}", "Kim - {}", "<{}>"])
def test_dash_within_names__is_part_of_them(tmp_path: Path, name: str) -> None:
    """Only what stands between two names parts them."""
    assert found_in(tmp_path / "ring.csv", rows(",", named=name.format)).size == WHOLE


@pytest.mark.parametrize(
    "line", ["|---|---|", "| :--- | ---: |", "|:-:|:-:|", "--------+--------", "=== ==="]
)
def test_line_of_dashes__is_refused(tmp_path: Path, line: str) -> None:
    """Tables of Markdown and of databases have a line of dashes, which is nobody."""
    text = f"| source | target |\n{line}\n| 1 | 2 |\n| 2 | 3 |\n"
    with pytest.raises(GraphError, match=r"line 2: .* is a line of dashes"):
        found_in(tmp_path / "few.txt", text.replace("|", " ") if "=" in line else text)


PEOPLE = [
    *("id,household\n1,a\n2,a\n", "name;sex\nKim;man\nLee;woman\n", "person\tAge\n1\t0-14\n"),
    *("id,label,household\n1,Kim,a\n2,Lee,a\n", "node_id,province\n1,Pyongyang\n2,Ryanggang\n"),
    *("id,income,age\n1,5,50+\n2,6,50+\n", "household,person\na,1\na,2\n", ",name,role\n0,Kim,\n"),
]


@pytest.mark.parametrize("text", PEOPLE)
def test_table_of_people__is_refused(tmp_path: Path, text: str) -> None:
    """Somebody's household is no second person."""
    with pytest.raises(GraphError, match=r"line 1: .* are those of a table of people"):
        found_in(tmp_path / "few.csv", text)


@pytest.mark.parametrize(
    "heading", ["source,target,age", "person,friend,sex", "id1,id2,role", "id,friend_id,age"]
)
def test_ties_with_an_attribute_of_people__are_ties(tmp_path: Path, heading: str) -> None:
    """What two columns of names stand over is a table of ties, whatever else it tells."""
    found = found_in(tmp_path / "few.csv", f"{heading}\n1,2,3\n2,3,3\n")
    assert found.size == (3, 2)
    assert f"columns not used: {heading.split(',')[2]}" in found.unused
