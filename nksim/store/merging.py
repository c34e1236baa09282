"""Small parts become large ones, so that a folder holds few files however many runs lie in it.

Eight parts of about one size make one of the next. At the end of a study `compact` puts all rows in
the order of their runs, which forgets in what batches they came: a part is then named after the
runs in it, so that one study always leaves the same files.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.store.clearing import clear_away
from nksim.store.manifest import MANIFEST, Manifest, StoredRun, Sums, name_after
from nksim.store.manifest_file import load_manifest, render_manifest
from nksim.store.parts import PARQUET, joined, rows_of, write_part
from nksim.store.sealing import read_rows, sealed, tables_of
from nksim.store.writing import Write, write_all, write_text

if TYPE_CHECKING:
    import pyarrow as pa

TOGETHER = 8  # parts of one size class that make one of the next
RUNS_A_PART = 2048  # at most, in a folder that is in order
ROWS_A_PART = 1 << 20  # at most, of its largest table: a part is read and written as a whole


def merged(manifest: Manifest, folder: Path) -> tuple[Manifest, dict[str, Write]]:
    """The eight parts of one size class as one; no files if no class has eight."""
    classes: dict[int, list[str]] = {}
    for part in manifest.parts:
        size = sum(run.part == part for run in manifest.runs)
        if TOGETHER * rows_in(manifest, part) <= ROWS_A_PART:
            classes.setdefault(int(math.log(size, TOGETHER)), []).append(part)
    full = next((parts for _, parts in sorted(classes.items()) if len(parts) >= TOGETHER), None)
    if full is None:
        return manifest, {}
    return _rewritten(
        manifest, folder, {manifest.next_part: [run for run in manifest.runs if run.part in full]}
    )


def compact(folder: str | Path) -> None:
    """Put all rows in the order of the manifest's runs, so many runs a part.

    The bytes are the same whatever batches the runs came in.
    """
    folder = Path(folder)
    if not (folder / MANIFEST).exists():
        return
    before = manifest = sealed(load_manifest(folder), folder)
    runs = [run for run in manifest.runs if run.part]
    many = runs_a_part(manifest)
    chunks = [runs[start : start + many] for start in range(0, len(runs), many)]
    out_of_order = {
        name: chunk
        for chunk in chunks
        if {run.part for run in chunk} != {name := name_after(chunk)}
    }
    if out_of_order:
        manifest, files = _rewritten(manifest, folder, out_of_order)
        write_all(folder, files | manifest_file(manifest))
    clear_away(folder, manifest, before)


def rows_in(manifest: Manifest, part: str) -> int:
    """Rows of a part in its largest table."""
    return max((each.rows for each in manifest.files.get(part, {}).values()), default=0)


def runs_a_part(manifest: Manifest) -> int:
    """How many runs make a part of a folder that is in order: a power of two.

    It follows from all that is stored, not from the batches in which it came.
    """
    tables: dict[str, int] = {}
    for sums in manifest.files.values():
        for table, each in sums.items():
            tables[table] = tables.get(table, 0) + each.rows
    stored = sum(bool(run.part) for run in manifest.runs)
    a_run = max(1.0, max(tables.values(), default=0) / max(1, stored))
    return int(min(RUNS_A_PART, 2 ** int(math.log2(max(1.0, ROWS_A_PART / a_run)))))


def manifest_file(manifest: Manifest) -> dict[str, Write]:
    """What to write so that a folder holds this list.

    It is written last, since the check sums of files are known when they are written.
    """
    return {MANIFEST: lambda path: write_text(render_manifest(manifest))(path)}


def _rewritten(
    manifest: Manifest, folder: Path, parts: Mapping[str, Sequence[StoredRun]]
) -> tuple[Manifest, dict[str, Write]]:
    """The runs of each new part there, the others where they are."""
    moved = {run.key: part for part, runs in parts.items() for run in runs}
    changed = replace(
        manifest,
        runs=tuple(replace(run, part=moved.get(run.key, run.part)) for run in manifest.runs),
    )
    files: dict[str, Write] = {}
    for part, runs in parts.items():
        sums: Sums = {}
        changed = changed.with_files(part, sums)
        for table in _tables(manifest, folder, runs):
            rows = _rows(manifest, folder, table, runs)
            files[f"{table}/{part}{PARQUET}"] = write_part(table, rows, sums)
    return changed, files


def _tables(manifest: Manifest, folder: Path, runs: Sequence[StoredRun]) -> list[str]:
    parts = {run.part for run in runs}
    return sorted({table for part in parts for table in tables_of(manifest, folder, part)})


def _rows(
    manifest: Manifest, folder: Path, table: str, runs: Sequence[StoredRun]
) -> Callable[[], pa.Table]:
    def read() -> pa.Table:
        keys: dict[str, list[str]] = {}
        for run in runs:  # a part may still hold rows of a run that was saved again elsewhere
            keys.setdefault(run.part, []).append(run.key)
        parts = [part for part in keys if table in tables_of(manifest, folder, part)]
        return rows_of(
            joined(
                [rows_of(read_rows(manifest, folder, table, part), keys[part]) for part in parts]
            ),
            [run.key for run in runs],
        )

    return read
