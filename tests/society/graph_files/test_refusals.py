"""Files that are no graph, in each format: refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import InputError
from tests.fixtures.rings import found_in
from tests.society.graph_files.test_formats import GRAPHML

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
