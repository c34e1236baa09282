"""A comparison in pictures: stored runs and their baseline come in, five PNGs leave.

1. curves: baseline grey, alternatives in colour, from a year before they part, with the levers that tell them apart
2. differences over time, paired
3. outcomes, 4. costs to people, 5. provinces: each difference with its interval
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from nksim.analysis.costs import RATIO, cost_differences
from nksim.analysis.differences import paired_differences
from nksim.analysis.groups import differences_by_group
from nksim.analysis.over_time import differences_over_time, first_parting
from nksim.observations.outcomes import OUTCOMES
from nksim.plots.bands import band
from nksim.plots.intervals import interval_figure
from nksim.plots.sheet import picture
from nksim.plots.style import GREY, alternative_line
from nksim.plots.weekly import SMOOTH_WEEKS, End, draw_curve, stacked
from nksim.store.writing import write_all

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BEFORE_WEEKS = 52
COST_TITLES = {
    "person_years_detained": "Person-years detained",
    "deaths": "Deaths",
    "punished": "People sanctioned",
    "searched_in_vain": "Homes searched in vain",
    "bribes": "Bribes",
    "ties_worn": "Ties that lost bond",
    "silenced_person_years": "Person-years silenced",
    "viewings_averted": "Viewer-weeks averted",
}
UNITS = {"share": "points", "1/1000": "per 1,000", "1/year": "a year"}


class Tables(Protocol):
    """Stored runs of a study, or frames with the same names."""

    @property
    def series(self) -> pd.DataFrame:
        """Weekly figures of the country."""

    @property
    def levers(self) -> pd.DataFrame:
        """Levers with dates."""

    @property
    def outcomes(self) -> pd.DataFrame:
        """One row a run."""

    @property
    def ledger(self) -> pd.DataFrame:
        """Costs by year."""

    @property
    def groups(self) -> pd.DataFrame:
        """Yearly figures by group."""


def plot_comparison(results: Tables, baseline: str, folder: str | Path) -> list[Path]:
    """Draw all five figures into a folder; returns their paths. Raises StoreError if they cannot be written."""
    figures = {
        "comparison-curves.png": curves_figure,
        "comparison-differences.png": differences_figure,
        "comparison-outcomes.png": outcomes_figure,
        "comparison-costs.png": costs_figure,
        "comparison-provinces.png": provinces_figure,
    }
    write_all(
        Path(folder),
        {name: picture(draw(results, baseline), name) for name, draw in figures.items()},
    )
    return [Path(folder) / name for name in figures]


def curves_figure(results: Tables, baseline: str) -> Figure:
    """Medians and 10-90% bands of baseline and alternatives, with the levers by which they differ."""
    series = _shown_weeks(results, baseline)
    names = _alternatives(series, baseline)

    def draw(axes: Axes, column: str, factor: float) -> list[End]:
        ends = []
        for name in [baseline, *names]:
            line = alternative_line(None if name == baseline else names.index(name))
            curve = band(series[series["scenario"] == name], column) * factor
            ends.append(
                (name, draw_curve(axes, curve["median"], curve["low"], curve["high"], line), line)
            )
        return ends

    return stacked(
        series,
        _telling_levers(results),
        draw,
        f"{baseline} and alternatives",
        f"median and 10-90% band of {_runs(series)} runs each",
    )


def differences_figure(results: Tables, baseline: str) -> Figure:
    """Mean paired difference and its 90% interval in every week."""
    series = _shown_weeks(results, baseline)
    names = _alternatives(series, baseline)

    def draw(axes: Axes, column: str, factor: float) -> list[End]:
        axes.axhline(0.0, color=GREY, linewidth=0.8)
        over_time = differences_over_time(series, baseline, column).set_index("date")
        ends = []
        for position, name in enumerate(names):
            rows = over_time[over_time["scenario"] == name][["mean", "low", "high"]] * factor
            ends.append(
                (
                    name,
                    draw_curve(
                        axes, rows["mean"], rows["low"], rows["high"], alternative_line(position)
                    ),
                    alternative_line(position),
                )
            )
        return ends

    below = f"mean of {_runs(series)} paired differences and its 90% interval; means over {SMOOTH_WEEKS} weeks"
    return stacked(
        series,
        _telling_levers(results),
        draw,
        f"What each alternative changed, against {baseline}",
        below,
        signed=True,
    )


def outcomes_figure(results: Tables, baseline: str) -> Figure:
    """Every outcome's difference with its interval, a panel an outcome."""
    rows = paired_differences(results.outcomes, baseline)
    panels = {
        _heading(o.title, o.unit): _in_points(rows[rows["outcome"] == o.name], o.unit)
        for o in OUTCOMES
    }
    names = list(rows["scenario"].unique())
    return interval_figure(panels, names, f"Outcomes against {baseline}", _said(rows))


def costs_figure(results: Tables, baseline: str) -> Figure:
    """What each alternative cost people over the run, and the viewings it averted."""
    rows = cost_differences(results.ledger, baseline)
    items = {item: title for item, title in COST_TITLES.items() if (rows["item"] == item).any()}
    panels = {title: rows[rows["item"] == item] for item, title in items.items()}
    panels["Averted per person-year"] = rows[rows["item"] == RATIO]
    people = int(results.series["living"].iloc[0])
    return interval_figure(
        panels,
        list(rows["scenario"].unique()),
        f"What it cost people, against {baseline}",
        f"whole run, {people:,} people; {_said(rows)}",
    )


def provinces_figure(results: Tables, baseline: str) -> Figure:
    """The difference in watching within a year, province by province."""
    rows = differences_by_group(results.groups, baseline, "province", ("watched_last_year_share",))
    panels = {
        str(group): _in_points(frame, "share") for group, frame in rows.groupby("group", sort=False)
    }
    return interval_figure(
        panels,
        list(rows["scenario"].unique()),
        f"Watched within the last year, by province, against {baseline}",
        f"points; {_said(rows)}",
    )


def _shown_weeks(results: Tables, baseline: str) -> pd.DataFrame:
    """The country from a year before the first difference on; people detained as a share of the living."""
    import pandas as pd

    series = results.series[results.series["province"] == "all"]
    shown: pd.DataFrame = series[
        series["date"] >= first_parting(series, baseline) - pd.Timedelta(weeks=BEFORE_WEEKS)
    ]
    return shown.assign(detained=shown["detained"] / shown["living"])


def _alternatives(series: pd.DataFrame, baseline: str) -> list[str]:
    return [str(name) for name in series["scenario"].unique() if name != baseline]


def _runs(series: pd.DataFrame) -> int:
    return int(series.groupby("scenario")["seed"].nunique().min())


def _telling_levers(results: Tables) -> pd.DataFrame:
    """The levers that not all scenarios have, or have not all alike."""
    levers = results.levers.drop_duplicates(["scenario", "name"])
    scenarios = results.series["scenario"].nunique()
    alike = levers.groupby(
        ["name", "from", "until", "ramp_weeks", "strength", "provinces"], dropna=False
    )["scenario"].transform("nunique")
    telling: pd.DataFrame = levers[alike < scenarios].drop_duplicates("name")
    return telling


def _heading(title: str, unit: str) -> str:
    return f"{title}\n({UNITS.get(unit, unit)})"


def _in_points(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Shares as percentage points."""
    factor = 100.0 if unit == "share" else 1.0
    return rows.assign(
        mean=rows["mean"] * factor, low=rows["low"] * factor, high=rows["high"] * factor
    )


def _said(rows: pd.DataFrame) -> str:
    return f"mean paired difference and 90% interval, {int(rows['replicates'].max())} replicates; hollow: not resolved"
