"""Figures of fits, and the words that each must show; `test_figures` tries them with the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nksim.plots.calibration import posterior_figure, predictive_figure
from nksim.plots.next_survey import next_survey_figure
from nksim.plots.recovery import recovery_figure
from tests.plots import tables

FIGURES_OF_FITS: dict[str, tuple[Callable[[], Any], tuple[str, ...]]] = {
    "posterior": (
        lambda: posterior_figure(tables.fitted_numbers()),
        ("What the data say of each number", "%", "behaviour.w_risk", "2004 (2003 to 2006)"),
    ),
    "predictive": (
        lambda: predictive_figure(tables.published()),
        (
            "Published figures",
            "% (change: points)",
            "2011-2015  C3*",
            "model before the data, 90%",
            "model after, misses it",
        ),
    ),
    "next survey": (
        lambda: next_survey_figure(tables.next_survey(), 2027),
        ("survey of escapees in 2027", "% (change: points)", "forecast, without", "found last"),
    ),
    "recovery": (
        lambda: recovery_figure(*tables.recovered()),
        ("60 made-up truths", "%", "behaviour.w_risk", "held 0%, nearer 80%"),
    ),
}
