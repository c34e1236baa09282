"""What a person can get wrong in a scenario file, and what they are told: file, line, column, key
and what to type.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from nksim.core.errors import ScenarioError
from nksim.scenario import Scenario, load_scenario
from nksim.scenario.layers import LARGEST_FILE, LONGEST_CHAIN
from tests.scenario.mistakes import BAD

SHIPPED = Path(__file__).parents[2] / "scenarios"


def faults_of(path: Path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return [str(fault) for fault in caught.value.faults]


def write(folder: Path, text: str, name: str = "bad.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "begins", "says"), BAD, ids=[text[:40].replace("\n", " ") for text, _, _ in BAD]
)
def test_mistake__is_named_with_its_line(tmp_path: Path, text: str, begins: str, says: str) -> None:
    """Whoever makes one mistake in a file is told of that one, where it stands and what to type."""
    path = write(tmp_path, text)
    (fault,) = faults_of(path)
    assert fault.startswith(f"{path}:{begins}")
    assert says in fault
    assert "pydantic" not in fault
    assert "Input should" not in fault


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"# nothing but a remark\n", "is empty"),
        (b"name: a\n---\nname: b\n", "more than one document"),
        (b"name: a\nname: \xff\xfe", ":2:7  is not UTF-8 text"),
        (b"name: \x00", ":1:7  holds a control character, \\x00"),
        ("name: u".encode("utf-16-le"), ":1:2  holds a control character, \\x00"),
        (b"\xff\xfea\x00\x00\xd8", ":1:2  is not UTF-16 text"),
        (b"name: \xed\xa0\x80", ":1:7  is not UTF-8 text"),
        (b"name: a\x1b[31m", ":1:8  is not YAML: holds a control character, \\x1b"),
        (b"# " + b"x" * LARGEST_FILE, "is too large"),
    ],
)
def test_file_without_a_scenario__is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    """A file that cannot be read as one document is named as a whole."""
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    (fault,) = faults_of(path)
    assert fault.startswith(f"{path}{says if says.startswith(':') else '  '}")
    assert says in fault


def test_missing_file__names_the_nearest(tmp_path: Path) -> None:
    """A slip in the name of a file is answered with the name that was meant."""
    write(tmp_path, "name: a", "history.yaml")
    assert faults_of(tmp_path / "histroy.yaml") == [
        f"{tmp_path / 'histroy.yaml'}  there is no such file (did you mean history.yaml?)"
    ]
    assert "is a directory" in faults_of(tmp_path)[0]
    assert "there is no folder" in faults_of(tmp_path / "nowhere" / "a.yaml")[0]


def test_alias_bomb__is_refused_before_it_is_built(tmp_path: Path) -> None:
    """Nine lines that stand for a billion values cost nothing to refuse."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 10)
    ]
    (fault,) = faults_of(write(tmp_path, "\n".join(lines)))
    assert "holds too many values" in fault


def test_deep_nesting__is_refused(tmp_path: Path) -> None:
    """A hundred thousand brackets are a fault at a place, not a crash."""
    path = write(tmp_path, "name: " + "[" * 100_000)
    assert faults_of(path) == [f"{path}:1:37  is nested too deeply (allowed up to 30 levels)"]


def test_all_mistakes__are_told_at_once_in_file_order(tmp_path: Path) -> None:
    """Nobody has to run a check five times to find five mistakes."""
    path = write(
        tmp_path,
        "size: 3\nsociety: {size: 0}\nsociety: {}\nrun: {seed: -1}\nlevers:\n"
        "  - {name: a, lever: lw, from: 2020-01-01}\nmedia: {copy_chance: 2}\n",
    )
    lines = [fault.split("  ")[0] for fault in faults_of(path)]
    assert lines == [f"{path}:{place}" for place in ("1:1", "2:11", "3:1", "4:7", "6:15", "7:9")]


def test_mistake_in_an_extended_file__names_that_file(tmp_path: Path) -> None:
    """A fault is sought in the file in which it was written, not in the one that was asked for."""
    base = write(tmp_path, "name: base\nsociety: {size: 0}\n", "base.yaml")
    child = write(tmp_path, "extends: base.yaml\nrun: {seed: -1}\n")
    assert {fault.split("  ")[0] for fault in faults_of(child)} == {f"{child}:2:7", f"{base}:2:11"}


def test_loop_of_three_files__is_named_in_full(tmp_path: Path) -> None:
    """Files that extend one another in a ring are refused with the ring spelled out."""
    for name, next_name in (("a", "b"), ("b", "c"), ("c", "a")):
        write(tmp_path, f"extends: {next_name}.yaml", f"{name}.yaml")
    assert faults_of(tmp_path / "a.yaml") == [
        f"{tmp_path / 'c.yaml'}:1:1  extends: goes round in a loop (a.yaml -> b.yaml -> "
        "c.yaml -> a.yaml); remove one of them"
    ]


def test_chain_of_files__ends_at_a_stated_length(tmp_path: Path) -> None:
    """Twenty files may extend one another; four hundred are refused at the first too many."""
    write(tmp_path, "name: first", "0.yaml")
    for number in range(1, 400):
        write(tmp_path, f"extends: {number - 1}.yaml", f"{number}.yaml")
    assert load_scenario(tmp_path / f"{LONGEST_CHAIN - 1}.yaml").name == "first"
    (fault,) = faults_of(tmp_path / "399.yaml")
    assert fault.startswith(f"{tmp_path / '380.yaml'}:1:1  extends: is the end of too long a chain")
    assert "allowed 20 files" in fault


def test_extended_file_that_is_none__is_refused_where_it_is_named(tmp_path: Path) -> None:
    """A loop of links, a pipe and a device are no files to extend."""
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    for named, says in (("a.yaml", "symbolic links"), ("pipe.yaml", "is a pipe")):
        path = write(tmp_path, f"extends: {named}")
        (fault,) = faults_of(path)
        assert fault.startswith(f"{path}:1:1  extends: ")
        assert says in fault
    path = write(tmp_path, "network: {file: pipe.yaml}")
    (fault,) = faults_of(path)
    assert fault.startswith(f"{path}:1:11  network.file: is a pipe")


def test_empty_list_of_levers__does_not_pass_for_none(tmp_path: Path) -> None:
    """Levers of an extended file stay; whoever seems to want none of them is told how."""
    write(tmp_path, "levers: [{name: a, lever: law, from: 2020-01-01}]", "base.yaml")
    path = write(tmp_path, "extends: base.yaml\nlevers: []")
    assert faults_of(path) == [
        f"{path}:2:1  levers: adds no lever and takes none away; name those to leave out: "
        "without: [a]"
    ]
    assert load_scenario(write(tmp_path, "levers: []")).levers == ()


def test_extends__merges_sections_and_replaces_levers_by_name(tmp_path: Path) -> None:
    """A file that extends another writes only what differs: settings merge, new levers follow, a
    known name is replaced in its place.
    """
    write(
        tmp_path,
        "society: {size: 500, ties: {kin: 1, friend: 2}}\nlevers:\n"
        "  - {name: a, lever: law, from: 2001-01-01, risk_rise: 0.5}\n"
        "  - {name: b, lever: executions, from: 2002-01-01}\n",
        "base.yaml",
    )
    child = write(
        tmp_path,
        "extends: base.yaml\nsociety: {ties: {kin: 3}}\nlevers:\n"
        "  - {name: c, lever: searches, from: 2003-01-01}\n"
        "  - {name: a, lever: law, from: 2004-01-01}\n",
    )
    scenario = load_scenario(child)
    assert (scenario.society.size, scenario.society.ties.kin, scenario.society.ties.friend) == (
        500,
        3.0,
        2.0,
    )
    assert [(lever.name, lever.from_.year) for lever in scenario.levers] == [
        ("a", 2004),
        ("b", 2002),
        ("c", 2003),
    ]
    assert scenario.levers[0].risk_rise == 0.05  # type: ignore[union-attr]


def test_network_of_an_extending_file__replaces_the_other(tmp_path: Path) -> None:
    """The arguments of one generator never leak into another."""
    write(tmp_path, "network: {generator: watts_strogatz_graph, n: 100, k: 4, p: 0.1}", "base.yaml")
    scenario = load_scenario(
        write(tmp_path, "extends: base.yaml\nnetwork: {generator: path_graph, n: 50}")
    )
    assert scenario.network is not None
    assert scenario.network.arguments == {"n": 50}


def test_graph_file__is_found_beside_the_scenario(tmp_path: Path) -> None:
    """A graph is named relative to the file that names it, from wherever the program is started."""
    write(tmp_path, "<graphml/>", "people.graphml")
    (tmp_path / "inner").mkdir()
    write(tmp_path, "network: {file: people.graphml}", "base.yaml")
    scenario = load_scenario(write(tmp_path / "inner", "extends: ../base.yaml"))
    assert scenario.network is not None
    assert Path(str(scenario.network.file)).resolve() == (tmp_path / "people.graphml").resolve()


def test_plain_number_and_number_with_source__run_the_same() -> None:
    """A range and a source are said about a number and do not change it; one layer of ties may be
    written alone.
    """
    plain = load_scenario({"society": {"bond": {"kin": 0.7}}, "run": {"start": "2001-05-01"}})
    said = load_scenario(
        {
            "society": {"bond": {"kin": {"value": 0.7, "range": [0.5, 0.9], "source": "P25"}}},
            "run": {"start": date(2001, 5, 1)},
        }
    )
    assert plain.model_dump() == said.model_dump()
    assert said.notes["society.bond.kin"].range == (0.5, 0.9)
    assert plain.society.bond.friend == 0.55


def test_empty_mapping__is_the_model_as_it_stands() -> None:
    """Whoever writes nothing gets the model's own values."""
    assert load_scenario({}) == Scenario()


def test_mapping_that_contains_itself__is_refused() -> None:
    """A mapping from a program can be as broken as a file."""
    mapping: dict[str, object] = {}
    mapping["society"] = mapping
    with pytest.raises(ScenarioError, match="nested too deeply"):
        load_scenario(mapping)


def test_reading_a_scenario__needs_no_heavy_library() -> None:
    """`nksim check` answers at once: reading does not import pandas, numba or mesa."""
    code = (
        "import sys, nksim.scenario.loading; assert not {'pandas', 'numba', 'mesa'} & "
        "set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
