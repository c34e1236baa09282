"""The policies of a run as a table, for figures and for readers of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nksim.observations.stack import Columns

if TYPE_CHECKING:
    from nksim.scenario.scenario import Scenario

COUNTRY = "all"


def lever_columns(scenario: Scenario) -> Columns:
    """The levers of a scenario in the order in which they are applied; a row a lever."""
    levers = scenario.levers
    provinces = [";".join(lever.provinces or (COUNTRY,)) for lever in levers]
    return {
        "name": np.array([lever.name for lever in levers], object),
        "lever": np.array([lever.lever for lever in levers], object),
        "from": np.array([lever.from_ for lever in levers], "datetime64[ms]"),
        "until": np.array([lever.until for lever in levers], "datetime64[ms]"),
        "ramp_weeks": np.array([lever.ramp_weeks for lever in levers], np.int64),
        "strength": np.array([lever.strength for lever in levers], np.float64),
        "provinces": np.array(provinces, object),
    }
