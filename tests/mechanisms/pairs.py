"""Pairs of runs that differ in one thing from some day on, and what is measured on them.

Both runs of a pair share people, ties, every draw, and all that happened until that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

import nksim
from nksim.running.open_run import OpenRun

HISTORY, CRACKDOWN = "nksim:history", "nksim:crackdown"
STRONG, WEAK = ("household", "kin", "friend"), ("neighbour", "work")
Measure = Callable[["Window"], float]


@dataclass(frozen=True)
class Window:
    """Weeks of a run between two years, both included."""

    series: pd.DataFrame
    layers: pd.DataFrame

    def mean(self, column: str) -> float:
        """Mean of a column over the weeks."""
        return float(self.series[column].mean())

    def per_1000_a_year(self, column: str) -> float:
        """Happenings of a kind, a year and per 1,000 people."""
        years = len(self.series) / 52.1775
        return float(1000.0 * self.series[column].sum() / self.series["living"].mean() / years)

    def of_layer(self, column: str, *layers: str) -> float:
        """Mean of a column over the weeks of some layers."""
        return float(self.layers.loc[self.layers["layer"].isin(layers), column].mean())

    def share_of_viewings(self, *layers: str) -> float:
        """Joint viewings on ties of some layers, as a share of all."""
        mine = self.layers.loc[self.layers["layer"].isin(layers), "joint_viewings"].sum()
        return float(mine / self.layers["joint_viewings"].sum())


def window_of(run: OpenRun, first: int, last: int) -> Window:
    """The weeks of a run from one calendar year to another."""
    weeks, layers = run.series, run.layers
    weeks = weeks[weeks["province"] == "all"]
    return Window(
        weeks[weeks["year"].between(first, last + 1, inclusive="left")],
        layers[layers["year"].between(first, last + 1, inclusive="left")],
    )


@dataclass(frozen=True)
class Pair:
    """A baseline and the same with something changed from a day on.

    `changes` are values by their keys, `levers` come on top, `without` names levers of the history
    that are left out of the changed run, `base_without` those that are left out of both.
    """

    name: str
    since: str
    years: tuple[int, int]
    changes: Mapping[str, Any] = field(default_factory=dict)
    levers: tuple[Mapping[str, Any], ...] = ()
    without: tuple[str, ...] = ()
    base_without: tuple[str, ...] = ()
    base_changes: Mapping[str, Any] = field(default_factory=dict)


def begun(pair: Pair, size: int, seed: int) -> OpenRun:
    """The baseline of a pair on the day on which the two part."""
    return _begun(pair.base_without, tuple(pair.base_changes.items()), pair.since, size, seed)


def _begun(
    without: tuple[str, ...], values: tuple[tuple[str, Any], ...], since: str, size: int, seed: int
) -> OpenRun:
    run = nksim.start(_history(without, values, size), seed)
    day = pd.Timestamp(since) - pd.Timedelta(days=7)
    return run.run(until=max(day, pd.Timestamp(run.date)).date().isoformat())


@cache
def _history(
    without: tuple[str, ...], values: tuple[tuple[str, Any], ...], size: int
) -> nksim.Scenario:
    written: dict[str, Any] = {"extends": HISTORY, "society.size": size}
    return nksim.load_scenario(
        {"name": "history", "extends": HISTORY, "without": list(without)},
        {"society.size": size, **dict(values)},
    ) if without else nksim.load_scenario(HISTORY, {"society.size": size, **dict(values)})


def measured(pair: Pair, measures: Mapping[str, Measure], size: int, seed: int) -> pd.DataFrame:
    """What is measured on both runs of a pair; columns baseline and changed, a row a measure."""
    first, last = pair.years
    end = f"{last}-12-31"
    baseline = begun(pair, size, seed)
    other = baseline.fork()
    if pair.changes or pair.without:
        gone = {f"levers.{name}.strength": 0.0 for name in pair.without}
        other.change({**pair.changes, **gone})
    for lever in pair.levers:
        other.apply(lever)
    windows = [window_of(run.run(until=end), first, last) for run in (baseline, other)]
    rows = {name: [measure(window) for window in windows] for name, measure in measures.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["baseline", "changed"])


def differences(frames: list[pd.DataFrame], level: float = 0.9) -> pd.DataFrame:
    """Means and paired differences over seeds, with the interval of their mean (Student's t)."""
    from scipy.stats import t

    base = np.array([frame["baseline"].to_numpy() for frame in frames])
    apart = np.array([(frame["changed"] - frame["baseline"]).to_numpy() for frame in frames])
    seeds = len(frames)
    half = t.ppf(0.5 + level / 2, seeds - 1) * apart.std(axis=0, ddof=1) / np.sqrt(seeds)
    table = pd.DataFrame(
        {"baseline": base.mean(axis=0), "difference": apart.mean(axis=0), "half": half},
        index=frames[0].index,
    )
    table["resolved"] = table["difference"].abs() > table["half"]
    return table
