"""The virtual survey over replicates."""

from __future__ import annotations

import pandas as pd

from nksim.analysis.surveys import survey_summary
from tests.fixtures.worlds import fake_result, short_scenario


def test_summary__is_the_median_of_replicates_beside_the_real_figure() -> None:
    """Three seeds, one line a question and cohort; rows that may be fitted to are marked."""
    world = short_scenario(run={"start": "2010-01-04", "until": "2020-12-31"})
    survey = pd.concat(
        [fake_result(world, seed, seed).survey for seed in range(3)], ignore_index=True
    )
    summary = survey_summary(survey).set_index("evidence")
    row = summary.loc["C3"]
    asked = survey[survey["evidence"] == "C3"]["survey"]
    assert (row["survey"], row["replicates"], row["real"]) == (asked.median(), 3, 0.814)
    assert asked.min() <= row["survey_low"] <= row["survey_high"] <= asked.max()
    assert bool(summary.loc["C4", "core"])
    assert not bool(summary.loc["C15", "core"])
    assert len(survey_summary(survey, every=True)) > len(summary)
