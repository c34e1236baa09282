"""The flags that commands share, declared once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nksim.api.file_names import PICTURES


class Engine(StrEnum):
    """Which engine runs; both give the same numbers."""

    compiled = "compiled"
    citizens = "citizens"


Scenarios = Annotated[
    list[Path],
    typer.Argument(metavar="SCENARIO", help="Scenario files (YAML).", show_default=False),
]
OneScenario = Annotated[
    Path, typer.Argument(metavar="SCENARIO", help="Scenario file (YAML).", show_default=False)
]
ResultsFolder = Annotated[
    Path,
    typer.Argument(
        metavar="RESULTS", help="Folder that nksim run has written.", show_default=False
    ),
]
Settings = Annotated[
    list[str],
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change a value of the scenario, e.g. society.size=5000. Repeatable.",
        show_default=False,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        min=0,
        max=2**63 - 1,
        help="Seed of the first replicate.",
        show_default="the scenario's run.seed",
    ),
]
Replicates = Annotated[
    int,
    typer.Option(
        "--replicates",
        "-n",
        min=1,
        max=100_000,
        help="How many runs of each scenario, with seeds in a row.",
    ),
]
Size = Annotated[
    int | None,
    typer.Option(
        "--size",
        help="Number of citizens, short for --set society.size=...",
        show_default="the scenario's",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        help="Seeds worked on at the same time, at most four a core.",
        show_default="as many as processors",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Run on the dask cluster at this address, e.g. tcp://127.0.0.1:8786.",
        show_default=False,
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(
        "--threads",
        min=1,
        help="Threads within one run, at most four a core.",
        show_default="large runs share idle cores",
    ),
]
WhichEngine = Annotated[
    Engine,
    typer.Option(
        "--engine", help="compiled is fast, citizens is the readable one; the numbers are the same."
    ),
]
Events = Annotated[
    bool, typer.Option("--events", help="Keep single events as well as weekly counts.")
]
CheckpointEvery = Annotated[
    int | None,
    typer.Option(
        "--checkpoint-every",
        metavar="WEEKS",
        min=1,
        help="How often a run can be taken up again.",
        show_default="every five minutes",
    ),
]
StopIfBad = Annotated[
    bool,
    typer.Option(
        "--stop-on-bad-checkpoint",
        help="End instead of starting over if a checkpoint cannot be used.",
    ),
]
Societies = Annotated[
    Path | None,
    typer.Option(
        "--societies",
        metavar="FOLDER",
        help="Keep societies here, and use those that are kept.",
        show_default=False,
    ),
]
PosteriorFile = Annotated[
    Path | None,
    typer.Option(
        "--posterior",
        metavar="FILE",
        help="Each seed draws its numbers from this file of nksim calibrate.",
        show_default=False,
    ),
]


def _refuse_picture(folder: Path | None) -> Path | None:
    """A folder called like a picture is what nobody means."""
    if folder is not None and folder.suffix.lower() in PICTURES:
        raise typer.BadParameter(
            f"{folder} is the name of a picture, and here a folder is written; "
            f"give a folder, and draw pictures of it with: nksim plot FOLDER --out {folder.name}"
        )
    return folder


Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help="Folder to write into.",
        show_default=False,
        callback=_refuse_picture,
    ),
]
OutFile = Annotated[
    Path | None, typer.Option("--out", "-o", help="File to write.", show_default=False)
]
OutPicture = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help="File to draw into, .png, .pdf or .svg, or a folder.",
        show_default="the results folder",
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Machine-readable to standard output, nothing else there.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress.")]
