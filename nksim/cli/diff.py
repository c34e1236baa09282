"""`nksim diff`: what differs between the runs of two scenario files, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nksim.cli.options import Json, Settings
from nksim.cli.output import print_json, say
from nksim.cli.scenarios import load_all


def diff(
    first: Annotated[Path, typer.Argument(metavar="A", help="Scenario file.", show_default=False)],
    second: Annotated[
        Path,
        typer.Argument(
            metavar="B", help="Scenario file; --set changes this one.", show_default=False
        ),
    ],
    settings: Settings = [],  # noqa: B006 - typer copies it
    json: Json = False,
) -> None:
    """Say in words what differs between two scenarios, wherever it was written.

    Example: nksim diff nksim:quick nksim:history
    """
    import nksim

    (before,), (after,) = load_all([first]), load_all([second], settings)
    lines = nksim.diff(before, after)
    if json:
        print_json(lines)
    else:
        say("\n".join(lines) or "no difference: both give the same run")
