"""`nksim schema`: the JSON Schema of scenario files, for completion in editors."""

from __future__ import annotations

from pathlib import Path

from nksim.cli.options import OutFile
from nksim.cli.output import note, say


def schema(out: OutFile = None) -> None:
    """Print the JSON Schema of scenario files, for editors.

    Example: nksim schema --out nksim.schema.json
    """
    if out is None:
        say(schema_text().rstrip("\n"))
        return
    write_schema(out)
    note(f"wrote {out}")


def schema_text() -> str:
    """The JSON Schema as text."""
    import json

    from nksim.scenario.json_schema import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def write_schema(file: Path) -> None:
    """Write the JSON Schema to a file, whole or not at all; an older one is replaced."""
    from nksim.store.writing import write_all, write_text

    write_all(file.parent, {file.name: write_text(schema_text())})
