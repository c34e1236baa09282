"""Figures of what was run, one by one: `result.plot.spread()`, `study.plot.map(year=2024)`.

Each is a matplotlib figure, to be shown or saved as one likes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nksim.analysis.birth_cohorts import birth_cohorts
from nksim.analysis.comparison_tables import ComparisonTables, StudyTables, comparison_tables
from nksim.analysis.curves import spread_of
from nksim.analysis.parting import parting_years, years_of
from nksim.analysis.pictured import (
    KeptTables,
    heat_table,
    layers_before_and_after,
    province_map,
    province_years,
    title_ages,
)
from nksim.api.networks import network_figure
from nksim.core.checks import checked_choice
from nksim.core.errors import InputError
from nksim.core.numerals import counted
from nksim.observations.outcomes import OUTCOMES
from nksim.observations.period import Period
from nksim.plots.birth_cohorts import birth_cohorts_figure
from nksim.plots.comparison import (
    comparison_heading,
    costs_figure,
    curves_figure,
    differences_figure,
    outcomes_figure,
)
from nksim.plots.comparison import provinces_figure as compared_provinces
from nksim.plots.forest import forest_figure
from nksim.plots.heat_map import heat_heading, heat_map_figure
from nksim.plots.paper import Figure
from nksim.plots.provinces import province_figure
from nksim.plots.spread_curves import spread_figure
from nksim.plots.tie_layers import tie_layers_figure
from nksim.plots.tile_map import tile_map_figure
from nksim.plots.title_age import title_age_figure

if TYPE_CHECKING:
    import pandas as pd

    from nksim.scenario.scenario import Scenario

WATCHED, ANIMATION = "watched_last_year_share", "animation"
OF_A_PERIOD = ("costs", "forest", "heat", "layers", "outcomes", "provinces")
OF_ALL_YEARS = ("cohorts", "curves", "differences", "province", "spread", "titles", ANIMATION)
OF_A_YEAR = ("map", "network")
_ARGUMENTS = ("results", "out")  # of a figure that draws itself into a file


class RunPlots:
    """Figures of one run, or of all runs in a folder."""

    def __init__(self, results: KeptTables, scenarios: Sequence[Scenario], period: Period | None):
        self._results, self._scenarios, self._asked = results, scenarios, period

    @property
    def period(self) -> Period:
        """The years that figures are about where they are about years."""
        return self._asked or parting_years(self._scenarios)

    def spread(self, scenario: str | None = None) -> Figure:
        """Who watches, holds and has ever watched, week by week, of one scenario."""
        return spread_figure(spread_of(self._results, scenario))

    def map(
        self,
        outcome: str = WATCHED,
        *,
        year: int | None = None,
        years: Sequence[int] = (),
        scenario: str | None = None,
    ) -> Figure:
        """A tile map of the provinces for each of some years, or of one year in every scenario."""
        shown = [year] if year is not None else list(years)
        one = scenario if shown else scenario or self._scenarios[0].name
        simulated = self._simulated(one)
        return tile_map_figure(province_map(self._results, outcome, shown, one, simulated))

    def province(self, province: str, outcome: str = WATCHED) -> Figure:
        """One province year by year."""
        simulated = self._simulated()
        years = province_years(self._results, province, outcome, simulated)
        return province_figure(years, province)

    def _simulated(self, scenario: str | None = None) -> Period:
        """The years of a scenario, or of all of them."""
        these = [one for one in self._scenarios if scenario in (None, one.name)]
        return years_of(these or self._scenarios)

    def layers(self) -> Figure:
        """Layers of ties before the period and at its end: copies, bonds, suspicion."""
        return tie_layers_figure(layers_before_and_after(self._results, self.period))

    def cohorts(self, scenario: str | None = None) -> Figure:
        """Who has watched by year of birth, year by year and age by age, of one scenario."""
        return birth_cohorts_figure(birth_cohorts(self._results, scenario))

    def network(
        self, district: int | None = None, *, year: int | None = None, scenario: str | None = None
    ) -> Figure:
        """A district as a network: layers of ties, shared guilt, who watches.

        It is that with most viewers unless a number is given, at the end of the run or of a `year`.
        The run is made again for it: the first of the scenario.
        """
        return network_figure(self._results, district, year, scenario)

    def titles(self) -> Figure:
        """How old the titles are that go round."""
        return title_age_figure(title_ages(self._results))


class StudyPlots(RunPlots):
    """Figures of a comparison; costs to people stand first in each."""

    def __init__(
        self,
        results: StudyTables,
        scenarios: Sequence[Scenario],
        period: Period,
        leading: Sequence[str],
    ):
        super().__init__(results, scenarios, period)
        self._kept, self._leading = results, leading
        self._baseline = scenarios[0].name

    @cached_property
    def _tables(self) -> ComparisonTables:
        return comparison_tables(self._kept, self._baseline, self.period)

    def costs(self) -> Figure:
        """What each alternative cost people."""
        return costs_figure(self._tables)

    def outcomes(self) -> Figure:
        """Every outcome's difference."""
        return outcomes_figure(self._tables)

    def forest(self) -> Figure:
        """The outcomes that matter, with their figures."""
        import pandas as pd

        rows = self._tables.outcomes
        parts = [rows[rows["outcome"] == name] for name in self._leading]
        heading = comparison_heading(self._tables, f"What changed, against {self._baseline}")
        return forest_figure(pd.concat(parts), heading)

    def provinces(self) -> Figure:
        """What changed in each province, on one axis."""
        return compared_provinces(self._tables)

    def curves(self) -> Figure:
        """Baseline and alternatives week by week."""
        return curves_figure(self._tables)

    def differences(self) -> Figure:
        """What each alternative changed, week by week."""
        return differences_figure(self._tables)


class SweepPlots:
    """Figures of a sweep."""

    def __init__(self, name: str, points: pd.DataFrame, keys: Sequence[str], about: str):
        self._name, self._points, self._keys, self._about = name, points, keys, about

    def heat(self, outcome: str = WATCHED, *, x: str | None = None, y: str | None = None) -> Figure:
        """An outcome over two values, by default the first two that the sweep varies."""
        checked_choice(outcome, name="outcome", allowed=[one.name for one in OUTCOMES])
        across, down = self._two_values(x, y)
        rows = heat_table(self._points, across, down, outcome)
        heading = heat_heading(self._name, outcome, self._about)
        return heat_map_figure(rows, (across, down), outcome, heading)

    def _two_values(self, x: str | None, y: str | None) -> tuple[str, str]:
        if len(self._keys) < 2:
            varies = counted(len(self._keys), "value")
            raise InputError(f"sweep={self._name} varies {varies}; a heat map needs two")
        across = checked_choice(x or self._keys[0], name="x", allowed=self._keys)
        others = [key for key in self._keys if key != across]
        return across, checked_choice(y or others[0], name="y", allowed=others)


def sweep_plots(
    name: str, points: pd.DataFrame, keys: Sequence[str], period: Period, people: int
) -> SweepPlots:
    """The figures of a sweep, of its points and the keys that it varies."""
    runs = counted(len(points), "point")
    return SweepPlots(name, points, keys, f"{period.in_words}; {people:,} people, {runs}")


def refuse_idle(figure: str, **chosen: object) -> None:
    """InputError for years and looks that a figure does not take."""
    taken = {"at", "over", "size", "font"} if figure in OF_A_PERIOD else {"size", "font"}
    taken = set() if figure == ANIMATION else taken
    if figure not in (*OF_A_PERIOD, *OF_ALL_YEARS, *OF_A_YEAR):
        return
    for name, given in chosen.items():
        if given is not None and name not in taken:
            words = "leave it out"
            if name in ("at", "over"):
                is_of_one = figure in OF_A_YEAR
                words = "give --year" if is_of_one else "it shows every year: leave it out"
            raise InputError(f"{name}={given} means nothing to the figure {figure}; {words}")


def drawn_of(plots: Any, figure: str, chosen: dict[str, Any]) -> Figure:
    """A figure by its name with what was chosen for it; InputError for what it does not take."""
    names = [name for name in dir(plots) if not name.startswith("_") and name != "period"]
    checked_choice(figure, name="figure", allowed=sorted([*names, ANIMATION]))
    draw = getattr(plots, figure)
    given = {name: value for name, value in chosen.items() if value is not None}
    check_options(figure, draw, given)
    figure_drawn: Figure = draw(**given)
    return figure_drawn


def check_options(figure: str, draw: Callable[..., object], given: Mapping[str, object]) -> None:
    """InputError for an option that a figure does not take, and for one that it needs."""
    from inspect import signature

    taken = {
        name: one for name, one in signature(draw).parameters.items() if name not in _ARGUMENTS
    }
    for name in given:
        if name not in taken:
            raise InputError(
                f"{name}={given[name]} means nothing to the figure {figure} (it takes"
                f" {', '.join(taken) or 'nothing'}); leave it out"
            )
    for name, parameter in taken.items():
        if parameter.default is parameter.empty and name not in given:
            raise InputError(f"figure={figure} needs a {name}; give one with --{name}")
