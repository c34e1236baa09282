"""`nksim plan`: how long work would take and what it needs. Nothing is run but a probe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Events, Jobs, Json, Out, Scheduler, Seed, Settings, Size
from nksim.cli.output import note, print_json, print_table
from nksim.cli.scenarios import load_all, parse_settings

if TYPE_CHECKING:
    from nksim.running.forecast import Forecast
    from nksim.scenario.scenario import Scenario
    from nksim.studies.study import Study
    from nksim.studies.sweep import Sweep

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
    """Say how long a scenario, a study or a sweep will take and what it needs.

    This machine is probed for some seconds.

    Example: nksim plan nksim:crackdown --replicates 32
    """
    import nksim
    from nksim.api.file_names import results_folder
    from nksim.engines.compiling import make_ready

    work, name = _asked(files, settings, seed, size)
    _tell_graphs(work, seed)
    make_ready(note)
    note("probing this machine; this takes some seconds")
    found = nksim.plan(
        work,
        replicates=replicates,
        seed=seed,
        events=events,
        folder=out or results_folder(name),
        jobs=jobs,
        scheduler=scheduler,
    )
    if json:
        print_json(asdict(found))
    else:
        _print(name, found, cluster=scheduler is not None)


def _asked(
    files: Sequence[Path], settings: list[str], seed: int | None, size: int | None
) -> tuple[list[Scenario] | Study | Sweep, str]:
    """What these files ask for, and its name."""
    from nksim.studies.files import kind_of
    from nksim.studies.study import load_study
    from nksim.studies.sweep import load_sweep

    kind = kind_of(files[0]) if len(files) == 1 else "scenario"
    if kind == "sweep":
        sweep = load_sweep(files[0], parse_settings(settings, size, seed), seed=seed)
        return sweep, sweep.name
    if kind == "study":
        study = load_study(files, parse_settings(settings, size, seed))
        return study, study.name
    scenarios = load_all(files, settings, size, seed)
    return scenarios, scenarios[0].name


def _tell_graphs(work: Any, seed: int | None) -> None:
    """Say what the graphs of these scenarios are not used for."""
    scenarios = work if isinstance(work, list) else work.scenarios
    first = getattr(work, "seed", None) if seed is None else seed
    tell_graphs(scenarios, first)


def _print(name: str, found: Forecast, *, cluster: bool) -> None:
    from nksim.api.progress import duration

    where = "one worker alone" if cluster else f"{found.jobs} at a time"
    shared = ""
    if found.share_of_unforked < 1:
        shared = f" ({found.share_of_unforked:.0%} of what they are unforked)"
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
