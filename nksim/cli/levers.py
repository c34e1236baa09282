"""`nksim levers`: all levers, each with its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.options import Json
from nksim.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from nksim.scenario.catalogue import Leaf

HEADS = ("lever", "setting", "default", "unit", "allowed", "source", "meaning")


def levers(
    lever: Annotated[
        str | None, typer.Argument(metavar="LEVER", help="Only this lever.", show_default=False)
    ] = None,
    json: Json = False,
) -> None:
    """List the policies a scenario can switch on, with settings, units, defaults, sources.

    Example: nksim levers law
    """
    rows = _rows(lever)
    if json:
        print_json([dict(zip(HEADS, row, strict=True)) for row in rows])
        return
    for name, meaning in _meanings(lever).items():
        say(f"{name:<20} {meaning}")
    print_table("\nSettings", HEADS, rows)


def _meanings(lever: str | None) -> dict[str, str]:
    """Each lever in a sentence."""
    from nksim.core.errors import InputError
    from nksim.scenario.levers import LEVER_SETTINGS

    if lever is not None and lever not in LEVER_SETTINGS:
        raise InputError(f"lever={lever} does not exist (allowed: {', '.join(LEVER_SETTINGS)})")
    return {
        name: (settings.__doc__ or "").partition("\n")[0]
        for name, settings in LEVER_SETTINGS.items()
        if lever in (None, name)
    }


def _rows(lever: str | None) -> list[tuple[Any, ...]]:
    from nksim.scenario.catalogue import lever_leaves
    from nksim.scenario.levers import LeverSettings

    shared = {field.alias or name for name, field in LeverSettings.model_fields.items()}
    kinds = list(_meanings(lever))
    common = [
        _row("(every lever)", leaf, kinds[0])
        for leaf in lever_leaves(kinds[0]).values()
        if leaf.key in shared
    ]
    own = [
        _row(kind, leaf, kind)
        for kind in kinds
        for leaf in lever_leaves(kind).values()
        if leaf.key not in shared and leaf.key != "lever"
    ]
    return common + own


def _row(name: str, leaf: Leaf, kind: str) -> tuple[Any, ...]:
    source = leaf.source if leaf.numeric and name == kind else ""
    return name, leaf.key, _default(kind, leaf.key), leaf.unit, leaf.allowed, source, leaf.meaning


def _default(kind: str, key: str) -> Any:
    from nksim.scenario.levers import LEVER_SETTINGS

    field = next(
        field
        for name, field in LEVER_SETTINGS[kind].model_fields.items()
        if key in (name, field.alias)
    )
    return "(to be given)" if field.is_required() else field.default
