"""`nksim verify`: the model checked.

Both engines against each other, and the model against what is known of contagions.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Jobs, Json, OneScenario, Quiet, Seed, Settings, Size
from nksim.cli.output import print_json, print_table, say, tell_strays
from nksim.cli.scenarios import load_all

Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="A results folder.", show_default=False)
]
verify = typer.Typer(
    help="Check the model itself. Example: nksim verify twins nksim:quick",
    no_args_is_help=True,
)


@verify.callback()
def _verify() -> None:
    """Check the model itself.

    Example: nksim verify twins nksim:quick --size 500
    """


class AnswersSize(StrEnum):
    """How much is simulated for the known answers."""

    small = "small"
    large = "large"


@verify.command()
def twins(
    file: OneScenario,
    settings: Settings = [],  # noqa: B006 - typer copies it
    size: Size = None,
    seed: Seed = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Run both engines and compare all weekly counts and the whole final state, bit for bit.

    Example: nksim verify twins nksim:quick --size 500
    """
    import nksim
    from nksim.core.errors import RunError

    (scenario,) = load_all([file], settings, size)
    tell_graphs([scenario], seed)
    compared = nksim.verify.twins(scenario, seed=seed, progress=not (quiet or json))
    if json:
        print_json(
            {
                "identical": compared.identical,
                "hashes": compared.hashes,
                "first_difference": compared.first_difference,
            }
        )
    elif compared.identical:
        say(f"identical\n{next(iter(compared.hashes.values()))}")
    if not compared.identical:
        hashes = ", ".join(f"{engine}={digits}" for engine, digits in compared.hashes.items())
        raise RunError(f"the engines differ ({hashes}): {compared.first_difference}")


@verify.command()
def answers(
    size: Annotated[
        AnswersSize,
        typer.Option("--size", help="small takes about a minute, large several and is stricter."),
    ] = AnswersSize.small,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Hold the model, reduced to contagions, against theory, EoN and NDlib.

    SI, SIS, SIR and threshold contagion pass or fail, case by case.

    Example: nksim verify answers --size large
    """
    import nksim
    from nksim.core.errors import RunError

    verdicts = nksim.verify.answers(size.value, progress=not (quiet or json))
    rows = [verdict.row() for verdict in verdicts]
    if json:
        print_json(
            {"size": size.value, "agree": sum(bool(row["agrees"]) for row in rows), "cases": rows}
        )
    else:
        print_table(
            "Known answers (shares of people)",
            ("case", "against", "week", "found", "expected", "tolerance", ""),
            map(_cells, rows),
        )
    failed = [row["case"] for row in rows if not row["agrees"]]
    if failed:
        raise RunError(
            f"{len(failed)} of {len(rows)} known answers are missed: {'; '.join(map(str, failed))}"
        )
    if not json:
        say(f"all {len(rows)} agree: within 4 standard errors and the case's allowance")


def _cells(row: dict[str, Any]) -> tuple[object, ...]:
    from nksim.core.numerals import decimal

    figures = (decimal(row[name], 4) for name in ("found", "expected", "tolerance"))
    return (row["case"], row["against"], row["week"], *figures, "pass" if row["agrees"] else "FAIL")


@verify.command()
def results(folder: Folder, jobs: Jobs = None, json: Json = False, quiet: Quiet = False) -> None:
    """Make all runs of a results folder again and compare every table.

    Identical, or the first difference. The folder is left as it is.

    Example: nksim verify results results/crackdown
    """
    import nksim
    from nksim.core.errors import RunError

    tell_strays(folder)
    found = nksim.verify.results(folder, jobs=jobs, progress=not (quiet or json))
    if json:
        from dataclasses import asdict

        print_json({"identical": found.identical, **asdict(found)})
    elif found.identical:
        say(f"identical: {found.runs} runs, tables {', '.join(found.tables)}")
    if not found.identical:
        models = (
            ""
            if found.model_then == found.model_now
            else f"; they were made by model {found.model_then}, this is {found.model_now}"
        )
        raise RunError(
            f"folder={folder} differs from what is made now: {found.first_difference}{models}"
        )
