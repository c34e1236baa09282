"""`nksim report`: what stored results say, as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nksim.cli.options import Json, ResultsFolder
from nksim.cli.output import print_json, say, tell_strays

Page = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help="File to write, .html, or a folder.",
        show_default="report.html in the results folder",
    ),
]
Language = Annotated[str, typer.Option("--language", help="en, or ko (a draft).")]


def report(
    results: ResultsFolder, language: Language = "en", out: Page = None, json: Json = False
) -> None:
    """Write what results say as one HTML file: to send, to print, to read on a phone.

    It needs no network and no script. Of a study it has the answer in sentences, the limits beside
    it, what it cost people, who is affected, and where all of it comes from.

    Example: nksim report results/crackdown
    """
    import nksim

    tell_strays(results)
    page = str(nksim.report(results, out, language=language))
    if json:
        print_json({"report": page, "language": language})
    else:
        say(page)
