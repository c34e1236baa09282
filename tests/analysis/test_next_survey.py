"""A forecast that a real figure can fall out of: what is open, luck, and errors of a survey."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.next_survey import Errors, check_asked, next_survey, surprises
from nksim.core.errors import InputError
from nksim.evidence.register import targets
from nksim.scenario.loading import load_scenario
from tests.inference.fits import HISTORY

QUESTIONS = ("ever_watched", "home_searched", "ever_bribed", "watched_last_year")
Z = 1.645


def survey(
    before: list[float], after: list[float], error: float = 0.0, name: str = "history"
) -> pd.DataFrame:
    """What escapees of two cohorts tell in each run, of every question alike."""
    rows = [
        {
            "scenario": name,
            "seed": seed,
            "statistic": statistic,
            "left_from": first,
            "left_to": last,
            "survey": share,
            "interviews": 300.0,
            "standard_error": error,
            "evidence": None,
        }
        for statistic in (*QUESTIONS, "witnessed_punishment")
        for first, last, shares in ((2016, 2020, before), (2021, 2026, after))
        for seed, share in enumerate(shares)
    ]
    return pd.DataFrame(rows)


def test_a_single_run__has_the_errors_of_the_survey() -> None:
    """By hand: those of 300 interviews and those of wording and of who is found, put together."""
    row = next_survey(survey([0.5], [0.6], error=0.03)).iloc[1]
    assert (row["left_from"], row["left_to"], row["median"]) == (2021, 2026, pytest.approx(0.6))
    half = Z * np.hypot(0.03, Errors.of("ever_watched").share)
    assert row["high"] - 0.6 == pytest.approx(half, rel=0.05)
    assert 0.6 - row["low"] == pytest.approx(half, rel=0.05)


def test_what_is_left_open__widens_the_forecast() -> None:
    """Draws of the posterior that differ are in the interval; a survey without error shows them."""
    one, many = (
        next_survey(survey([0.5] * 9, after)).iloc[1] for after in ([0.6] * 9, [0.4, 0.5, 0.6] * 3)
    )
    assert many["high"] - many["low"] > one["high"] - one["low"] + 0.1
    assert (many["model_low"], many["model_high"]) == pytest.approx((0.4, 0.6))


def test_a_change__is_of_the_same_run_and_better_known_than_its_cohorts() -> None:
    """What the cohorts of one survey share falls away: each run rose by ten points."""
    table = next_survey(survey([0.3, 0.5, 0.7], [0.4, 0.6, 0.8]))
    rows = table[table["statistic"] == "ever_watched"].set_index(["change", "left_from"])
    assert rows.loc[(True, 2021), "median"] == pytest.approx(0.1)
    width = rows["high"] - rows["low"]
    assert width[(True, 2021)] < width[(False, 2021)] / 3


def test_errors__are_those_of_the_evidence_without_its_interviews() -> None:
    """C4: four points in all, 1.4 of them of 690 interviews; a change between C3 and C4 less."""
    known = {row.id: row for row in targets()}["C4"]
    assert known.n is not None
    sampling = np.sqrt(known.value * (1 - known.value) / known.n)
    errors = Errors.of("ever_watched")
    assert np.hypot(errors.share, sampling) == pytest.approx(known.sd_total)
    assert errors.change < errors.share


def test_shares__stay_between_none_and_all() -> None:
    table = next_survey(survey([0.01], [0.99]))
    shares = table[~table["change"]]
    assert shares[["low", "high"]].to_numpy().min() == 0.0
    assert shares[["low", "high"]].to_numpy().max() == 1.0


def test_what_would_surprise__is_said_of_what_the_ministry_asks() -> None:
    """In per cent for cohorts and in points for the change."""
    said = surprises(next_survey(survey([0.8], [0.7], error=0.03)))
    assert len(said) == 9
    assert (
        "fewer than 62% or more than 78% would surprise us (left 2021-2026, 300 asked)" in said[1]
    )
    assert "less than -18 or more than -2 points would surprise us" in said[2]
    assert not any("last year" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("changes", "year", "words"),
    [
        ({}, 2027, "is asked in 2026; run it with --set survey.survey_year=2027"),
        ({"survey.survey_year": 2030}, 2030, "leaves in 2029, and .* runs until 2026"),
        ({"survey.survey_year": 2021}, 2021, "give a year from 2022 to 2027"),
        ({}, 1900, "give a year from 2022 to 2027"),
        ({"run.until": "2015-12-31", "levers": []}, 2027, "runs until 2015; let it reach 2022"),
    ],
)
def test_runs_of_another_year__are_refused_with_what_to_do(
    changes: dict[str, object], year: int, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        check_asked(load_scenario(HISTORY, changes), year)
    check_asked(load_scenario(HISTORY, {"survey.survey_year": 2027}), 2027)
