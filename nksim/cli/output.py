"""How answers are printed: text and tables to standard output, or one JSON document and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from nksim.cli.table import print_table as print_table

if TYPE_CHECKING:
    from nksim.scenario.posterior import Posterior
    from nksim.scenario.scenario import Scenario


def say(text: str) -> None:
    """A line of the answer."""
    typer.echo(text)


def note(text: str) -> None:
    """A remark beside the answer, to standard error."""
    typer.echo(text, err=True)


def tell_left_out(posterior: Posterior, scenarios: Sequence[Scenario]) -> None:
    """Which draws of a posterior no scenario has a lever for."""
    if left_out := posterior.left_out(scenarios):
        note(
            f"posterior={posterior.path}: no scenario here has the levers of {', '.join(left_out)}; they are left out"
        )


def print_json(answer: Any) -> None:
    """The answer as JSON; numbers that have no value are null."""
    import json

    from nksim.core.numerals import to_json_values

    typer.echo(
        json.dumps(
            to_json_values(answer), indent=1, ensure_ascii=False, default=str, allow_nan=False
        )
    )


def records(frame: Any) -> list[dict[str, Any]]:
    """The rows of a pandas frame as plain values; missing is None, dates are ISO text."""
    import json

    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", date_format="iso"))
    return rows
