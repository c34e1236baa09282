"""The policies of a run as a table."""

from __future__ import annotations

import pandas as pd

from nksim.observations.levers import lever_columns
from nksim.observations.result import frame_of
from nksim.scenario.scenario import Scenario
from tests.fixtures.worlds import short_scenario


def lever_frame(scenario: Scenario) -> pd.DataFrame:
    return frame_of("levers", lever_columns(scenario))


def test_levers__are_rows_in_their_order_with_their_dates() -> None:
    """Where it holds is said in words; what is open has no last day."""
    law, border = lever_frame(short_scenario()).to_dict("records")
    assert law == {
        "name": "new-law",
        "lever": "law",
        "from": pd.Timestamp("2020-06-01"),
        "until": pd.NaT,
        "ramp_weeks": 8,
        "strength": 0.8,
        "provinces": "all",
    }
    assert border == {
        "name": "closed-border",
        "lever": "border_closure",
        "from": pd.Timestamp("2020-01-22"),
        "until": pd.Timestamp("2020-10-31"),
        "ramp_weeks": 0,
        "strength": 1.0,
        "provinces": "Ryanggang;Chagang",
    }


def test_no_levers__are_an_empty_table_of_the_same_types() -> None:
    """A run without policies has a table of them, with nothing in it."""
    empty, full = lever_frame(short_scenario(levers=[])), lever_frame(short_scenario())
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
