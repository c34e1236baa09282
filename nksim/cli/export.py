"""`nksim export`: a results folder for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from nksim.cli.options import Json, Out, ResultsFolder
from nksim.cli.output import print_json, say, tell_strays

To = Annotated[
    str,
    typer.Option(
        "--to", help="csv, parquet, xlsx, dta (Stata), sav (SPSS); gexf, graphml (one society)."
    ),
]
Locale = Annotated[
    str,
    typer.Option(
        "--locale",
        help="Of CSV: plain for programs, en for spreadsheets, de with semicolons and decimal"
        " commas.",
    ),
]
Which = Annotated[
    str | None,
    typer.Option("--scenario", help="Of gexf and graphml: the scenario.", show_default="the first"),
]
OfSeed = Annotated[
    int | None,
    typer.Option(
        "--seed", min=0, help="Of gexf and graphml: the seed of the run.", show_default="the first"
    ),
]


def export(
    results: ResultsFolder,
    to: To = "csv",
    locale: Locale = "plain",
    scenario: Which = None,
    seed: OfSeed = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Write tables for R, Stata, SPSS and Excel, or a society for Gephi, with labels.

    A dictionary of every column lies beside the tables. gexf and graphml make one run again and
    write its people and ties as they are at the end.

    Example: nksim export results/quick --to xlsx
    """
    import nksim

    tell_strays(results)
    folder = nksim.export(results, to, out, locale=locale, scenario=scenario, seed=seed)
    if json:
        files = sorted(str(path) for path in folder.glob(f"*.{to}"))
        print_json({"folder": str(folder), "files": files})
    else:
        say(str(folder))
