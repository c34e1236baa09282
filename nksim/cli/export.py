"""`nksim export`: the tables of a results folder as CSV, with a dictionary of columns."""

from __future__ import annotations

from typing import Annotated

import typer

from nksim.cli.options import Json, Out, ResultsFolder
from nksim.cli.output import print_json, say, tell_strays


def export(
    results: ResultsFolder,
    to: Annotated[str, typer.Option("--to", help="Format: csv.")] = "csv",
    out: Out = None,
    json: Json = False,
) -> None:
    """Write tables for R, Stata and Excel, with a dictionary of every column.

    Example: nksim export results/quick --to csv
    """
    import nksim

    tell_strays(results)
    folder = nksim.export(results, to, out)
    if json:
        print_json(
            {"folder": str(folder), "files": sorted(str(path) for path in folder.glob(f"*.{to}"))}
        )
    else:
        say(str(folder))
