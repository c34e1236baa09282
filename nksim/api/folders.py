"""Results that lie in a folder: drawn, asked what a survey would find, and repaired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nksim.analysis.curves import spread_of
from nksim.analysis.parting import years_of
from nksim.analysis.pictured import moving_map
from nksim.analysis.surveys import Survey as Asked
from nksim.analysis.surveys import survey_of
from nksim.api.arguments import attached, opened, optional_path
from nksim.api.file_names import distinct_file_names, picture_file
from nksim.api.plots import ANIMATION, WATCHED, check_options, drawn_of, refuse_idle
from nksim.api.stored_plots import stored_plots
from nksim.core.checks import checked_count, checked_path
from nksim.observations.result import Result
from nksim.plots.animation import ENDING, save_animation, spread_frames
from nksim.plots.next_survey import plot_next_survey
from nksim.plots.paper import OWN, Paper, on_paper
from nksim.plots.sheet import save_figure
from nksim.plots.spread_curves import plot_spread
from nksim.plots.survey_figure import plot_survey
from nksim.store import repairing
from nksim.store.repairing import Repaired
from nksim.store.results import Results

SPREAD = "spread"
SPREAD_FIGURE, SURVEY_FIGURE = "spread-curves", "survey"


@dataclass(frozen=True, eq=False)
class Survey(Asked):
    """What `nksim.survey` gives: `.rows`, `.held`, `.power`, `.forecast`, `.figures()`."""

    def figures(self, out: str | Path | None = None) -> list[Path]:
        """Draw what real surveys asked into a file or folder, that of the results by default.

        Nothing is drawn if no real survey asked anybody who left in these years. A forecast is
        drawn beside it.
        """
        place = picture_file(optional_path(out, "out"), self.folder, SURVEY_FIGURE)
        drawn = [] if self.asked.empty else [plot_survey(self.asked, place)]
        if self.forecast is None or self.year is None:
            return drawn
        beside = place.with_name(f"{place.stem}-{self.year}{place.suffix}")
        return [*drawn, plot_next_survey(self.forecast, self.year, beside)]


def survey(
    results: Results | str | Path,
    scenario: str | None = None,
    *,
    every: bool = False,
    power: bool = False,
    design_effect: float = 1.0,
    forecast: int | None = None,
) -> Survey:
    """What a survey of escapees would report, beside real surveys and beside the truth.

    `results` are opened or their folder, `scenario` the name of one of theirs, by default the
    first. `every` adds questions that no real survey has asked, `power` how many interviews would
    show a decline after 2020 (`design_effect` times as many, since relatives leave together),
    `forecast` what the ministry's survey of that year would find, of runs asked in it
    (`survey.survey_year`); `.sentences` say what would surprise us.
    Raises InputError for names that are none, StoreError if the folder cannot be read.
    """
    stored = opened(results)
    year = None if forecast is None else checked_count(forecast, name="forecast", low=1, high=9999)
    found = survey_of(
        stored, scenario, every=every, power=power, design_effect=design_effect, forecast=year
    )
    return attached(Survey, found)


def plot(
    results: Results | str | Path,
    scenario: str | None = None,
    out: str | Path | None = None,
    *,
    figure: str = SPREAD,
    at: int | None = None,
    over: Sequence[int] | None = None,
    size: float | None = None,
    font: str = OWN,
    **chosen: Any,
) -> list[Path]:
    """Draw stored runs: spread curves of each scenario, or one `figure` by its name.

    Figures are costs, curves, differences, forest, layers, map, network, outcomes, province,
    provinces, spread, titles, and of sweeps heat; `animation` is a GIF. `chosen` are what a figure
    takes (`province`, `outcome`, `year`, `district`, `x`, `y`). They are about the years `at` or
    `over`, as in `nksim.compare`. `out` is a file (.png, .pdf, .svg) or a folder, that of the
    results by default; pictures of several scenarios have their names in those of the files.
    `size` is the width in inches, `font` an installed font. Raises InputError for what is none of
    these.
    """
    stored = opened(results)
    refuse_idle(figure, at=at, over=over, size=size, font=None if font == OWN else font)
    if figure == ANIMATION:
        check_options(ANIMATION, animate, chosen)
        return [animate(stored, out, scenario=scenario, **chosen)]
    with on_paper(Paper(size, font)):
        if figure == SPREAD and at is None and over is None and not chosen:
            return _plot_spread(stored, scenario, out)
        place = picture_file(optional_path(out, "out"), stored.folder, figure)
        plots = stored_plots(stored, at, over)
        return [save_figure(drawn_of(plots, figure, chosen | {"scenario": scenario}), place)]


def animate(
    results: Result | Results | str | Path,
    out: str | Path | None = None,
    *,
    outcome: str = WATCHED,
    scenario: str | None = None,
) -> Path:
    """Draw the spread as a moving picture: a tile map of the provinces, a frame a year.

    `out` is a file that ends in .gif, or a folder; by default animation.gif in the folder of the
    results. A study's first three scenarios move side by side, or one `scenario`. Raises InputError
    for names that are none.
    """
    kept = results if isinstance(results, Result) else opened(results)
    beside = Path() if isinstance(kept, Result) else kept.folder
    place = optional_path(out, "out") or beside
    path = place if place.suffix else place / f"{ANIMATION}{ENDING}"
    scenarios = [kept.scenario] if isinstance(kept, Result) else [*kept.scenarios.values()]
    moving = moving_map(kept, outcome, scenario, years_of(scenarios))
    return save_animation(spread_frames(moving), path)


def _plot_spread(stored: Results, scenario: str | None, out: str | Path | None) -> list[Path]:
    names = [scenario] if scenario else list(dict.fromkeys(run.scenario for run in stored.runs))
    place = picture_file(optional_path(out, "out"), stored.folder, SPREAD_FIGURE)
    drawn = []
    for name, file in distinct_file_names(names).items():
        path = place
        if len(names) > 1:
            path = place.with_name(f"{place.stem}-{file}{place.suffix}")
        drawn.append(plot_spread(spread_of(stored, name), path))
    return drawn


def repair(results: str | Path) -> Repaired:
    """Take what is whole of a damaged results folder; what is damaged is set aside, not deleted.

    What leaves says what is whole (`.whole`), damaged (`.damaged`) and to be made again (`.again`).
    """
    return repairing.repair(checked_path(results, name="results"))
