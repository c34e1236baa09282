"""GraphML, GEXF, GML and Pajek as programs and people of the field write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from nksim.core.errors import InputError
from nksim.society.given_graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, WEIGHT
from nksim.society.graph_files.several import READ
from tests.fixtures.rings import RING, found_in

WRITERS: dict[str, Callable[[nx.Graph, Path], None]] = {
    ".graphml": nx.write_graphml,
    ".gexf": nx.write_gexf,
    ".gml": nx.write_gml,
    ".net": nx.write_pajek,
}
MISSING = ("", " ", "NaN", "nan", "null", "NA", "None")


def written(graph: nx.Graph, path: Path) -> str:
    WRITERS[path.suffix](graph, path)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_format__is_read_from_any_machine(
    tmp_path: Path, suffix: str, end: str, encoding: str
) -> None:
    """What networkx writes comes back, whatever a machine does to lines and bytes."""
    text = written(nx.Graph(RING), tmp_path / f"ring{suffix}").replace("\n", end)
    text = text.replace("utf-8", "utf-16") if encoding == "utf-16" else text
    found = found_in(tmp_path / f"ring{suffix}", text.encode(encoding))
    assert found.size == (12, 24)
    assert found.ties == {frozenset(map(str, tie)) for tie in RING}


@pytest.mark.parametrize("suffix", WRITERS)
def test_directions__are_not_used_and_it_is_said(tmp_path: Path, suffix: str) -> None:
    """An arc is a tie, two arcs between a pair are one tie, and an arc to oneself is none."""
    graph = nx.DiGraph([*RING, (1, 0), (3, 3)])
    nx.set_edge_attributes(graph, 2.5, "weight")
    path = tmp_path / f"ring{suffix}"
    found = found_in(path, written(graph, path))
    assert found.size == (12, 24)
    for words in ("directions are not used", "weights are not used", "in the other direction"):
        assert words in found.unused
    assert "left out: 1 (such as '3')" in found.unused


@pytest.mark.parametrize("suffix", WRITERS)
def test_parallel_edges__are_one_tie_and_it_is_said(tmp_path: Path, suffix: str) -> None:
    """A pair has one tie, however often it is named."""
    path = tmp_path / f"ring{suffix}"
    found = found_in(path, written(nx.MultiGraph([*RING, *RING[:3]]), path))
    assert found.size == (12, 24)
    assert "one with the first: 3" in found.unused


GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="h" for="node" attr.name="Household" attr.type="{kind}"/>
<key id="b" for="edge" attr.name="bond" attr.type="double"><default>0.25</default></key>
{graph}
</graphml>"""
NODES = """<graph id="G" edgedefault="undirected">
<node id="a"><data key="h">1</data></node><node id="b"><data key="h">1</data></node>
<node id="c"><data key="h">{missing}</data></node><node id="d"><data key="h">{missing}</data></node>
<edge source="a" target="b"/><edge source="b" target="c"><data key="b">0.5</data></edge></graph>"""


@pytest.mark.parametrize("missing", MISSING)
@pytest.mark.parametrize("kind", ["string", "int", "double"])
def test_graphml__missing_values_are_missing(tmp_path: Path, missing: str, kind: str) -> None:
    """People of whom no household is told live alone, and not all in a household of no name."""
    text = GRAPHML.format(kind=kind, graph=NODES.format(missing=missing))
    found = found_in(tmp_path / "few.graphml", text)
    assert len(set(found.society.homes)) == 3
    assert sorted(found.society.ties.bond.tolist()) == [0.25, 0.5]


@pytest.mark.parametrize("missing", MISSING)
@pytest.mark.parametrize("suffix", [".gexf", ".gml"])
def test_missing_values__are_missing_in_other_formats(
    tmp_path: Path, missing: str, suffix: str
) -> None:
    """The same holds wherever attributes stand."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d")])
    nx.set_node_attributes(graph, {"a": "x", "b": "x", "c": missing, "d": missing}, "household")
    path = tmp_path / f"few{suffix}"
    assert len(set(found_in(path, written(graph, path)).society.homes)) == 3


def test_household_numbers__are_one_whether_whole_or_not(tmp_path: Path) -> None:
    """A column with gaps is one of floats to many programs: 1.0 is household 1."""
    text = (
        "graph [ node [ id 1 household 1 ] node [ id 2 household 1.0 ] edge [ source 1 target 2 ] ]"
    )
    assert len(set(found_in(tmp_path / "few.gml", text).society.homes)) == 1


def test_several_graphs__the_first_is_read_and_it_is_said(tmp_path: Path) -> None:
    """A file may hold more than one graph; whoever gives it learns which is read."""
    one = NODES.format(missing="2")
    block = "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]\n"
    pajek = "*Vertices 2\n*Edges\n1 2\n"
    for name, text, size in (
        ("a.graphml", GRAPHML.format(kind="int", graph=one + one), (4, 2)),
        ("a.gml", block * 3, (2, 1)),
        ("a.net", pajek * 2, (2, 1)),
    ):
        found = found_in(tmp_path / name, text)
        assert found.size == size
        assert "only the first one is read" in found.unused


GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="{space}" xmlns:viz="{space}/viz" version="{version}">
<graph mode="{mode}" defaultedgetype="undirected">
<attributes class="node" mode="{mode}">
<attribute id="0" title="household" type="string"/></attributes>
<nodes>
<node id="a" label="Ann"{times}><viz:size value="2.0"/>
<attvalues><attvalue for="0" value="x"{times}/></attvalues></node>
<node id="b" label="b"><attvalues><attvalue for="0" value="x"/></attvalues>{spells}</node>
<node id="c"/></nodes>
<edges><edge id="0" source="a" target="b" weight="0.5"{times}/>
<edge id="1" source="b" target="c"/>{again}</edges>
</graph></gexf>"""
VERSIONS = (
    ("http://www.gexf.net/1.1draft", "1.1"),
    ("http://www.gexf.net/1.2draft", "1.2"),
    ("http://gexf.net/1.2", "1.2"),
    ("http://gexf.net/1.3", "1.3"),
    ("http://www.gexf.net/1.3draft", "1.3"),
)


@pytest.mark.parametrize(("space", "version"), VERSIONS)
@pytest.mark.parametrize("dynamic", [False, True])
def test_gexf__of_any_version_and_also_dynamic(
    tmp_path: Path, space: str, version: str, dynamic: bool
) -> None:
    """Whoever comes and goes is there all the time, and it is said."""
    text = GEXF.format(
        space=space,
        version=version,
        mode="dynamic" if dynamic else "static",
        times=' start="2009-03-01" end="2010-01-01"' if dynamic else "",
        spells='<spells><spell start="1" end="2"/><spell start="4"/></spells>' if dynamic else "",
        again='<edge id="2" source="a" target="b" weight="0.7" start="5"/>' if dynamic else "",
    )
    found = found_in(tmp_path / "few.gexf", text)
    assert found.size == (3, 2)
    assert len(set(found.society.homes)) == 2
    assert found.society.nodes == ["a", "b", "c"]
    assert ("times are not used" in found.unused) == dynamic
    assert "node attributes not used: label, size" in found.unused
    assert "weights are not used" in found.unused


def test_gexf__a_value_that_changes_is_refused(tmp_path: Path) -> None:
    """Nobody is told to live in two households."""
    text = GEXF.format(
        space=VERSIONS[1][0], version="1.2", mode="dynamic", times="", spells="", again=""
    ).replace(
        '<attvalue for="0" value="x"/>',
        '<attvalue for="0" value="x"/><attvalue for="0" value="y"/>',
    )
    with pytest.raises(
        InputError, match=r"node 'a': household=\['x', 'y'\] is more than one value"
    ):
        found_in(tmp_path / "few.gexf", text)


GML = {
    "no labels": ("graph [ node [ id 5 ] node [ id 7 ] edge [ source 5 target 7 ] ]", ["5", "7"]),
    "labels": (
        'Creator "x [ graph"\ngraph\n[\n directed 0\n node\n [\n id 1\n label "B &#48148;"\n ]\n'
        ' node [ id 2 label "A # b" graphics [ x 1.0 ] ]\n edge [ source 1 target 2 ]\n]\n',
        ["A # b", "B 바"],
    ),
    "shared labels": (
        'graph [ node [ id 1 label "x" ] node [ id 2 label "x" ] edge [ source 1 target 2 ] ]',
        ["1", "2"],
    ),
    "some labels": (
        'graph [ node [ id 1 label "x" ] node [ id 2 ] edge [ source 1 target 2 ] ]',
        ["1", "2"],
    ),
    "ids below 0": (
        "graph [ node [ id -1 ] node [ id -2 ] edge [ source -1 target -2 ] ]",
        ["-2", "-1"],
    ),
}


@pytest.mark.parametrize("case", GML)
def test_gml__people_go_by_labels_or_ids(tmp_path: Path, case: str) -> None:
    """A label is a name if everyone has one of their own; else ids are, and it is said."""
    text, names = GML[case]
    found = found_in(tmp_path / "few.gml", text)
    assert found.society.nodes == names
    assert found.society.tie_count == 1
    assert ("people go by their ids" in found.unused) == case.startswith(("shared", "some"))


def test_korean_xml__is_read(tmp_path: Path) -> None:
    """XML may be in an encoding of East Asia, which its parser does not know."""
    text = GRAPHML.format(kind="string", graph=NODES.format(missing="김"))
    text = text.replace("UTF-8", "EUC-KR").replace('"a"', '"이"')
    found = found_in(tmp_path / "few.graphml", text.encode("euc-kr"))
    assert "이" in found.society.nodes


def test_nodes_of_which_only_ties_tell__are_said(tmp_path: Path) -> None:
    """A mistyped name makes a person; where people have a list, a reader hears of it."""
    text = GRAPHML.format(
        kind="int", graph=NODES.format(missing="2").replace('target="c"', 'target="C"')
    )
    found = found_in(tmp_path / "few.graphml", text)
    assert found.size == (5, 2)
    assert "of which only ties tell: 1 (such as 'C')" in found.unused


ALIKE = {
    "a.gml": (
        "graph [ node [ id 1 household 1 household 1.0 ] node [ id 2 household 1 hobby 1 hobby 2 ]"
        ' edge [ source 1 target 2 target 2 bond 0.50 bond "" bond 0.5 ] ]'
    ),
    "a.graphml": GRAPHML.format(
        kind="string",
        graph='<graph><node id="1"><data key="h">1</data><data key="h"> 1 </data></node>'
        '<node id="2"><data key="h">1</data><data key="x">1</data><data key="x">2</data></node>'
        '<edge source="1" target="2"><data key="b">NaN</data><data key="b">0.5</data></edge>'
        "</graph>",
    ),
}


@pytest.mark.parametrize("name", ALIKE)
def test_values_given_again__are_one(tmp_path: Path, name: str) -> None:
    """Who says the same twice contradicts nobody, and lists of what nobody reads may stand."""
    found = found_in(tmp_path / name, ALIKE[name])
    assert len(set(found.society.homes)) == 1
    assert found.society.ties.bond.tolist() == [0.5]
    assert "node attributes not used: " in found.unused


def test_attributes_that_are_read__are_those_given_once() -> None:
    """A reader that looks for contradictions knows all names that a society reads."""
    assert {*NODE_ATTRIBUTES, *EDGE_ATTRIBUTES, WEIGHT} == READ
