"""`nksim verify`: the model checked.

Both engines against each other, and the model against what is known of contagions.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.graphs import tell_graphs
from nksim.cli.options import Jobs, Json, OneScenario, Quiet, Seed, Settings, Size
from nksim.cli.output import print_json, print_table, records, say, tell_strays
from nksim.cli.scenarios import load_all

if TYPE_CHECKING:
    from nksim.api.verifying import Recovery

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

    (scenario,) = load_all([file], settings, size, seed)
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


@verify.command()
def recovery(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="That of a fit.", show_default=False)
    ],
    truths: Annotated[int, typer.Option("--truths", min=1, help="Made-up truths.")] = 200,
    json: Json = False,
) -> None:
    """Ask the table of a fit whether such a fit finds what is true. No run is made.

    Coverage and ranks are tested for all numbers together, at 1%.

    Example: nksim verify recovery results/history-posterior
    """
    import nksim
    from nksim.core.errors import RunError

    found = nksim.verify.recovery(folder, truths=truths)
    figures = [str(figure) for figure in found.figures()]
    if json:
        print_json(
            {
                "truths": len(found.ranks),
                "p_held": found.p_held,
                "p_ranks": found.p_ranks,
                "learnt": found.learnt,
                "faults": found.faults,
                "numbers": records(found.table),
                "figures": figures,
            }
        )
    else:
        _print_recovery(found)
        say("\n".join([*map(str, found.files), *figures]))
    if found.faults:
        raise RunError("; ".join(found.faults))


def _print_recovery(found: Recovery) -> None:
    from nksim.core.numerals import decimal, percent

    lines = [
        [
            row["key"],
            percent(row["held"]),
            decimal(row["contraction"], 2),
            percent(row["nearer"]),
            decimal(row["p_ranks"], 2),
        ]
        for row in records(found.table)
    ]
    heads = ["number", "90% holds", "contraction", "nearer than middle", "even ranks, p"]
    print_table(f"{len(found.ranks)} made-up truths", heads, lines, numbers=True)
    say(
        f"90% intervals hold {percent(float(found.held.mean()))} (all together p="
        f"{decimal(found.p_held, 2)}); found better than by the middle: "
        f"{', '.join(found.learnt) or 'none'}"
    )
