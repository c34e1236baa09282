from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from nksim.scenario.levers import LEVER_SETTINGS
from tests.cli.conftest import Nksim

COMMANDS = (
    "run",
    "compare",
    "explain",
    "sweep",
    "plan",
    "survey",
    "check",
    "show",
    "diff",
    "new",
    "schema",
    "levers",
    "columns",
    "evidence",
    "export",
    "plot",
    "verify",
    "verify twins",
    "verify answers",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_help__has_an_example(nksim: Nksim, command: str) -> None:
    """Whoever asks for help sees a line to copy."""
    done = nksim(*command.split(), "--help")
    assert done.exit_code == 0
    assert f"Example: nksim {command.split()[0]}" in " ".join(done.stdout.split())


def test_help__comes_at_once() -> None:
    """Asking for help loads none of the heavy libraries, and takes well under a second."""
    heavy = ["pandas", "numpy", "numba", "mesa", "matplotlib", "pydantic", "networkx", "pyarrow"]
    code = (
        "import sys; from nksim.cli.app import app; app(['--help'], standalone_mode=False);"
        f" print(set(sys.modules) & set({heavy}))"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("set()")
    assert time.monotonic() - started < 3.0  # generous: the machine may be busy


def test_check__says_ok_or_every_mistake(nksim: Nksim) -> None:
    """A good file is one line; a bad one is a line a mistake, and exit code 2."""
    assert (
        "tiny.yaml: ok (tiny: 400 people, 2019-2019, 1 levers)"
        in nksim("check", "tiny.yaml").stdout
    )
    Path("bad.yaml").write_text("society: {size: -1}\nmedia: {copy_chance: 2}\n")
    done = nksim("check", "tiny.yaml", "bad.yaml")
    assert done.exit_code == 2
    assert [line.split("  ")[0].rpartition(":")[0] for line in done.stderr.splitlines()] == [
        "bad.yaml:1",
        "bad.yaml:2",
    ]
    answer = json.loads(nksim("check", "tiny.yaml", "missing.yaml", "--json").stdout)
    assert [file["ok"] for file in answer] == [True, False]


def test_show__gives_a_file_that_is_the_same_scenario(nksim: Nksim) -> None:
    """What is shown can be run; nothing differs."""
    Path("shown.yaml").write_text(
        nksim("show", "tiny.yaml", "--set", "media.copy_chance=0.5").stdout
    )
    assert "copy_chance: 0.5" in Path("shown.yaml").read_text()
    assert nksim(
        "diff", "shown.yaml", "tiny.yaml", "--set", "media.copy_chance=0.5"
    ).stdout.startswith("no difference")
    assert (
        json.loads(nksim("show", "tiny.yaml", "--size", 777, "--json").stdout)["society"]["size"]
        == 777
    )


def test_value_that_is_set_twice__is_refused(nksim: Nksim) -> None:
    """Of two values for one key neither is ignored in silence."""
    twice = nksim("show", "tiny.yaml", "--set", "society.size=50", "--set", "society.size=60")
    assert (twice.exit_code, twice.stderr) == (2, "--set society.size: is given twice; keep one\n")
    both = nksim("show", "tiny.yaml", "--set", "society.size=50", "--size", 60)
    assert "is given by --size as well" in both.stderr
    whole = nksim("show", "tiny.yaml", "--set", "society={size: 50}", "--size", 60)
    assert (whole.exit_code, "society.size: is given by --size" in whole.stderr) == (2, True)
    part = nksim("show", "tiny.yaml", "--set", "society={size: 50}", "--set", "society.size=60")
    assert (part.exit_code, "is set by society and by society.size" in part.stderr) == (2, True)
    assert nksim("show", "tiny.yaml", "--set", "levers=[]").stdout.rstrip().endswith("levers: []")


SEEDED = ("run", "plan", "calibrate", "sensitivity", "verify twins")
SEEDED_STUDIES = ("compare", "explain", "plan", "life")


@pytest.mark.parametrize("command", SEEDED)
@pytest.mark.parametrize("text", ["run.seed=4", "run={seed: 4}"])
def test_seed_that_is_set_twice__is_refused(nksim: Nksim, command: str, text: str) -> None:
    """Of a seed in a flag and one in a setting neither is ignored in silence."""
    both = nksim(*command.split(), "tiny.yaml", "--seed", 3, "--set", text)
    assert (both.exit_code, "is given by --seed as well" in both.stderr) == (2, True)


@pytest.mark.parametrize("command", SEEDED_STUDIES)
def test_seed_of_a_study__is_set_once(nksim: Nksim, command: str) -> None:
    """As that of a scenario."""
    both = nksim(command, "nksim:crackdown", "--seed", 3, "--set", "run.seed=4")
    assert (both.exit_code, "is given by --seed as well" in both.stderr) == (2, True)


def test_folder_that_is_refused__holds_what_it_held(nksim: Nksim) -> None:
    """No lock is left in a folder of other files, nor in an empty one."""
    Path("mine").mkdir()
    Path("mine/a.txt").write_text("mine")
    for command in ("run tiny.yaml", "compare nksim:crackdown --size 50 -n 2"):
        refused = nksim(*command.split(), "--out", "mine")
        assert (refused.exit_code, "holds other files" in refused.stderr) == (2, True)
        assert [item.name for item in Path("mine").iterdir()] == ["a.txt"]


def test_new__refuses_a_name_that_cannot_be_seen(nksim: Nksim) -> None:
    """A file's name becomes the scenario's."""
    assert nksim("new", "a\u202eb.yaml").exit_code == 2
    assert "holds a character that is not seen" in nksim("new", "a\u202eb.yaml").stderr


def test_diff__says_what_differs(nksim: Nksim) -> None:
    """A changed number is said with both values."""
    assert (
        nksim("diff", "tiny.yaml", "tiny.yaml", "--set", "society.size=500").stdout.strip()
        == "society.size: 400 -> 500 people"
    )
    assert json.loads(nksim("diff", "tiny.yaml", "tiny.yaml", "--json").stdout) == []


def test_new__writes_a_scenario_that_checks_and_never_overwrites(nksim: Nksim) -> None:
    """A fresh file is right as it stands; a file that exists is left alone."""
    assert nksim("new", "mine.yaml").exit_code == 0
    assert nksim("check", "mine.yaml").exit_code == 0
    assert json.loads(Path("nksim.schema.json").read_text())["title"] == "nksim scenario"
    before = Path("tiny.yaml").read_text()
    assert nksim("new", "tiny.yaml").exit_code == 2
    assert nksim("new", "nowhere/x.yaml").exit_code == 2
    assert Path("tiny.yaml").read_text() == before
    assert "levers:" in nksim("new").stdout


def test_schema__is_json(nksim: Nksim) -> None:
    """Editors can read it, printed or written."""
    assert json.loads(nksim("schema").stdout)["title"] == "nksim scenario"
    assert nksim("schema", "--out", "s.json").exit_code == 0
    assert json.loads(Path("s.json").read_text())["title"] == "nksim scenario"


def test_levers__are_all_listed_with_units_and_meanings(nksim: Nksim) -> None:
    """Thirteen levers, each with what it can be set to."""
    rows = json.loads(nksim("levers", "--json").stdout)
    assert set(LEVER_SETTINGS) == {row["lever"] for row in rows} - {"(every lever)"}
    assert all(row["meaning"] for row in rows)
    assert all(name in nksim("levers").stdout for name in LEVER_SETTINGS)
    assert nksim("levers", "lwa").exit_code == 2


def test_columns__list_every_table(nksim: Nksim) -> None:
    """Each column has a meaning; a table that does not exist is refused."""
    rows = json.loads(nksim("columns", "--json").stdout)
    assert {row["table"] for row in rows} >= {
        "series",
        "layers",
        "outcomes",
        "ledger",
        "survey",
        "levers",
        "environment",
    }
    assert {row["table"] for row in json.loads(nksim("columns", "ledger", "--json").stdout)} == {
        "ledger"
    }
    assert nksim("columns", "serie").exit_code == 2


def test_evidence__begins_with_what_has_no_source(nksim: Nksim) -> None:
    """Honest first: the assumed values; then the figures."""
    tables = json.loads(nksim("evidence", "--json").stdout)
    assert next(iter(tables)) == "assumed"
    assert {"targets", "parameters", "timeline"} <= tables.keys()
    Path("sourced.yaml").write_text("media: {copy_chance: {value: 0.3, source: P25}}\n")
    assumed = json.loads(
        nksim("evidence", "assumed", "--scenario", "sourced.yaml", "--json").stdout
    )["assumed"]
    assert len(assumed) == len(tables["assumed"]) - 1
    assert "C1" in nksim("evidence", "targets").stdout


def test_export_and_plot__work_on_a_stored_run(nksim: Nksim) -> None:
    """From a folder to tables and a picture."""
    nksim("run", "tiny.yaml", "--quiet")
    assert nksim("export", "results/tiny").stdout.strip() == "results/tiny/csv"
    assert Path("results/tiny/csv/data_dictionary.csv").exists()
    assert nksim("plot", "results/tiny", "--out", "mine.png").stdout.strip() == "mine.png"
    assert json.loads(nksim("plot", "results/tiny", "--json").stdout)["figures"] == [
        "results/tiny/spread-curves.png"
    ]
    assert nksim("plot", "results/nothing").exit_code == 2
    assert nksim("export", "results/tiny", "--to", "stata").exit_code == 2


@pytest.mark.parametrize(("identical", "code"), [(True, 0), (False, 1)])
def test_twins__print_identical_and_one_hash_or_the_first_difference(
    nksim: Nksim, monkeypatch: pytest.MonkeyPatch, identical: bool, code: int
) -> None:
    """Two engines, one answer."""
    hashes = {"compiled": "abc", "citizens": "abc" if identical else "xyz"}
    compared = SimpleNamespace(
        identical=identical,
        hashes=hashes,
        first_difference="" if identical else "week 3, watching: 5 and 6",
    )
    monkeypatch.setattr("nksim.api.verifying.compare_engines", lambda *_, **__: compared)
    done = nksim("verify", "twins", "tiny.yaml")
    assert done.exit_code == code
    assert done.stdout == ("identical\nabc\n" if identical else "")
    assert ("week 3" in done.stderr) is not identical


def test_version__is_printed(nksim: Nksim) -> None:
    """The version of the package."""
    assert nksim("--version").stdout.startswith("nksim 0")


def test_wrong_words__exit_with_2(nksim: Nksim) -> None:
    """What is not a command or a flag is the user's mistake."""
    assert (
        nksim("rnu").exit_code
        == nksim("run", "tiny.yaml", "--sed", "1").exit_code
        == nksim("run", "tiny.yaml", "-n", "0").exit_code
        == 2
    )
