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


def test_survey__forecasts_the_next_one_and_says_what_would_surprise(nksim: Nksim) -> None:
    """Runs that are asked in that year; others are refused with the words to run them."""
    years = ("--set", "run.start=2016-01-04", "--set", "run.until=2022-12-26")
    nksim("run", "tiny.yaml", *years, "--set", "survey.survey_year=2023", "-n", 2)
    done = nksim("survey", "results/tiny", "--forecast", "2023")
    assert done.exit_code == 0, done.output
    assert "A survey in 2023" in done.stdout
    assert "would surprise us (left 2021-2022" in done.stdout
    tables = [line for line in done.stdout.splitlines() if "surprise" not in line]
    assert max(map(len, tables)) <= 100
    assert Path("results/tiny/survey-2023.png").stat().st_size > 10_000
    answer = json.loads(nksim("survey", "results/tiny", "--forecast", "2023", "--json").stdout)
    assert len(answer["forecast"]) == 15
    for year, words in (
        ("2022", "run it with --set survey.survey_year=2022"),
        ("2027", "give a year from 2022 to 2023"),
    ):
        refused = nksim("survey", "results/tiny", "--forecast", year)
        assert refused.exit_code == 2
        assert words in refused.stderr
