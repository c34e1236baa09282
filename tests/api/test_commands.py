"""Whatever the command line does, one call from Python does too, under the same name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import nksim
from nksim.cli.output import records
from nksim.running.probe import Costs
from tests.cli.conftest import command_line_over

SCENARIO = """\
name: tiny
run: {start: 2010-01-04, until: 2012-12-31}
society: {size: 400}
levers:
  - {name: new-law, lever: law, from: 2011-06-01}
"""
OTHER = "extends: tiny.yaml\nname: other\nwithout: [new-law]\n"
STUDY = "baseline: tiny.yaml\nalternatives: {other: other.yaml}\nreplicates: 3\n"
SWEEP = """\
name: fear
scenario: tiny.yaml
design: grid
values: {behaviour.w_risk: [1.0, 2.5, 4.0]}
replicates: 2
"""
KEYS = ("behaviour.w_risk", "media.copy_chance")
DRAWS = "behaviour.w_risk\n1.5\n3.5\n"
Said = Callable[..., Any]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Said:
    """What a command prints as JSON, in a folder with a scenario, a study and a sweep."""
    command = command_line_over(monkeypatch, tmp_path)
    files = {"tiny": SCENARIO, "other": OTHER, "study": STUDY, "fear": SWEEP}
    for name, text in files.items():
        Path(f"{name}.yaml").write_text(text)
    Path("draws.csv").write_text(DRAWS)
    Path("seen.csv").write_text("id,value,sd_total\nC10,0.3,0.1\n")

    def answer(*words: object) -> Any:
        done = command(*words, "--json")
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return answer


def scenario() -> nksim.Scenario:
    return nksim.load_scenario("tiny.yaml")


def test_names__are_those_of_the_commands() -> None:
    """A reader of the command line finds each command in Python, and `dir` lists them."""
    commands = "calibrate check compare diff explain export plan plot repair run sensitivity"
    assert {*commands.split(), "life", "survey", "sweep", "traces", "verify"} <= set(dir(nksim))
    assert all(getattr(nksim, name) is not None for name in dir(nksim))


def test_run__stores_the_same_tables(said: Said) -> None:
    answer = said("run", "tiny.yaml", "-n", "2", "-o", "command")
    found = nksim.run(scenario(), folder="call", replicates=2)
    assert_frame_equal(found.outcomes, nksim.open_results("command").outcomes)
    assert records(found.outcomes) == answer["outcomes"]
    assert records(found.yearly) == answer["years"]
    assert nksim.run(scenario(), folder="call", replicates=2).done.backlog.kept == 2


def test_compare__says_the_same_with_all_that_can_be_added(said: Said) -> None:
    """Differences, bounds over a posterior, other assumptions, groups and figures."""
    words = ("--posterior", "draws.csv", "--assumptions", "--by", "age", "-o", "command")
    answer = said("compare", "study.yaml", *words)
    found = nksim.compare("study.yaml", posterior="draws.csv", assumptions=True, folder="call")
    assert found.bounds is not None
    assert found.under_assumptions is not None
    assert records(found.differences) == answer["differences"]
    assert records(found.bounds) == answer["bounds"]
    assert records(found.under_assumptions) == answer["under_assumptions"]
    assert records(found.by_group("age")) == answer["by_group"]
    drawn = [Path(name).name for name in answer["figures"]]
    assert [path.name for path in found.figures()] == drawn
    for name in ("bounds.csv", "assumptions.csv"):
        assert Path("call", name).read_bytes() == Path("command", name).read_bytes()


def test_compare__goes_on_with_runs_under_the_folder_name_of_before(said: Said) -> None:
    """Version 0.1.0 left runs under other assumptions in `structures`: they are not made again."""
    names = ["fear only"]
    nksim.compare("study.yaml", assumptions=names, folder="call")
    Path("call/assumptions").rename("call/structures")
    again = nksim.compare("study.yaml", assumptions=names, folder="call")
    assert again.assumed["fear only"].done.backlog.runs == 0
    assert said("compare", "study.yaml", "--structures")["under_assumptions"]


def test_compare__until_resolved_adds_as_many_replicates(said: Said) -> None:
    answer = said("compare", "study.yaml", "--until-resolved", "1e-9", "--limit", "6")
    found = nksim.compare("study.yaml", until_resolved=1e-9, limit=6)
    assert found.study.replicates == answer["replicates"]
    assert records(found.differences) == answer["differences"]


def test_explain__says_the_same(said: Said) -> None:
    """Parts, shares, sentences and figures; runs lie in the study's folder. Nothing is made up."""
    words = ("--outcome", "watching_share", "--size", "200", "-n", "2", "-o", "command")
    answer = said("explain", "study.yaml", *words)
    study = nksim.load_study(["study.yaml"], {"society.size": 200})
    found = nksim.explain(study, outcomes=["watching_share"], replicates=2, folder="call")
    assert records(found.parts) == answer["parts"]
    assert records(found.shares) == answer["shares"]
    assert found.sentences == answer["sentences"]
    assert [path.name for path in found.figures()] == ["explain-other.png"]
    for name in ("parts.csv", "shares.csv"):
        path = Path("explain", name)
        assert (Path("call") / path).read_bytes() == (Path("command") / path).read_bytes()


def test_a_comparison__is_taken_apart_as_by_the_command(said: Said) -> None:
    """The same seeds, and runs that lie beside those of the comparison."""
    study = nksim.load_study(["study.yaml"])
    found = nksim.compare(study, replicates=2, folder="compared").explain(
        outcomes=["watching_share"]
    )
    words = ("--outcome", "watching_share", "-n", "2", "--quiet")
    assert records(found.parts) == said("explain", "study.yaml", *words)["parts"]
    assert Path("compared", "explain", "runs.jsonl").is_file()


def test_sweep__says_the_same(said: Said) -> None:
    answer = said("sweep", "fear.yaml", "-o", "command")
    found = nksim.sweep("fear.yaml", folder="call")
    assert records(found.correlations) == answer["rank_correlations"]
    assert Path("call/sweep.csv").read_bytes() == Path("command/sweep.csv").read_bytes()
    assert [path.name for path in found.figures()] == ["sweep.png"]


@pytest.mark.parametrize("file", ["tiny.yaml", "study.yaml", "fear.yaml"])
def test_plan__says_the_same(said: Said, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    """Where the machine is measured alike, runs, weeks, time, memory and disk are alike."""
    weeks = np.ones(157)
    costs = Costs(weeks, weeks, 1.0, 1.0, 1.0, 1.0)
    monkeypatch.setattr("nksim.running.forecast.probe", lambda _: costs)
    monkeypatch.setattr("nksim.running.forecast._seconds_aside", lambda _: 0.0)
    answer = said("plan", file, "-n", "5", "-j", "1")
    found = asdict(nksim.plan(file, replicates=5, jobs=1))
    assert found | {"obstacles": []} == answer | {"obstacles": []}


def test_survey__says_the_same(said: Said) -> None:
    said("run", "tiny.yaml", "--set", "run.start=2000-01-03", "-n", "2")
    answer = said("survey", "results/tiny", "--all")
    found = nksim.survey("results/tiny", every=True)
    assert records(found.rows) == answer["rows"]
    assert [str(path) for path in found.figures()] == [answer["figure"]]


def test_plot_and_export__write_the_same_files(said: Said) -> None:
    said("run", "tiny.yaml")
    said("plot", "results/tiny", "-o", "command.svg")
    said("export", "results/tiny", "-o", "command")
    (drawn,) = nksim.plot("results/tiny", out="call.svg")
    folder = nksim.export("results/tiny", folder="call")
    assert drawn.read_bytes() == Path("command.svg").read_bytes()
    tables = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert tables == {path.name: path.read_bytes() for path in Path("command").iterdir()}


def test_repair__takes_the_same(said: Said) -> None:
    """A part of the list is lost: what is whole, and what is to be made again."""
    for folder in ("command", "call"):
        said("run", "tiny.yaml", "-n", "2", "-o", folder)
        next(Path(folder, "series").iterdir()).unlink()
    answer, found = said("repair", "command"), nksim.repair("call")
    assert (found.whole, found.rebuilt) == (answer["whole"], answer["list_made_again"])
    assert [run.seed for run in found.again] == [run["seed"] for run in answer["to_be_made_again"]]


def test_check_and_diff__say_the_same(said: Said) -> None:
    answer = said("check", "tiny.yaml", "study.yaml", "fear.yaml")
    found = nksim.check("tiny.yaml", "study.yaml", "fear.yaml")
    assert [(one.kind, one.ok) for one in found] == [(one["kind"], one["ok"]) for one in answer]
    assert nksim.diff(scenario(), nksim.load_scenario("other.yaml")) == said(
        "diff", "tiny.yaml", "other.yaml"
    )


def test_calibrate__fits_the_same(said: Said) -> None:
    keys = [word for key in KEYS for word in ("--key", key)]
    effort = ("--table", "24", "--runs", "40", "--targets", "seen.csv", "-o", "command")
    answer = said("calibrate", "tiny.yaml", *keys, *effort)
    found = nksim.calibrate(
        scenario(), targets="seen.csv", keys=KEYS, table=24, runs=40, folder="call"
    )
    assert found.document["numbers"] == answer["numbers"]
    written = [pd.read_csv(Path(place, "posterior.csv")) for place in ("call", "command")]
    assert_frame_equal(*written)
    assert len(found.figures()) == 2


@pytest.mark.filterwarnings("ignore")  # SALib's own
def test_sensitivity__finds_the_same(said: Said) -> None:
    keys = [word for key in KEYS for word in ("--key", key)]
    answer = said("sensitivity", "tiny.yaml", *keys, "--points", "4", "--outcome", "mean_bond")
    found = nksim.sensitivity(scenario(), keys=KEYS, points=4, outcomes=["mean_bond"])
    assert records(found.indices) == answer["indices"]


def test_verify__finds_the_same(said: Said) -> None:
    """Both engines on a small world, and a folder that is made again."""
    small = nksim.load_scenario("tiny.yaml", {"society.size": 60, "run.until": "2010-03-01"})
    words = ("--set", "run.until=2010-03-01", "--size", "60")
    answer = said("verify", "twins", "tiny.yaml", *words)
    assert nksim.verify.twins(small).hashes == answer["hashes"]
    said("run", "tiny.yaml")
    again, answer = nksim.verify.results("results/tiny"), said("verify", "results", "results/tiny")
    assert again.identical is answer["identical"] is True
