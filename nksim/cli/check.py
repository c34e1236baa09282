"""`nksim check`: scenario files come in, every mistake with its line leaves, and nothing runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from nksim.cli.options import Json, Scenarios, Settings
from nksim.cli.output import note, print_json, say
from nksim.cli.scenarios import load_or_faults, parse_settings

if TYPE_CHECKING:
    from nksim.scenario.scenario import Scenario

WRONG_INPUT = 2


def check(files: Scenarios, settings: Settings = [], json: Json = False) -> None:  # noqa: B006 - typer copies it
    """Check scenario files: all mistakes at once, each with its file, line and column.

    Example: nksim check nksim:history
    """
    overrides = parse_settings(settings)
    checked = [(path, *load_or_faults(path, overrides)) for path in files]
    if json:
        print_json([_answer(path, faults) for path, _, faults in checked])
    for path, scenario, faults in checked if not json else ():
        _report(path, scenario, [str(fault) for fault in faults])
    if any(faults for _, _, faults in checked):
        raise typer.Exit(WRONG_INPUT)


def _report(path: Path, scenario: Scenario | None, faults: list[str]) -> None:
    for fault in faults:
        note(fault)
    if scenario is not None:
        years = f"{scenario.run.start:%Y}-{scenario.run.until:%Y}"
        say(
            f"{path}: ok ({scenario.name}: {scenario.society.size:,} people, {years}, {len(scenario.levers)} levers)"
        )


def _answer(path: Path, faults: list[Any]) -> dict[str, Any]:
    from dataclasses import asdict

    return {"file": str(path), "ok": not faults, "faults": [asdict(fault) for fault in faults]}
