"""`nksim calibrate`: numbers are fitted to published figures, and the fit is checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Jobs, Json, OneScenario, Out, Quiet, Scheduler, Seed, Settings, Size
from nksim.cli.output import command_line, note, print_json, print_table, records, say
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    from nksim.api.calibrating import Calibration

WIDTH = 100
Targets = Annotated[
    Path | None,
    typer.Option(
        "--targets",
        metavar="FILE",
        help="CSV with id, value, sd_total.",
        show_default="the core of the evidence, and more",
    ),
]
Keys = Annotated[
    list[str],
    typer.Option(
        "--key",
        metavar="KEY",
        help="Fit this number. Repeatable.",
        show_default="sixteen that the data may speak to",
    ),
]
Table = Annotated[
    int, typer.Option("--table", min=1, help="Runs with numbers anywhere in their ranges.")
]
Runs = Annotated[int, typer.Option("--runs", min=1, help="Most runs altogether.")]
Worth = Annotated[
    float,
    typer.Option("--worth", help="Enough: what the draws are worth, in draws of equal weight."),
]
Particles = Annotated[int | None, typer.Option("--particles", hidden=True)]
Tolerance = Annotated[float | None, typer.Option("--tolerance", hidden=True)]


def calibrate(
    scenario: OneScenario,
    targets: Targets = None,
    keys: Keys = [],  # noqa: B006 - typer copies it
    table: Table = 800,
    runs: Runs = 3000,
    worth: Worth = 205,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    size: Size = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
    particles: Particles = None,
    tolerance: Tolerance = None,
) -> None:
    """Fit numbers of a scenario to published figures, and say what these do not inform.

    Runs anywhere in the ranges teach a surrogate where the figures point, and the model is run
    there; each run weighs what its own survey says.

    The same command goes on where it was interrupted. Needs: pip install 'nksim[calibrate]'.

    Example: nksim calibrate nksim:history --table 900 --runs 2000
    """
    import nksim
    from nksim.api.file_names import results_folder

    _check_gone(particles, tolerance)
    loaded = nksim.load_scenario(scenario, parse_settings(settings, size, seed))
    tell_graphs([loaded], seed)
    found = nksim.calibrate(
        loaded,
        targets=targets,
        keys=keys,
        table=table,
        runs=runs,
        worth=worth,
        seed=seed,
        folder=out or results_folder(loaded.name, ending="-posterior"),
        jobs=jobs,
        scheduler=scheduler,
        progress=not (quiet or json),
        command=command_line(),
    )
    _answer(found, json=json)


def _answer(found: Calibration, *, json: bool) -> None:
    from nksim.core.numerals import decimal
    from nksim.inference.calibration.informed import in_short

    figures, folder = [str(figure) for figure in found.figures()], found.folder
    if json:
        print_json(found.document | {"folder": str(folder), "figures": figures})
        return
    _print_informed(found)
    _print_predictive(found)
    for sentence in found.sentences:
        note(sentence)
    note(
        f"best draw ({decimal(found.best.deviation, 2)} sd on average): "
        + ", ".join(f"{key}={in_short(number)}" for key, number in found.best.draw.items())
    )
    say("\n".join(str(path) for path in (folder, *found.files, *figures)))


def _print_informed(found: Calibration) -> None:
    from nksim.api.progress import duration
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
    title = (
        f"Posterior: {fit.runs:,} runs ({duration(fit.seconds)} in this call), effective sample"
        f" size {decimal(fit.effective_size, 0)} of {fit.counted} draws"
    )
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
            f"{row['id']}{'*' if row['fitted'] else ''}",
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


def _check_gone(particles: int | None, tolerance: float | None) -> None:
    """InputError for an option of fits by generations, with what took its place."""
    from nksim.core.errors import InputError

    if particles is not None:
        raise InputError(
            f"--particles={particles}: fits have no generations any more; say with --worth how many"
            " draws of equal weight the posterior shall be worth"
        )
    if tolerance is not None:
        raise InputError(
            f"--tolerance={tolerance:g}: fits have no threshold any more, each run is weighed by"
            " what it says; leave it out"
        )
