"""`nksim columns`: every column of every table, with its type, unit and meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from nksim.cli.options import Json
from nksim.cli.output import print_json, print_table, records


def columns(
    table: Annotated[
        str | None,
        typer.Argument(metavar="TABLE", help="Only this table, e.g. series.", show_default=False),
    ] = None,
    json: Json = False,
) -> None:
    """List every column of every table of results: type, unit, meaning.

    Example: nksim columns outcomes
    """
    from nksim.core.errors import InputError
    from nksim.observations.tables import DECLARED
    from nksim.store.exporting import data_dictionary

    if table is not None and table not in DECLARED:
        raise InputError(f"table={table} does not exist (allowed: {', '.join(DECLARED)})")
    dictionary = data_dictionary()
    rows = records(dictionary if table is None else dictionary[dictionary["table"] == table])
    if json:
        print_json(rows)
    else:
        print_table("Columns", list(rows[0]), [list(row.values()) for row in rows])
