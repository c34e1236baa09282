"""Whom it concerns: Observations come in, yearly figures by province, age band and sex leave.

A policy made in the capital is lived at the border, by the young, by women: the same year may look quite different there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import AGE_BANDS, CELL_COUNTS, SEXES, index_of
from nksim.core.units import BELIEF
from nksim.observations.tables import GROUPS
from nksim.observations.yearly import calendar_year
from nksim.scenario.provinces import PROVINCES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from nksim.observations.observations import Observations

_CELL = index_of(CELL_COUNTS)
_NAMES = {"province": PROVINCES, "age": AGE_BANDS, "sex": SEXES}
_AXES = {"province": (1, 2), "age": (0, 2), "sex": (0, 1)}
_PUNISHMENTS = ("criticised", "sent_to_labour", "sent_to_camp", "executed")


def groups_frame(observations: Observations) -> pd.DataFrame:
    """A row for each calendar year and each province, age band and sex."""
    import pandas as pd

    years = np.array(
        [calendar_year(observations.clock, week) for week in range(len(observations.cells))]
    )
    first = np.flatnonzero(np.r_[True, np.diff(years) > 0])
    sums = np.add.reduceat(observations.cells, first, axis=0)
    ends = observations.cells[np.r_[first[1:], len(years)] - 1]
    weeks = np.diff(np.r_[first, len(years)])
    frames = [_frame(by, years[first], weeks, _by(sums, by), _by(ends, by)) for by in _NAMES]
    return pd.concat(frames, ignore_index=True)[[column.name for column in GROUPS]]


def _by(cells: NDArray[np.int64], by: str) -> NDArray[np.int64]:
    """Counts of years summed over what is not asked for, shape (years, groups, counts)."""
    boxes = cells.reshape(len(cells), len(PROVINCES), len(AGE_BANDS), len(SEXES), -1)
    return np.asarray(boxes.sum(axis=tuple(axis + 1 for axis in _AXES[by])))


def _frame(
    by: str,
    years: NDArray[np.int64],
    weeks: NDArray[np.int64],
    sums: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> pd.DataFrame:
    import pandas as pd

    living = ends[..., _CELL["free"]] + ends[..., _CELL["detained"]]
    per_person = 1.0 / np.maximum(living, 1)
    punished = sum(sums[..., _CELL[name]] for name in _PUNISHMENTS)
    figures = {
        "living": living,
        "watched_last_year_share": ends[..., _CELL["watched_last_year"]] * per_person,
        "ever_watched_share": ends[..., _CELL["ever_watched"]] * per_person,
        "watching_share": sums[..., _CELL["watching"]] / weeks[:, None] * per_person,
        "new_viewers": 1000.0 * sums[..., _CELL["new_viewers"]] * per_person,
        "joint_viewings": 1000.0 * sums[..., _CELL["joint_viewings"]] * per_person,
        "reports": 1000.0 * sums[..., _CELL["reports"]] * per_person,
        "searched_in_vain": 1000.0 * sums[..., _CELL["empty_searches"]] * per_person,
        "punished": 1000.0 * punished * per_person,
        "person_years_detained": 1000.0
        * sums[..., _CELL["detained"]]
        / WEEKS_PER_YEAR
        * per_person,
        "perceived_risk": ends[..., _CELL["perceived_risk"]] / BELIEF * per_person,
        "regime_trust": ends[..., _CELL["regime_trust"]] / BELIEF * per_person,
    }
    names = _NAMES[by]
    keys = {
        "year": np.repeat(years, len(names)),
        "by": by,
        "group": np.tile(np.array(names, object), len(years)),
    }
    return pd.DataFrame(keys | {name: values.ravel() for name, values in figures.items()}).astype(
        {"by": "str", "group": "str"}
    )
