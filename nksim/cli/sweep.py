"""`nksim sweep`: every point of a design over values is run, and what moves with what is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import (
    At,
    Jobs,
    Json,
    Out,
    Over,
    Quiet,
    Scheduler,
    Seed,
    Settings,
    Size,
    Societies,
)
from nksim.cli.output import command_line, print_json, print_table, records, say, tell_strays
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    from nksim.api.sweeping import SweepResults

WIDTH = 100
File = Annotated[
    Path, typer.Argument(metavar="SWEEP", help="Sweep file (YAML).", show_default=False)
]
Replicates = Annotated[
    int | None,
    typer.Option(
        "--replicates",
        "-n",
        min=1,
        max=100_000,
        help="Seeds a point.",
        show_default="the sweep's, or 1",
    ),
]


def sweep(
    file: File,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    replicates: Replicates = None,
    size: Size = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    societies: Societies = None,
    at: At = None,
    over: Over = None,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run a design over values, crossed with alternatives and seeds.

    A design is a grid, one at a time, a Latin hypercube or Sobol'.

    The same command goes on where it was interrupted; only what is new is run.

    Example: nksim sweep nksim:sweeps/fear
    """
    import nksim
    from nksim.api.file_names import results_folder

    settled = parse_settings(settings, size, seed)
    loaded = nksim.load_sweep(file, settled, replicates=replicates, seed=seed)
    tell_graphs(loaded.scenarios, loaded.seed)
    found = nksim.sweep(
        loaded,
        folder=out or results_folder(loaded.name),
        societies=societies,
        at=at,
        over=over,
        jobs=jobs,
        scheduler=scheduler,
        progress=not (quiet or json),
        command=command_line(),
    )
    tell_strays(found.results.folder)
    _answer(found, json=json)
    found.raise_failures()


def _answer(found: SweepResults, *, json: bool) -> None:
    from nksim.api.progress import duration
    from nksim.inference.sweeping import POINTS

    figures = [str(figure) for figure in found.figures()]
    if json:
        print_json(_document(found, figures))
        return
    _print_correlations(found)
    made = found.done.backlog
    if made.runs:
        say(f"{made.runs} runs in {duration(found.done.seconds)}")
    folder = found.results.folder
    say("\n".join([str(folder), str(folder / POINTS), *figures]))


def _document(found: SweepResults, figures: list[str]) -> dict[str, object]:
    return {
        "folder": str(found.results.folder),
        "figures": figures,
        "period": [found.period.first, found.period.last],
        "runs": len(found.results.runs),
        "kept": found.done.backlog.kept,
        "failures": [{"run": run, "error": error} for run, error in found.done.failures],
        "rank_correlations": records(found.correlations),
    }


def _print_correlations(found: SweepResults) -> None:
    from nksim.analysis.sentences import title_of
    from nksim.analysis.sweeps import MAIN
    from nksim.core.numerals import decimal

    lines = [
        [
            row["value"],
            row["alternative"],
            *("" if row[name] is None else decimal(row[name], 2, signed=True) for name in MAIN),
        ]
        for row in records(found.correlations)
    ]
    people = f"{found.sweep.scenarios[0].society.size:,} people a run"
    about = f"{found.period.in_words}; {people}"
    title = f"Rank correlation of each value with outcomes, over points; {about}"
    heads = ["value", "scenario", *(title_of(name) for name in MAIN)]
    print_table(title, heads, lines, numbers=True, width=WIDTH)
