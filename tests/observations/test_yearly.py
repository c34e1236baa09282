from __future__ import annotations

import pandas as pd

from nksim.observations.yearly import YEARLY, yearly_frame
from tests.fixtures.worlds import fake_result, short_scenario


def test_years__are_one_row_each_in_per_cent() -> None:
    """Two simulated years are two lines; flows are means, stocks stand at the end of the year."""
    result = fake_result()
    yearly = yearly_frame(result.series)
    assert yearly["year"].tolist() == [2019, 2020]
    country = result.series.query("province == 'all'")
    assert yearly["ever_watched"].iloc[-1] == 100 * country["ever_watched_share"].iloc[-1]
    assert list(yearly.columns) == ["scenario", "year", *(column.name for column in YEARLY)]


def test_replicates__are_summed_up_by_their_median() -> None:
    """Of three runs the middle one is shown."""
    results = [fake_result(short_scenario(), seed, 0) for seed in (1, 2, 3)]
    together = yearly_frame(pd.concat([result.series for result in results]))
    single = [yearly_frame(result.series)["watching"].iloc[0] for result in results]
    assert together["watching"].iloc[0] == sorted(single)[1]
