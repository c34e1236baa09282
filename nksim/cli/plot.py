"""`nksim plot`: stored runs as pictures."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from nksim.cli.options import At, Json, OutPicture, Over, ResultsFolder
from nksim.cli.output import print_json, say, tell_strays

Figure = Annotated[
    str,
    typer.Option(
        "--figure",
        "-f",
        metavar="NAME",
        help="cohorts, costs, curves, differences, forest, layers, map, network, outcomes,"
        " province, provinces, spread, titles; heat of a sweep; animation (GIF).",
    ),
]
ScenarioName = Annotated[
    str | None,
    typer.Option("--scenario", help="Only this scenario, by its name.", show_default=False),
]
ProvinceName = Annotated[
    str | None,
    typer.Option("--province", help="Of the figure province.", show_default=False),
]
OutcomeName = Annotated[
    str | None,
    typer.Option(
        "--outcome",
        help="Of the figures map, province, heat and animation.",
        show_default="watched_last_year_share",
    ),
]
Year = Annotated[
    int | None,
    typer.Option("--year", help="Of the figure map: in every scenario; of network: at its end."),
]
District = Annotated[
    int | None,
    typer.Option(
        "--district", min=0, help="Of the figure network.", show_default="with most viewers"
    ),
]
X = Annotated[str | None, typer.Option("--x", help="Of the figure heat: a varied value.")]
Y = Annotated[str | None, typer.Option("--y", help="Of the figure heat: another.")]
Width = Annotated[
    float | None,
    typer.Option(
        "--size", metavar="INCHES", help="Width of the picture.", show_default="the figure's own"
    ),
]
Font = Annotated[
    str | None,
    typer.Option("--font", help="An installed font.", show_default="DejaVu Sans"),
]


def plot(
    results: ResultsFolder,
    figure: Figure = "spread",
    scenario: ScenarioName = None,
    province: ProvinceName = None,
    outcome: OutcomeName = None,
    year: Year = None,
    district: District = None,
    x: X = None,
    y: Y = None,
    at: At = None,
    over: Over = None,
    size: Width = None,
    font: Font = None,
    out: OutPicture = None,
    json: Json = False,
) -> None:
    """Draw stored runs as PNG, PDF or SVG: the spread curves, or another figure by its name.

    --out figure.pdf makes that file; spread curves of several scenarios are drawn into a file
    each, figure-NAME.pdf. Without an ending --out is a folder, and pictures are PNG.

    Example: nksim plot results/crackdown --figure map --year 2024 --out map.pdf
    """
    import nksim

    tell_strays(results)
    given = {"province": province, "outcome": outcome, "year": year, "x": x, "y": y}
    given |= {"font": font, "district": district}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    drawn = nksim.plot(results, scenario, out, figure=figure, at=at, over=over, size=size, **chosen)
    figures = [str(path) for path in drawn]
    if json:
        print_json({"figures": figures})
    else:
        say("\n".join(figures))
