from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pytest

from nksim.core.clock import Clock
from nksim.demography.turning import Turn, turn, turn_weeks
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society

YEAR = 365.2425 / 7.0


def with_lives(size: int, until: str = "2026-12-31", **life: object) -> Scenario:
    return Scenario.model_validate(
        {
            "run": {"start": "1996-01-01", "until": until},
            "society": {"size": size},
            "life": {"enabled": True, **life},
        }
    )


def clock_of(scenario: Scenario) -> Clock:
    return Clock(scenario.run.start, scenario.run.until)


class Year(NamedTuple):
    """A turn: the year that begins, its first week, the society before and what came of it."""

    year: int
    week: int
    before: Society
    turned: Turn


def years_of(
    scenario: Scenario, seed: int = 1, society: Society | None = None, threads: int = 1
) -> Iterator[Year]:
    before = build_society(scenario, seed) if society is None else society
    clock = clock_of(scenario)
    for week in turn_weeks(clock).tolist():
        turned = turn(before, scenario, seed, week, threads)
        yield Year(int(clock.calendar_years()[week]), week, before, turned)
        before = turned.society


def ages(society: Society, week: int) -> np.ndarray:
    """Ages in years at the beginning of a week."""
    assert society.register is not None
    return (week - society.register.birth) / YEAR


def digest(turned: Turn) -> str:
    society, found = turned.society, hashlib.sha256()
    assert society.register is not None
    columns = (*society.people, *society.ties, *society.register[:6], *turned[1:5])
    for column in (*columns, society.household_first, society.district_first):
        found.update(f"{column.dtype}{column.shape}".encode() + np.ascontiguousarray(column).data)
    return found.hexdigest()


@pytest.fixture(scope="session")
def village() -> list[Year]:
    """Three thousand people over all years."""
    return list(years_of(with_lives(3_000)))
