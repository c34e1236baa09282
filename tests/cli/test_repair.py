"""`nksim repair` as somebody at a terminal sees it.

What is whole, what is damaged, what is to be made again.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from shutil import copytree

import pytest

from nksim.store import merging
from tests.cli.conftest import Nksim


@pytest.fixture
def damaged(nksim: Nksim, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six runs in three parts, one of which has lost a table."""
    monkeypatch.setattr(merging, "RUNS_A_PART", 2)
    assert nksim("run", "tiny.yaml", "-n", 6, "--quiet").exit_code == 0
    folder = Path("results/tiny")
    sorted((folder / "ledger").iterdir())[1].write_bytes(b"")
    return folder


def test_repair__says_what_is_whole_and_the_same_command_makes_the_rest(
    nksim: Nksim, damaged: Path
) -> None:
    """Two of six runs are lost; the command that is named makes these two and keeps four."""
    done = nksim("repair", damaged)
    assert done.exit_code == 0, done.output
    assert "results/tiny: 4 runs whole" in done.stdout
    assert "is empty" in done.stdout
    assert "to be made again: 2 runs" in done.stdout
    again = nksim("run", "tiny.yaml", "-n", 6, "--quiet")
    assert again.exit_code == 0, again.output
    assert "finished before and kept: 4" in again.stderr
    assert nksim("repair", damaged).stdout == "results/tiny: 6 runs whole, nothing is damaged\n"


@pytest.mark.parametrize(
    "out", [(), ("--out", "results/my runs"), ("-o", "here"), ("--out=there",)]
)
def test_a_folder_that_was_moved__is_named_in_the_command(
    nksim: Nksim, monkeypatch: pytest.MonkeyPatch, out: tuple[str, ...]
) -> None:
    """The command makes what is missing where the folder lies now, and not where it lay."""
    words = ["run", "tiny.yaml", *out, "-n", "2"]
    monkeypatch.setattr("sys.argv", ["nksim", *words])
    nksim(*words, "--quiet")
    (made,) = (path.parent for path in Path().rglob("manifest.json"))
    made.rename("my copy")
    next(Path("my copy/ledger").iterdir()).unlink()
    said = nksim("repair", "my copy").stdout.splitlines()[-1].partition(": ")[2]
    assert sorted(shlex.split(said)) == sorted(
        ["nksim", "run", "tiny.yaml", "-n", "2", "--out", "my copy"]
    )
    assert json.loads(nksim("repair", "my copy", "--json").stdout)["command"] == said


def test_runs_under_assumptions__are_made_by_the_command_of_the_study(
    nksim: Nksim, damaged: Path
) -> None:
    """Their folder lies in that of the study, which is the one to give."""
    inner = damaged / "assumptions/one-origin"
    copytree(damaged, inner)
    said = json.loads(nksim("repair", inner, "--json").stdout)["command"]
    assert said.endswith(f"--out {damaged.resolve()}")


def test_repair_as_json__says_the_same(nksim: Nksim, damaged: Path) -> None:
    """For whoever repairs many folders."""
    said = json.loads(nksim("repair", damaged, "--json").stdout)
    assert (said["whole"], said["expected"], len(said["to_be_made_again"])) == (4, 6, 2)
    assert [one["reason"] for one in said["damaged"]].count("is empty") == 1
    assert said["command"].startswith("nksim")


def test_a_missing_scenario__is_written_by_the_same_command(nksim: Nksim) -> None:
    """No run is made for it."""
    nksim("run", "tiny.yaml", "--quiet")
    (path,) = Path("results/tiny/scenarios").iterdir()
    before = path.read_bytes()
    path.write_text("name: [")
    assert "resolved scenarios missing: tiny" in nksim("repair", "results/tiny").stdout
    done = nksim("run", "tiny.yaml", "--quiet")
    assert "finished before and kept: 1" in done.stderr
    assert path.read_bytes() == before


def test_a_part_put_beside_the_others__is_named_by_whoever_reads(
    nksim: Nksim, damaged: Path
) -> None:
    """It does not count, and that is said."""
    nksim("repair", damaged)
    foreign = damaged / "outcomes/part-00042.parquet"
    foreign.write_bytes(b"PAR1")
    for command in (("export", damaged), ("run", "tiny.yaml", "-n", 6, "--quiet")):
        done = nksim(*command)
        assert done.exit_code == 0, done.output
        assert "not counted: results/tiny/outcomes/part-00042.parquet;" in done.stderr
    assert foreign.exists()


def test_no_results__are_exit_code_2(nksim: Nksim, tmp_path: Path) -> None:
    """One line, and no traceback."""
    done = nksim("repair", tmp_path)
    assert done.exit_code == 2
    assert "holds no results" in done.stderr
