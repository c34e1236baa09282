"""`nksim sensitivity`: a scenario comes in; how much each of its numbers moves the outcomes, beside luck, leaves."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Jobs, Json, OneScenario, Out, Quiet, Scheduler, Seed, Settings, Size
from nksim.cli.output import print_json, print_table, records, say
from nksim.cli.places import results_folder
from nksim.cli.progress import duration, meter
from nksim.cli.run import command_line, executor_of
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    import pandas as pd

    from nksim.inference.sensitivity.analysing import Question, Sensitivity

WIDTH, SHOWN = 100, 8


class WhichMethod(StrEnum):
    """By which indices."""

    morris = "morris"
    sobol = "sobol"
    delta = "delta"


POINTS = {"morris": 6, "sobol": 64, "delta": 512}
MethodName = Annotated[
    WhichMethod,
    typer.Option(
        "--method", help="morris screens, sobol splits variance, delta sees whole distributions."
    ),
]
Points = Annotated[
    int | None,
    typer.Option(
        "--points",
        min=1,
        help="Trajectories, base points or points.",
        show_default="6, 64 or 512, by method",
    ),
]
Replicates = Annotated[
    int,
    typer.Option(
        "--replicates", "-n", min=1, max=1000, help="Seeds a point; two show what is luck."
    ),
]
Keys = Annotated[
    list[str],
    typer.Option(
        "--key",
        metavar="KEY",
        help="Vary this number. Repeatable.",
        show_default="all with a range",
    ),
]
Outcomes = Annotated[
    list[str],
    typer.Option(
        "--outcome", metavar="NAME", help="Look at this outcome. Repeatable.", show_default="five"
    ),
]
Levers = Annotated[bool, typer.Option("--levers", help="Also each lever, on or off.")]
Network = Annotated[bool, typer.Option("--network", help="Also the kind of network.")]
Split = Annotated[
    bool,
    typer.Option("--split", help="Instead: the variance of chance, society, numbers and policy."),
]


def sensitivity(
    scenario: OneScenario,
    method: MethodName = WhichMethod.morris,
    points: Points = None,
    replicates: Replicates = 2,
    keys: Keys = [],  # noqa: B006 - typer copies it
    outcomes: Outcomes = [],  # noqa: B006 - typer copies it
    levers: Levers = False,
    network: Network = False,
    split: Split = False,
    settings: Settings = [],  # noqa: B006 - typer copies it
    seed: Seed = None,
    size: Size = None,
    jobs: Jobs = None,
    scheduler: Scheduler = None,
    out: Out = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say how much each number moves the outcomes (SALib), beside what luck alone does.

    The same command goes on where it was interrupted. Needs: pip install 'nksim[sensitivity]'.

    Example: nksim sensitivity nksim:history --size 3000 --method morris
    """
    from nksim.core.errors import InputError
    from nksim.inference.sensitivity.analysing import DEFAULT_OUTCOMES, Question, analyse
    from nksim.inference.sensitivity.inputs import inputs_of
    from nksim.scenario.loading import load_scenario

    loaded = load_scenario(scenario, parse_settings(settings, size))
    tell_graphs([loaded], seed)
    inputs = inputs_of(loaded, keys, levers=levers, network=network)
    chosen = tuple(outcomes) or DEFAULT_OUTCOMES
    question = Question(
        loaded,
        inputs,
        method.value,
        points or POINTS[method],
        replicates,
        chosen,
        loaded.run.seed if seed is None else seed,
    )
    folder, silent = (
        out or results_folder(loaded.name, ending="-split" if split else "-sensitivity"),
        quiet or json,
    )
    if split:
        if scheduler is not None:
            raise InputError(
                f"--split works on this machine only; leave out --scheduler={scheduler}"
            )
        _split(question, folder, jobs, json=json, quiet=silent)
        return
    executor = executor_of(jobs, scheduler)
    with meter(quiet=silent) as progress:
        found = analyse(question, folder, executor, progress, command=command_line())
    _answer(found, folder, json=json)


def _answer(found: Sensitivity, folder: Path, *, json: bool) -> None:
    from nksim.inference.sensitivity.analysing import INDICES
    from nksim.plots.sensitivity import plot_sensitivity

    figure = plot_sensitivity(found.indices, folder / "sensitivity.png")
    if json:
        print_json(
            {
                "folder": str(folder),
                "figures": [str(figure)],
                "kept": found.done.backlog.kept,
                "indices": records(found.indices),
            }
        )
        return
    for name, rows in found.indices.groupby("outcome", sort=False):
        _print_outcome(str(name), rows)
    if found.done.backlog.runs:
        say(f"{found.done.backlog.runs} runs in {duration(found.done.seconds)}")
    say("\n".join(str(path) for path in (folder, folder / INDICES, figure)))


def _print_outcome(name: str, rows: pd.DataFrame) -> None:
    from nksim.analysis.leading import leading_inputs
    from nksim.analysis.sentences import title_of
    from nksim.core.numerals import short
    from nksim.inference.sensitivity.methods import MEANING

    if rows["index"].isna().all() and rows["above_noise"].isna().all():
        say(f"{title_of(name)}: no value in any run, so nothing can be said of it\n")
        return
    above = int(rows["above_noise"].sum())
    floor = float(rows["noise_floor"].iloc[0])
    luck = (
        f"{above} of {len(rows)} inputs stand out from luck ({short(floor)})"
        if floor == floor
        else "one seed a point does not tell what is luck"
    )
    title = f"{title_of(name)}: {MEANING[str(rows['method'].iloc[0])]}; {luck}"
    lines = [
        [
            row["input"],
            short(row["index"]),
            f"{short(row['low'])} to {short(row['high'])}",
            "yes" if row["above_noise"] else "not told from luck",
        ]
        for row in leading_inputs(rows, SHOWN).to_dict("records")
    ]
    print_table(title, ["input", "index", "90%", "stands out"], lines, numbers=True, width=WIDTH)


def _split(question: Question, folder: Path, jobs: int | None, *, json: bool, quiet: bool) -> None:
    from nksim.analysis.sentences import title_of
    from nksim.core.numerals import decimal
    from nksim.inference.sensitivity.variance_split import FACTORS, SPLIT, TOGETHER, Crossed, split
    from nksim.plots.sensitivity import plot_split

    with meter(quiet=quiet) as progress:
        found = split(
            question.scenario,
            question.inputs,
            question.outcomes,
            folder,
            Crossed(),
            seed=question.seed,
            jobs=jobs or os.cpu_count() or 1,
            progress=progress,
        )
    figure = plot_split(found, folder / "variance_split.png")
    if json:
        print_json({"folder": str(folder), "figures": [str(figure)], "shares": records(found)})
        return
    names = (*FACTORS, TOGETHER)
    lines = [
        [
            title_of(str(row["outcome"])),
            *(decimal(100 * row[name], 0) for name in names),
        ]
        for row in found.to_dict("records")
    ]
    print_table(
        "Share of the variance between runs, %",
        ["outcome", *names],
        lines,
        numbers=True,
        width=WIDTH,
    )
    say("\n".join(str(path) for path in (folder, folder / SPLIT, figure)))
