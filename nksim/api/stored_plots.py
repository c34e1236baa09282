"""Figures of a folder: of single runs, of a study or of a sweep, whichever it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nksim.analysis.measuring import measured
from nksim.analysis.parting import parting_years, simulated_years
from nksim.analysis.sweeps import by_point, varied
from nksim.api.plots import RunPlots, StudyPlots, SweepPlots, sweep_plots
from nksim.observations.costs_first import LEADING
from nksim.observations.period import Period, asked_period
from nksim.store.compared import Compared, compared_in

if TYPE_CHECKING:
    from nksim.store.results import Results


def stored_plots(
    stored: Results, at: int | None, over: Sequence[int] | None
) -> RunPlots | SweepPlots:
    """The figures of a folder about these years, by default those asked about before."""
    scenarios = list(stored.scenarios.values())
    period = asked_period(at, over, simulated_years(scenarios[0]))
    if stored.design is not None:
        return _sweep(stored, period or parting_years(scenarios), scenarios[0].society.size)
    compared = compared_in(stored.folder)
    if compared is None:
        return RunPlots(stored, scenarios, period)
    return _study(stored, compared, period)


def _sweep(stored: Results, period: Period, people: int) -> SweepPlots:
    assert stored.design is not None
    points = by_point(stored.design, measured(stored, period))
    return sweep_plots(stored.folder.name, points, varied(stored.design), period, people)


def _study(stored: Results, compared: Compared, period: Period | None) -> StudyPlots:
    names = (compared.baseline, *compared.alternatives)
    shown = [stored.scenarios[name] for name in names if name in stored.scenarios]
    asked = period or compared.period or parting_years(shown)
    return StudyPlots(stored, shown, asked, compared.leading or LEADING)
