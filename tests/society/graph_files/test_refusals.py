"""Files that are no graph, in each format: refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import InputError
from tests.fixtures.rings import found_in
from tests.society.graph_files.test_formats import GRAPHML

TWICE = (
    '<graph><node id="a"><data key="h">{one}</data><data key="h">{other}</data></node>'
    '<node id="b"/><edge source="a" target="b"/></graph>'
)
TWICE_IN_EDGE = (
    '<graph><edge source="a" target="b"><data key="b">0.2</data><data key="b">0.9</data></edge>'
    "</graph>"
)
TWO_KEYS = (
    "<graphml><key id='one' for='node' attr.name='household'/>"
    "<key id='two' for='all' attr.name='household'><default>z</default></key>"
    "<graph><node id='a'><data key='one'>x</data><data key='two'>y</data></node></graph></graphml>"
)
MATRIX = "%%MatrixMarket {}\n% x\n{}\n"
PATTERN = MATRIX.format("matrix coordinate pattern symmetric", "{}")
PAIR = "graph [ node [ id 1 {} ] node [ id 2 ]\nnode [ id 3 ]\nedge [ source 1 target 2 {} ] ]"
WRONG = {
    "a.graphml": [
        ("<graphml", "is no XML"),
        ("<graphml/>", "holds no graph"),
        ("<html><graph/></html>", "begins with 'html'"),
        (
            GRAPHML.format(kind="int", graph='<graph><node id="a"/><node id="a"/></graph>'),
            "node 'a' is given twice",
        ),
        (GRAPHML.format(kind="int", graph="<graph><node/></graph>"), "'node' has no 'id'"),
        (
            GRAPHML.format(kind="int", graph='<graph><node id="a"><graph/></node></graph>'),
            "a group",
        ),
        (GRAPHML.format(kind="int", graph="<graph><hyperedge/></graph>"), "hyperedges"),
        ("<graphml>" + "<a>" * 100_000, "is no XML"),
        (
            GRAPHML.format(kind="int", graph=TWICE.format(one="x", other="y")),
            r"node 'a': household=\['x', 'y'\] is more than one value",
        ),
        (
            GRAPHML.format(kind="int", graph=TWICE_IN_EDGE),
            r"edge 'a'-'b': bond=\['0.2', '0.9'\] is more than one value",
        ),
        (TWO_KEYS, r"node 'a': household=\['x', 'y'\] is more than one value"),
        (TWO_KEYS.replace("<data key='two'>y</data>", ""), r"household=\['x', 'z'\]"),
    ],
    "a.gexf": [
        ("no xml", "is no XML"),
        ("<gexf/>", "holds no graph"),
        ('<gexf><graph><nodes><node id="a" pid="b"/></nodes></graph></gexf>', "a group or in one"),
        ('<gexf><graph><edges><edge source="a"/></edges></graph></gexf>', "has no 'target'"),
    ],
    "a.gml": [
        ("", "holds no graph"),
        ("graph [ node [", "ends in the middle"),
        ('graph [ node [ id 1 label "a ] ]', "a quote is opened"),
        ("graph [ node [ label 1 ] ]", "a node has no id"),
        ("graph [ node 3 ]", "is no list|and no list"),
        ("graph [ node [ id 1 ] node [ id 1 ] ]", "node id 1 is given twice"),
        ("graph [ node [ id 1 ] edge [ source 1 target 3 ] ]", "no node with id 3"),
        ("graph [ node [ id ] ]", "has no value"),
        ("graph [ 3 4 ]", "a key is expected"),
        ("a [ " * 10_000, "deep in one another"),
        (PAIR.format("", "bond 0.2\nbond 0.9"), "line 4: edge 1-2 has bond='0.2' and bond='0.9'"),
        (PAIR.format("", "weight 1 weight 2"), "edge 1-2 has weight='1' and weight='2'"),
        (PAIR.format("", "target 3"), "line 3: edge 1-2 has target='2' and target='3'"),
        (PAIR.format('household "a" household "b"', ""), "line 1: node 1 has household='a' and "),
        (PAIR.format("id 3", ""), "node 1 has id='1' and id='3'"),
        (PAIR.format('label "a" label "b"', ""), "node 1 has label='a' and label='b'"),
        (PAIR.format("age [ x 1 ] age 3", ""), "node 1 has age='drawing' and age='3'"),
        ("graph [ directed 0 directed 1 ]", "graph has directed='0' and directed='1'"),
    ],
    "a.net": [
        ("1 2\n", r"begins with \*Vertices"),
        ("*Vertices many\n", "needs their number"),
        ("*Vertices 999999999\n", "needs their number"),
        ("*Vertices 2\n*Edges\n1 5\n", "no vertices 1 and 5"),
        ("*Vertices 2\n7 x\n", "no vertex '7' of 2"),
        ("*Vertices 2\n*Edges\n1\n", "needs two vertices"),
        ("*Vertices 2\n*Partition\n", r"\*Partition is not read"),
        ("*Network x\n", r"no \*Vertices"),
        ('*Vertices 3\n1 "a"\n1 "b"\n', r"line 3: vertex 1 has label='a' \(line 2\) and label='b'"),
        ("*Vertices 4 2\n", r"line 1: \*Vertices 4 2: a network of two modes"),
        ("*Vertices 4 x\n", r"line 1: \*Vertices 4 x"),
        ("*Vertices 2\n2 Lee Min\n", "line 2: 'Min' .* names with blanks need quotes"),
        ('*Vertices 2\n1 "a" "b"\n', "line 2: 'b' stands behind the label 'a'"),
        ('*Vertices 2\n1 "Kim\n', "line 2: a quote is opened and not closed"),
        ('*Vertices 2\n1 "Kim "K" A"\n', "line 2: a quote is opened .* or stands within"),
        ("*Vertices 2\n*Edges\n1 2 kin\n", "line 3: 'kin' is no weight"),
        ("*Vertices 3\n*Matrix\n0 1 0\n1 0 1\n", r"line 4: \*Matrix has 2 rows; .* 3 vertices"),
        ("*Vertices 3\n*Matrix\n", r"line 2: \*Matrix has 0 rows"),
        ("*Vertices 2\n*Matrix\n0 1\n1\n", r"line 4: a row of \*Matrix has 1 numbers"),
        *(
            (f"*Vertices 2\n*Matrix\n0 1\n{cell} 0\n", rf"line 4: \*Matrix holds '{cell}'")
            for cell in (".", "NA", "x", "nan", "inf")
        ),
    ],
    "a.mtx": [
        ("1 2\n2 3\n", "line 1: '1 2' is no heading of a matrix"),
        ("%%MatrixMarket matrix coordinate\n", "is no heading of a matrix"),
        (MATRIX.format("matrix array real general", "2 2\n0\n1\n1\n0"), "format=array"),
        (MATRIX.format("vector coordinate real general", "2 2 0"), "object=vector"),
        (MATRIX.format("matrix coordinate complex general", "4 4 1\n2 1 5 1"), "field=complex"),
        (MATRIX.format("matrix coordinate real hermitian", "4 4 1\n2 1 5"), "symmetry=hermitian"),
        (MATRIX.format("matrix coordinate pattern general", ""), "line of rows, columns"),
        (PATTERN.format("4 4\n1 2"), "line 3: '4 4' is no size of a matrix"),
        (PATTERN.format("5 3 1\n1 2"), "line 3: rows=5 and columns=3"),
        (PATTERN.format("5 5 3\n1 2\n3 4"), "line 3: entries=3, but 2 lines follow"),
        (PATTERN.format("5 5 1\n1 2\n3 4"), "line 3: entries=1, but 2 lines follow"),
        (PATTERN.format("900000 900000 1\n1 2"), "line 3: rows=900000 is above 500002"),
        (PATTERN.format("5 5 2\n1 2\n3 6"), "line 5: there is no row or column '6'"),
        (PATTERN.format("5 5 1\n0 1"), "line 4: there is no row or column '0'"),
        (PATTERN.format("5 5 1\n1 2 3"), "line 4: '1 2 3' has 3 words; .* field=pattern has 2"),
        (MATRIX.format("matrix coordinate real general", "4 4 1\n1 2"), "has 2 words"),
        (MATRIX.format("matrix coordinate real general", "4 4 1\n1 2 x"), "'x' is no number"),
    ],
    "a.txt": [
        (PATTERN.format("5 3 1\n1 2"), "line 3: rows=5 and columns=3"),
    ],
}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [(name, text, message) for name, cases in WRONG.items() for text, message in cases],
)
def test_what_is_no_graph__is_refused_in_words(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    """What cannot be read is refused with the file's name and the reason."""
    with pytest.raises(InputError, match=rf"(?s)network\.file={name}: .*(?:{message})"):
        found_in(tmp_path / name, text)


def test_weights_that_change__are_refused_only_where_they_are_read(tmp_path: Path) -> None:
    """Ties of a dynamic graph have several; as bonds at the start they would contradict."""
    graph = (
        '<gexf><graph><nodes><node id="a"/><node id="b"/></nodes><edges>'
        '<edge source="a" target="b" weight="0.2"><attvalues>'
        '<attvalue for="weight" value="0.9"/></attvalues></edge></edges></graph></gexf>'
    )
    found = found_in(tmp_path / "a.gexf", graph)
    assert found.size == (2, 1)
    assert "weights are not used" in found.unused
    with pytest.raises(InputError, match=r"edge 'a'-'b': weight=\['0.2', '0.9'\] is more"):
        found_in(tmp_path / "a.gexf", graph, weight="bond")
