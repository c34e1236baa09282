"""How many interviews a decline takes to be seen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, norm

from nksim.analysis.power import (
    LEVEL,
    interviews_needed,
    power_of_survey,
    power_table,
)
from nksim.core.errors import InputError


def chance_to_see(before: float, decline: float, asked_before: int, asked_after: float) -> float:
    """Power in the normal approximation, worked out the other way round than the product does."""
    after = before - decline
    error = np.sqrt(before * (1 - before) / asked_before + after * (1 - after) / asked_after)
    return float(norm.cdf(decline / error - norm.ppf(1 - LEVEL)))


def exact_power(before: float, after: float, asked_before: int, asked_after: int) -> float:
    """The chance that the test rejects, summed over every outcome of both surveys."""
    a, b = np.arange(asked_before + 1) / asked_before, np.arange(asked_after + 1) / asked_after
    error = np.sqrt((a * (1 - a) / asked_before)[:, None] + (b * (1 - b) / asked_after)[None, :])
    seen = a[:, None] - b[None, :] > norm.ppf(1 - LEVEL) * error
    return float(
        binom.pmf(np.arange(asked_before + 1), asked_before, before)
        @ seen
        @ binom.pmf(np.arange(asked_after + 1), asked_after, after)
    )


@pytest.mark.parametrize(
    ("before", "decline", "asked"), [(0.7, 0.1, 600), (0.5, 0.2, 150), (0.8, 0.05, 1500)]
)
def test_interviews_needed__give_the_power_asked_for(
    before: float, decline: float, asked: int
) -> None:
    """Counted over all outcomes of both surveys, four declines in five are seen.

    With half the interviews fewer are.
    """
    needed = interviews_needed(before, decline, asked)
    assert needed is not None
    assert exact_power(before, before - decline, asked, needed) == pytest.approx(0.80, abs=0.02)
    assert exact_power(before, before - decline, asked, needed // 2) < 0.72
    assert chance_to_see(before, decline, asked, needed) == pytest.approx(0.80, abs=0.01)


def test_too_few_asked_before__cannot_be_made_up_for() -> None:
    """A small first survey bounds what any second one can see."""
    assert interviews_needed(0.6, 0.05, 100) is None


def test_table__says_years_of_arrivals() -> None:
    """Sixteen times fewer arrivals, sixteen times more years; a smaller decline takes more.

    Clustering takes more.
    """
    table = power_table(0.7, 1000, 0.2).set_index(["decline", "arrivals_like"])
    assert table.loc[(0.1, 2022), "years_usual"] / table.loc[
        (0.1, 2019), "years_usual"
    ] == pytest.approx(1047 / 67)
    assert (
        table.loc[(0.05, 2025), "interviews_needed"]
        > table.loc[(0.1, 2025), "interviews_needed"]
        > table.loc[(0.2, 2025), "interviews_needed"]
    )
    assert (table["years_everyone"] < table["years_usual"]).all()
    clustered = power_table(0.7, 1000, 0.2, design_effect=2.0).set_index(
        ["decline", "arrivals_like"]
    )
    assert (
        clustered.loc[(0.1, 2025), "interviews_needed"]
        > 2 * table.loc[(0.1, 2025), "interviews_needed"]
    )


@pytest.mark.parametrize(
    ("before", "decline", "asked"), [(1.2, 0.1, 10), (0.1, 0.2, 10), (0.5, 0.1, 0)]
)
def test_what_is_no_share__is_refused(before: float, decline: float, asked: int) -> None:
    """Named with its value."""
    with pytest.raises(InputError, match="="):
        interviews_needed(before, decline, asked)


def test_power__worked_out_by_hand() -> None:
    """One-sided at 5%, four in five.

    A fall from 70% to 60% after 1,000 interviews takes 171 more.
    """
    error = np.sqrt(0.7 * 0.3 / 1000 + 0.6 * 0.4 / 500)
    assert chance_to_see(0.7, 0.1, 1000, 500) == pytest.approx(
        float(norm.cdf(0.1 / error - 1.6448536269514722))
    )
    allowed = (0.1 / (1.6448536269514722 + 0.8416212335729143)) ** 2 - 0.7 * 0.3 / 1000
    assert 170 < 0.24 / allowed < 171
    assert interviews_needed(0.7, 0.1, 1000) == 171
    assert interviews_needed(0.7, 0.1, 1000, 0.5) == int(
        np.ceil(0.24 / ((0.1 / 1.6448536269514722) ** 2 - 0.00021))
    )
    assert interviews_needed(0.9, 0.9, 1000) == 1
    assert interviews_needed(0.5, 0.5, 1) is None


def test_the_table__has_a_row_a_decline_and_a_year() -> None:
    """With everything that a reader needs to check it."""
    table = power_table(0.7, 1000, 0.25, [0.1, 0.02], [2019, 2022])
    assert table[["decline", "arrivals_like"]].to_numpy().tolist() == [
        [0.1, 2019],
        [0.1, 2022],
        [0.02, 2019],
        [0.02, 2022],
    ]
    assert table.iloc[1].to_dict() == pytest.approx(
        {
            "before": 0.7,
            "decline": 0.1,
            "interviews_before": 1000,
            "interviews_needed": 171,
            "arrivals_like": 2022,
            "arrivals": 67.0,
            "years_everyone": 171 / 67,
            "years_usual": 171 / (67 * 0.25),
        }
    )
    assert (
        table.iloc[2:][["interviews_needed", "years_everyone", "years_usual"]].isna().all(axis=None)
    )
    assert power_table(0.7, 1000, 0.0, [0.1], [2022])["years_usual"].isna().all()
    clustered = power_table(0.7, 1000, 0.25, [0.1], [2022], design_effect=1.5).iloc[0]
    assert clustered["interviews_before"] == 1000
    assert clustered["interviews_needed"] == np.ceil(1.5 * interviews_needed(0.7, 0.1, 667))
    assert clustered["years_everyone"] == clustered["interviews_needed"] / 67
    assert (
        power_table(0.7, 1, 0.25, [0.1], [2022], design_effect=9.0)["interviews_needed"]
        .isna()
        .all()
    )
    assert sorted(set(power_table(0.7, 1000, 0.2)["decline"])) == [0.05, 0.1, 0.2]
    assert sorted(set(power_table(0.7, 1000, 0.2)["arrivals_like"])) == [2019, 2022, 2025]


def survey(*told: float, interviews: int = 690) -> pd.DataFrame:
    """What seeds of a run tell of the cohort before the law, among other rows."""
    asked = {"statistic": "watched_last_year", "left_from": 2016, "left_to": 2020}
    rows = [asked | {"survey": share, "interviews": interviews} for share in told]
    for other in ({"statistic": "ever_watched"}, {"left_from": 2011}, {"left_to": 2021}):
        rows += [asked | other | {"survey": 0.9, "interviews": 9}] * 9
    return pd.DataFrame(rows)


def test_stored_surveys__give_share_and_interviews_of_the_last_cohort() -> None:
    """The middle of the seeds; declines greater than the share itself are not asked about."""
    found = power_of_survey(survey(0.5, 0.7, 0.71), 0.25)
    pd.testing.assert_frame_equal(found, power_table(0.7, 690, 0.25))
    twice = power_of_survey(survey(0.7), 0.25, 2.0)
    pd.testing.assert_frame_equal(twice, power_table(0.7, 690, 0.25, design_effect=2.0))
    assert sorted(set(power_of_survey(survey(0.1), 0.25)["decline"])) == [0.05, 0.1]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (survey(), "hold nobody who left in 2016-2020"),
        (survey(0.7, interviews=0), "hold nobody who left in 2016-2020"),
        (survey(0.0), "hold nobody who left in 2016-2020"),
        (survey(0.04), "4.0% had watched: there is no decline of 5% to be seen"),
        (survey(1.0), "100.0% had watched"),
    ],
)
def test_surveys_without_a_decline_to_see__are_refused(frame: pd.DataFrame, words: str) -> None:
    """Nobody asked, or nobody left who could stop."""
    with pytest.raises(InputError, match=words):
        power_of_survey(frame, 0.25)


@pytest.mark.parametrize("effect", [0.99, -1.0, float("inf"), float("nan")])
def test_a_design_effect__is_at_least_1(effect: float) -> None:
    """Clustering never makes a survey worth more."""
    with pytest.raises(InputError, match="design_effect="):
        power_table(0.7, 1000, 0.2, design_effect=effect)
    assert len(power_table(0.7, 1000, 0.2, design_effect=1.0)) == 9


@pytest.mark.parametrize(
    ("before", "decline", "asked"), [(0.0, 0.1, 9), (1.0, 0.1, 9), (0.5, 0.0, 9), (0.5, 0.51, 9)]
)
def test_shares_at_their_ends__leave_nothing_to_see(
    before: float, decline: float, asked: int
) -> None:
    """The share before and the decline lie above 0, the share below 1, the decline at most the
    share."""
    with pytest.raises(InputError, match="="):
        interviews_needed(before, decline, asked)
    assert interviews_needed(0.5, 0.5, 1000) == 1
