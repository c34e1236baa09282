"""The resolved scenarios of a folder: a YAML file each while they are few, rows of one table when a sweep has thousands."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.errors import StoreError
from nksim.scenario.loading import load_scenario
from nksim.scenario.quantities import to_mapping
from nksim.scenario.rendering import render
from nksim.scenario.scenario import Scenario
from nksim.store.identity import short_hash
from nksim.store.manifest import Manifest
from nksim.store.parts import PARQUET, SCENARIOS, read_part, write_arrow
from nksim.store.writing import Write, write_text

if TYPE_CHECKING:
    import pyarrow as pa

FEW = 64
_TABLE = f"{SCENARIOS}/scenarios{PARQUET}"


def scenario_path(name: str, digits: str) -> str:
    """Where a resolved scenario lies within a folder while scenarios are few."""
    return f"{SCENARIOS}/{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)[:60]}-{digits}.yaml"


def scenario_files(
    scenarios: Sequence[Scenario], manifest: Manifest, folder: Path
) -> dict[str, Write]:
    """What to write so that a folder holds these scenarios as well."""
    known = {(run.scenario, run.scenario_hash) for run in manifest.runs}
    new = {
        key: scenario
        for scenario in scenarios
        if (key := (scenario.name, short_hash(scenario))) not in known
    }
    if len(known) + len(new) <= FEW:
        return {
            scenario_path(name, digits): write_text(render(scenario))
            for (name, digits), scenario in new.items()
        }
    return {_TABLE: write_arrow(lambda: _with_rows(folder / _TABLE, new))} if new else {}


def load_stored(folder: Path, name: str, digits: str) -> Scenario:
    """A scenario of a folder; StoreError if it is not there."""
    path = folder / scenario_path(name, digits)
    if path.exists():
        return load_scenario(path)
    if (folder / _TABLE).exists():
        for row in read_part(folder / _TABLE).to_pylist():
            if (row["scenario"], row["hash"]) == (name, digits):
                return load_scenario(json.loads(row["content"]))
    raise StoreError(f"{path} is missing; run the same command again in another folder")


def _with_rows(path: Path, new: dict[tuple[str, str], Scenario]) -> pa.Table:
    import pyarrow as pa

    rows = read_part(path).to_pylist() if path.exists() else []
    rows += [
        {"scenario": name, "hash": digits, "content": json.dumps(to_mapping(scenario), default=str)}
        for (name, digits), scenario in new.items()
    ]
    unique = {(row["scenario"], row["hash"]): row for row in rows}
    return pa.Table.from_pylist(
        [unique[key] for key in sorted(unique)],
        pa.schema([(name, pa.string()) for name in ("scenario", "hash", "content")]),
    )
