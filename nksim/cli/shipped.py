"""`nksim scenarios`: what comes with nksim, each with the name by which every command finds it."""

from __future__ import annotations

from pathlib import Path

from nksim.cli.options import Json
from nksim.cli.output import note, print_json, print_table

KINDS = {".csv": "posterior", ".json": "schema", ".ipynb": "notebook"}
MEANINGS = {
    "posterior": "Draws of what the published figures leave open, for --posterior.",
    "schema": "JSON Schema of scenario files, for editors.",
}


def scenarios(json: Json = False) -> None:
    """List the scenarios, studies and sweeps that come with nksim, by their names.

    Example: nksim scenarios
    """
    from nksim.scenario.shipped import shipped_files

    rows = [(name, *_about(path)) for name, path in shipped_files().items()]
    if json:
        print_json(
            [
                {"name": name, "kind": kind, "description": words, "file": str(path)}
                for (name, kind, words), path in zip(rows, shipped_files().values(), strict=True)
            ]
        )
        return
    print_table("What comes with nksim", ("name", "kind", "description"), rows)
    note(
        "nksim run NAME runs a scenario, compare a study, sweep a sweep; nksim new --from"
        " NAME FILE copies one"
    )


def _about(path: Path) -> tuple[str, str]:
    """What a file is and what it says of itself."""
    from nksim.studies.study import is_study
    from nksim.studies.sweep import is_sweep

    if path.suffix in KINDS:
        kind = KINDS[path.suffix]
        return kind, MEANINGS.get(kind) or _heading(path)
    kind = "sweep" if is_sweep(path) else "study" if is_study(path) else "scenario"
    return kind, _description(path)


def _description(path: Path) -> str:
    from nksim.scenario.document import Place, parse_document
    from nksim.scenario.layers import read_text

    node, _ = parse_document(read_text(path, Place()), str(path))
    description = node.content.get("description") if isinstance(node.content, dict) else None
    return str(description.content) if description is not None else ""


def _heading(path: Path) -> str:
    """The title of a notebook."""
    import json

    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "".join(cells[0]["source"]).partition("\n")[0].lstrip("# ")
