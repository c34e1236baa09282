"""Who has watched, by year of birth: each generation through the years, and at each age."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.numerals import counted
from nksim.plots.names import LEAST_SIZE, End, name_ends
from nksim.plots.sheet import Heading, Sheet, drawn, new_sheet, save_figure
from nksim.plots.style import TEXT, WIDTH_INCHES, Line, dress, write_numbers
from nksim.plots.tile_map import SHADES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from nksim.analysis.birth_cohorts import BirthCohorts

PANELS = {
    "ever_watched_share": "Have ever watched\n(% of the cohort)",
    "watched_last_year_share": "Watched within a year\n(% of the cohort)",
}
FIRST_PANEL = next(iter(PANELS))
SIDES = {
    "year": ("Year by year: what comes to all at once", "calendar year"),
    "age": ("Age by age: what sets generations apart", "mean age of the cohort (years)"),
}
PANEL_INCHES, GAP_INCHES, HEAD_INCHES, FOOT_INCHES = 2.3, 0.3, 0.22, 0.5
LEFT, WIDTH, STEP = 0.09, 0.365, 0.515  # of the width
NAME_INCHES = 0.055 * WIDTH_INCHES
NAME_GAP = 0.055  # between two names, of the height of a panel
LIGHTEST = 0.28  # of the scale: what is lighter cannot be read on white
DASHES = ("solid", (0, (5, 1.5)))  # neighbours are told apart without colour


def plot_birth_cohorts(cohorts: BirthCohorts, path: str | Path) -> Path:
    """Draw the cohorts of one scenario into a file; returns its path."""
    return save_figure(birth_cohorts_figure(cohorts), path)


@drawn
def birth_cohorts_figure(cohorts: BirthCohorts) -> Figure:
    """A row of panels a share: cohorts by calendar year, and the same cohorts by age.

    The later born, the darker.
    """
    looks = cohort_lines(cohorts.rows)
    below = (
        f"Born in ten years each, the later the darker; {cohorts.people:,} people at first,"
        f" mean of {counted(cohorts.runs, 'run')}"
    )
    heading = Heading(f"Generations in {cohorts.scenario}: who has watched", below)
    sheet = new_sheet(heading, HEAD_INCHES + 2 * PANEL_INCHES + GAP_INCHES, foot=FOOT_INCHES)
    for row, column in enumerate(PANELS):
        for place, along in enumerate(SIDES):
            axes = _axes(sheet, row, place)
            _draw_panel(axes, cohorts.rows, (along, column), looks)
            _label(axes, column, along, first=row == 0)
    return sheet.figure


def cohort_lines(rows: pd.DataFrame) -> dict[int, Line]:
    """How each cohort is drawn, by its first year of birth: the later, the darker."""
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    born, shades = sorted({int(each) for each in rows["born"]}), colormaps[SHADES]
    last = max(len(born) - 1, 1)
    return {
        first: Line(
            f"{first}s",
            to_hex(shades(LIGHTEST + (1.0 - LIGHTEST) * place / last)),
            DASHES[place % len(DASHES)],
        )
        for place, first in enumerate(born)
    }


def _axes(sheet: Sheet, row: int, place: int) -> Axes:
    top = HEAD_INCHES + row * (PANEL_INCHES + GAP_INCHES)
    return sheet.axes(LEFT + STEP * place, WIDTH, top, PANEL_INCHES)


def _draw_panel(
    axes: Axes, rows: pd.DataFrame, of: tuple[str, str], looks: dict[int, Line]
) -> None:
    """One share along one scale; where cohorts end on one day they are named there."""
    (along, column), ends = of, []
    for born, line in looks.items():
        curve = rows[rows["born"] == born].dropna(subset=[column])
        if curve.empty:
            continue
        shares = 100.0 * curve[column]
        axes.plot(curve[along], shares, color=line.colour, linestyle=line.dashes, linewidth=1.4)
        if curve["year"].max() == rows["year"].max():
            ends.append(End(line.label, float(shares.iloc[-1]), line))
    dress(axes)
    axes.set_ylim(0.0, max(axes.get_ylim()[1], 1.0))
    axes.margins(x=0.0)
    if along == "year":
        axes.set_xlim(rows["year"].min(), rows["year"].max())
        name_ends(axes, ends, NAME_INCHES, NAME_GAP)
    elif column == FIRST_PANEL:
        _name_above(axes, rows, looks)


def _name_above(axes: Axes, rows: pd.DataFrame, looks: dict[int, Line]) -> None:
    """Name each cohort that is there in the last year above its end."""
    last = rows[rows["year"] == rows["year"].max()].dropna(subset=[FIRST_PANEL])
    for row in last.to_dict("records"):
        line, end = looks[int(row["born"])], (row["age"], 100.0 * row[FIRST_PANEL])
        axes.annotate(
            line.label,
            xy=end,
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=LEAST_SIZE,
            color=line.colour,
            annotation_clip=False,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        )


def _label(axes: Axes, column: str, along: str, *, first: bool) -> None:
    title, label = SIDES[along]
    write_numbers(axes.yaxis)
    if first:
        axes.set_title(title, loc="left", fontsize=TEXT)
        axes.tick_params(labelbottom=False)
    else:
        axes.set_xlabel(label, fontsize=TEXT)
    if along == "year":
        axes.set_ylabel(PANELS[column], fontsize=TEXT)
