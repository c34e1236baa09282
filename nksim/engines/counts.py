"""What a run counts: a week's counts by cell and by layer, summed up week by week and year by year.

Both engines write into these arrays; columns are declared in core.columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.columns import (
    CELL_COUNTS,
    CELLS,
    CELLS_A_PROVINCE,
    COHORT_COUNTS,
    COHORTS,
    END,
    LAYER_COUNTS,
    LAYERS,
    PROVINCE_COUNT,
    SUM,
    SURVEY_COUNTS,
    SURVEY_EVERY,
    index_of,
)
from nksim.core.jit import rule

Integers = NDArray[np.int64]
WEIGHTED, ALIKE = 0, 1  # how answers are summed: by odds of escape, and all alike
CELL_WIDTH, LAYER_WIDTH, SURVEY_WIDTH = len(CELL_COUNTS), len(LAYER_COUNTS), len(SURVEY_COUNTS)
LAYER_COUNT = len(LAYERS)
_BY_TIME = ("provinces", "layers", "years", "surveys", "cohorts")
_LAYER = index_of(LAYER_COUNTS)
STOCKS = tuple(_LAYER[name] for name in ("ties", "complicit_ties", "bond", "complicity"))


class Week(NamedTuple):
    """The counts of the week that is passing."""

    cells: Integers  # (CELLS, CELL_COUNTS)
    layers: Integers  # (LAYERS, LAYER_COUNTS): flows, and changes of stocks
    asked: Integers  # (2, SURVEY_COUNTS): answers, in the weeks in which people are asked
    seen: Integers  # (districts, 2): arrests and searches by weight, told arrests; in 1/2**20


class Tables(NamedTuple):
    """The counts of a run so far."""

    provinces: Integers  # (weeks, provinces, CELL_COUNTS)
    layers: Integers  # (weeks, LAYERS, LAYER_COUNTS)
    years: Integers  # (years, 2, CELLS, CELL_COUNTS): sums over weeks, and the last week's
    surveys: Integers  # (snapshots, 2, SURVEY_COUNTS)
    cohorts: Integers  # (years, COHORTS, COHORT_COUNTS): at the end of each year
    year_of: Integers  # (weeks,): the place of a week's year in `years`
    stock: Integers  # (LAYERS, LAYER_COUNTS): what layers have by now


def new_week(districts: int) -> Week:
    """A week in which nothing has been counted, in so many districts."""
    return Week(
        np.zeros((CELLS, len(CELL_COUNTS)), np.int64),
        np.zeros((len(LAYERS), len(LAYER_COUNTS)), np.int64),
        np.zeros((2, len(SURVEY_COUNTS)), np.int64),
        np.zeros((districts, 2), np.int64),
    )


def new_tables(clock: Clock, layer: NDArray[np.uint8], bond: NDArray[np.uint16]) -> Tables:
    """Tables for all weeks of a run, empty but for the ties and bonds that layers begin with."""
    years, year_of = np.unique(clock.calendar_years(), return_inverse=True)
    stock = np.zeros((len(LAYERS), len(LAYER_COUNTS)), np.int64)
    for place in range(len(LAYERS)):  # not bincount, which takes eight bytes a tie
        there = layer == place
        stock[place, _LAYER["ties"]] = np.count_nonzero(there)
        stock[place, _LAYER["bond"]] = bond.sum(where=there, dtype=np.int64)
    return Tables(
        np.zeros((clock.weeks, PROVINCE_COUNT, len(CELL_COUNTS)), np.int64),
        np.zeros((clock.weeks, len(LAYERS), len(LAYER_COUNTS)), np.int64),
        np.zeros((len(years), 2, CELLS, len(CELL_COUNTS)), np.int64),
        np.zeros((clock.weeks // SURVEY_EVERY, 2, len(SURVEY_COUNTS)), np.int64),
        np.zeros((len(years), COHORTS, len(COHORT_COUNTS)), np.int64),
        year_of.astype(np.int64).reshape(-1),
        stock,
    )


def copy_of(tables: Tables, weeks: int) -> Tables:
    """Tables that go on by themselves after so many weeks."""
    blank = {name: np.zeros_like(getattr(tables, name)) for name in _BY_TIME}
    other = tables._replace(**blank, stock=tables.stock.copy())
    take_first(other, first_of(tables, weeks), weeks)
    return other


def first_of(tables: Tables, weeks: int) -> dict[str, Integers]:
    """What the first weeks have left in the tables, by name."""
    lengths = _lengths(tables, weeks)
    return {name: getattr(tables, name)[: lengths[name]] for name in _BY_TIME}


def take_first(tables: Tables, arrays: Mapping[str, Integers], weeks: int) -> None:
    """Put what the first weeks have left into tables; ValueError if it does not fit."""
    if weeks > len(tables.provinces):
        raise ValueError(f"it reaches week {weeks} of a run of {len(tables.provinces)}")
    for name, length in _lengths(tables, weeks).items():
        if arrays[name].shape != (length, *getattr(tables, name).shape[1:]):
            raise ValueError(f"{name} does not have {length} rows")
    for name in _BY_TIME:
        getattr(tables, name)[: len(arrays[name])] = arrays[name]


def _lengths(tables: Tables, weeks: int) -> dict[str, int]:
    years = int(tables.year_of[weeks - 1]) + 1 if weeks else 0
    return {
        "provinces": weeks,
        "layers": weeks,
        "years": years,
        "surveys": weeks // SURVEY_EVERY,
        "cohorts": years,
    }


@rule
def record_week(number: int, week: Week, tables: Tables) -> None:
    """Add a week's counts to the tables, and clear them for the next."""
    year = tables.year_of[number]
    for cell in range(CELLS):
        province = cell // CELLS_A_PROVINCE
        for column in range(CELL_WIDTH):
            count = week.cells[cell, column]
            tables.provinces[number, province, column] += count
            tables.years[year, SUM, cell, column] += count
            tables.years[year, END, cell, column] = count
            week.cells[cell, column] = 0
    _record_layers(number, week, tables)
    if (number + 1) % SURVEY_EVERY == 0:
        for who in range(2):
            for column in range(SURVEY_WIDTH):
                tables.surveys[number // SURVEY_EVERY, who, column] = week.asked[who, column]
                week.asked[who, column] = 0


@rule
def _record_layers(number: int, week: Week, tables: Tables) -> None:
    for layer in range(LAYER_COUNT):
        for column in range(LAYER_WIDTH):
            tables.layers[number, layer, column] = week.layers[layer, column]
            week.layers[layer, column] = 0
        for column in STOCKS:
            tables.stock[layer, column] += tables.layers[number, layer, column]
            tables.layers[number, layer, column] = tables.stock[layer, column]
