"""The published figures on which parameters, targets and dates rest, as typed rows.

They are read from the package's CSV files.

Nothing here is a setting: scenarios cite the row ids, calibration reads the targets, reports print
the sources. `status` says how a figure was come by: read, derived from read figures, or unverified
(never a calibration target).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("targets", "parameters", "timeline", "arrivals", "trade", "provinces")


@dataclass(frozen=True)
class Target:
    """One statistic that a survey measured, with the population it was measured on."""

    id: str
    statistic: str
    value: float
    unit: str
    n: int | None
    ci_low: float | None
    ci_high: float | None
    sd_total: float
    population: str
    left_from: int
    left_to: int
    status: str
    core: bool
    source: str


@dataclass(frozen=True)
class Parameter:
    """One figure that bounds a parameter.

    `value` is text, since some are several numbers or a sentence of law.
    """

    id: str
    quantity: str
    value: str
    low: float | None
    high: float | None
    unit: str
    status: str
    source: str


@dataclass(frozen=True)
class Event:
    """One dated policy event of the historical timeline."""

    start: date
    until: date | None
    event: str
    lever_hint: str
    status: str
    source: str


@dataclass(frozen=True)
class Arrivals:
    """Escapees who arrived in South Korea in a span of years."""

    first_year: int
    last_year: int
    arrivals: int
    status: str


@dataclass(frozen=True)
class Trade:
    """Legal trade with China in a year, 2019 = 1."""

    year: int
    index_2019: float
    status: str


@dataclass(frozen=True)
class ProvinceCount:
    """People of a province in the census of 2008, and whether it borders China."""

    province: str
    population_2008: int
    borders_china: bool
    status: str


@cache
def targets() -> tuple[Target, ...]:
    """All survey statistics, in the order of the file."""
    return tuple(
        Target(
            row["id"],
            row["statistic"],
            float(row["value"]),
            row["unit"],
            _integer(row["n"]),
            _number(row["ci_low"]),
            _number(row["ci_high"]),
            float(row["sd_total"]),
            row["population"],
            int(row["left_from"]),
            int(row["left_to"]),
            row["status"],
            row["core"] == "yes",
            row["source"],
        )
        for row in _rows("targets")
    )


@cache
def parameters() -> tuple[Parameter, ...]:
    """All figures that bound a parameter."""
    return tuple(
        Parameter(
            row["id"],
            row["quantity"],
            row["value"],
            _number(row["low"]),
            _number(row["high"]),
            row["unit"],
            row["status"],
            row["source"],
        )
        for row in _rows("parameters")
    )


@cache
def timeline() -> tuple[Event, ...]:
    """All policy events by date."""
    return tuple(
        Event(
            date.fromisoformat(row["date"]),
            _date(row["until"]),
            row["event"],
            row["lever_hint"],
            row["status"],
            row["source"],
        )
        for row in _rows("timeline")
    )


@cache
def arrivals() -> tuple[Arrivals, ...]:
    """Arrivals in South Korea by year; the first rows span several years."""
    return tuple(
        Arrivals(int(row["from"]), int(row["to"]), int(row["arrivals"]), row["status"])
        for row in _rows("arrivals")
    )


@cache
def trade() -> tuple[Trade, ...]:
    """Trade with China by year."""
    return tuple(
        Trade(int(row["year"]), float(row["index_2019"]), row["status"]) for row in _rows("trade")
    )


@cache
def provinces() -> tuple[ProvinceCount, ...]:
    """The ten civilian provinces."""
    return tuple(
        ProvinceCount(
            row["province"],
            int(row["population_2008"]),
            row["borders_china"] == "yes",
            row["status"],
        )
        for row in _rows("provinces")
    )


@cache
def sources() -> dict[str, str]:
    """The source of every row that a scenario can cite, by its id."""
    return {target.id: target.source for target in targets()} | {
        figure.id: figure.source for figure in parameters()
    }


def frame(table: str) -> pd.DataFrame:
    """One of TABLES as a pandas frame, every column as it stands in the file."""
    if table not in TABLES:
        raise KeyError(f"no evidence table {table!r}; the tables: {', '.join(TABLES)}")
    import pandas as pd

    with files("nksim.evidence").joinpath(f"{table}.csv").open("rb") as stream:
        return pd.read_csv(stream)


def _rows(table: str) -> list[dict[str, str]]:
    with files("nksim.evidence").joinpath(f"{table}.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _integer(text: str) -> int | None:
    return int(text) if text else None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
