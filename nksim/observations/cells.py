"""What is kept of each calendar year, cell by cell of people and layer by layer of ties.

Counts of every cell (province, age band, sex) are kept, so that groups can be crossed afterwards.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nksim.core.columns import AGE_BANDS, END, LAYERS, SEXES, SUM
from nksim.core.units import BELIEF, TIE
from nksim.observations.stack import (
    CELL,
    DETAINED,
    LAYER,
    LIVING,
    Columns,
    Integers,
    Stack,
    ratio,
    total,
)
from nksim.observations.tables import PUNISHMENTS
from nksim.observations.yearly_columns import CELLS, LAYER_YEARS
from nksim.scenario.provinces import PROVINCES

NAMES = {"province": PROVINCES, "age": AGE_BANDS, "sex": SEXES}  # in the order of the cells
_AT_END = ("watched_last_year", "ever_watched")
_BELIEFS = ("perceived_risk", "suspicion", "regime_trust")
_IN_YEAR = {
    "watching": "watching",
    "new_viewers": "new_viewers",
    "joint_viewings": "joint_viewings",
    "reports": "reports",
    "searched_in_vain": "empty_searches",
    "deaths": "executed",
    "style_punished": "style_punished",
}


def cell_columns(stack: Stack) -> Columns:
    """A row for each calendar year and cell; counts have shape (runs, years * cells)."""
    made = _keys(stack) | {
        name: counts.reshape(stack.runs, -1) for name, counts in _counts(stack.years).items()
    }
    return {column.name: made[column.name] for column in CELLS}


def _keys(stack: Stack) -> Columns:
    """Year and cell of every row; the weeks of the year beside them."""
    boxes = np.meshgrid(*(np.array(names, object) for names in NAMES.values()), indexing="ij")
    cells, years = boxes[0].size, len(stack.year_numbers)
    keys = {name: np.tile(box.ravel(), years) for name, box in zip(NAMES, boxes, strict=True)}
    weeks = np.diff(np.r_[stack.first_of_year, stack.weeks])
    return keys | {"year": np.repeat(stack.year_numbers, cells), "weeks": np.repeat(weeks, cells)}


def _counts(years: Integers) -> dict[str, Any]:
    sums, ends = years[:, :, SUM], years[:, :, END]
    made: dict[str, Any] = {"living": total(ends, LIVING), "detained": total(sums, DETAINED)}
    made |= {name: ends[..., CELL[name]] for name in _AT_END}
    made |= {name: ends[..., CELL[name]] / BELIEF for name in _BELIEFS}
    made |= {name: sums[..., CELL[count]] for name, count in _IN_YEAR.items()}
    made["expected_deaths"] = sums[..., CELL["expected_deaths"]] / BELIEF
    made["punished"] = total(sums, [CELL[name] for name in PUNISHMENTS])
    return made


def layer_year_columns(stack: Stack) -> Columns:
    """A row for each calendar year and layer of ties."""
    ends, sums = stack.layers[:, stack.last_of_year], stack.yearly(stack.layers)
    made: dict[str, Any] = {
        "ties": ends[..., LAYER["ties"]],
        "joint_viewings": sums[..., LAYER["layer_joint_viewings"]],
        "copies": sums[..., LAYER["layer_copies"]],
        "worn_ties": sums[..., LAYER["worn_ties"]],
        "bond": ratio(ends[..., LAYER["bond"]] / TIE, ends[..., LAYER["ties"]]),
        "complicit_share": ratio(ends[..., LAYER["complicit_ties"]], ends[..., LAYER["ties"]]),
        "doubt": ratio(sums[..., LAYER["doubt"]] / TIE, sums[..., LAYER["ends_asked"]]),
    }
    made = {name: counts.reshape(stack.runs, -1) for name, counts in made.items()}
    made["year"] = np.repeat(stack.year_numbers, len(LAYERS))
    made["layer"] = np.tile(np.array(LAYERS, object), len(stack.year_numbers))
    return {column.name: made[column.name] for column in LAYER_YEARS}
