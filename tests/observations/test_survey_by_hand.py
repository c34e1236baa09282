"""The virtual survey of a made-up country, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, CELLS, LAYERS, SURVEY_COUNTS
from nksim.evidence.arriving import arrivals_of
from nksim.observations.observations import Observations
from nksim.observations.sampling import draw_share
from nksim.observations.stack import stacked
from nksim.observations.survey import (
    ESCAPEES,
    POPULATION,
    arrived,
    last_answers,
    told,
)
from nksim.scenario.sections import Survey
from tests.fixtures.worlds import LAYER, SURVEY, from_cells, survey_frame

CLOCK = Clock(date(2011, 1, 3), date(2017, 12, 31))
SNAPSHOTS = CLOCK.calendar_years()[12::13]  # the years in whose quarters people are asked
ASKED = (2011, 2012, 2014, 2016, 2017)  # in 2013 and 2015 nobody can be
EXACT = Survey(recall_miss=0.0, recall_false=0.0)


def country(answers: Mapping[int, tuple[int, int]], column: str = "ever_watched") -> Observations:
    """Of 1,000 escapees and of 2,000 people, so many said yes in each quarter of a year."""
    cells = np.zeros((CLOCK.weeks, CELLS, len(CELL_COUNTS)), np.int64)
    survey = np.zeros((len(SNAPSHOTS), 2, len(SURVEY_COUNTS)), np.int64)
    for at, year in enumerate(SNAPSHOTS):
        if year in ASKED:
            survey[at, :, SURVEY["weight"]] = [1000, 2000]
            survey[at, :, SURVEY[column]] = answers.get(int(year), (0, 0))
    return from_cells(CLOCK, cells, survey=survey)


def row_of(frame: pd.DataFrame, evidence: str) -> dict[str, Any]:
    return next(iter(frame[frame["evidence"] == evidence].to_dict("records")))


def test_a_cohort__is_the_mean_of_its_years_by_arrivals_a_year_later() -> None:
    """Years in which nobody could be asked do not count."""
    yes = {2011: (100, 200), 2012: (300, 500), 2014: (500, 900)}
    row = row_of(survey_frame(country(yes), EXACT, 1), "C3")
    came = {2011: 1502.0, 2012: 1514.0, 2014: 1275.0}
    everybody = sum(came.values())
    assert row["lived"] == pytest.approx(
        (0.1 * came[2011] + 0.3 * came[2012] + 0.5 * came[2014]) / everybody
    )
    assert row["truth"] == pytest.approx(
        (0.1 * came[2011] + 0.25 * came[2012] + 0.45 * came[2014]) / everybody
    )
    assert row["survey"] == row["lived"]
    assert row["arrivals"] == everybody + arrivals_of(2014) + arrivals_of(2016)
    assert row["interviews"] == 2204
    assert row["standard_error"] == pytest.approx(
        np.sqrt(row["survey"] * (1.0 - row["survey"]) / 2204)
    )
    assert row["sampled"] == draw_share(
        1, "ever_watched_foreign_video:2011-2015", row["survey"], 2204
    )
    assert row["deviation"] == pytest.approx((row["survey"] - 0.814) / 0.04)


def test_recall__moves_what_is_told_and_not_what_was_lived() -> None:
    """A tenth of the yes is missed, a twentieth of the no is mistaken."""
    errs = Survey(recall_miss=0.1, recall_false=0.05)
    frame = survey_frame(country({2016: (400, 800), 2017: (400, 800)}), errs, 1)
    row = row_of(frame, "C4")
    assert (row["lived"], row["truth"]) == (pytest.approx(0.4), pytest.approx(0.4))
    assert row["survey"] == pytest.approx(0.36 + 0.03)
    assert told(np.array([[0.4]]), [errs]) == pytest.approx(0.39)
    frame = survey_frame(country({2016: (400, 800), 2017: (400, 800)}, "women"), errs, 1)
    assert row_of(frame, "P3")["survey"] == row_of(frame, "P3")["lived"] > 0.0


def test_others_than_escapees__are_compared_with_the_truth() -> None:
    """Legal travellers are no escapees: the deviation of C12 is that of all adults."""
    row = row_of(survey_frame(country({2014: (700, 400)}, "ever_watched_korean"), EXACT, 1), "C12")
    assert (row["survey"], row["truth"]) == (pytest.approx(0.7), pytest.approx(0.2))
    assert row["deviation"] == pytest.approx((0.2 - 0.49) / 0.1)


def test_questions_without_a_number__are_asked_of_a_share_of_those_who_came() -> None:
    """A fifth, rounded, of all arrivals of the cohort; one at least."""
    yes = {2016: (400, 800), 2017: (400, 800)}
    came = arrivals_of(2017) + arrivals_of(2018)
    row = row_of(survey_frame(country(yes, "home_searched"), EXACT, 1), "C6b")
    assert row["interviews"] == round(0.2 * came) == 453
    few = EXACT.model_copy(update={"interviews_share": 0.0})
    assert row_of(survey_frame(country(yes, "home_searched"), few, 1), "C6b")["interviews"] == 1
    half = EXACT.model_copy(update={"interviews_share": 0.3333})
    row = row_of(survey_frame(country(yes, "home_searched"), half, 1), "C6b")
    assert row["interviews"] == 755  # 754.6


def test_whoever_arrives_after_the_survey__is_not_asked() -> None:
    """In a survey of 2017 only the year of 2016 counts for the cohort, and with a lag of two years
    none."""
    yes = {2016: (400, 800), 2017: (0, 0)}
    early = EXACT.model_copy(update={"survey_year": 2017.0})
    row = row_of(survey_frame(country(yes), early, 1), "C4")
    assert (row["lived"], row["arrivals"]) == (pytest.approx(0.4), 1127.0)
    late = early.model_copy(update={"arrival_lag_weeks": 104.0})
    row = row_of(survey_frame(country(yes), late, 1), "C4")
    assert row["arrivals"] == 0.0
    assert np.isnan(row["lived"])
    assert pd.isna(row["interviews"])


@pytest.mark.parametrize(("weeks", "years"), [(0, 0), (20, 0), (27, 1), (52, 1), (78, 1), (79, 2)])
def test_the_way_south__is_taken_in_whole_years(weeks: float, years: int) -> None:
    """Rounded to the nearest."""
    slow = EXACT.model_copy(update={"arrival_lag_weeks": float(weeks)})
    assert arrived(slow, 2012) == arrivals_of(2012 + years)


def test_arrivals__are_shared_out_over_their_spans() -> None:
    """Fifty-one years up to 1998 share 947, three share 1,043.

    The first and the last are taken beyond both ends.
    """
    assert arrivals_of(1948) == arrivals_of(1998) == arrivals_of(1940) == 947 / 51
    assert arrivals_of(1999) == arrivals_of(2001) == 1043 / 3
    assert (arrivals_of(2009), arrivals_of(2025), arrivals_of(2026)) == (2914, 223, 223)


def test_the_change__is_the_later_cohort_less_the_earlier() -> None:
    """With the errors of both surveys."""
    yes = {year: (100 * at, 100 * at) for at, year in enumerate(ASKED)}
    frame = survey_frame(country(yes), EXACT, 3)
    before, after, change = (row_of(frame, evidence) for evidence in ("C3", "C4", "C5"))
    for name in ("survey", "lived", "truth", "sampled"):
        assert change[name] == pytest.approx(after[name] - before[name])
    assert change["survey"] > 0.2
    assert change["standard_error"] == pytest.approx(
        np.sqrt(before["standard_error"] ** 2 + after["standard_error"] ** 2)
    )
    assert change["deviation"] == pytest.approx((change["survey"] - 0.019) / 0.025)
    assert pd.isna(change["interviews"])
    assert (change["real"], change["population"]) == (0.019, "escapee survey")


def test_the_change__needs_both_cohorts() -> None:
    """A run that holds only one of them says nothing of the change."""
    for missing in ((2016, 2017), (2011, 2012, 2014)):
        seen = country({})
        seen.survey[np.isin(SNAPSHOTS, missing)] = 0
        change = row_of(survey_frame(seen, EXACT, 3), "C5")
        assert np.isnan([change["survey"], change["deviation"], change["standard_error"]]).all()


@pytest.mark.parametrize("missing", [(2016, 2017), (2011, 2012, 2014)])
def test_the_change__has_no_truth_where_nobody_left_to_tell_of_it(missing: tuple[int, ...]) -> None:
    """Those who stayed are known in both cohorts; beside them no survey could stand."""
    seen = country({})
    seen.survey[np.isin(SNAPSHOTS, missing), ESCAPEES] = 0
    frame = survey_frame(seen, EXACT, 3)
    truths = [row_of(frame, evidence)["truth"] for evidence in ("C3", "C4", "C5")]
    assert np.isnan(truths).tolist() == [False, False, True]


def test_market_copies__are_those_of_the_years_of_the_cohort() -> None:
    """Of eight titles copied in 2011 two came from the market; who escapes makes no difference."""
    observations = country({})
    observations.layers[:, :, LAYER["layer_copies"]] = 0
    observations.layers[10, :, LAYER["layer_copies"]] = [1, 1, 1, 2, 1, 2]
    observations.layers[60, LAYERS.index("friend"), LAYER["layer_copies"]] = 100
    row = row_of(survey_frame(observations, EXACT, 1), "C10")
    assert row["lived"] == row["truth"] == 0.25
    assert row["interviews"] == 198


def test_years_in_which_nobody_could_be_asked__do_not_count() -> None:
    """Of two years one had nobody at liberty."""
    observations = country({2016: (300, 600)})
    observations.survey[SNAPSHOTS == 2017] = 0
    row = row_of(survey_frame(observations, EXACT, 1), "C4")
    assert (row["lived"], row["truth"]) == (pytest.approx(0.3), pytest.approx(0.3))


def test_last_answers__are_those_of_the_last_four_quarters() -> None:
    """Weighted together, with each run's own errors of recall.

    No value where nobody is at liberty or asked.
    """
    survey = np.zeros((2, 6, 2, len(SURVEY_COUNTS)), np.int64)
    survey[:, :, 0, SURVEY["weight"]] = 1000
    survey[:, :, 0, SURVEY["ever_watched"]] = [900, 900, 100, 200, 300, 0]
    survey[:, :, 0, SURVEY["women"]] = 700
    survey[:, :, 1] = 77
    errs = Survey(recall_miss=0.1, recall_false=0.05)
    found = last_answers(survey, [EXACT, errs])
    assert set(found) == set(SURVEY)
    assert found["ever_watched"] == pytest.approx([0.15, 0.135 + 0.0425])
    assert found["ever_punished"] == pytest.approx([0.0, 0.05])
    assert found["women"] == pytest.approx([0.7, 0.7])
    assert found["weight"].tolist() == [1.0, 1.0]
    assert np.isnan(last_answers(survey[:, :0], [EXACT, errs])["ever_watched"]).all()
    survey[1] = 0
    alone = last_answers(survey, [EXACT, errs])
    assert alone["women"][0] == pytest.approx(0.7)
    assert np.isnan([alone["women"][1], alone["ever_watched"][1]]).all()


def test_errors_of_sampling__belong_to_seed_question_and_cohort() -> None:
    """Each draws for itself, and the same again: the first draws of seed 1 are these."""
    drawn = draw_share(1, "women:1990-2020", 0.5, 1_000_000)
    assert drawn == draw_share(1, "women:1990-2020", 0.5, 1_000_000)
    others = [
        draw_share(2, "women:1990-2020", 0.5, 1_000_000),
        draw_share(1, "women:1990-2021", 0.5, 1_000_000),
        draw_share(1, "pyongyang:1990-2020", 0.5, 1_000_000),
    ]
    assert drawn not in others
    assert [draw_share(1, "q", share, 400) for share in (0.0, 0.25, 1.0)] == [0.0, 0.2775, 1.0]


def test_who_is_who__in_the_counts() -> None:
    """Escapees are the first row of a snapshot and everybody the second."""
    assert (ESCAPEES, POPULATION) == (0, 1)


def test_people_are_asked__at_the_end_of_every_thirteenth_week() -> None:
    """Weeks are counted from 0: the first snapshot is that of week 12."""
    seen = country({})
    assert seen.survey_weeks[:3].tolist() == [12, 25, 38]
    assert len(seen.survey_weeks) == CLOCK.weeks // 13 == len(SNAPSHOTS)
    assert stacked([seen]).survey_weeks.tolist() == seen.survey_weeks.tolist()


def test_a_single_answer__is_a_share_too() -> None:
    """One title was copied in all these years, and in the market."""
    seen = country({})
    seen.layers[10, LAYERS.index("market"), LAYER["layer_copies"]] = 1
    assert row_of(survey_frame(seen, EXACT, 1), "C10")["lived"] == 1.0


def test_a_run_that_is_not_at_its_end__is_asked_about_its_weeks() -> None:
    """Three years of seven have passed: who left later cannot be asked yet."""
    whole = country({2011: (100, 200), 2012: (300, 500)})
    begun = from_cells(CLOCK, np.zeros((156, CELLS, len(CELL_COUNTS)), np.int64))
    begun.survey = whole.survey[:12]
    frame = survey_frame(begun, EXACT, 1)
    came = (arrivals_of(2012), arrivals_of(2013))
    assert row_of(frame, "C3")["lived"] == pytest.approx(
        (0.1 * came[0] + 0.3 * came[1]) / sum(came)
    )
    assert np.isnan(row_of(frame, "C4")["lived"])
    assert stacked([begun]).year_numbers.tolist() == [2011, 2012, 2013]
