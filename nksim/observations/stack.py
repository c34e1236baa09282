"""Runs of the same weeks side by side, so that their tables are made at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS, SURVEY_EVERY, index_of
from nksim.observations.observations import Observations

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]
Columns = dict[str, Any]  # an array by name: (runs, rows), or (rows,) where all runs have the same
CELL, LAYER = index_of(CELL_COUNTS), index_of(LAYER_COUNTS)


@dataclass(frozen=True, eq=False)
class Stack:
    """Counts of several runs, the runs along the first axis, each put together when asked for."""

    observations: tuple[Observations, ...]

    @property
    def clock(self) -> Clock:
        """The weeks of all of them."""
        return self.observations[0].clock

    @property
    def runs(self) -> int:
        """How many runs."""
        return len(self.observations)

    @property
    def weeks(self) -> int:
        """How many weeks each has."""
        return self.observations[0].weeks

    @cached_property
    def provinces(self) -> Integers:
        """Counts of each province, shape (runs, weeks, provinces, CELL_COUNTS)."""
        return np.stack([each.provinces for each in self.observations])

    @cached_property
    def country(self) -> Integers:
        """Counts of the whole country, shape (runs, weeks, CELL_COUNTS)."""
        return np.stack([each.country for each in self.observations])

    @cached_property
    def layers(self) -> Integers:
        """Counts of each layer of ties, shape (runs, weeks, LAYERS, LAYER_COUNTS)."""
        return np.stack([each.layers for each in self.observations])

    @cached_property
    def years(self) -> Integers:
        """Sums and last weeks of calendar years, shape (runs, years, 2, CELLS, CELL_COUNTS)."""
        return np.stack([each.years for each in self.observations])

    @cached_property
    def survey(self) -> Integers:
        """Answers of the snapshots, shape (runs, snapshots, 2, SURVEY_COUNTS)."""
        return np.stack([each.survey for each in self.observations])

    @cached_property
    def year_of(self) -> Integers:
        """The calendar year of each week, shape (weeks,)."""
        return np.asarray(self.clock.calendar_years()[: self.weeks])

    @cached_property
    def first_of_year(self) -> Integers:
        """The first week of each calendar year, shape (years,)."""
        return np.flatnonzero(np.diff(self.year_of, prepend=self.year_of[:1] - 1))

    @cached_property
    def year_numbers(self) -> Integers:
        """The calendar years, shape (years,)."""
        return np.asarray(self.year_of[self.first_of_year])

    @property
    def survey_weeks(self) -> Integers:
        """The weeks at the end of which people were asked, shape (snapshots,)."""
        return SURVEY_EVERY * np.arange(1, self.survey.shape[1] + 1) - 1

    def yearly(self, weekly: NDArray[Any]) -> NDArray[Any]:
        """Sums of each calendar year; weeks lie along the second axis."""
        return np.asarray(np.add.reduceat(weekly, self.first_of_year, axis=1))


DETAINED = [CELL[name] for name in ("in_labour", "in_prison", "in_camp")]
LIVING = [CELL["free"], *DETAINED]


def total(counts: Integers, places: Sequence[int]) -> Integers:
    """The sum of some counts, of arrays whose last axis has the counts."""
    return np.asarray(counts[..., list(places)].sum(axis=-1))


def stacked(observations: Sequence[Observations]) -> Stack:
    """Runs of the same weeks, side by side."""
    return Stack(tuple(observations))


def ratio(part: NDArray[Any], whole: NDArray[Any]) -> Numbers:
    """Part of a whole; NaN where there is no whole."""
    found = np.full(np.broadcast_shapes(part.shape, whole.shape), np.nan)
    return np.asarray(np.divide(part, whole, out=found, where=whole > 0))
