"""`nksim plot`: the spread curves of stored runs as pictures, one a scenario, in the format that was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nksim.cli.options import PICTURES, Json, OutPicture, ResultsFolder
from nksim.cli.output import print_json, say, tell_strays
from nksim.cli.places import distinct_file_names

if TYPE_CHECKING:
    from nksim.store.results import Results

FIGURE = "spread-curves"


def plot(
    results: ResultsFolder,
    scenario: Annotated[
        str | None,
        typer.Option("--scenario", help="Only this scenario, by its name.", show_default=False),
    ] = None,
    out: OutPicture = None,
    json: Json = False,
) -> None:
    """Draw the spread curves of stored runs with the levers in force, as PNG, PDF or SVG.

    --out figure.pdf makes that file; of several scenarios each is drawn into a file of its own,
    figure-NAME.pdf. Without an ending --out is a folder, and pictures are PNG.

    Example: nksim plot results/quick --out quick.pdf
    """
    from nksim.store.results import open_results

    tell_strays(results)
    figures = [str(path) for path in draw(open_results(results), scenario, out)]
    if json:
        print_json({"figures": figures})
    else:
        say("\n".join(figures))


def draw(results: Results, scenario: str | None = None, out: Path | None = None) -> list[Path]:
    """One picture for each scenario asked for, in the results folder unless another place is given."""
    from nksim.analysis.curves import spread_of
    from nksim.plots.spread_curves import plot_spread

    names = [scenario] if scenario else list(dict.fromkeys(run.scenario for run in results.runs))
    place, files = picture_file(out, results.folder, FIGURE), distinct_file_names(names)
    return [
        plot_spread(spread_of(results, name), _of(place, files[name], len(names))) for name in names
    ]


def picture_file(out: Path | None, folder: Path, name: str) -> Path:
    """The file of a picture: the one asked for, or a PNG of this name in a folder.

    InputError for formats in which pictures are not drawn.
    """
    from nksim.core.errors import InputError

    if out is None or not out.suffix or out.is_dir():
        return (out or folder) / f"{name}.png"
    if out.suffix.lower() not in PICTURES:
        raise InputError(
            f"out={out} has no format that pictures are drawn in"
            f" (allowed {', '.join(PICTURES)}, or a folder that exists)"
        )
    return out


def _of(place: Path, name: str, scenarios: int) -> Path:
    """Several pictures into one file name are told apart by the scenario."""
    return place if scenarios == 1 else place.with_name(f"{place.stem}-{name}{place.suffix}")
