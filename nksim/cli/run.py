"""`nksim run`: scenario files come in; runs are saved, and a short table and the path of the spread curves leave.

1. load and check everything
2. leave out what the folder already holds
3. run the rest, saving batch by batch
4. draw the curves, print yearly figures
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import (
    CheckpointEvery,
    Engine,
    Events,
    Jobs,
    Json,
    Out,
    PosteriorFile,
    Quiet,
    Replicates,
    Scenarios,
    Scheduler,
    Seed,
    Settings,
    Size,
    Societies,
    StopIfBad,
    Threads,
    WhichEngine,
)
from nksim.cli.output import note, print_json, print_table, records, say, tell_left_out, tell_strays
from nksim.cli.places import results_folder
from nksim.cli.plot import draw
from nksim.cli.progress import meter
from nksim.cli.scenarios import load_all

if TYPE_CHECKING:
    from nksim.running.executors import Executor
    from nksim.running.runner import Done
    from nksim.running.work import Work
    from nksim.scenario.scenario import Scenario
    from nksim.store.results import Results
    from nksim.studies.tasks import Task

ALL_YEARS = 12
LARGE = 1_000_000  # people whose society takes some time to build
HEADS = {
    "watched_last_year": "last year",
    "ever_watched": "ever",
    "perceived_risk": "perceived risk",
    "regime_trust": "regime trust",
}


def run(
    files: Scenarios,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    replicates: Replicates = 1,
    size: Size = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    threads: Threads = None,
    engine: WhichEngine = Engine.compiled,
    events: Events = False,
    checkpoint_every: CheckpointEvery = None,
    stop_on_bad_checkpoint: StopIfBad = False,
    societies: Societies = None,
    posterior: PosteriorFile = None,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run scenarios, save everything, and print yearly figures and the path of the spread curves.

    The same command goes on where it was interrupted: finished runs are kept, and a long run is taken up from its last checkpoint.

    Example: nksim run nksim:quick --replicates 8 --set society.size=5000
    """
    from nksim.running.checkpoints import Checkpointing
    from nksim.running.options import RunOptions
    from nksim.running.work import Work
    from nksim.scenario.posterior import load_posterior
    from nksim.studies.tasks import tasks_of

    scenarios = load_all(files, settings, size)
    folder = out or _folder(scenarios)
    checkpointing = (
        Checkpointing(folder, checkpoint_every, stop_on_bad_checkpoint, note)
        if scheduler is None
        else None
    )
    tell_graphs(scenarios, seed)
    draws = load_posterior(posterior) if posterior else None
    tasks = tasks_of(scenarios, seed, replicates, draws)
    if draws is not None:
        tell_left_out(draws, scenarios)
    within = threads or threads_within(tasks, jobs)
    work = Work(
        tasks,
        folder,
        RunOptions(engine.value, within, events),
        checkpoints=checkpointing,
        societies=societies,
        command=command_line(),
    )
    done = make_runs(work, executor_of(jobs, scheduler), quiet=quiet or json)
    _answer(folder, done.backlog.kept, json=json)


def threads_within(tasks: Sequence[Task], jobs: int | None) -> int:
    """Threads for each of these runs, if nobody has said how many."""
    from nksim.running.options import threads_for

    return threads_for(
        max(task.scenario.society.size for task in tasks), len(tasks), jobs or os.cpu_count() or 1
    )


def executor_of(jobs: int | None, scheduler: str | None) -> Executor:
    """Threads of this process, or the cluster at an address."""
    from nksim.core.errors import InputError
    from nksim.running.cluster import Cluster
    from nksim.running.executors import Threads

    if jobs is not None and scheduler is not None:
        raise InputError(
            f"--jobs={jobs} counts what this machine works on at once, and --scheduler={scheduler} "
            "lets the workers of a cluster work; leave one of them out"
        )

    return Threads(jobs or os.cpu_count() or 1) if scheduler is None else Cluster(scheduler)


def _folder(scenarios: Sequence[Scenario]) -> Path:
    """The folder of these scenarios, by their names."""
    from nksim.core.errors import InputError

    names = [scenario.name for scenario in scenarios]
    if len(set(names)) < len(names):
        raise InputError(
            f"scenarios of one name cannot lie in one folder (got {', '.join(names)}); give each a name of its own"
        )
    return results_folder(*names)


def make_runs(work: Work, executor: Executor, *, quiet: bool) -> Done:
    """Make the runs that a folder does not hold; RunError names those that failed."""
    from nksim.running.runner import raise_failures, run_all

    largest = max(task.scenario.society.size for task in work.tasks)
    with meter(quiet=quiet) as progress:
        if largest >= LARGE and not quiet:
            note(f"building a society of {largest:,} people first")
        done = run_all(work, executor, progress)
    raise_failures(done, len(work.tasks), work.folder)
    return done


def command_line() -> str:
    """The command as it was typed; bytes that are no text are escaped."""
    return " ".join(["nksim", *sys.argv[1:]]).encode("utf-8", "backslashreplace").decode()


def _answer(folder: Path, kept: int, *, json: bool) -> None:
    from nksim.observations.yearly import yearly_frame
    from nksim.store.results import open_results

    tell_strays(folder)
    results = open_results(folder)
    figures, years = draw(results), records(yearly_frame(results.series))
    if json:
        print_json(_document(results, kept, years, figures))
        return
    for name in dict.fromkeys(run.scenario for run in results.runs):
        _print_years(results, name, [row for row in years if row["scenario"] == name])
    if kept:
        note(f"finished before and kept: {kept}")
    say("\n".join([str(folder), *(str(figure) for figure in figures)]))


def _document(
    results: Results, kept: int, years: list[dict[str, Any]], figures: list[Path]
) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "folder": str(results.folder),
        "figures": [str(figure) for figure in figures],
        "kept": kept,
        "runs": [asdict(run) for run in results.runs],
        "years": years,
        "outcomes": records(results.outcomes),
    }


def _print_years(results: Results, name: str, rows: list[dict[str, Any]]) -> None:
    """A line a year; of a long run every fifth year and the last ones."""
    from nksim.observations.yearly import YEARLY

    runs = sum(run.scenario == name for run in results.runs)
    heads = [
        "year",
        *(
            f"{HEADS.get(column.name, column.name)}{' %' if column.unit == '%' else ''}"
            for column in YEARLY
        ),
    ]
    lines = [
        [row["year"], *(_figure(row[column.name], column.unit) for column in YEARLY)]
        for row in _thinned(rows)
    ]
    print_table(
        f"{name}: {'one run' if runs == 1 else f'median of {runs} runs'}",
        heads,
        lines,
        numbers=True,
    )


def _thinned(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for position, row in enumerate(rows):
        if len(rows) <= ALL_YEARS or row["year"] % 5 == 0 or position >= len(rows) - ALL_YEARS // 2:
            yield row


def _figure(number: float | None, unit: str) -> str:
    from nksim.core.numerals import decimal

    return "" if number is None else decimal(number, {"%": 1, "people": 0}.get(unit, 3))
