"""What a policy costs: Observations come in, one row a calendar year leaves; rows may be summed.

A crackdown is paid for by people who sit in camps, whose homes are searched in vain, whose friendships wear out,
and who fall silent; the state pays in searches and gets reports, bribes and viewings averted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS, SURVEY_COUNTS, index_of
from nksim.observations.tables import LEDGER
from nksim.observations.yearly import calendar_year

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.observations.observations import Observations

_CELL, _LAYER, _SURVEY = index_of(CELL_COUNTS), index_of(LAYER_COUNTS), index_of(SURVEY_COUNTS)
_PUNISHMENTS = ("criticised", "sent_to_labour", "sent_to_camp", "executed")
_SURVEY_UNIT = 1024.0
POPULATION = 1


def ledger_frame(observations: Observations) -> pd.DataFrame:
    """What each calendar year cost people and the state."""
    import pandas as pd

    weekly = pd.DataFrame(_weekly_costs(observations))
    weekly.insert(0, "year", _years(observations))
    yearly = weekly.groupby("year", as_index=False).sum()
    return yearly[[column.name for column in LEDGER]]


def ledger_total(ledger: pd.DataFrame) -> dict[str, float]:
    """The sum of each item over the years of a ledger."""
    return {
        column.name: float(ledger[column.name].sum()) for column in LEDGER if column.name != "year"
    }


def ledger_difference(baseline: Observations, alternative: Observations) -> pd.DataFrame:
    """What a policy cost and what it averted: each item in both runs, and viewings averted."""
    import pandas as pd

    before, after = ledger_total(ledger_frame(baseline)), ledger_total(ledger_frame(alternative))
    units = {column.name: column.unit for column in LEDGER}
    rows = [
        (name, units[name], before[name], after[name], after[name] - before[name])
        for name in before
    ]
    averted = before["viewer_weeks"] - after["viewer_weeks"]
    rows.append(("viewings_averted", units["viewer_weeks"], 0.0, averted, averted))
    return pd.DataFrame(rows, columns=["item", "unit", "baseline", "alternative", "difference"])


def _years(observations: Observations) -> list[int]:
    return [calendar_year(observations.clock, week) for week in range(observations.cells.shape[0])]


def _weekly_costs(observations: Observations) -> dict[str, NDArray[np.int64] | NDArray[np.float64]]:
    country = observations.cells.sum(axis=1)
    layers = observations.layers.sum(axis=1)
    return {
        "person_years_detained": country[:, _CELL["detained"]] / WEEKS_PER_YEAR,
        "deaths": country[:, _CELL["executed"]],
        "punished": country[:, [_CELL[name] for name in _PUNISHMENTS]].sum(axis=1),
        "searches": country[:, _CELL["searches"]],
        "searched_in_vain": country[:, _CELL["empty_searches"]],
        "reports": country[:, _CELL["reports"]],
        "bribes": country[:, _CELL["bribes"]],
        "ties_worn": layers[:, _LAYER["worn_ties"]],
        "silenced_person_years": silenced_people(observations) / WEEKS_PER_YEAR,
        "joint_viewings": country[:, _CELL["joint_viewings"]],
        "viewer_weeks": country[:, _CELL["watching"]],
    }


def silenced_people(observations: Observations) -> NDArray[np.float64]:
    """People silenced in each week, interpolated between the quarterly snapshots; 0 without snapshots."""
    weeks = np.arange(observations.cells.shape[0])
    if observations.survey_weeks.size == 0:
        return np.zeros(weeks.size)
    counted = observations.survey[:, POPULATION, _SURVEY["silenced"]] / _SURVEY_UNIT
    return np.interp(weeks, observations.survey_weeks, counted)
