from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from nksim.core.errors import RunError, SizeError
from nksim.store.results import open_results
from tests.cli.conftest import Nksim, use_engine
from tests.fixtures.worlds import fake_run


def test_run__prints_years_the_folder_and_the_picture(nksim: Nksim) -> None:
    """One command gives a table, a folder with everything, and a picture."""
    done = nksim("run", "tiny.yaml")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-2:] == ["results/tiny", "results/tiny/spread-curves.png"]
    assert "2019" in done.stdout
    assert Path("results/tiny/spread-curves.png").stat().st_size > 10_000
    assert open_results("results/tiny").manifest.command.startswith("nksim")


def test_json__is_the_only_thing_on_standard_output(nksim: Nksim) -> None:
    """A program reads the answer without cutting anything away."""
    answer = json.loads(nksim("run", "tiny.yaml", "-n", 2, "--json").stdout)
    assert [run["seed"] for run in answer["runs"]] == [1, 2]
    assert answer["years"][0]["year"] == 2019
    assert len(answer["outcomes"]) == 2
    assert Path(answer["figures"][0]).exists()


def test_seed__starts_the_replicates_also_at_zero(nksim: Nksim) -> None:
    """Seed 0 is a seed like any other."""
    answer = json.loads(nksim("run", "tiny.yaml", "--seed", 0, "-n", 3, "-j", 2, "--json").stdout)
    assert [run["seed"] for run in answer["runs"]] == [0, 1, 2]


def test_second_time__keeps_what_is_finished(nksim: Nksim, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command twice runs nothing twice; more replicates run only those."""
    nksim("run", "tiny.yaml", "-n", 2)
    seeds: list[int] = []
    use_engine(
        monkeypatch,
        lambda scenario, seed, **more: seeds.append(seed) or fake_run(scenario, seed, **more),
    )
    assert json.loads(nksim("run", "tiny.yaml", "-n", 2, "--json").stdout)["kept"] == 2
    assert seeds == []
    nksim("run", "tiny.yaml", "-n", 3)
    assert seeds == [3]
    nksim("run", "tiny.yaml", "--set", "media.copy_chance=0.9", "--quiet")
    assert seeds == [3, 1]
    assert len(open_results("results/tiny").runs) == 1


def test_failed_run__leaves_the_others_saved(nksim: Nksim, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three runs one breaks.

    The two others are there, the command says which one broke, and exits with 1.
    """

    def breaking(scenario, seed, **more):  # type: ignore[no-untyped-def]
        if seed == 2:
            raise RunError("week=7: the backlog is negative")
        return fake_run(scenario, seed, **more)

    use_engine(monkeypatch, breaking)
    done = nksim("run", "tiny.yaml", "-n", 3)
    assert done.exit_code == 1
    assert "1 of 3 runs failed" in done.stderr
    assert "tiny seed 2: RunError: week=7" in done.stderr
    assert "Traceback" not in done.output
    assert [run.seed for run in open_results("results/tiny").runs] == [1, 3]


def test_impossible_graph__is_the_users_mistake(nksim: Nksim) -> None:
    """A graph that cannot be a society is said in a line before anything runs, with exit code 2."""
    Path("loop.graphml").write_text(
        '<graphml><graph edgedefault="undirected"><node id="a"/>'
        '<edge source="a" target="a"/></graph></graphml>'
    )
    Path("graph.yaml").write_text("name: graph\nnetwork: {file: loop.graphml}\n")
    done = nksim("run", "graph.yaml")
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert "a" in done.stderr
    assert not Path("results").exists()


def test_impossible_size__is_the_users_mistake(
    nksim: Nksim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More people than the machine can hold are refused before anything runs, with exit code 2."""

    def refusing(*_: object) -> None:
        raise SizeError("needs 900 GB")

    monkeypatch.setattr("nksim.running.runner.check_memory", refusing)
    done = nksim("run", "tiny.yaml", "--quiet")
    assert (done.exit_code, done.stderr.strip()) == (2, "needs 900 GB")


def test_interrupt__saves_what_is_finished(nksim: Nksim, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C after the first run.

    Exit code 130, the first run saved, and the same command goes on from there.
    """
    simulated, broken_off = [], [2]

    def interrupted(scenario, seed, **more):  # type: ignore[no-untyped-def]
        if seed in broken_off:
            raise KeyboardInterrupt
        simulated.append(seed)
        return fake_run(scenario, seed, **more)

    use_engine(monkeypatch, interrupted)
    done = nksim("run", "tiny.yaml", "-n", 3, "-j", 1)
    assert done.exit_code == 130
    assert "interrupted" in done.stderr
    kept = {run.seed for run in open_results("results/tiny").runs}
    assert 1 in kept
    broken_off.clear()
    simulated.clear()
    assert nksim("run", "tiny.yaml", "-n", 3, "-j", 1).exit_code == 0
    assert sorted(simulated) == sorted({1, 2, 3} - kept)
    assert sorted(run.seed for run in open_results("results/tiny").runs) == [1, 2, 3]


def test_full_disk__is_one_line_and_exit_code_1(
    nksim: Nksim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback, no half-written folder."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("nksim.store.parts._write", full)
    done = nksim("run", "tiny.yaml", "--quiet")
    assert done.exit_code == 1
    assert "the disk is full" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not Path("results/tiny").exists()


def test_out_of_memory__says_what_to_do(nksim: Nksim, monkeypatch: pytest.MonkeyPatch) -> None:
    """A society too large for the machine fails with advice."""

    def hungry(*_: object, **__: object) -> object:
        raise MemoryError

    use_engine(monkeypatch, hungry)
    done = nksim("run", "tiny.yaml")
    assert done.exit_code == 1
    assert "out of memory; lower society.size" in done.stderr


def test_mistakes__are_all_said_before_anything_runs(nksim: Nksim) -> None:
    """Two wrong flags and two wrong keys are four lines, and no folder."""
    Path("bad.yaml").write_text("name: bad\nsociety: {size: 5, sise: 7}\n")
    done = nksim("run", "bad.yaml", "tiny.yaml")
    assert done.exit_code == 2
    assert "bad.yaml:2" in done.stderr
    assert "sise" in done.stderr
    assert not Path("results").exists()
    both = nksim("run", "tiny.yaml", "--set", "nonsense", "--set", "=3")
    assert both.exit_code == 2
    assert len(both.stderr.splitlines()) == 2


def test_two_scenarios__lie_in_one_folder_with_a_picture_each(nksim: Nksim) -> None:
    """Scenarios run together can be read together; two of one name are refused."""
    Path("other.yaml").write_text(Path("tiny.yaml").read_text().replace("tiny", "other"))
    answer = json.loads(nksim("run", "tiny.yaml", "other.yaml", "--json").stdout)
    assert answer["folder"] == "results/tiny+other"
    assert len(answer["figures"]) == 2
    assert nksim("run", "tiny.yaml", "tiny.yaml").exit_code == 2


def test_progress__is_lines_away_from_a_terminal_and_silent_if_asked(nksim: Nksim) -> None:
    """A log file gets lines it can keep."""
    assert "100%" in nksim("run", "tiny.yaml", "-o", "a").stderr
    assert nksim("run", "tiny.yaml", "-o", "b", "--quiet").stderr == ""


def test_long_runs__are_shown_in_short(nksim: Nksim) -> None:
    """Thirty years are a dozen lines: every fifth year and the last ones."""
    done = nksim("run", "tiny.yaml", "--set", "run.start=1990-01-01", "--quiet")
    years = [line.split()[0] for line in done.stdout.splitlines() if line.strip()[:4].isdigit()]
    assert years == [
        "1990",
        "1995",
        "2000",
        "2005",
        "2010",
        "2014",
        "2015",
        "2016",
        "2017",
        "2018",
        "2019",
    ]
