"""`nksim merge`: results folders of array jobs become one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nksim.cli.options import Json
from nksim.cli.output import command_line, print_json, say, tell_strays

Folders = Annotated[
    list[Path],
    typer.Argument(metavar="RESULTS...", help="Folders to join.", show_default=False),
]
Into = Annotated[Path, typer.Option("--out", "-o", help="New folder to write into.")]


def merge(folders: Folders, out: Into, json: Json = False) -> None:
    """Join results folders, as if one command had made all their runs.

    For array jobs, each of which makes seeds of its own. The scenarios must be the same in all;
    runs that lie in several must be identical. Of a study the differences are made again.

    Example: nksim merge results/part-1 results/part-2 --out results/whole
    """
    import nksim
    from nksim.core.numerals import counted

    for folder in folders:
        tell_strays(folder)
    joined = nksim.merge(folders, out, command=command_line())
    if json:
        answer = {"folder": str(out), "runs": joined.runs, "doubled": joined.doubled}
        print_json(answer | {"folders": joined.folders, "failed": joined.failed})
        return
    twice = f"; {counted(joined.doubled, 'run')} lay in several" if joined.doubled else ""
    lost = f"; {counted(joined.failed, 'run')} failed and left out" if joined.failed else ""
    say(f"{out}: {counted(joined.runs, 'run')} of {counted(joined.folders, 'folder')}{twice}{lost}")
