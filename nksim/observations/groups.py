"""Whom it concerns: yearly figures by province, age band and sex.

A policy made in the capital is lived at the border, by the young, by women: the same year may look
quite different there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import AGE_BANDS, END, SEXES, SUM
from nksim.core.units import BELIEF
from nksim.observations.stack import CELL, DETAINED, LIVING, Columns, Integers, Stack, total
from nksim.observations.tables import GROUPS, PUNISHMENTS
from nksim.scenario.provinces import PROVINCES

NAMES = {"province": PROVINCES, "age": AGE_BANDS, "sex": SEXES}
_SUMMED = {"province": (1, 2), "age": (0, 2), "sex": (0, 1)}


def groups_columns(stack: Stack) -> Columns:
    """A row for each calendar year and each province, age band and sex."""
    weeks = np.diff(np.r_[stack.first_of_year, stack.weeks])
    parts = [_figures(stack, by, weeks) for by in NAMES]
    names = [column.name for column in GROUPS]
    return {name: np.concatenate([part[name] for part in parts], axis=-1) for name in names}


def _by(counts: Integers, by: str) -> Integers:
    """Counts by cell summed over what is not asked for, shape (runs, years, groups, counts)."""
    boxes = counts.reshape(*counts.shape[:2], len(PROVINCES), len(AGE_BANDS), len(SEXES), -1)
    return np.asarray(boxes.sum(axis=tuple(axis + 2 for axis in _SUMMED[by])))


def _figures(stack: Stack, by: str, weeks: Integers) -> Columns:
    sums, ends = _by(stack.years[:, :, SUM], by), _by(stack.years[:, :, END], by)
    names = np.array(NAMES[by], object)
    living = total(ends, LIVING)
    per_person = 1.0 / np.maximum(living, 1)
    figures: dict[str, Any] = {"living": living}
    for name in ("watched_last_year", "ever_watched"):
        figures[f"{name}_share"] = ends[..., CELL[name]] * per_person
    figures["watching_share"] = sums[..., CELL["watching"]] / weeks[:, None] * per_person
    for name, counted in _sums(sums).items():
        figures[name] = 1000.0 * counted * per_person
    for name in ("perceived_risk", "suspicion", "regime_trust"):
        figures[name] = ends[..., CELL[name]] / BELIEF * per_person
    keys = {
        "year": np.repeat(stack.year_numbers, len(names)),
        "by": np.full(len(names) * len(stack.year_numbers), by, object),
        "group": np.tile(names, len(stack.year_numbers)),
    }
    return keys | {name: each.reshape(stack.runs, -1) for name, each in figures.items()}


def _sums(sums: Integers) -> dict[str, Any]:
    """What is given per 1,000 people of a group and year."""
    return {
        "new_viewers": sums[..., CELL["new_viewers"]],
        "joint_viewings": sums[..., CELL["joint_viewings"]],
        "reports": sums[..., CELL["reports"]],
        "searched_in_vain": sums[..., CELL["empty_searches"]],
        "punished": sum(sums[..., CELL[name]] for name in PUNISHMENTS),
        "style_punished": sums[..., CELL["style_punished"]],
        "person_years_detained": total(sums, DETAINED) / WEEKS_PER_YEAR,
    }
