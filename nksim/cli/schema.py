"""`nksim schema`: nothing comes in, the JSON Schema of scenario files leaves, for completion and red lines in editors."""

from __future__ import annotations

from nksim.cli.options import Out
from nksim.cli.output import note, say


def schema(out: Out = None) -> None:
    """Print the JSON Schema of scenario files, for editors.

    Example: nksim schema --out nksim.schema.json
    """
    import json

    from nksim.scenario.json_schema import json_schema
    from nksim.store.writing import write_all, write_text

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False)
    if out is None:
        say(text)
        return
    write_all(out.parent, {out.name: write_text(text + "\n")})
    note(f"wrote {out}")
