"""Tables of ties as the field writes them: the people meant, or a refusal in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import GraphError, InputError
from tests.fixtures.rings import RING, found_in, rows

WHOLE = (12, 24)
SEPARATORS = (" ", "  ", "\t", " \t ", ",", ", ", " , ", ";", "; ", "|", " | ")
HEADINGS = (
    *("source,target", "Source,Target", "SOURCE,TARGET", '"source","target"', "from,to", "From,To"),
    *("ego,alter", "Ego,Alter", "id1,id2", "ID1,ID2", "node1,node2", "Node_1,Node_2", "u,v"),
    *("sender,receiver", "a,b", "A,B", "i,j", "x,y", "V1,V2", "FromNodeId,ToNodeId", "src,dst"),
    *("source_id,target_id", "Source Node,Target Node", "person 1,person 2", "name1,name2"),
    *("von,nach", "Quelle,Ziel", "source,cible", "origen,destino", "보낸사람,받는사람"),
    *("源,目标", "来源,目标", "보낸 사람,받는 사람", "VON,NACH", "Origen,Destino"),
    *("from_id,to_id", "caller,callee", "left,right", "Person A,Person B", "node_i,node_j"),
)


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("suffix", [".txt", ".csv", ".edgelist", ".tsv"])
def test_separator__may_be_any_usual_one(tmp_path: Path, separator: str, suffix: str) -> None:
    """Whatever parts two names, they are two names, and the file's ending does not matter."""
    found = found_in(tmp_path / f"ring{suffix}", rows(separator))
    assert found.size == WHOLE
    assert found.ties == {frozenset(map(str, tie)) for tie in RING}
    assert not found.unused


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("heading", ["", "source\ttarget"])
def test_text__is_read_from_any_machine(
    tmp_path: Path, end: str, encoding: str, heading: str
) -> None:
    """A byte order mark is no part of a name, and lines end as they do on any machine."""
    text = rows("\t", heading, end=end)
    assert found_in(tmp_path / "ring.txt", text.encode(encoding)).size == WHOLE


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_utf16__is_told_by_its_mark(tmp_path: Path, mark: str) -> None:
    """Excel's Unicode text is UTF-16 with tabs, in either order of bytes."""
    text = "\ufeff" + rows("\t", "Source\tTarget", named=lambda i: f"김{i}")
    found = found_in(tmp_path / "ring.txt", text.encode(mark))
    assert found.size == WHOLE
    assert found.society.nodes[0] == "김0"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("heading", HEADINGS)
def test_usual_heading__is_no_pair_of_people(tmp_path: Path, heading: str, separator: str) -> None:
    """Columns may be called what they are called in the field; nobody is called like a column."""
    heading = heading.replace(",", separator)
    assert found_in(tmp_path / "ring.csv", rows(separator, heading)).size == WHOLE
    named = rows(separator, heading, named=lambda i: f"Kim {'abcdefghijkl'[i]}")
    assert found_in(tmp_path / "names.csv", named).size == WHOLE


@pytest.mark.parametrize("heading", ["citing,cited", "보낸이,받는이", "кто,кому"])
def test_words_over_numbers__are_headings_and_said(tmp_path: Path, heading: str) -> None:
    """A heading that nobody knows is told from people by what stands below it, and it is said."""
    found = found_in(tmp_path / "ring.csv", rows(",", heading))
    assert found.size == WHOLE
    assert heading == "citing,cited" or "is read as headings" in found.unused


def test_words_over_words__are_people_and_said(tmp_path: Path) -> None:
    """Where nothing tells headings from people they are people, and a reader hears of it."""
    found = found_in(tmp_path / "ring.csv", "kind,unkind\nAnn,Bo\nBo,Cy\nCy,Ann\n")
    assert found.size == (5, 4)
    assert "is read as people" in found.unused


@pytest.mark.parametrize("first", ["a,b", "u,v", "from,to", "id1,id2", "x,y"])
def test_people_called_like_headings__stay_people(tmp_path: Path, first: str) -> None:
    """Who is called as columns are, and stands further down as well, is a person."""
    one, other = first.split(",")
    found = found_in(tmp_path / "few.csv", f"{first}\n{other},z1\nz1,{one}\n")
    assert found.size == (3, 3)


def test_letters__are_people_among_letters(tmp_path: Path) -> None:
    """Of a table of letters the first row is no heading."""
    assert found_in(tmp_path / "few.csv", "a,b\nc,d\n").size == (4, 2)


def test_unusual_heading_over_weights__is_a_heading(tmp_path: Path) -> None:
    """A word over a column of numbers says that the first row names columns."""
    text = rows(",", "person,acquaintance,times", ",3", named=lambda i: f"Kim {'abcdefghijkl'[i]}")
    found = found_in(tmp_path / "ring.csv", text)
    assert found.size == WHOLE
    assert "columns not used: times" in found.unused


COMMENTED = {
    "number sign": "# two\n#\n" + rows(" "),
    "slashes": "// two\n//three,four\n  // five\n" + rows(" "),
    "percent": "% sym unweighted\n% 24 12 12\n" + rows(" "),
    "indented": "  # two\n\t% three\n" + rows("\t"),
    "behind a tie": rows(" ", more=" # since 2009"),
    "behind a tie in commas": rows(",", "source,target", " % since 2009"),
    "headings in a comment": "# FromNodeId\tToNodeId\n" + rows("\t"),
}


@pytest.mark.parametrize("case", COMMENTED)
def test_comment__is_no_part_of_the_graph(tmp_path: Path, case: str) -> None:
    """From a sign of comment on a line says nothing."""
    assert found_in(tmp_path / "ring.txt", COMMENTED[case]).size == WHOLE


@pytest.mark.parametrize("name", ["k#{}", "k//{}", "50%{}", '"#{}"', '"Kim # {}"'])
def test_sign_within_a_name__is_no_comment(tmp_path: Path, name: str) -> None:
    """A comment begins at the start of a line or after white space, and not within quotes."""
    found = found_in(tmp_path / "ring.txt", rows(" ", named=name.format))
    assert found.size == WHOLE
    assert found.society.nodes[0] == name.format(0).strip('"')


@pytest.mark.parametrize("separator", [" ", "\t", ",", ", ", ";", "|"])
@pytest.mark.parametrize("name", ["Kim {}", "Kim, {}", "Kim; {}", "Kim\t{}", 'Kim ""Il"" {}'])
def test_quoted_name__may_hold_anything(tmp_path: Path, name: str, separator: str) -> None:
    """Blanks, separators and quotes stand within quotes; a tab in a name is refused."""
    text = rows(separator, named=lambda i: f'"{name.format(i)}"')
    if "\t" in name:
        with pytest.raises(GraphError, match="a control character"):
            found_in(tmp_path / "ring.csv", text)
        return
    found = found_in(tmp_path / "ring.csv", text)
    assert found.size == WHOLE
    assert found.society.nodes[0] == name.format(0).replace('""', '"')


def test_names_with_blanks__need_no_quotes_between_separators(tmp_path: Path) -> None:
    """Between tabs, commas, semicolons and bars a blank is part of the name."""
    for separator in "\t,;|":
        found = found_in(tmp_path / "ring.csv", rows(separator, named="Kim Il {}".format))
        assert found.size == WHOLE
        assert found.society.nodes[0] == "Kim Il 0"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("source,target\n0,1\n2\n3,\n,4\n", (5, 1)),
        ("0 1\n2\n3\n", (4, 1)),
        ("source;target;weight\n0;1;0.5\n2;;\n3\n", (4, 1)),
        ("0\t1\nKim\n", (3, 1)),
        ("0,1\n1\n", (2, 1)),
    ],
)
def test_row_with_one_name__is_a_person_without_ties(
    tmp_path: Path, text: str, size: tuple[int, int]
) -> None:
    """Who has no ties is there all the same."""
    assert found_in(tmp_path / "few.csv", text).size == size


def test_empty_rows__are_nobody(tmp_path: Path) -> None:
    """Spreadsheets leave rows of separators behind."""
    assert found_in(tmp_path / "few.csv", "source,target,\n\n,,\n1,2,\n \n2,3,\n").size == (3, 2)


WEIGHTED = {
    "heading": rows(",", "source,target,weight", ",7"),
    "heading before": "weight,source,target\n" + "".join(f"7,{a},{b}\n" for a, b in RING),
    "third column": rows(" ", more=" 0.5"),
    "third column in commas": rows(",", more=",0.5"),
    "decimal comma": rows(";", more=";0,5"),
    "decimal comma and blanks": rows(" ", more=" 0,5"),
    "exponent": rows("\t", more="\t1e-3"),
    "missing": rows(",", "source,target,weight", ",") + "0,5,NaN\n0,6,1\n",
    "networkx": rows(" ", more=" {'weight': 0.5}"),
    "time behind it": rows(" ", more=" 1 1209340800"),
}


@pytest.mark.parametrize("case", WEIGHTED)
def test_weights__are_not_used_and_it_is_said(tmp_path: Path, case: str) -> None:
    """A weight is no bond unless somebody says so; it is said, and how to use it."""
    found = found_in(tmp_path / "ring.txt", WEIGHTED[case])
    assert found.society.people == 12
    assert "weights are not used" in found.unused
    assert "{weight: bond}" in found.unused
    assert ("the fourth column" in found.unused) == (case == "time behind it")


@pytest.mark.parametrize("text", ["a,b,0.5\nb,c,\n", "source;target;weight\na;b;0,5\nb;c;NA\n"])
def test_weights__are_bonds_if_asked_for(tmp_path: Path, text: str) -> None:
    """With `weight: bond` a weight is the bond at the start; where there is none it is drawn."""
    found = found_in(tmp_path / "few.csv", text, weight="bond")
    assert found.society.ties.bond.tolist() == [0.5, -1.0]
    assert not found.unused


OTHERS = {
    "R's row numbers": '"","from","to"\n"1","a","b"\n"2","b","c"\n',
    "R's table": '"from" "to"\n"1" "a" "b"\n"2" "b" "c"\n',
    "Excel's first line": "sep=;\nsource;target\na;b\nb;c\n",
    "Gephi": "Source,Target,Type,Id,Label,timeset,Weight\n"
    "a,b,Directed,0,,,1.0\nb,c,Directed,1,,,1\n",
    "Matrix Market": "%%MatrixMarket matrix coordinate pattern symmetric\n% x\n3 3 2\n1 2\n2 3\n",
    "networkx": "a b {'layer': 'kin', 'bond': 0.5}\nb c {}\n",
    "networkx in commas": "a,b,{'layer': 'kin', 'bond': 0.5}\nb,c,{}\n",
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_programs_write__is_read(tmp_path: Path, case: str) -> None:
    """R, Excel, Gephi, networkx and the data sets of the field have ways of their own."""
    assert found_in(tmp_path / "few.txt", OTHERS[case]).size == (3, 2)


def test_columns_that_are_not_used__are_named(tmp_path: Path) -> None:
    """Whoever gives more than is read learns what is read."""
    found = found_in(tmp_path / "few.txt", OTHERS["Gephi"])
    assert "columns not used: type, id (those read: layer, bond, weight)" in found.unused


@pytest.mark.parametrize("missing", ["", "NA", "nan", "NaN", "null", "None", "N/A", " "])
def test_missing_layer_and_bond__are_none(tmp_path: Path, missing: str) -> None:
    """A value that is missing is not told, whatever stands in its place."""
    text = f"source,target,layer,bond\na,b,Kin,0.25\nb,c,{missing},{missing}\n"
    found = found_in(tmp_path / "few.csv", text)
    assert found.society.layer_counts == {"kin": 1, "friend": 1}
    assert found.society.ties.bond.tolist() == [0.25, -1.0]


WRONG = {
    "four names": ("a b c d\n", "line 1: the third column, 'c', is no weight"),
    "a list of neighbours": ("0 1 2 3\n1 2\n3\n", "lists of neighbours"),
    "a short list of neighbours": ("0 1 2\n1 2\n2\n", "lists of neighbours"),
    "a matrix": ("0,1,1,0,1\n1,0,1,0,0\n", "matrices are not read"),
    "two separators": ("0,1\n1 2\n", "line 1: '0,1' holds a separator"),
    "other separators": ("0,1\n1;2\n", "line 1: '0,1' holds a separator"),
    "unknown separator": ("0->1\n1->2\n", "line 1: '->' stands between"),
    "missing name": ("1,2\n3,NA\n", "line 2: NA may be a name or a missing one"),
    "weight of nobody": ("source,target,weight\n1,2,3\n2,,5\n", "line 3: row='2, , 5'"),
    "open quote": ('source,target\n"a,b\nc,d\n', "line 2: a quote is opened and not closed"),
    "open quote and blanks": ('"a b\n', "line 1: a quote is opened and not closed"),
    "no heading": ("source,target\na,b,3\n", "line 2: the row has 3 columns"),
    "nothing": ("", "holds no ties"),
    "comments": ("# a b\n", "holds no ties"),
    "headings": ("source,target\n", "holds headings and no ties"),
    "networkx' list of neighbours": ("0 2\n1 {}\n2 {}\n", "line 2: row='1' names no two nodes"),
    "no dictionary": ("a b {1: }\n", "line 1: .* are no attributes of a tie"),
    "unseen": ("a\x07 b\n", "the name holds a control character"),
    "NUL": ("a\0 b\n", r"a control character, \\x00"),
    "another encoding": (b"source,target\nJos\xe9,b\n", "is not UTF-8 text; save it as UTF-8"),
    "bond": ("source,target,bond\na,b,strong\n", "bond='strong' is outside 0..1"),
    "layer": ("source,target,layer\na,b,enemy\n", "layer='enemy' is not known"),
    "two layers": ("source,target,layer\na,b,kin\nb,a,work\n", "layer='kin' and layer='work'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_table__is_refused_in_words(tmp_path: Path, case: str) -> None:
    """What cannot be understood is said with its line, and makes no society of other people."""
    content, message = WRONG[case]
    with pytest.raises(InputError, match=message):
        found_in(tmp_path / "wrong.txt", content)


def test_ties_named_twice__are_one_and_it_is_said(tmp_path: Path) -> None:
    """Lists of arcs name a pair in both directions; a person's tie with themselves is none."""
    found = found_in(tmp_path / "few.csv", "source,target\n1,2\n2,1\n1,2\n2,2\n2,3\n")
    assert found.size == (3, 2)
    assert "one with the first: 2 (such as '2'-'1')" in found.unused
    assert "left out: 1 (such as '2')" in found.unused
