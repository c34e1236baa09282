"""`nksim plot`: the spread curves of stored runs as pictures, one a scenario."""

from __future__ import annotations

from typing import Annotated

import typer

from nksim.cli.options import Json, OutPicture, ResultsFolder
from nksim.cli.output import print_json, say, tell_strays


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
    import nksim

    tell_strays(results)
    figures = [str(path) for path in nksim.plot(results, scenario, out)]
    if json:
        print_json({"figures": figures})
    else:
        say("\n".join(figures))
