"""`nksim plot`: a results folder comes in, the spread curves leave as PNG, one file a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nksim.cli.options import Json, Out, ResultsFolder
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
    out: Out = None,
    json: Json = False,
) -> None:
    """Draw the spread curves of stored runs with the levers in force; --out names the folder or the PNG.

    Example: nksim plot results/quick --out quick.png
    """
    from nksim.store.results import open_results

    tell_strays(results)
    figures = [str(path) for path in draw(open_results(results), scenario, out)]
    if json:
        print_json({"figures": figures})
    else:
        say("\n".join(figures))


def draw(results: Results, scenario: str | None = None, out: Path | None = None) -> list[Path]:
    """One PNG for each scenario asked for, in the results folder unless another place is given."""
    from nksim.plots.spread_curves import plot_spread

    names = [scenario] if scenario else list(dict.fromkeys(run.scenario for run in results.runs))
    files = distinct_file_names(names)
    return [
        plot_spread(results, _place(results.folder, files[name], len(names), out), name)
        for name in names
    ]


def _place(folder: Path, name: str, figures: int, out: Path | None) -> Path:
    """Where a figure goes; several figures into one file name are told apart by the scenario."""
    suffix = "" if figures == 1 else f"-{name}"
    if out is not None and out.suffix == ".png":
        return out.with_name(f"{out.stem}{suffix}.png")
    return (out or folder) / f"{FIGURE}{suffix}.png"
