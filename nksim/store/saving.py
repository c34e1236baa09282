"""Finished runs come in, a results folder leaves: manifest.json, the resolved scenarios, and tables in Parquet.

Runs that the folder already holds are not written again: the same command goes on where it was broken off.
Layout: `manifest.json`, `scenarios/<name>-<hash>.yaml`, `<table>/part-00000.parquet`, a batch of runs a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.errors import InputError
from nksim.observations.result import Result
from nksim.observations.tables import TABLES
from nksim.scenario.rendering import render
from nksim.scenario.scenario import Scenario
from nksim.store.identity import model_version, run_key, short_hash
from nksim.store.manifest import MANIFEST, Manifest, StoredRun, load_manifest, render_manifest, versions_now
from nksim.store.writing import Write, write_all, write_text

if TYPE_CHECKING:
    import pandas as pd

RUN = "run"
EVENTS = "events"


def save_run(result: Result, folder: str | Path, command: str = "") -> Path:
    """Save one run; returns the folder."""
    return save_runs([result], folder, command)


def save_runs(results: Iterable[Result], folder: str | Path, command: str = "") -> Path:
    """Save a batch of runs as one part; those that the folder holds already are kept as they are.

    Raises StoreError if the disk is full or the folder cannot be written, and then leaves it as it was.
    """
    folder, results = Path(folder), list(results)
    manifest = open_manifest(folder)
    new = _unknown(results, manifest)
    shown = {result.scenario.name: _world(result.scenario) for result in results}
    stored = tuple(_stored_run(result, manifest.next_part) for result in new)
    changed = Manifest(manifest.runs, manifest.shown, command or manifest.command, versions_now()).with_runs(stored).showing(shown)
    files = _tables(new, manifest.next_part) | _scenarios(new) | {MANIFEST: write_text(render_manifest(changed))}
    write_all(folder, files)
    return folder


def show_scenarios(scenarios: Sequence[Scenario], folder: str | Path) -> None:
    """Let these scenarios stand for their names in a folder that holds runs of them."""
    folder = Path(folder)
    manifest = open_manifest(folder)
    changed = manifest.showing({scenario.name: _world(scenario) for scenario in scenarios})
    if changed != manifest:
        write_all(folder, {MANIFEST: write_text(render_manifest(changed))})


def is_finished(scenario: Scenario, seed: int, folder: str | Path, *, events: bool = False) -> bool:
    """Whether a folder holds this very run, with its events if they are asked for."""
    return open_manifest(Path(folder)).holds(run_key(scenario, seed), events=events)


def open_manifest(folder: Path) -> Manifest:
    """The manifest of a folder, empty if there is no such folder yet; InputError if it holds something else."""
    if not folder.exists() or (folder.is_dir() and _is_empty(folder)):
        return Manifest()
    if not folder.is_dir():
        raise InputError(f"out={folder} is a file; give a folder")
    if not (folder / MANIFEST).exists():
        raise InputError(f"out={folder} holds other files and no results; give a new or an empty folder")
    return load_manifest(folder)


def _is_empty(folder: Path) -> bool:
    return all(item.name.startswith(".") for item in folder.iterdir())


def _unknown(results: list[Result], manifest: Manifest) -> list[Result]:
    """The runs that are not there yet, each once."""
    fresh = {run_key(result.scenario, result.seed): result for result in results}
    return [result for key, result in fresh.items() if not manifest.holds(key, events=result.events is not None)]


def _world(scenario: Scenario) -> str:
    return f"{short_hash(scenario)}-{model_version()}"


def _stored_run(result: Result, part: str) -> StoredRun:
    return StoredRun(
        key=run_key(result.scenario, result.seed),
        scenario=result.scenario.name,
        scenario_hash=short_hash(result.scenario),
        replicate=result.replicate,
        seed=result.seed,
        model=model_version(),
        state_hash=result.state_hash,
        events=result.events is not None,
        part=part,
    )


def _scenarios(results: list[Result]) -> dict[str, Write]:
    return {scenario_path(result.scenario.name, short_hash(result.scenario)): write_text(render(result.scenario)) for result in results}


def scenario_path(name: str, digits: str) -> str:
    """Where a resolved scenario lies within a folder."""
    return f"scenarios/{re.sub(r'[^A-Za-z0-9_.-]+', '-', name)[:60]}-{digits}.yaml"


def _tables(results: list[Result], part: str) -> dict[str, Write]:
    if not results:
        return {}
    tables = {f"{table}/{part}.parquet": _write_frames([(result, getattr(result, table)) for result in results]) for table in TABLES}
    events = [(result, result.events) for result in results if result.events is not None]
    return tables | ({f"{EVENTS}/{part}.parquet": _write_frames(events)} if events else {})


def _write_frames(frames: Sequence[tuple[Result, pd.DataFrame]]) -> Write:
    """Write the rows of a batch of runs, each marked with its run, as one Parquet file."""

    def write(path: Path) -> None:
        import pandas as pd

        marked = [frame.assign(**{RUN: run_key(result.scenario, result.seed)}) for result, frame in frames]
        pd.concat(marked, ignore_index=True).to_parquet(path, index=False)

    return write
