"""`nksim plan`: a scenario, a study or a sweep comes in; how long it would take, and what it needs, leave. Nothing is run but a probe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Events, Jobs, Json, Out, Scheduler, Seed, Settings, Size
from nksim.cli.output import note, print_json, print_table
from nksim.cli.places import results_folder
from nksim.cli.progress import duration
from nksim.cli.run import executor_of, threads_within
from nksim.cli.scenarios import load_all, parse_settings

if TYPE_CHECKING:
    from nksim.running.forecast import Forecast
    from nksim.running.work import Work

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="SCENARIO | STUDY | SWEEP", help="What would be run.", show_default=False
    ),
]
Replicates = Annotated[
    int | None,
    typer.Option(
        "--replicates",
        "-n",
        min=1,
        max=100_000,
        help="How many seeds.",
        show_default="the file's, or 1",
    ),
]


def plan(
    files: Files,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    replicates: Replicates = None,
    size: Size = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    out: Out = None,
    events: Events = False,
    json: Json = False,
) -> None:
    """Say before how long a scenario, a study or a sweep will take and what it needs, from a probe of some seconds.

    Example: nksim plan nksim:crackdown --replicates 32
    """
    from nksim.engines.compiling import make_ready
    from nksim.running.forecast import forecast

    at_once = executor_of(jobs, scheduler).jobs
    work, name = _work(files, settings, seed, replicates, size, jobs)
    work = replace(
        work,
        options=replace(work.options, events=events),
        folder=out or results_folder(name),
    )
    tell_graphs((task.scenario for task in work.tasks), work.tasks[0].seed)
    make_ready(note)
    note("probing this machine; this takes some seconds")
    found = forecast(work, at_once)
    if json:
        from dataclasses import asdict

        print_json(asdict(found))
        return
    _print(name, found, cluster=scheduler is not None)


def _work(
    files: list[Path],
    settings: list[str],
    seed: int | None,
    replicates: int | None,
    size: int | None,
    jobs: int | None,
) -> tuple[Work, str]:
    """The runs that the command of these files would make."""
    from dataclasses import replace

    from nksim.running.options import RunOptions
    from nksim.running.work import Work
    from nksim.store.finished import STUDY_TABLES, SWEEP_TABLES
    from nksim.studies.study import is_study, load_study
    from nksim.studies.sweep import is_sweep, load_sweep
    from nksim.studies.tasks import tasks_of

    overrides = parse_settings(settings, size)
    if len(files) == 1 and is_sweep(files[0]):
        sweep = load_sweep(files[0], overrides, replicates=replicates, seed=seed)
        return Work(sweep.tasks, Path(), tables=SWEEP_TABLES), sweep.name
    if len(files) == 1 and is_study(files[0]):
        study = load_study(files, overrides)
        study = replace(
            study,
            seed=study.seed if seed is None else seed,
            replicates=replicates or study.replicates,
        )
        return Work(study.tasks, Path(), tables=STUDY_TABLES), study.name
    scenarios = load_all(files, settings, size)
    tasks = tasks_of(scenarios, seed, replicates or 1)
    options = RunOptions(threads=threads_within(tasks, jobs))
    return Work(tasks, Path(), options), scenarios[0].name


def _print(name: str, found: Forecast, *, cluster: bool) -> None:
    where = "one worker alone" if cluster else f"{found.jobs} at a time"
    shared = (
        f" ({found.share_of_unforked:.0%} of what they are unforked)"
        if found.share_of_unforked < 1
        else ""
    )
    rows = [
        ("runs", f"{found.runs:,}"),
        ("weeks to simulate", f"{found.weeks:,}{shared}"),
        (f"time, {where}", f"about {duration(found.seconds)}"),
        ("memory", f"about {found.memory_bytes / 2**30:.1f} GiB"),
        ("disk", f"about {max(found.disk_bytes / 2**20, 0.1):,.1f} MiB"),
        ("fits", "no" if found.obstacles else "yes"),
    ]
    print_table(name, ["", ""], rows, width=100)
    for obstacle in found.obstacles:
        note(obstacle)
