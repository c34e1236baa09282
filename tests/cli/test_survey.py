"""`nksim survey` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Nksim


def test_survey__prints_real_simulated_and_true_and_draws_them(nksim: Nksim) -> None:
    """A table of at most 100 columns, a picture, and the same for programs."""
    nksim("run", "tiny.yaml", "--set", "run.start=2000-01-03", "-n", 2)
    done = nksim("survey", "results/tiny")
    assert done.exit_code == 0, done.output
    assert "median of 2 runs" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 100
    assert Path("results/tiny/survey.png").stat().st_size > 10_000
    answer = json.loads(nksim("survey", "results/tiny", "--json", "--all").stdout)
    assert {"C3", "C4"} <= {row["evidence"] for row in answer["rows"]}
    unknown = nksim("survey", "results/tiny", "--scenario", "tony")
    assert unknown.exit_code == 2
    assert "did you mean tiny?" in unknown.stderr
