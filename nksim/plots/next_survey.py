"""What the next survey of escapees would find: intervals that a real figure can fall out of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.observations.questions import title_of_question
from nksim.plots.rows import draw_mark, rows_sheet
from nksim.plots.sheet import Heading, drawn, save_figure
from nksim.plots.style import BLACK, Line, named_lines

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

LAST = Line("found last", BLACK, "None", "s")
ROOM = 0.5  # of a row, for the marks of all scenarios


def plot_next_survey(forecast: pd.DataFrame, year: int, path: Path) -> Path:
    """Draw a forecast into a file."""
    return save_figure(next_survey_figure(forecast, year), path)


@drawn
def next_survey_figure(forecast: pd.DataFrame, year: int) -> Figure:
    """A row a question and cohort, in it a mark a scenario; of `analysis.next_survey`."""
    looks = named_lines(list(forecast["scenario"].unique()))
    title = f"What a survey of escapees in {year} would find"
    below = "90% intervals, of numbers, luck and the survey; in brackets: not asked so far"
    legend = [LAST, *(replace(look, label=f"forecast, {name}") for name, look in looks.items())]
    rows = forecast[forecast["scenario"] == next(iter(looks))].to_dict("records")
    sheet, axes = rows_sheet(
        Heading(title, below, legend), [_label(row) for row in rows], "% (change: points)"
    )
    for place, (name, look) in enumerate(looks.items()):
        shift = ROOM * ((place + 1) / (len(looks) + 1) - 0.5)
        for line, row in enumerate(forecast[forecast["scenario"] == name].to_dict("records")):
            draw_mark(axes, line + shift, row, ("low", "median", "high"), look)
    for line, row in enumerate(rows):
        draw_mark(axes, line - 0.3, row, ("last", "last", "last"), LAST)
    return sheet.figure


def _label(row: dict[Any, Any]) -> str:
    words = title_of_question(row["statistic"]) + (", change" if row["change"] else "")
    words = words if row["asked_so_far"] else f"({words})"
    return f"{words}, left {row['left_from']}-{row['left_to']}"
