"""Small tables that single figures show: provinces, layers of ties, ages of titles, two values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from nksim.analysis.curves import HIGH, LOW, band, smoothed
from nksim.analysis.policies import levers_of_each
from nksim.core.checks import checked_choice
from nksim.core.columns import Column
from nksim.core.errors import InputError
from nksim.observations.groups import group_frame, simulated_years
from nksim.observations.period import asked_period
from nksim.observations.yearly_columns import GROUPS
from nksim.scenario.provinces import PROVINCES

if TYPE_CHECKING:
    import pandas as pd

    from nksim.observations.period import Period

AGES = ("title_age", "title_age_chinese", "title_age_korean")
FLOW = "copy_share"
OF_TIES = (FLOW, "bond", "doubt")
MOST_YEARS, MOST_MOVING = 8, 3


class KeptTables(Protocol):
    """One run or many: what a Result and opened Results have in common."""

    @property
    def series(self) -> pd.DataFrame:
        """Weekly figures."""

    @property
    def levers(self) -> pd.DataFrame:
        """Levers with dates."""

    @property
    def cells(self) -> pd.DataFrame:
        """Yearly counts by cell of people."""

    @property
    def cohorts(self) -> pd.DataFrame:
        """Birth cohorts year by year."""

    @property
    def layer_years(self) -> pd.DataFrame:
        """Yearly figures by layer of ties."""


@dataclass(frozen=True, eq=False)
class Pictured:
    """What one figure shows, and what is said of it.

    `rows` are its small table; `column` is what it is about; `scenarios` are in the order of the
    study, `people` those of a run, `runs` those of a scenario.
    """

    rows: pd.DataFrame
    column: Column
    scenarios: tuple[str, ...]
    people: int
    runs: int
    levers: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Moving:
    """What a moving picture shows: provinces, and `country`: scenario, year, value."""

    pictured: Pictured
    country: pd.DataFrame


def province_years(
    results: KeptTables, province: str, outcome: str, simulated: Period | None = None
) -> Pictured:
    """One province year by year: scenario, year, low, median, high over the runs.

    `simulated` are the years of the runs, by default all that the tables have.
    """
    import pandas as pd

    checked_choice(province, name="province", allowed=PROVINCES)
    column = group_column(outcome)
    groups = group_frame(_within(results.cells, simulated), (), {"province": province})
    grouped = groups.groupby(["scenario", "year"], sort=False)[outcome]
    rows = pd.DataFrame(
        {"low": grouped.quantile(LOW), "median": grouped.median(), "high": grouped.quantile(HIGH)}
    )
    levers = levers_of_each(results.levers)
    here = [names == "all" or province in names.split(";") for names in levers["provinces"]]
    cells = results.cells[results.cells["province"] == province]
    return _pictured(rows.reset_index(), column, cells, levers[here])


def province_map(
    results: KeptTables,
    outcome: str,
    years: Sequence[int] = (),
    scenario: str | None = None,
    simulated: Period | None = None,
) -> Pictured:
    """Every province in some years: scenario, year, province, value, the mean over the runs.

    Without years, at most eight between the first and the last. `simulated` are the years of the
    runs, by default all that the tables have. Raises InputError for other years.
    """
    column, simulated = group_column(outcome), simulated or simulated_years(results.cells)
    for year in years:
        asked_period(year, None, simulated)
    shown = list(years) or _spread_out(simulated)
    cells = results.cells
    cells = cells[cells["year"].isin(shown)]
    if scenario is not None:
        known = list(dict.fromkeys(results.cells["scenario"]))
        cells = cells[cells["scenario"] == checked_choice(scenario, name="scenario", allowed=known)]
    groups = group_frame(cells, "province")
    grouped = groups.groupby(["scenario", "year", "province"], sort=False)[outcome]
    rows = grouped.mean().rename("value").reset_index()
    return _pictured(rows, column, cells, levers_of_each(results.levers.iloc[:0]))


def moving_map(
    results: KeptTables,
    outcome: str,
    scenario: str | None = None,
    simulated: Period | None = None,
) -> Moving:
    """Every province in every year of at most three scenarios, with the whole country beside it.

    `simulated` are the years of the runs, by default all that the tables have.
    """
    simulated = simulated or simulated_years(results.cells)
    years = range(simulated.first, simulated.last + 1)
    whole = province_map(results, outcome, list(years), scenario, simulated)
    names = whole.scenarios[:MOST_MOVING]
    rows = whole.rows[whole.rows["scenario"].isin(names)]
    pictured = replace(whole, rows=rows, scenarios=names)
    cells = _within(results.cells[results.cells["scenario"].isin(names)], simulated)
    country = group_frame(cells).groupby(["scenario", "year"], sort=False)[outcome].mean()
    return Moving(pictured, country.rename("value").reset_index())


def layers_before_and_after(results: KeptTables, period: Period) -> Pictured:
    """Ties of each layer before the period and at its end, a row a scenario and layer.

    `copy_share` is the share of all copies of the year that went that way; `bond` and `doubt` are
    means; columns end in _before and _after.
    """
    years = results.layer_years
    before = max(period.first - 1, int(years["year"].min()))
    copies = years.groupby(["scenario", "seed", "year"])["copies"].transform("sum")
    shares = years.assign(**{FLOW: years["copies"] / copies.where(copies > 0)})
    means = shares.groupby(["scenario", "layer", "year"], sort=False)[list(OF_TIES)].mean()
    parts = [
        means.xs(year, level="year").add_suffix(when)
        for year, when in ((before, "_before"), (period.last, "_after"))
    ]
    rows = parts[0].join(parts[1]).reset_index()
    rows = rows.assign(year_before=before, year_after=period.last)
    words = Column("ties", "float64", "share", "Copies, bonds and doubts by layer of ties")
    return _pictured(rows, words, results.cells, levers_of_each(results.levers.iloc[:0]))


def title_ages(results: KeptTables) -> Pictured:
    """How old titles are: scenario, column, date, low, median, high over the runs, in weeks."""
    import pandas as pd

    country = results.series[results.series["province"] == "all"]
    parts = [
        band(rows, column).apply(smoothed).reset_index().assign(scenario=name, column=column)
        for name, rows in country.groupby("scenario", sort=False)
        for column in AGES
    ]
    words = Column("title_age", "float64", "weeks", "Mean age of the titles held")
    return _pictured(pd.concat(parts), words, country, levers_of_each(results.levers))


def heat_table(points: pd.DataFrame, x: str, y: str, outcome: str) -> pd.DataFrame:
    """Means of an outcome over two varied values: alternative, x, y, value.

    InputError for values that the sweep did not vary.
    """
    for name in (x, y, outcome):
        if name not in points:
            raise InputError(f"{name} is not among the values and outcomes of this sweep")
    if x == y:
        raise InputError(f"x={x} and y={y} are the same value; give two")
    grouped = points.groupby(["alternative", x, y], sort=False)[outcome]
    rows = grouped.mean().rename("value").reset_index()
    if rows.empty:
        raise InputError(f"no point of this sweep sets both x={x} and y={y}; make a grid of them")
    return rows.rename(columns={x: "x", y: "y"})


def group_column(outcome: str) -> Column:
    """A figure of groups by its name; InputError for another."""
    known = {column.name: column for column in GROUPS}
    return known[checked_choice(outcome, name="outcome", allowed=known)]


def _within(cells: pd.DataFrame, simulated: Period | None) -> pd.DataFrame:
    """The rows of these years: a last week may lie in a year that no run was asked for."""
    if simulated is None:
        return cells
    return cells[cells["year"].between(simulated.first, simulated.last)]


def _spread_out(simulated: Period) -> list[int]:
    step = -(-simulated.years // MOST_YEARS)
    return list(range(simulated.last, simulated.first - 1, -step))[::-1]


def _pictured(
    rows: pd.DataFrame, column: Column, kept: pd.DataFrame, levers: pd.DataFrame
) -> Pictured:
    """With how many people and runs it stands on."""
    first = kept[
        (kept["scenario"] == kept["scenario"].iloc[0]) & (kept["seed"] == kept["seed"].iloc[0])
    ]
    moment = "year" if "age" in first else "week"
    people = int(first[first[moment] == first[moment].iloc[0]]["living"].sum())
    runs = int(kept.groupby("scenario")["seed"].nunique().min())
    scenarios = tuple(dict.fromkeys(rows["scenario"]))
    if len(scenarios) > 1:  # what all have alike tells nothing of them
        levers = levers[[len(names) < len(scenarios) for names in levers["scenarios"]]]
    return Pictured(rows, column, scenarios, people, runs, levers)
