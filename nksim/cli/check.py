"""`nksim check`: scenarios, studies and sweeps are read with their graphs; nothing runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.options import Json, Settings
from nksim.cli.output import note, print_json, say
from nksim.cli.scenarios import parse_settings

if TYPE_CHECKING:
    from nksim.society.graph_sources import GraphReading
    from nksim.studies.files import Checked

WRONG_INPUT = 2
Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="SCENARIO | STUDY | SWEEP", help="Files to check (YAML).", show_default=False
    ),
]


def check(files: Files, settings: Settings = [], json: Json = False) -> None:  # noqa: B006 - typer copies it
    """Check scenarios, studies and sweeps.

    All mistakes at once, each with its file, line and column.

    A graph that a scenario names is read: how many people and ties it has, on which layers, and
    what of it is not used.

    Example: nksim check nksim:history
    """
    import nksim

    checked = nksim.check(*files, overrides=parse_settings(settings))
    if json:
        print_json([_answer(one) for one in checked])
    for one in checked if not json else ():
        _report(one)
    if not all(one.ok for one in checked):
        raise typer.Exit(WRONG_INPUT)


def _report(checked: Checked) -> None:
    for fault in checked.faults:
        note(str(fault))
    if checked.faults:
        return
    say(f"{checked.path}: ok ({checked.words})")
    for scenario, reading in checked.graphs:
        say(f"  graph of {scenario.name}: {_graph_words(reading)}")
        for sentence in reading.unused:
            note(f"  {sentence}")


def _graph_words(reading: GraphReading) -> str:
    found = reading.found
    layers = ", ".join(f"{layer} {count:,}" for layer, count in found.layer_counts.items())
    homes = f"{len(set(found.homes)):,} households"
    return f"{found.people:,} people in {homes}, {found.tie_count:,} ties ({layers or 'no layer'})"


def _answer(checked: Checked) -> dict[str, Any]:
    from dataclasses import asdict

    graphs = [
        {
            "scenario": scenario.name,
            "people": reading.found.people,
            "ties": reading.found.tie_count,
            "layers": reading.found.layer_counts,
            "unused": reading.unused,
        }
        for scenario, reading in checked.graphs
    ]
    return {
        "file": str(checked.path),
        "kind": checked.kind,
        "ok": checked.ok,
        "faults": [asdict(fault) for fault in checked.faults],
        "graphs": graphs,
    }
