"""Pairs of runs that differ in one thing from some day on, and what is measured on them.

Both runs of a pair share people, ties and every draw, and all that happened until that day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd

import nksim
from nksim.analysis.intervals import interval_of_mean
from nksim.running.open_run import OpenRun

HISTORY = "nksim:history"
WEEKS_A_YEAR = 52.1775


@dataclass(frozen=True)
class Window:
    """The weeks of a run in some calendar years, the layers of ties, and people at their end."""

    series: pd.DataFrame
    layers: pd.DataFrame
    people: pd.DataFrame

    def mean(self, column: str) -> float:
        """Mean of a column over the weeks."""
        return float(self.series[column].mean())

    def per_1000(self, column: str) -> float:
        """Happenings of a kind, a year and per 1,000 people."""
        years = len(self.series) / WEEKS_A_YEAR
        return float(1000.0 * self.series[column].sum() / self.series["living"].mean() / years)

    def punished(self, column: str, *values: object) -> float:
        """Of 1,000 people of a group who live at the end, those who have ever been punished."""
        mine = self.people[self.people[column].isin(values)]
        return float(1000.0 * mine["punished"].mean())

    def punished_by_wealth(self, third: int) -> float:
        """The same of a third of the people by wealth: 0 is the poorest."""
        mine = np.minimum(np.floor(3.0 * self.people["wealth"]), 2) == third
        return float(1000.0 * self.people.loc[mine, "punished"].mean())

    def of_layers(self, column: str, *layers: str) -> float:
        """Mean of a column over the weeks of some layers."""
        return float(self.layers.loc[self.layers["layer"].isin(layers), column].mean())

    def share_of_viewings(self, *layers: str) -> float:
        """Joint viewings on ties of some layers, as a share of all; NaN where nobody watches."""
        mine = self.layers.loc[self.layers["layer"].isin(layers), "joint_viewings"].sum()
        whole = self.layers["joint_viewings"].sum()
        return float(mine / whole) if whole else float("nan")


Measure = Callable[[Window], float]


@dataclass(frozen=True)
class Pair:
    """The history and the history with something changed from a day on, measured over some years.

    `without` names levers that both leave out; `base` are values that both have. The changed run
    has `changes` (values by their keys), `removed` (levers that it loses) and `levers` more.
    """

    since: str
    years: tuple[int, int]
    changes: Mapping[str, Any] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    levers: tuple[Mapping[str, Any], ...] = ()
    without: tuple[str, ...] = ()
    base: Mapping[str, Any] = field(default_factory=dict)

    def windows(self, size: int, seed: int) -> tuple[Window, Window]:
        """The same years of both runs."""
        first, last = self.years
        scenario = _history(self.without, tuple(self.base.items()), size)
        baseline = nksim.start(scenario, seed)
        day = pd.Timestamp(self.since) - pd.Timedelta(days=7)
        if day > pd.Timestamp(baseline.date):
            baseline.run(until=day.date().isoformat())
        changed = baseline.fork()
        gone = {f"levers.{name}.strength": 0.0 for name in self.removed}
        if self.changes or gone:
            changed.change({**self.changes, **gone})
        for lever in self.levers:
            changed.apply(lever)
        ends = (run.run(until=f"{last}-12-31") for run in (baseline, changed))
        before, after = (window_of(run, first, last) for run in ends)
        return before, after


@cache
def _history(
    without: tuple[str, ...], values: tuple[tuple[str, Any], ...], size: int
) -> nksim.Scenario:
    written = {"name": "history", "extends": HISTORY, "without": list(without)}
    given = written if without else HISTORY
    return nksim.load_scenario(given, {"society.size": size, **dict(values)})


def window_of(run: OpenRun, first: int, last: int) -> Window:
    weeks, layers = run.series, run.layers
    weeks = weeks[weeks["province"] == "all"]
    both = (table[table["year"].between(first, last + 1)] for table in (weeks, layers))
    return Window(*both, run.people)


def compared(
    pair: Pair, measures: Mapping[str, Measure], size: int, seeds: Sequence[int], threads: int = 1
) -> pd.DataFrame:
    """Baseline, change and its interval for each measure, over paired seeds.

    Columns baseline, difference, low, high (of the mean difference, at 90%) and resolved (the
    interval leaves out zero); a row a measure.
    """
    with ThreadPoolExecutor(threads) as pool:
        both = list(pool.map(partial(pair.windows, size), seeds))
    rows = {}
    for name, measure in measures.items():
        found = np.array([[measure(window) for window in windows] for windows in both])
        apart = found[:, 1] - found[:, 0]
        low, high = interval_of_mean(apart)
        resolved = bool(low > 0.0 or high < 0.0)
        rows[name] = (found[:, 0].mean(), apart.mean(), low, high, resolved)
    columns = ["baseline", "difference", "low", "high", "resolved"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)
