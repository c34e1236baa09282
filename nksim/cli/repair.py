"""`nksim repair`: a damaged results folder keeps what is whole."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.cli.options import Json, ResultsFolder
from nksim.cli.output import print_json, say

if TYPE_CHECKING:
    from nksim.store.repairing import Repaired

MOST_NAMED = 10
OUT = ("--out", "-o")


def repair(results: ResultsFolder, json: Json = False) -> None:
    """Take what is whole of a damaged results folder, and say what is to be made again.

    Damaged files are set aside, not deleted. The same command run again makes what is missing.

    Example: nksim repair results/quick
    """
    import nksim

    repaired = nksim.repair(results)
    if json:
        print_json(_document(repaired))
    else:
        say("\n".join(_sentences(repaired)))


def _sentences(repaired: Repaired) -> list[str]:
    known, whole = len(repaired.again), f"{repaired.folder}: {_runs(repaired.whole)} whole"
    short = max(repaired.manifest.expected - repaired.whole - known, 0)
    if not repaired.damaged and not repaired.scenarios:
        return [f"{whole}, nothing is damaged"]
    lines = [whole]
    if repaired.damaged:
        lines.append(f"damaged or missing; what there is of it lies in {repaired.aside}:")
        lines += [f"  {name}: {why}" for name, why in repaired.damaged]
    if repaired.rebuilt and repaired.whole:
        lines.append("the list of runs was made again; hashes of final states may be missing in it")
    if repaired.scenarios:
        lines.append(f"resolved scenarios missing: {', '.join(repaired.scenarios)}")
    if known:
        lines.append(f"to be made again: {_runs(known)}")
        named = repaired.again[:MOST_NAMED]
        lines += [f"  {run.scenario} seed {run.seed}" for run in named]
        lines += [f"  and {known - len(named)} more"] if known > len(named) else []
    if short:
        lines.append(f"not there, of those that were asked for: {_runs(short)}")
    command = _command(repaired) or "the command that made it"
    return [*lines, f"run again, which makes what is missing: {command}"]


def _command(repaired: Repaired) -> str:
    """The command that made a folder, as it is to be given where the folder lies now."""
    typed, place = repaired.manifest.command, _place(repaired.folder)
    if not typed:
        return ""
    try:
        words = shlex.split(typed)
    except ValueError:  # a quote that is not closed
        return f"{typed} --out {shlex.quote(str(place))}"
    for number, word in enumerate(words):
        option, equals, _ = word.partition("=")
        if option in OUT and (equals or number + 1 < len(words)):
            words[number : number + (1 if equals else 2)] = ["--out", str(place)]
            return shlex.join(words)
    return shlex.join([*words, "--out", str(place)])


def _place(folder: Path) -> Path:
    """The folder that a command is given: one above, where this is of a study's further runs."""
    from nksim.store.manifest import MANIFEST

    above = [place for place in [*folder.resolve().parents][:2] if (place / MANIFEST).is_file()]
    return above[-1] if above else folder


def _runs(number: int) -> str:
    return "1 run" if number == 1 else f"{number:,} runs"


def _document(repaired: Repaired) -> dict[str, Any]:
    return {
        "folder": str(repaired.folder),
        "whole": repaired.whole,
        "expected": repaired.manifest.expected,
        "set_aside": str(repaired.aside) if repaired.damaged else None,
        "damaged": [{"file": name, "reason": why} for name, why in repaired.damaged],
        "to_be_made_again": [
            {"scenario": run.scenario, "seed": run.seed, "replicate": run.replicate}
            for run in repaired.again
        ],
        "scenarios_missing": list(repaired.scenarios),
        "list_made_again": repaired.rebuilt,
        "command": _command(repaired),
    }
