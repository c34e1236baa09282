"""What people see: help, verdicts at any width, pictures in any format, names for paths."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from nksim.core.checks import checked_workers
from nksim.core.errors import InputError
from nksim.store.results import open_results
from tests.cli.conftest import Nksim
from tests.cli.test_commands import COMMANDS
from tests.fixtures.killing import nksim as nksim_command

ROOT = Path(__file__).parents[2]
# Thirty-four people over two years: no copy comes from a market, so that one outcome has no value.
NO_VALUE = """\
name: no-value-outcome
baseline:
  name: karate
  run: {start: 2012-01-01, until: 2013-12-31, seed: 1}
  network: {generator: karate_club_graph}
  levers:
    - {name: wave, lever: searches, from: 2013-08-01, until: 2013-12-31, rate_factor: 4}
alternatives:
  no-wave: {without: [wave]}
replicates: 2
"""
NO_NUMBER = re.compile(r"(?<![\w.])[-+]?(?:inf|nan)(?!\w)|(?<!\w)[-+]0(?:\.0+)?(?![\d.])")


def _plain(words: str) -> str:
    """Help without its frame, on one line."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", words).split())


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("command", [*COMMANDS, "calibrate", "sensitivity", "scenarios"])
def test_help__shows_every_word_at_any_width(
    nksim: Nksim, monkeypatch: pytest.MonkeyPatch, command: str, columns: str
) -> None:
    """What help says is what was written, brackets too, and nothing is cut."""
    monkeypatch.setenv("COLUMNS", columns)
    done = nksim(*command.split(), "--help")
    assert done.exit_code == 0
    assert "…" not in done.stdout
    runner = 80  # columns that the runner of tests gives to plain help
    assert max(map(len, done.stdout.splitlines())) <= max(int(columns), runner)


@pytest.mark.parametrize("command", ["calibrate", "sensitivity"])
def test_help__keeps_brackets(nksim: Nksim, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """`pip install 'nksim[sensitivity]'` can be copied from the screen."""
    monkeypatch.setenv("COLUMNS", "120")
    assert f"pip install 'nksim[{command}]'" in _plain(nksim(command, "--help").stdout)


@pytest.mark.parametrize("option", ["--jobs", "--threads"])
@pytest.mark.parametrize("number", [0, -1, 4 * (os.cpu_count() or 1) + 1, 100_000])
def test_more_workers_than_make_sense__are_refused(nksim: Nksim, option: str, number: int) -> None:
    """A slip of a zero is said and not carried out; nothing is left behind."""
    if 0 < number <= (os.cpu_count() or 1):
        pytest.skip("this machine has so many cores")
    done = nksim("run", "tiny.yaml", option, number)
    assert done.exit_code == 2
    assert option.removeprefix("--") in done.stderr
    assert not Path("results").exists()


def test_workers__are_bounded_by_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four a core, 256 on large machines, and every core of the largest."""
    for cores, most in ((1, 4), (2, 8), (64, 256), (100, 256), (300, 300), (None, 4)):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        assert checked_workers(most, name="jobs") == most
        with pytest.raises(InputError, match=f"jobs={most + 1} .* from 1 to {most}"):
            checked_workers(most + 1, name="jobs")


def test_jobs_and_a_cluster__are_not_both_given(nksim: Nksim) -> None:
    """What would be ignored is said."""
    done = nksim("run", "tiny.yaml", "--jobs", 2, "--scheduler", "tcp://127.0.0.1:1")
    assert done.exit_code == 2
    assert "leave one of them out" in done.stderr


@pytest.mark.parametrize(
    ("name", "first"),
    [("figure.pdf", b"%PDF"), ("figure.svg", b"<?xml"), ("FIGURE.PNG", b"\x89PNG")],
)
def test_plot__makes_the_file_that_was_asked_for(nksim: Nksim, name: str, first: bytes) -> None:
    """The ending says what is drawn."""
    nksim("run", "tiny.yaml", "--quiet")
    done = nksim("plot", "results/tiny", "--out", name)
    assert done.stdout.strip() == name
    assert Path(name).read_bytes().startswith(first)


def test_plot__draws_each_scenario_into_a_file_of_its_own(nksim: Nksim) -> None:
    """Two scenarios, two files, both named after the one that was asked for.

    Or a folder of PNGs.
    """
    Path("other.yaml").write_text("{extends: tiny.yaml, name: other}")
    nksim("run", "tiny.yaml", "other.yaml", "--out", "both", "--quiet")
    drawn = nksim("plot", "both", "--out", "figure.pdf").stdout.split()
    assert sorted(drawn) == ["figure-other.pdf", "figure-tiny.pdf"]
    drawn = nksim("plot", "both", "--out", "figures").stdout.split()
    assert sorted(drawn) == ["figures/spread-curves-other.png", "figures/spread-curves-tiny.png"]
    assert all(Path(name).exists() for name in drawn)


def test_other_formats__are_refused(nksim: Nksim) -> None:
    """A picture in a format that is not drawn, and a folder with the name of a picture."""
    nksim("run", "tiny.yaml", "--quiet")
    for command in ("plot", "survey"):
        done = nksim(command, "results/tiny", "--out", "figure.jpg")
        assert done.exit_code == 2
        assert "allowed .png, .pdf, .svg" in done.stderr
    done = nksim("run", "tiny.yaml", "--out", "figure.pdf")
    assert done.exit_code == 2
    assert "nksim plot" in _plain(done.stderr)
    assert not Path("figure.pdf").exists()


# Twelve people without a tie: no bond has a mean, no viewing was joint.
NO_TIES = """\
name: alone
run: {start: 2012-01-01, until: 2013-12-31, seed: 1}
society: {district_size: 100}
network: {generator: empty_graph, n: 12}
levers:
  - {name: wave, lever: searches, from: 2013-08-01, until: 2013-12-31, rate_factor: 4}
"""
STUDY = "baseline: alone.yaml\nalternatives:\n  no-wave: {without: [wave]}\nreplicates: 2\n"
SWEEP = "scenario: alone.yaml\ndesign: grid\nvalues: {behaviour.w_risk: [1, 2, 3, 4]}\n"
MORRIS = "sensitivity alone.yaml --points 4 --key behaviour.w_risk --key media.copy_chance"


def _said(folder: Path, *words: object, columns: int = 80) -> str:
    """What a command of its own process prints in a folder, on a terminal so wide."""
    done = subprocess.run(
        nksim_command(*words),
        env=os.environ | {"COLUMNS": str(columns)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "run alone.yaml",
        "compare study.yaml --by sex --posterior draws.csv",
        "sweep sweep.yaml",
        f"{MORRIS} --outcome mean_bond",
    ],
)
def test_society_without_ties__is_drawn_and_told_like_any_other(
    tmp_path: Path, command: str
) -> None:
    """Where outcomes have no value every command ends well, and nothing is infinite."""
    (tmp_path / "alone.yaml").write_text(NO_TIES)
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "sweep.yaml").write_text(SWEEP)
    (tmp_path / "draws.csv").write_text("behaviour.w_risk\n1\n2\n")
    if "sensitivity" in command:
        pytest.importorskip("SALib")
    shown = _said(tmp_path, *command.split(), "--quiet")
    assert not NO_NUMBER.search(shown), shown
    assert "no value" in shown or command.split()[0] in ("run", "sweep")
    for table in tmp_path.rglob("*.csv"):
        assert not NO_NUMBER.search(table.read_text()), table


@pytest.mark.slow
def test_outcome_without_a_value__says_so_and_has_no_verdict(tmp_path: Path) -> None:
    """Nothing is infinite, on the screen, in JSON or in a table; every verdict is whole."""
    (tmp_path / "study.yaml").write_text(NO_VALUE)
    study, out, said = tmp_path / "study.yaml", tmp_path / "out", partial(_said, tmp_path)
    asked = ("--by", "sex", "--full")
    for columns in (60, 80, 120):
        shown = said("compare", study, *asked, "--out", out, "--quiet", columns=columns)
        assert not NO_NUMBER.search(shown), NO_NUMBER.search(shown)
        assert "no value" in shown
        assert {"yes", "no", "none"} & {*shown.split()}
    answer = json.loads(said("compare", study, "--out", out, "--json"))
    (row,) = [row for row in answer["differences"] if row["replicates"] == 0]
    assert row["outcome"] == "market_copy_share"
    assert {row[name] for name in ("mean", "low", "high", "resolved", "verdict")} == {None}
    said("export", out)
    text = (out / "csv" / "differences.csv").read_text()
    assert not NO_NUMBER.search(text)
    table = pd.read_csv(out / "csv" / "differences.csv").set_index("outcome")
    assert (
        table.loc["market_copy_share", ["mean", "low", "high", "resolved", "verdict"]].isna().all()
    )
    stored = open_results(out).differences.set_index("outcome")
    assert stored.loc["market_copy_share", "resolved"] is pd.NA
    assert not stored["low"].isin([float("-inf")]).any()


def test_scenarios__lists_what_comes_with_nksim(nksim: Nksim) -> None:
    """Each with its kind and what it says of itself."""
    rows = {row["name"]: row for row in json.loads(nksim("scenarios", "--json").stdout)}
    kinds = {name: row["kind"] for name, row in rows.items()}
    assert kinds["nksim:history"] == "scenario"
    assert kinds["nksim:crackdown"] == "study"
    assert kinds["nksim:sweeps/fear"] == "sweep"
    assert kinds["nksim:schema"] == "schema"
    assert all(row["description"] and Path(row["file"]).is_file() for row in rows.values())
    assert all(name in nksim("scenarios").stdout for name in rows)


def test_new__copies_what_comes_with_nksim(nksim: Nksim) -> None:
    """A copy runs by itself; a file that exists is left alone; a name that is none is put right."""
    assert nksim("new", "--from", "nksim:levers/law", "mine.yaml").exit_code == 0
    assert nksim("check", "mine.yaml").stdout.startswith("mine.yaml: ok (mine:")
    assert nksim("run", "mine.yaml", "--size", 400, "--quiet").exit_code == 0
    assert Path("results/mine/manifest.json").exists()
    before = Path("mine.yaml").read_text()
    assert nksim("new", "--from", "nksim:quick", "mine.yaml").exit_code == 2
    assert Path("mine.yaml").read_text() == before
    done = nksim("new", "--from", "nksim:quik", "other.yaml")
    assert done.exit_code == 2
    assert "did you mean nksim:quick?" in done.stderr
    assert not Path("other.yaml").exists()
    assert nksim("new", "--from", "nksim:notebooks/first_run", "mine.ipynb").exit_code == 0
    assert json.loads(Path("mine.ipynb").read_text())["cells"]
    assert "name: my-scenario" in nksim("new", "--from", "nksim:quick").stdout


def test_names__stand_for_files_in_every_command(nksim: Nksim) -> None:
    """A scenario, a study, a sweep and the posterior by name."""
    assert nksim("check", "nksim:history", "nksim:levers/law").exit_code == 0
    assert nksim("diff", "nksim:quick", "nksim:quick").stdout.startswith("no difference")
    assert nksim("show", "nksim:quick").stdout.startswith("name: quick")
    assert nksim("evidence", "assumed", "--scenario", "nksim:quick").exit_code == 0
    done = nksim("run", "nksim:history", "--size", 300, "--posterior", "nksim:posterior", "--quiet")
    assert done.exit_code == 0, done.output


def test_version__is_one() -> None:
    """The project's own number, from the module as from the command line."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = subprocess.run(
        [sys.executable, "-m", "nksim", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"nksim {project['version']}\n"
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {project['version']}\n" in cited
