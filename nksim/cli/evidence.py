"""`nksim evidence`: values without a source first, then the published figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.options import Json
from nksim.cli.output import print_json, print_table, records
from nksim.cli.scenarios import load_all

if TYPE_CHECKING:
    from nksim.scenario.quantities import Quantity

ASSUMED = "assumed"
ONLY_IN_JSON = (
    "ci_low",
    "ci_high",
    "unit",
    "core",
)  # of the targets, which are too wide for a terminal


def evidence(
    table: Annotated[
        str | None,
        typer.Argument(
            metavar="TABLE", help='One table, e.g. targets, or "assumed".', show_default=False
        ),
    ] = None,
    scenario: Annotated[
        Path | None,
        typer.Option("--scenario", help="Whose values to look at.", show_default="the model's own"),
    ] = None,
    json: Json = False,
) -> None:
    """List what the numbers rest on: first the values without a source, then the published figures.

    Example: nksim evidence targets
    """
    from nksim.core.errors import InputError
    from nksim.evidence.register import TABLES, frame

    names = (ASSUMED, *TABLES)
    if table is not None and table not in names:
        raise InputError(f"table={table} does not exist (allowed: {', '.join(names)})")
    chosen = names if table is None else (table,)
    tables = {
        name: _assumed(scenario) if name == ASSUMED else records(frame(name)) for name in chosen
    }
    if json:
        print_json(tables)
        return
    for name, rows in tables.items():
        heads = [
            head
            for head in (rows[0] if rows else {"key": ""})
            if name != "targets" or head not in ONLY_IN_JSON
        ]
        title = f"Values without a source: {len(rows)}" if name == ASSUMED else name
        print_table(f"\n{title}", heads, [[row[head] for head in heads] for row in rows])


def _assumed(path: Path | None) -> list[dict[str, Any]]:
    """The numbers of a scenario that no row of the evidence stands behind."""
    from nksim.scenario.catalogue import default_scenario
    from nksim.scenario.quantities import quantities

    scenario = default_scenario() if path is None else load_all([path])[0]
    return [_row(found) for found in quantities(scenario) if found.source == ASSUMED and found.unit]


def _row(found: Quantity) -> dict[str, Any]:
    plausible = f"{found.range[0]:g} to {found.range[1]:g}" if found.range else ""
    return {
        "key": found.key,
        "value": found.value,
        "unit": found.unit,
        "plausible": plausible,
        "meaning": found.meaning,
    }
