"""Saving finished runs into a results folder: manifest, resolved scenarios, Parquet tables.

Runs that the folder already holds are not written again: the same command goes on where it was
broken off. Layout: `manifest.json`, `scenarios/`, `<table>/part-00001.parquet`, a batch of runs a
part; many small parts are merged on the way. The first batch lies as a whole folder does in the
end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.errors import InputError, StoreError
from nksim.observations.result import Result
from nksim.scenario.scenario import Scenario
from nksim.store.clearing import clear_away, killed_at_first
from nksim.store.finished import FinishedRun, finished_run
from nksim.store.identity import model_version, short_hash
from nksim.store.manifest import (
    MANIFEST,
    Manifest,
    Sums,
    in_order,
    name_after,
    versions_now,
)
from nksim.store.manifest_file import load_manifest, parts_in, to_repair
from nksim.store.merging import manifest_file, merged
from nksim.store.parts import PARQUET, write_rows
from nksim.store.scenarios import missing_scenarios, scenario_files
from nksim.store.sealing import sealed
from nksim.store.writing import Write, write_all

if TYPE_CHECKING:
    import pandas as pd

DESIGN = "design.parquet"


def save_run(result: Result, folder: str | Path, command: str = "") -> Path:
    """Save one run; returns the folder."""
    return save_runs([result], folder, command)


def save_runs(results: Iterable[Result], folder: str | Path, command: str = "") -> Path:
    """Save a batch of runs with all their tables."""
    return save_finished([finished_run(result) for result in results], folder, command)


def save_finished(
    runs: Iterable[FinishedRun],
    folder: str | Path,
    command: str = "",
    expected: int = 0,
    shown: Mapping[str, tuple[str, ...]] | None = None,
) -> Path:
    """Save a batch of runs as one part; runs that the folder has already are not written again.

    Failed ones are replaced. `expected` is the number of runs that the study will have, `shown`
    the hashes of the contents that stand for each scenario's name: if left out, those of these
    runs. Raises StoreError if the disk is full or the folder cannot be written, and then leaves
    it as it was.
    """
    folder, runs = Path(folder), list(runs)
    manifest = open_manifest(folder)
    new = _unknown(runs, manifest)
    part = _part_of(new, manifest)
    shown = {run.run.scenario: (run.run.content,) for run in runs} if shown is None else shown
    stored = tuple(replace(run.run, part="" if run.run.error else part) for run in new)
    described = replace(
        manifest,
        command=command or manifest.command,
        versions=versions_now(),
        expected=expected or manifest.expected,
    )
    changed, sums = described.with_runs(stored).showing(shown), Sums()
    if any(run.part for run in stored):
        changed = changed.with_files(part, sums)
    scenarios = scenario_files([run.scenario for run in new], manifest, folder)
    files = _tables(new, part, sums) | scenarios
    write_all(folder, files | manifest_file(changed))
    _merge(folder, changed, manifest)
    return folder


def contents_of(runs: Iterable[tuple[Scenario, int]]) -> dict[str, tuple[str, ...]]:
    """Which content each name stands for in a study of these scenarios and seeds.

    One content, or one a seed where it varies with the seed.
    """
    runs, by_name = list(runs), dict[str, dict[int, str]]()
    contents = {id(scenario): _content_of(scenario) for scenario, _ in runs}
    for scenario, seed in runs:
        by_name.setdefault(scenario.name, {})[seed] = contents[id(scenario)]
    return {name: _shown(seeds) for name, seeds in by_name.items()}


def _shown(seeds: dict[int, str]) -> tuple[str, ...]:
    one = set(seeds.values())
    return (
        tuple(one)
        if len(one) == 1
        else tuple(f"{content}@{seed}" for seed, content in seeds.items())
    )


def show_scenarios(
    contents: Mapping[str, tuple[str, ...]],
    folder: str | Path,
    expected: int = 0,
    *,
    only: bool = False,
) -> None:
    """Let these contents stand for their names.

    With `only` no others are shown. `expected` is the number of runs of the whole study.
    """
    folder = Path(folder)
    manifest = open_manifest(folder)
    others = (
        ()
        if only
        else tuple((name, content) for name, content in manifest.shown if name not in contents)
    )
    changed = replace(manifest, shown=(*others, *contents.items()), expected=expected)
    if changed != _stored(folder):
        write_all(folder, manifest_file(changed))


def save_scenarios(scenarios: Iterable[Scenario], folder: str | Path) -> None:
    """Write those of these scenarios that the folder has runs of and no file any more."""
    folder = Path(folder)
    files = missing_scenarios(scenarios, open_manifest(folder), folder)
    if files:
        write_all(folder, files)


def save_design(design: pd.DataFrame, folder: str | Path) -> None:
    """Keep the points of a sweep: a row a scenario, a column a varied value."""
    write_all(Path(folder), {DESIGN: lambda path: design.to_parquet(path, index=False)})


def open_manifest(folder: Path) -> Manifest:
    """The manifest of a folder that may be written into, empty if there is no such folder yet.

    InputError if it holds something else. A folder without check sums has them from now on.
    """
    return sealed(_stored(folder), folder)


def _stored(folder: Path) -> Manifest:
    if not folder.exists() or (folder.is_dir() and _is_empty(folder)):
        return Manifest()
    if not folder.is_dir():
        raise InputError(f"out={folder} is a file; give a folder")
    if not (folder / MANIFEST).exists():
        if killed_at_first(folder):
            return Manifest()
        if parts_in(folder):
            raise StoreError(f"{folder / MANIFEST} is missing; {to_repair(folder)}")
        raise InputError(
            f"out={folder} holds other files and no results; give a new or an empty folder"
        )
    return load_manifest(folder)


def _is_empty(folder: Path) -> bool:
    return all(item.name.startswith(".") for item in folder.iterdir())


def _unknown(runs: list[FinishedRun], manifest: Manifest) -> list[FinishedRun]:
    """The runs that are not there yet, each once and in order."""
    fresh = {run.run.key: run for run in runs}
    ordered = [fresh[run.key] for run in in_order(run.run for run in fresh.values())]
    return [run for run in ordered if not manifest.holds(run.run.key, events=run.run.events)]


def _part_of(runs: list[FinishedRun], manifest: Manifest) -> str:
    """The part of a batch; a first one is in order, so that nothing is left to do if it is all."""
    if manifest.parts:
        return manifest.next_part
    return name_after([run.run for run in runs if not run.run.error])


def _content_of(scenario: Scenario) -> str:
    return f"{short_hash(scenario)}-{model_version()}"


def _tables(runs: list[FinishedRun], part: str, sums: Sums) -> dict[str, Write]:
    names = dict.fromkeys(name for run in runs for name in run.tables)
    frames = {
        name: [(run.run.key, run.tables[name]) for run in runs if name in run.tables]
        for name in names
    }
    return {
        f"{name}/{part}{PARQUET}": write_rows(name, rows, sums) for name, rows in frames.items()
    }


def _merge(folder: Path, manifest: Manifest, before: Manifest) -> None:
    """Merge parts if they have become many, then clear away what no manifest names any more."""
    changed, files = merged(manifest, folder)
    if files:
        write_all(folder, files | manifest_file(changed))
    clear_away(folder, changed, manifest if files else before)
