"""A comparison in five pictures, what policies cost people first.

1. costs to people, 2. outcomes, 3. provinces: each difference with its interval
4. curves of baseline and alternatives, from a year before they part
5. differences over time
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.comparison_tables import ComparisonTables
from nksim.analysis.curves import SMOOTH_WEEKS
from nksim.core.numerals import counted
from nksim.observations.costs_first import COSTS_FIRST
from nksim.observations.tables import unit_of
from nksim.plots.intervals import interval_figure
from nksim.plots.names import End
from nksim.plots.sheet import Heading, drawn, picture
from nksim.plots.style import GREY, alternative_line
from nksim.plots.units import in_points, points_of
from nksim.plots.weekly import Panel, draw_band, draw_line, scaled, weekly_figure
from nksim.store.writing import write_all

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = (
    Panel("detained_share", 1000.0, "Detained\n(per 1,000 people)"),
    Panel("perceived_risk", 100.0, "Perceived risk\n(% of its range)"),
    Panel("watching_share", 100.0, "Watched in the week\n(% of people)"),
    Panel("title_age", 1.0, "Mean age of titles\n(weeks)"),
)
CHANGES = (
    Panel("detained_share", 1000.0, "Detained\n(per 1,000 people)", signed=True),
    Panel("perceived_risk", 100.0, "Perceived risk\n(points)", signed=True),
    Panel("watching_share", 100.0, "Watched in the week\n(points)", signed=True),
    Panel("title_age", 1.0, "Mean age of titles\n(weeks)", signed=True),
)
COST_TITLES = {
    "deaths": "Deaths",
    "person_years_detained": "Person-years detained",
    "punished": "Sanctions",
    "silenced_person_years": "Person-years silenced",
    "searched_in_vain": "Homes searched in vain",
    "bribes": "Bribes",
    "ties_worn": "Ties that lost bond",
}
PROVINCE_TITLES = {
    "punished": "sanctions\n(per 1,000, last year)",
    "watched_last_year_share": "watched\n(points, last year)",
}
BAND = 0.10


def plot_comparison(compared: ComparisonTables, folder: str | Path) -> list[Path]:
    """Draw all five figures into a folder; returns their paths.

    Raises StoreError if they cannot be written.
    """
    figures = {
        "comparison-costs.png": costs_figure,
        "comparison-outcomes.png": outcomes_figure,
        "comparison-provinces.png": provinces_figure,
        "comparison-curves.png": curves_figure,
        "comparison-differences.png": differences_figure,
    }
    pictures = {name: picture(draw(compared), name) for name, draw in figures.items()}
    write_all(Path(folder), pictures)
    return [Path(folder) / name for name in figures]


def costs_figure(compared: ComparisonTables) -> Figure:
    """What each alternative cost people over the whole run."""
    rows = compared.costs
    panels = {
        f"{title}\n({unit_of('ledger', item)})": rows[rows["item"] == item]
        for item, title in COST_TITLES.items()
    }
    below = f"whole run, {compared.people:,} people; {_meaning(compared)}"
    title = f"What it cost people, against {compared.baseline}"
    return interval_figure(panels, compared.alternatives, Heading(title, below))


def outcomes_figure(compared: ComparisonTables) -> Figure:
    """Every outcome's difference with its interval, costs to people first."""
    rows = compared.outcomes
    panels = {
        f"{one.title}\n({points_of(one.unit)})": in_points(rows[rows["outcome"] == one.name])
        for one in COSTS_FIRST
    }
    heading = Heading(f"Outcomes against {compared.baseline}", _meaning(compared))
    return interval_figure(panels, compared.alternatives, heading)


def provinces_figure(compared: ComparisonTables) -> Figure:
    """Sanctions, and beside them watching, province by province."""
    rows = compared.provinces
    panels = {
        f"{province}: {title}": in_points(frame[frame["outcome"] == outcome])
        for province, frame in rows.groupby("group", sort=False)
        for outcome, title in PROVINCE_TITLES.items()
    }
    heading = Heading(f"Province by province, against {compared.baseline}", _meaning(compared))
    return interval_figure(panels, compared.alternatives, heading)


@drawn
def curves_figure(compared: ComparisonTables) -> Figure:
    """Medians and bands of baseline and alternatives, with the levers by which they differ."""
    below = (
        f"Simulated, {compared.people:,} people; median and 10-90% band of "
        f"{counted(compared.replicates, 'run')} each; means over {SMOOTH_WEEKS} weeks"
    )
    heading = Heading(f"{compared.baseline} and alternatives", below)
    names = {None: compared.baseline} | dict(enumerate(compared.alternatives))
    return weekly_figure(
        heading,
        PANELS,
        compared.levers,
        _days(compared.curves),
        lambda axes, panel: [
            _draw_curve(axes, compared.curves, panel, (name, position), "median")
            for position, name in names.items()
        ],
    )


@drawn
def differences_figure(compared: ComparisonTables) -> Figure:
    """The mean paired difference of each alternative and its interval, in every week."""
    below = (
        f"mean of {compared.replicates} paired differences and its 90% interval;"
        f" means over {SMOOTH_WEEKS} weeks; {compared.people:,} people"
    )
    heading = Heading(f"What each alternative changed, against {compared.baseline}", below)

    def draw(axes: Axes, panel: Panel) -> list[End]:
        axes.axhline(0.0, color=GREY, linewidth=0.8)
        return [
            _draw_curve(axes, compared.changes, panel, (name, position), "mean")
            for position, name in enumerate(compared.alternatives)
        ]

    return weekly_figure(heading, CHANGES, compared.levers, _days(compared.curves), draw)


def _draw_curve(
    axes: Axes, curves: pd.DataFrame, panel: Panel, which: tuple[str, int | None], middle: str
) -> End:
    """The curve and band of one scenario; `which` is its name and place, None for the baseline."""
    name, position = which
    rows = curves[(curves["scenario"] == name) & (curves["column"] == panel.column)]
    curve, line = scaled(rows, panel.factor), alternative_line(position)
    draw_band(axes, curve, line, BAND)
    return End(name, draw_line(axes, curve["date"], curve[middle], line), line)


def _days(curves: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    return curves["date"].min(), curves["date"].max()


def _meaning(compared: ComparisonTables) -> str:
    pairs = counted(compared.replicates, "replicate")
    return f"mean paired difference and 90% interval, {pairs}; hollow: not resolved"
