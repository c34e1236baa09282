"""Results that lie in a folder: drawn, asked what a survey would find, exported and repaired."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nksim.analysis.curves import spread_of
from nksim.analysis.surveys import Survey as Asked
from nksim.analysis.surveys import survey_of
from nksim.api.arguments import attached, opened, optional_path
from nksim.api.file_names import distinct_file_names, picture_file
from nksim.core.checks import checked_path
from nksim.plots.spread_curves import plot_spread
from nksim.plots.survey_figure import plot_survey
from nksim.store import exporting, repairing
from nksim.store.repairing import Repaired
from nksim.store.results import Results

SPREAD_FIGURE, SURVEY_FIGURE = "spread-curves", "survey"


@dataclass(frozen=True, eq=False)
class Survey(Asked):
    """What `nksim.survey` gives: `.rows`, `.power`, `.figures()`."""

    def figures(self, out: str | Path | None = None) -> list[Path]:
        """Draw what real surveys asked into a file or folder, that of the results by default.

        Nothing is drawn if no real survey asked anybody who left in these years.
        """
        place = picture_file(optional_path(out, "out"), self.folder, SURVEY_FIGURE)
        return [] if self.asked.empty else [plot_survey(self.asked, place)]


def survey(
    results: Results | str | Path,
    scenario: str | None = None,
    *,
    every: bool = False,
    power: bool = False,
    design_effect: float = 1.0,
) -> Survey:
    """What a survey of escapees would report, beside real surveys and beside the truth.

    `results` are opened or their folder, `scenario` the name of one of theirs, by default the
    first. `every` adds questions that no real survey has asked, `power` how many interviews would
    show a decline after 2020 (`design_effect` times as many, since relatives leave together).
    Raises InputError for names that are none, StoreError if the folder cannot be read.
    """
    stored = opened(results)
    found = survey_of(stored, scenario, every=every, power=power, design_effect=design_effect)
    return attached(Survey, found)


def plot(
    results: Results | str | Path, scenario: str | None = None, out: str | Path | None = None
) -> list[Path]:
    """Draw the spread curves of stored runs, one picture for each scenario, or for one by its name.

    `out` is a file (.png, .pdf, .svg) or a folder, that of the results by default; pictures of
    several scenarios have their names in those of the files. Raises InputError for other formats
    and names.
    """
    stored = opened(results)
    names = [scenario] if scenario else list(dict.fromkeys(run.scenario for run in stored.runs))
    place = picture_file(optional_path(out, "out"), stored.folder, SPREAD_FIGURE)
    drawn = []
    for name, file in distinct_file_names(names).items():
        path = place
        if len(names) > 1:
            path = place.with_name(f"{place.stem}-{file}{place.suffix}")
        drawn.append(plot_spread(spread_of(stored, name), path))
    return drawn


def export(results: str | Path, to: str = "csv", folder: str | Path | None = None) -> Path:
    """Write the tables of a results folder for R, Stata and Excel, with a dictionary of columns.

    `to` is the format, csv; `folder` is where they go, by default into one beside the tables.
    Returns the folder. Raises InputError for another format, StoreError if nothing can be read.
    """
    place = checked_path(results, name="results")
    return exporting.export(place, to, optional_path(folder, "folder"))


def repair(results: str | Path) -> Repaired:
    """Take what is whole of a damaged results folder; what is damaged is set aside, not deleted.

    What leaves says what is whole (`.whole`), damaged (`.damaged`) and to be made again (`.again`).
    """
    return repairing.repair(checked_path(results, name="results"))
