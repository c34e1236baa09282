"""`nksim calibrate`, `nksim sensitivity` and what they are given, from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SCENARIO, Nksim

SMALL = (
    "--table",
    "24",
    "--runs",
    "40",
    "--key",
    "behaviour.w_risk",
    "--key",
    "media.copy_chance",
    "--quiet",
)
OLD = "{start: 2010-01-04, until: 2012-12-31}"


@pytest.fixture
def old(nksim: Nksim) -> Nksim:
    """A scenario long enough for one published figure."""
    Path("old.yaml").write_text(
        SCENARIO.replace("{start: 2019-01-07, until: 2019-12-31}", OLD).replace(
            "from: 2019-06-01", "from: 2011-06-01"
        )
    )
    Path("seen.csv").write_text("id,value,sd_total\nC10,0.3,0.1\n")
    Path("wrong.csv").write_text("behaviour.w_risk\n2.0\n-50\n")
    Path("other.yaml").write_text("extends: tiny.yaml\nname: other\nwithout: [new-law]\n")
    return nksim


def test_calibrate__leaves_a_posterior_that_run_and_compare_take(old: Nksim) -> None:
    """The same command goes on where it was; each seed then has a draw of its own."""
    done = old("calibrate", "old.yaml", "--targets", "seen.csv", *SMALL)
    assert done.exit_code == 0, done.output
    assert "posterior.csv" in done.stdout
    assert "intervals are rough; with more --runs they become worth more" in done.stderr
    folder = Path("results/tiny-posterior")
    assert {path.name for path in folder.iterdir()} >= {
        "posterior.csv",
        "informed.csv",
        "predictive.csv",
        "rounds.csv",
        "calibration.json",
        "posterior.png",
        "predictive.png",
    }
    made = (folder / "runs.jsonl").read_text()
    assert old("calibrate", "old.yaml", "--targets", "seen.csv", *SMALL).exit_code == 0
    assert (folder / "runs.jsonl").read_text() == made
    assert old("run", "old.yaml", "-n", "2", "--posterior", folder / "posterior.csv").exit_code == 0
    hashes = {
        run["scenario_hash"]
        for run in json.loads(Path("results/tiny/manifest.json").read_text())["runs"]
    }
    assert len(hashes) == 2
    answer = json.loads(
        old("run", "old.yaml", "-n", "2", "--posterior", folder / "posterior.csv", "--json").stdout
    )
    assert answer["kept"] == 2


def test_compare__with_a_posterior_says_both_ranges(nksim: Nksim) -> None:
    Path("posterior.csv").write_text("behaviour.w_risk\n1.5\n3.5\n")
    done = nksim("compare", "tiny.yaml", "other.yaml", "--posterior", "posterior.csv")
    assert done.exit_code == 2
    Path("other.yaml").write_text("extends: tiny.yaml\nname: other\nwithout: [new-law]\n")
    done = nksim("compare", "tiny.yaml", "other.yaml", "-n", "3", "--posterior", "posterior.csv")
    assert done.exit_code == 0, done.output
    assert "without and with what the figures leave open" in done.stdout
    assert Path("results/tiny+other/bounds.csv").is_file()
    answer = json.loads(
        nksim(
            "compare",
            "tiny.yaml",
            "other.yaml",
            "-n",
            "3",
            "--posterior",
            "posterior.csv",
            "--json",
        ).stdout
    )
    assert answer["bounds"]


def test_compare__under_assumptions_says_whether_policies_change_places(nksim: Nksim) -> None:
    Path("other.yaml").write_text("extends: tiny.yaml\nname: other\nwithout: [new-law]\n")
    done = nksim("compare", "tiny.yaml", "other.yaml", "-n", "2", "--structures", "--quiet")
    assert done.exit_code == 0, done.output
    assert "under any of 9 assumptions" in done.stdout
    assert Path("results/tiny+other/assumptions.png").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("calibrate", "old.yaml", "--targets", "none.csv"),
            "targets=none.csv: there is no such file",
        ),
        (("calibrate", "old.yaml", "--key", "behaviour.w_rsk"), "did you mean behaviour.w_risk"),
        (
            ("calibrate", "old.yaml", "--targets", "seen.csv", "--table", "5"),
            "table=5 runs are too few",
        ),
        (
            ("calibrate", "old.yaml"),
            "C1 asks those who left in 1990-2000, and scenario=tiny runs 2010-2012",
        ),
        (
            ("calibrate", "old.yaml", "--key", "behaviour.w_risk", "--key", "behaviour.w_risk"),
            "key=behaviour.w_risk is given twice",
        ),
        (
            ("run", "old.yaml", "--posterior", "none.csv"),
            "posterior=none.csv: there is no such file",
        ),
        (("run", "old.yaml", "--posterior", "seen.csv"), "id=C10 is no number"),
        (
            ("run", "old.yaml", "-n", "3", "--posterior", "wrong.csv"),
            "posterior=wrong.csv line 3 does not fit scenario=tiny: behaviour.w_risk",
        ),
        (
            ("compare", "tiny.yaml", "other.yaml", "-n", "2", "--posterior", "wrong.csv"),
            "posterior=wrong.csv line 3 does not fit",
        ),
        (
            ("sensitivity", "old.yaml", "--split", "--scheduler", "tcp://127.0.0.1:1"),
            "split works on this machine only; leave out scheduler",
        ),
        (("calibrate", "old.yaml", "--particles", "200"), "say with --worth how many"),
        (("calibrate", "old.yaml", "--tolerance", "1"), "fits have no threshold any more"),
        (("sensitivity", "old.yaml", "--outcome", "mean_bnd"), "did you mean mean_bond"),
        (("sensitivity", "old.yaml", "--points", "2"), "points=2 are too few"),
        (("sensitivity", "old.yaml", "--method", "sobol", "--points", "100"), "power of two"),
    ],
)
def test_bad_input__is_said_and_leaves_nothing(
    old: Nksim, words: tuple[str, ...], said: str
) -> None:
    done = old(*words)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert not Path("results").exists()


def test_sensitivity__goes_on_and_says_what_stands_out_from_luck(old: Nksim) -> None:
    keys = (
        "--key",
        "behaviour.w_risk",
        "--key",
        "media.copy_chance",
        "--points",
        "4",
        "--outcome",
        "mean_bond",
        "--quiet",
    )
    done = old("sensitivity", "old.yaml", *keys)
    assert done.exit_code == 0, done.output
    assert "stand out from luck" in done.stdout
    assert Path("results/tiny-sensitivity/sensitivity.png").is_file()
    answer = json.loads(old("sensitivity", "old.yaml", *keys, "--json").stdout)
    assert answer["kept"] == 24
    assert {row["input"] for row in answer["indices"]} == {"behaviour.w_risk", "media.copy_chance"}
