"""The resolved scenarios of a folder: YAML files while few, rows of a table when many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.errors import ScenarioError, StoreError
from nksim.scenario.loading import load_stored_scenario
from nksim.scenario.quantities import to_mapping
from nksim.scenario.rendering import render
from nksim.scenario.scenario import Scenario
from nksim.store.identity import model_version, short_hash
from nksim.store.manifest import Manifest, StoredRun
from nksim.store.manifest_file import to_repair
from nksim.store.parts import PARQUET, SCENARIOS, read_part, write_arrow
from nksim.store.reading import parse_json, read_bytes
from nksim.store.writing import Write, write_text

if TYPE_CHECKING:
    import pyarrow as pa

FEW = 64
_TABLE = f"{SCENARIOS}/scenarios{PARQUET}"
_COLUMNS = ("scenario", "hash", "content")


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


def missing_scenarios(
    scenarios: Iterable[Scenario], manifest: Manifest, folder: Path
) -> dict[str, Write]:
    """What to write so that those of these scenarios of which there are runs are stored again."""
    lost = absent(manifest, folder)
    if not lost:
        return {}
    found = {(scenario.name, short_hash(scenario)): scenario for scenario in scenarios}
    again = {key: scenario for key, scenario in found.items() if key in lost}
    if (folder / _TABLE).exists():
        return {_TABLE: write_arrow(lambda: _with_rows(folder / _TABLE, again))} if again else {}
    return {
        scenario_path(name, digits): write_text(render(scenario))
        for (name, digits), scenario in again.items()
    }


def absent(manifest: Manifest, folder: Path) -> set[tuple[str, str]]:
    """The scenarios, by name and hash, of which the folder has runs and that are not in it."""
    known = {(run.scenario, run.scenario_hash) for run in manifest.runs if not run.error}
    lost = {key for key in known if not (folder / scenario_path(*key)).exists()}
    if lost and (folder / _TABLE).exists():
        rows = _rows(folder / _TABLE)
        lost -= {(row["scenario"], row["hash"]) for row in rows}
    return lost


def load_stored(folder: Path, run: StoredRun) -> Scenario:
    """The resolved scenario of a run; StoreError if it is not there or damaged."""
    path = folder / scenario_path(run.scenario, run.scenario_hash)
    content = _stored(folder, path, run.scenario, run.scenario_hash)
    if content is None:
        raise StoreError(f"{path} is missing; run the same command again, which writes it")
    try:
        return _whole(content, run)
    except ValueError as error:
        raise StoreError(f"{path} {error}; {to_repair(folder)}") from error


def damaged_scenarios(manifest: Manifest, folder: Path) -> dict[Path, str]:
    """Scenario files that are not what was saved, with what is wrong with each."""
    found: dict[Path, str] = {}
    for run in {(run.scenario, run.scenario_hash): run for run in manifest.runs}.values():
        path = folder / scenario_path(run.scenario, run.scenario_hash)
        try:
            if path.exists():
                read_bytes(path)
                _whole(path, run)
        except (StoreError, ValueError) as error:
            found[path] = str(error).removeprefix(f"{path} ")
        except ScenarioError:
            continue  # its graph has gone elsewhere, which is no damage here
    table = folder / _TABLE
    try:
        if table.exists():
            _rows(table)
    except StoreError as error:
        found[table] = str(error).removeprefix(f"{table} ").rpartition("; ")[0]
    return found


def _whole(content: Path | Any, run: StoredRun) -> Scenario:
    """The scenario of a run as it lies in a folder; keys that have gone since are left out.

    Raises ValueError, in words that follow its name, if it is damaged, and ScenarioError if only
    its graph file has gone elsewhere. One on a graph file, or of another model, which may have
    other settings, cannot be told from what was saved.
    """
    try:
        scenario = load_stored_scenario(content)
    except ScenarioError as error:
        if all(fault.key == "network.file" for fault in error.faults):
            raise
        fault = error.faults[0]
        raise ValueError(f"is damaged ({replace(fault, file='')})") from error
    on_a_file = scenario.network is not None and scenario.network.file is not None
    same_model = run.model == model_version()
    if same_model and not on_a_file and short_hash(scenario) != run.scenario_hash:
        raise ValueError("was changed since it was saved")
    return scenario


def _stored(folder: Path, path: Path, name: str, digits: str) -> Path | Any | None:
    """Its file, or what the table says of it."""
    if path.exists():
        read_bytes(path)
        return path
    for row in _rows(folder / _TABLE) if (folder / _TABLE).exists() else ():
        if (row["scenario"], row["hash"]) == (name, digits):
            return parse_json(str(row["content"]).encode(), folder / _TABLE)
    return None


def _rows(table: Path) -> list[dict[str, Any]]:
    try:
        rows = read_part(table)
    except StoreError as error:
        raise StoreError(f"{error}; {to_repair(table.parent.parent)}") from error
    if not {*_COLUMNS} <= {*rows.column_names}:
        raise StoreError(f"{table} holds no scenarios; {to_repair(table.parent.parent)}")
    return list(rows.to_pylist())


def _with_rows(path: Path, new: dict[tuple[str, str], Scenario]) -> pa.Table:
    import pyarrow as pa

    rows = _rows(path) if path.exists() else []
    rows += [
        {"scenario": name, "hash": digits, "content": json.dumps(to_mapping(scenario), default=str)}
        for (name, digits), scenario in new.items()
    ]
    unique = {(row["scenario"], row["hash"]): row for row in rows}
    return pa.Table.from_pylist(
        [unique[key] for key in sorted(unique)],
        pa.schema([(name, pa.string()) for name in _COLUMNS]),
    )
