"""`nksim check`: scenarios, studies and sweeps, with the graphs that they name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Nksim
from tests.fixtures.rings import rows

STUDY = """\
name: waves
baseline: tiny.yaml
alternatives:
  no-law: {without: [new-law]}
  softer: {levers: [{name: new-law, lever: law, from: 2019-06-01, strength: 0.5}]}
replicates: 4
"""
SWEEP = """\
name: fear
scenario: tiny.yaml
design: grid
values:
  behaviour.w_risk: [1, 2, 4]
"""


def graph_world(file: str, **network: str) -> str:
    more = "".join(f", {key}: {value}" for key, value in network.items())
    return (
        f"name: ring\nrun: {{start: 2012-01-01, until: 2012-02-26}}\nnetwork:"
        f" {{file: {file}{more}}}\n"
    )


def test_check__reads_the_graph(nksim: Nksim) -> None:
    """A graph's people, ties and layers are said, and what of it is not used."""
    Path("ring.csv").write_text(rows(",", "source,target,weight,layer,note", ",3,kin,x"))
    Path("ring.yaml").write_text(graph_world("ring.csv"))
    done = nksim("check", "ring.yaml")
    assert done.exit_code == 0
    assert "ring.yaml: ok (ring: 2012-2012, 0 levers)" in done.stdout
    assert "graph of ring: 12 people in 12 households, 24 ties (kin 24)" in done.stdout
    assert "weights are not used" in done.stderr
    assert "columns not used: note" in done.stderr


def test_check__tells_programs_what_it_read(nksim: Nksim) -> None:
    """With --json the same as numbers and words."""
    Path("ring.txt").write_text(rows(" ", more=" 0.5"))
    Path("ring.yaml").write_text(graph_world("ring.txt"))
    (answer,) = json.loads(nksim("check", "ring.yaml", "--json").stdout)
    (graph,) = answer["graphs"]
    assert (answer["kind"], answer["ok"]) == ("scenario", True)
    assert (graph["people"], graph["ties"], graph["layers"]) == (12, 24, {"friend": 24})
    assert "weights are not used" in graph["unused"][0]


@pytest.mark.parametrize(
    ("content", "network", "message"),
    [
        ("a b c d\n", {}, "line 1: the third column, 'c', is no weight"),
        ("a b 2\nb c 3\n", {"weight": "bond"}, "weight='2' is outside 0..1"),
        ("a b\n", {"weight": "strong"}, "weight"),
    ],
)
def test_check__refuses_what_cannot_be_a_society(
    nksim: Nksim, content: str, network: dict[str, str], message: str
) -> None:
    """A graph that cannot be read is a mistake of the scenario, named with its file."""
    Path("wrong.txt").write_text(content)
    Path("wrong.yaml").write_text(graph_world("wrong.txt", **network))
    done = nksim("check", "wrong.yaml", "tiny.yaml")
    assert done.exit_code == 2
    assert done.stderr.startswith("wrong.yaml")
    assert message in done.stderr
    assert "tiny.yaml: ok" in done.stdout


def test_check__makes_a_generators_graph(nksim: Nksim) -> None:
    """A generator's people are said as those of a file, and a wrong argument is refused."""
    Path("blocks.yaml").write_text(
        "network: {generator: stochastic_block_model, sizes: [30, 30], p: [[0.3, 0.1], [0.1,"
        " 0.3]]}\n"
    )
    assert "60 people in 60 households" in nksim("check", "blocks.yaml").stdout
    done = nksim("check", "blocks.yaml", "--set", "network.sizes=many")
    assert done.exit_code == 2
    assert "takes a list of whole numbers for sizes" in done.stderr


def test_check__takes_studies_and_sweeps(nksim: Nksim) -> None:
    """What is compared or swept is checked as such, all files at once."""
    Path("study.yaml").write_text(STUDY)
    Path("sweep.yaml").write_text(SWEEP)
    done = nksim("check", "study.yaml", "sweep.yaml", "tiny.yaml")
    assert done.exit_code == 0
    study, sweep, scenario = done.stdout.splitlines()
    assert "study waves: tiny against no-law, softer; 4 replicates, 400 people" in study
    assert "sweep fear: grid over behaviour.w_risk; 3 points, 1 replicates, 400 people" in sweep
    assert "tiny: 400 people" in scenario


def test_check__finds_the_mistakes_of_studies_and_sweeps(nksim: Nksim) -> None:
    """Each with its line, and those of other kinds with the file."""
    Path("study.yaml").write_text(STUDY.replace("replicates: 4", "replicates: -4\nbase: x"))
    Path("sweep.yaml").write_text(SWEEP.replace("grid", "gird"))
    Path("same.yaml").write_text(STUDY.replace("no-law", "tiny"))
    done = nksim("check", "study.yaml", "sweep.yaml", "same.yaml")
    assert done.exit_code == 2
    assert "study.yaml:6" in done.stderr
    assert "unknown key (got base" in done.stderr
    assert "sweep.yaml:3" in done.stderr
    assert "name=tiny is given to two scenarios" in done.stderr


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        (
            "scenario: tiny.yaml\nvalues: {behaviour.w_risk: [1, 2]}\n",
            "sweep",
            "design: is missing",
        ),
        ("baseline: tiny.yaml\n", "compare", "alternatives: is missing"),
        ("baseline: tiny.yaml\nalternatives: {}\n", "compare", "alternatives: is empty"),
    ],
)
def test_a_missing_key__is_named_by_whichever_command(
    nksim: Nksim, text: str, command: str, said: str
) -> None:
    """What a file is shows by its other keys."""
    Path("file.yaml").write_text(text)
    for word in ("check", command):
        done = nksim(word, "file.yaml")
        assert done.exit_code == 2
        assert said in done.stderr
        assert "unknown key" not in done.stderr


@pytest.mark.parametrize("command", ["check", "compare"])
def test_people_that_are_not_shared__are_said(nksim: Nksim, command: str) -> None:
    """An alternative of another size is allowed, and tells less."""
    Path("study.yaml").write_text(
        "baseline: tiny.yaml\nreplicates: 2\nalternatives:\n  no-law: {without: [new-law]}\n"
        "  more: {society: {size: 500}}\n"
    )
    done = nksim(command, "study.yaml", *(["--json"] if command == "compare" else []))
    assert done.exit_code == 0
    said = done.stdout + done.stderr
    assert "more and the baseline tiny share no people and ties, since society.size" in said
    assert "no-law and the baseline" not in said


@pytest.mark.parametrize("command", ["run tiny.yaml", "compare study.yaml", "sweep sweep.yaml"])
def test_a_file_for_societies__is_refused_before_anything_is_made(
    nksim: Nksim, command: str
) -> None:
    """The option is named, and no folder of results is left."""
    Path("study.yaml").write_text(STUDY)
    Path("sweep.yaml").write_text(SWEEP)
    done = nksim(*command.split(), "--societies", "tiny.yaml")
    assert done.exit_code == 2
    assert "societies=tiny.yaml" in done.stderr
    assert "--out" not in done.stderr
    assert not Path("results").exists()


def test_check__of_a_study_reads_its_graphs(nksim: Nksim) -> None:
    """A study's graph is read once for all its scenarios, and a wrong one is its mistake."""
    Path("ring.csv").write_text(rows(","))
    Path("ring.yaml").write_text(graph_world("ring.csv"))
    Path("study.yaml").write_text(
        "baseline: ring.yaml\nalternatives:\n  kin: {network: {file: ring.csv, layer: kin}}\n"
        "  same: {behaviour: {w_risk: 1}}\n"
    )
    done = nksim("check", "study.yaml")
    assert done.exit_code == 0
    assert done.stdout.count("graph of") == 2
    Path("ring.csv").write_text("a b c d\n")
    assert nksim("check", "study.yaml").exit_code == 2


@pytest.mark.parametrize("command", ["run", "compare", "plan", "verify twins", "sweep"])
def test_wrong_graph__is_refused_before_anything_runs(nksim: Nksim, command: str) -> None:
    """Whoever starts a run learns of a wrong graph at once, and nothing is left behind."""
    Path("wrong.txt").write_text("a b c d\n")
    Path("wrong.yaml").write_text(graph_world("wrong.txt"))
    Path("study.yaml").write_text(
        "baseline: wrong.yaml\nalternatives: {a: {behaviour: {w_risk: 1}}}\n"
    )
    Path("sweep.yaml").write_text(SWEEP.replace("tiny.yaml", "wrong.yaml"))
    file = {"compare": "study.yaml", "sweep": "sweep.yaml"}.get(command, "wrong.yaml")
    done = nksim(*command.split(), file)
    assert done.exit_code == 2
    assert "line 1: the third column" in done.stderr
    assert not Path("results").exists()


def test_run__says_what_is_not_used(nksim: Nksim) -> None:
    """A run says once what of its graph is not used, on standard error."""
    Path("ring.txt").write_text(rows(" ", more=" 0.5"))
    Path("ring.yaml").write_text(graph_world("ring.txt"))
    done = nksim("run", "ring.yaml", "--replicates", "3", "--quiet")
    assert done.exit_code == 0
    assert done.stderr.count("weights are not used") == 1
