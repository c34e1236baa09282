"""The virtual survey: what real surveys found, what the simulated one finds, what is true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nksim.observations.questions import title_of_question
from nksim.plots.rows import draw_mark, question_label, rows_sheet
from nksim.plots.sheet import Heading, drawn, save_figure
from nksim.plots.style import BLACK, BLUE, VERMILION, Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

REAL = Line("real survey, 1 sd to either side", BLACK, "solid", "s")
SIMULATED = Line("simulated survey, 10-90% of runs", BLUE, "solid", "o")
EVERYBODY = Line("everybody, simulated", VERMILION, "None", "D", hollow=True)
MARKS = (
    (-0.22, ("real_low", "real", "real_high"), REAL),
    (0.03, ("survey_low", "survey", "survey_high"), SIMULATED),
    (0.26, ("truth", "truth", "truth"), EVERYBODY),
)


def plot_survey(summary: pd.DataFrame, path: str | Path) -> Path:
    """Draw the questions of one scenario that real surveys asked into a file; returns its path."""
    return save_figure(survey_figure(summary), path)


@drawn
def survey_figure(summary: pd.DataFrame) -> Figure:
    """The figure itself: a line a question and cohort, from `analysis.surveys.survey_summary`."""
    rows = summary.to_dict("records")
    title = f"What a survey of escapees says, and what is true: {rows[0]['scenario']}"
    below = "by years of departure; a star: the model may be fitted to this figure"
    labels = [
        question_label(title_of_question(row["statistic"]), row, row["evidence"]) for row in rows
    ]
    heading = Heading(title, below, [line for _, _, line in MARKS])
    sheet, axes = rows_sheet(heading, labels, "% (change: points)")
    for line, row in enumerate(rows):
        for shift, names, look in MARKS:
            draw_mark(axes, line + shift, row, names, look)
    return sheet.figure
