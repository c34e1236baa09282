"""Pajek: names, relations, and what stands behind a vertex or a tie."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import GraphError
from tests.fixtures.rings import found_in

PAJEK = {
    "names": (
        '*Network x\n*Vertices 3\n1 "Ann Lee" 0.1 0.2 0.5 ic Red\n2 Bo\n3 "C"\n'
        '*Arcs :1 "x"\n1 2 3\n*Edges\n2 3\n',
        ["Ann Lee", "Bo", "C"],
    ),
    "no names": ("% x\n*vertices 3\n*edges\n1 2\n2 3 0.5\n", ["1", "2", "3"]),
    "lists": ("*Vertices 3\n*Edgeslist\n2 1 3\n", ["1", "2", "3"]),
    "doubled quotes": (
        '*Vertices 3\n1 "Kim ""K"" A"\n2 B % x\n3 C\n*Edges\n1 2 % x\n2 3 1 % x\n',
        ["B", "C", 'Kim "K" A'],
    ),
    "a vertex twice": ('*Vertices 3\n1 "a"\n1 a 0.1 0.2\n2\n*Edges\n1 2\n2 3\n', ["1", "2", "3"]),
    "brackets": ('*Vertices 3\n1 [a]\n2 "[b]"\n3 c\n*Edges\n1 2\n2 3\n', ["[a]", "[b]", "c"]),
    "matrix": ("*Vertices 3\n*Matrix\n0 1 0\n1 0 1\n0 1 0\n", ["1", "2", "3"]),
}


@pytest.mark.parametrize("case", PAJEK)
def test_pajek__is_read(tmp_path: Path, case: str) -> None:
    """Arcs, edges, lists and matrices of Pajek name the same ties."""
    text, names = PAJEK[case]
    found = found_in(tmp_path / "few.net", text)
    assert found.society.nodes == names
    assert found.society.tie_count == 2
    assert "times are not used" not in found.unused


RELATIONS = {
    "layers": ('*Arcs :1 "kin"\n1 2 1\n*Edges :2 "Work"\n2 3\n', {"kin": 1, "work": 1}, ""),
    "a number again": ('*Arcs :1 "kin"\n1 2\n*Edges :1\n2 3\n', {"kin": 2}, ""),
    "a list": ('*Edgeslist "kin"\n1 2 3\n', {"kin": 2}, ""),
    "a matrix": ('*Matrix :1 "kin"\n0 1 0\n1 0 1\n0 1 0\n', {"kin": 2}, ""),
    "other words": (
        '*Edges :1 "kin"\n1 2\n*Edges :2 "likes"\n2 3\n',
        {"kin": 1, "friend": 1},
        "names of relations are not used: likes (those that are layers: household, kin,",
    ),
    "no words": ("*Edges :4\n1 2\n", {"friend": 1}, "relations are not used: :4 ("),
    "row by row": (
        '*Arcs :1 "kin"\n*Arcs :2 "work"\n*Arcs\n1: 1 2 1\n2: 2 3 1\n',
        {"kin": 1, "work": 1},
        "",
    ),
    "a row of another": (
        '*Edges :2 "work"\n*Edges :1 "kin"\n1 2\n2: 2 3\n',
        {"kin": 1, "work": 1},
        "",
    ),
    "a row of none": ("*Edges\n7: 1 2\n", {"friend": 1}, "relations are not used: :7 ("),
    "a list of one": ('*Edgeslist :3 "kin"\n*Edgeslist\n3: 1 2 3\n', {"kin": 2}, ""),
}


@pytest.mark.parametrize("case", RELATIONS)
def test_pajek__relations_are_layers(tmp_path: Path, case: str) -> None:
    """A relation that is called like a layer is one; of all others a reader hears."""
    text, layers, words = RELATIONS[case]
    found = found_in(tmp_path / "few.net", f"*Vertices 3\n{text}")
    assert found.society.layer_counts == layers
    assert words in found.unused
    assert ("names of relations" in found.unused) == bool(words)


@pytest.mark.parametrize("row", ["1:", "1: 2", '"1:" 2', "1:2 3", "1 2:"])
def test_pajek__a_relation_is_no_vertex(tmp_path: Path, row: str) -> None:
    """A number and a colon, alone and before the two ends, names a relation; elsewhere nothing."""
    with pytest.raises(GraphError, match=r"few\.net.*line 3: "):
        found_in(tmp_path / "few.net", f"*Vertices 3\n*Edges\n{row}\n")


BEHIND = {
    "times of a vertex": ('1 "a" [1-3]\n*Edges\n1 2\n', ["times are not used"]),
    "times of a tie": ("*Edges\n1 2 1 [1-2]\n", ["times are not used", "weights are not used"]),
    "times alone": ("*Edges\n1 2 [1-2]\n", ["times are not used"]),
    "times and places": (
        '1 "a" 0.1 0.2 [1-3,5-*]\n*Edges\n1 2\n',
        ["times are not used", "coordinates and drawings of nodes"],
    ),
    "a label": ('*Edges\n1 2 l "kin"\n', ["labels and drawings of ties are not used"]),
    "a label and a weight": (
        '*Arcs\n1 2 0.5 l "kin" c Blue\n',
        ["labels and drawings of ties", "weights are not used", "directions are not used"],
    ),
}
SAID = (
    "times are not used",
    "weights are not used",
    "coordinates and drawings of nodes",
    "labels and drawings of ties",
)


@pytest.mark.parametrize("case", BEHIND)
def test_pajek__what_is_not_used_is_said(tmp_path: Path, case: str) -> None:
    """Times, labels and drawings are no weights, and nothing of them is used."""
    text, said = BEHIND[case]
    found = found_in(tmp_path / "few.net", f"*Vertices 2\n{text}")
    assert found.size == (2, 1)
    for words in said:
        assert words in found.unused
    assert not [words for words in SAID if words in found.unused and not _among(words, said)]


def _among(words: str, said: list[str]) -> bool:
    return any(each.startswith(words) for each in said)
