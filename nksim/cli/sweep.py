"""`nksim sweep`: a design over values comes in; every point is run and saved, and what moves with what leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Jobs, Json, Out, Quiet, Scheduler, Seed, Settings, Size, Societies
from nksim.cli.output import print_json, print_table, records, say, tell_strays
from nksim.cli.places import results_folder
from nksim.cli.progress import duration, meter
from nksim.cli.run import command_line, executor_of
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    from nksim.running.runner import Done
    from nksim.store.results import Results
    from nksim.studies.sweep import Sweep

FIGURE, TABLE, WIDTH = "sweep.png", "sweep.csv", 100
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
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run a design over values (grid, one at a time, Latin hypercube, Sobol'), crossed with alternatives and seeds.

    The same command goes on where it was interrupted; only what is new is run.

    Example: nksim sweep nksim:sweeps/fear
    """
    from nksim.running.runner import raise_failures, run_all
    from nksim.running.work import Work
    from nksim.store.finished import SWEEP_TABLES
    from nksim.store.results import open_results
    from nksim.store.saving import save_design
    from nksim.studies.sweep import load_sweep

    sweep = load_sweep(file, parse_settings(settings, size), replicates=replicates, seed=seed)
    folder, silent = out or results_folder(sweep.name), quiet or json
    executor = executor_of(jobs, scheduler)
    tell_graphs(sweep.scenarios, sweep.seed)
    work = Work(
        sweep.tasks,
        folder,
        tables=SWEEP_TABLES,
        societies=societies,
        command=command_line(),
        about=f"{sweep.design}: {len(sweep.scenarios)} points, {sweep.replicates} replicates",
    )
    with meter(quiet=silent) as progress:
        done = run_all(work, executor, progress)
    save_design(sweep.table(), folder)
    if len(done.failures) < len(sweep.tasks):
        _answer(sweep, open_results(folder), done, json=json)
    raise_failures(done, len(sweep.tasks), folder)


def _answer(sweep: Sweep, results: Results, done: Done, *, json: bool) -> None:
    from nksim.analysis.sweeps import by_point, rank_correlations, varied
    from nksim.plots.sweep_figure import plot_sweep
    from nksim.store.writing import write_all, write_csv

    tell_strays(results.folder)
    design = sweep.table()
    outcomes = results.outcomes[
        results.outcomes["seed"].isin(sweep.seeds)
    ]  # a folder may hold other seeds of the same points
    points = by_point(design, outcomes)
    write_all(results.folder, {TABLE: write_csv(points)})
    figure = plot_sweep(points, varied(design), sweep.name, results.folder / FIGURE)
    ranks = rank_correlations(points, design)
    if json:
        print_json(
            {
                "folder": str(results.folder),
                "figures": [str(figure)],
                "runs": len(results.runs),
                "kept": done.backlog.kept,
                "failures": [{"run": run, "error": error} for run, error in done.failures],
                "rank_correlations": records(ranks),
            }
        )
        return
    _print_ranks(ranks)
    if done.backlog.runs:
        say(f"{done.backlog.runs} runs in {duration(done.seconds)}")
    say("\n".join(str(path) for path in (results.folder, results.folder / TABLE, figure)))


def _print_ranks(ranks: Any) -> None:
    from nksim.analysis.sentences import title_of
    from nksim.analysis.sweeps import MAIN
    from nksim.core.numerals import decimal

    lines = [
        [
            row["value"],
            row["alternative"],
            *("" if row[name] is None else decimal(row[name], 2, signed=True) for name in MAIN),
        ]
        for row in records(ranks)
    ]
    print_table(
        "Rank correlation of each value with outcomes, over points",
        ["value", "scenario", *(title_of(name) for name in MAIN)],
        lines,
        numbers=True,
        width=WIDTH,
    )
