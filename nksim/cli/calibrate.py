"""`nksim calibrate`: a scenario and the published figures come in; a posterior, what the data say of it, and a check leave.

1. check the ranges, the figures and the folder
2. fit by sequential Monte Carlo, saving every run
3. say what was found, what was not, and which figures are missed
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Jobs, Json, OneScenario, Out, Quiet, Scheduler, Seed, Settings, Size
from nksim.cli.output import note, print_json, print_table, records, say
from nksim.cli.places import results_folder
from nksim.cli.progress import duration, meter
from nksim.cli.run import command_line
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    from nksim.inference.calibration.calibrating import Calibration

WIDTH = 100
MOST_CALLS = 4096  # under way at a cluster at once
Targets = Annotated[
    Path | None,
    typer.Option(
        "--targets",
        metavar="FILE",
        help="CSV with id, value, sd_total.",
        show_default="the evidence marked core",
    ),
]
Keys = Annotated[
    list[str],
    typer.Option(
        "--key",
        metavar="KEY",
        help="Fit this number. Repeatable.",
        show_default="ten that the data may speak to",
    ),
]
Particles = Annotated[int, typer.Option("--particles", min=1, help="Draws kept in a generation.")]
Runs = Annotated[int, typer.Option("--runs", min=1, help="Most runs altogether.")]
Tolerance = Annotated[
    float,
    typer.Option(
        "--tolerance",
        help="Deviation at which it is enough, in standard deviations of the figures.",
    ),
]


def calibrate(
    scenario: OneScenario,
    targets: Targets = None,
    keys: Keys = [],  # noqa: B006 - typer copies it
    particles: Particles = 200,
    runs: Runs = 4000,
    tolerance: Tolerance = 1.0,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    size: Size = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fit numbers of a scenario to the published figures (ABC-SMC by pyABC) and say what the data do not inform.

    The same command goes on where it was interrupted. Needs: pip install 'nksim[calibrate]'.

    Example: nksim calibrate nksim:history --particles 100 --runs 1000
    """
    from nksim.inference.calibration.calibrating import calibrate as fit
    from nksim.inference.calibration.fitting import Effort
    from nksim.inference.calibration.observed import core_targets, load_targets
    from nksim.inference.calibration.priors import FITTED
    from nksim.running.cluster import calling
    from nksim.scenario.loading import load_scenario

    loaded = load_scenario(scenario, parse_settings(settings, size))
    folder = out or results_folder(loaded.name, ending="-posterior")
    effort = Effort(
        particles,
        runs,
        tolerance,
        loaded.run.seed if seed is None else seed,
        _jobs(jobs, scheduler),
    )
    tell_graphs([loaded], seed)
    observed = core_targets() if targets is None else load_targets(targets)
    with calling(scheduler) as call, meter(quiet=quiet or json) as progress:
        found = fit(
            loaded,
            observed,
            folder,
            effort,
            keys=tuple(keys) or FITTED,
            call=call,
            progress=progress,
            command=command_line(),
        )
    _answer(found, folder, json=json)


def _jobs(jobs: int | None, scheduler: str | None) -> int:
    """How many proposals are worked on at once: so many threads here, or calls to the cluster."""
    import os

    from nksim.core.checks import checked_count, checked_workers

    wanted = jobs or os.cpu_count() or 1
    if scheduler is None:
        return checked_workers(wanted, name="jobs")
    return checked_count(wanted, name="jobs", low=1, high=MOST_CALLS)


def _answer(found: Calibration, folder: Path, *, json: bool) -> None:
    from nksim.core.numerals import decimal
    from nksim.inference.calibration.informed import in_short
    from nksim.plots.calibration import plot_posterior, plot_predictive

    figures = [
        plot_posterior(found.informed, folder / "posterior.png"),
        plot_predictive(found.predictive, folder / "predictive.png"),
    ]
    if json:
        print_json(
            found.document | {"folder": str(folder), "figures": [str(figure) for figure in figures]}
        )
        return
    _print_informed(found)
    _print_predictive(found)
    for sentence in found.sentences:
        note(sentence)
    note(
        f"best draw ({decimal(found.best.deviation, 2)} sd on average): "
        + ", ".join(f"{key}={in_short(number)}" for key, number in found.best.draw.items())
    )
    say("\n".join(str(path) for path in (folder, *found.files(folder), *figures)))


def _print_informed(found: Calibration) -> None:
    from nksim.core.numerals import decimal, short
    from nksim.inference.calibration.informed import in_short

    lines = [
        [
            row["key"],
            f"{short(row['prior_low'], 6)} to {short(row['prior_high'], 6)}",
            in_short(row["median"]),
            f"{in_short(row['low'])} to {in_short(row['high'])}",
            decimal(row["ratio"], 2),
            row["data"],
        ]
        for row in records(found.informed)
    ]
    fit = found.fit
    title = f"Posterior: {fit.runs:,} runs ({duration(fit.seconds)} in this call), effective sample size {decimal(fit.effective_size, 0)} of {len(fit.draws)}"
    print_table(
        title,
        ["number", "before", "median", "90%", "width, ratio", "data"],
        lines,
        numbers=True,
        width=WIDTH,
    )


def _print_predictive(found: Calibration) -> None:
    from nksim.core.numerals import decimal

    lines = [
        [
            f"{row['id']}{'*' if row['core'] else ''}",
            f"{row['statistic'].replace('_', ' ')}, {row['left_from']}-{row['left_to']}",
            _percent(row["real"]),
            _percent(row["median"]),
            "" if row["low"] is None else f"{_percent(row['low'])} to {_percent(row['high'])}",
            "" if row["deviation"] is None else decimal(row["deviation"], 1, signed=True),
            row["verdict"],
        ]
        for row in records(found.predictive)
    ]
    heads = ["", "figure", "real %", "model %", "90%", "deviation, sd", ""]
    print_table(
        "Published figures and the model's (a star: fitted to)",
        heads,
        lines,
        numbers=True,
        width=WIDTH,
    )


def _percent(share: Any) -> str:
    from nksim.core.numerals import decimal

    return "" if share is None else decimal(100 * share, 0)
