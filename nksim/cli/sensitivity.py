"""`nksim sensitivity`: how much each number moves the outcomes, beside luck."""

from __future__ import annotations

from collections.abc import Hashable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Jobs, Json, OneScenario, Out, Quiet, Scheduler, Seed, Settings, Size
from nksim.cli.output import command_line, print_json, print_table, records, say
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    import pandas as pd

    from nksim.api.sensitivity import Sensitivity, VarianceSplit

WIDTH, SHOWN = 100, 8


class WhichMethod(StrEnum):
    """By which indices."""

    morris = "morris"
    sobol = "sobol"
    delta = "delta"


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
    import nksim
    from nksim.api.file_names import results_folder

    loaded = nksim.load_scenario(scenario, parse_settings(settings, size, seed))
    tell_graphs([loaded], seed)
    ending = "-split" if split else "-sensitivity"
    found = nksim.sensitivity(
        loaded,
        method=method.value,
        points=points,
        replicates=replicates,
        keys=keys,
        outcomes=outcomes,
        levers=levers,
        network=network,
        split=split,
        seed=seed,
        folder=out or results_folder(loaded.name, ending=ending),
        jobs=jobs,
        scheduler=scheduler,
        progress=not (quiet or json),
        command=command_line(),
    )
    _answer(found, json=json)


def _answer(found: Sensitivity | VarianceSplit, *, json: bool) -> None:
    from nksim.inference.sensitivity.variance_split import VarianceSplit

    figures = [str(figure) for figure in found.figures()]
    answer = {"folder": str(found.folder), "figures": figures}
    if isinstance(found, VarianceSplit):
        _answer_split(found, answer, json=json)
        return
    made = found.done.backlog
    if json:
        print_json(answer | {"kept": made.kept, "indices": records(found.indices)})
        return
    for name, rows in found.indices.groupby("outcome", sort=False):
        _print_outcome(str(name), rows)
    if made.runs:
        _say_time(found)
    from nksim.inference.sensitivity.analysing import INDICES

    _say_places(found.folder, INDICES, figures)


def _say_time(found: Sensitivity) -> None:
    from nksim.api.progress import duration

    say(f"{found.done.backlog.runs} runs in {duration(found.done.seconds)}")


def _say_places(folder: Path, table: str, figures: list[str]) -> None:
    say("\n".join([str(folder), str(folder / table), *figures]))


def _print_outcome(name: str, rows: pd.DataFrame) -> None:
    from nksim.analysis.leading import leading_inputs
    from nksim.analysis.sentences import title_of
    from nksim.inference.sensitivity.methods import MEANING

    if rows["index"].isna().all() and rows["above_noise"].isna().all():
        say(f"{title_of(name)}: no value in any run, so nothing can be said of it\n")
        return
    meaning = MEANING[str(rows["method"].iloc[0])]
    title = f"{title_of(name)}: {meaning}; {_beside_luck(rows)}"
    lines = [_line(row) for row in leading_inputs(rows, SHOWN).to_dict("records")]
    print_table(title, ["input", "index", "90%", "stands out"], lines, numbers=True, width=WIDTH)


def _beside_luck(rows: pd.DataFrame) -> str:
    """How many inputs do more than luck."""
    from nksim.core.numerals import short

    floor = float(rows["noise_floor"].iloc[0])
    if floor != floor:
        return "one seed a point does not tell what is luck"
    above = int(rows["above_noise"].sum())
    return f"{above} of {len(rows)} inputs stand out from luck ({short(floor)})"


def _line(row: dict[Hashable, Any]) -> list[str]:
    from nksim.core.numerals import short

    stands_out = "yes" if row["above_noise"] else "not told from luck"
    low, high = short(row["low"]), short(row["high"])
    interval = f"{low} to {high}"
    index = short(row["index"])
    return [row["input"], index, interval, stands_out]


def _answer_split(found: VarianceSplit, answer: dict[str, Any], *, json: bool) -> None:
    from nksim.analysis.sentences import title_of
    from nksim.core.numerals import decimal
    from nksim.inference.sensitivity.variance_split import FACTORS, SPLIT, TOGETHER

    if json:
        print_json(answer | {"shares": records(found.shares)})
        return
    names = (*FACTORS, TOGETHER)
    lines = [
        [title_of(str(row["outcome"])), *(decimal(100 * row[name], 0) for name in names)]
        for row in found.shares.to_dict("records")
    ]
    title = "Share of the variance between runs, %"
    print_table(title, ["outcome", *names], lines, numbers=True, width=WIDTH)
    _say_places(found.folder, SPLIT, answer["figures"])
