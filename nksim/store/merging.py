"""Small parts become large ones: a manifest comes in, files to be written and the manifest that names them leave.

Eight parts of about one size make one of the next, so that a folder holds few files however many runs lie in it.
At the end of a study `compact` puts all rows in the order of their runs, which forgets in what batches they came:
a part is then named after the runs in it, so that one study always leaves the same files.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.observations.tables import TABLES
from nksim.store.finished import EVENTS
from nksim.store.manifest import MANIFEST, Manifest, StoredRun, load_manifest, render_manifest
from nksim.store.parts import PARQUET, SCENARIOS, joined, read_part, rows_of, write_arrow
from nksim.store.writing import UNFINISHED, Write, write_all, write_text

if TYPE_CHECKING:
    import pyarrow as pa

TOGETHER = 8  # parts of one size class that make one of the next
RUNS_A_PART = 2048  # in a folder that is in order


def merged(manifest: Manifest, folder: Path) -> tuple[Manifest, dict[str, Write]]:
    """The parts of the first size class of which there are eight as one; no files if there is no such class."""
    classes: dict[int, list[str]] = {}
    for part in manifest.parts:
        size = sum(run.part == part for run in manifest.runs)
        classes.setdefault(int(math.log(size, TOGETHER)), []).append(part)
    full = next((parts for _, parts in sorted(classes.items()) if len(parts) >= TOGETHER), None)
    if full is None:
        return manifest, {}
    return _rewritten(
        manifest, folder, {manifest.next_part: [run for run in manifest.runs if run.part in full]}
    )


def compact(folder: str | Path) -> None:
    """Put all rows in the order of the manifest's runs, so many runs a part: the same bytes whatever batches they came in."""
    folder = Path(folder)
    if not (folder / MANIFEST).exists():
        return
    manifest = load_manifest(folder)
    runs = [run for run in manifest.runs if run.part]
    chunks = [runs[start : start + RUNS_A_PART] for start in range(0, len(runs), RUNS_A_PART)]
    out_of_order = {
        name: chunk for chunk in chunks if {run.part for run in chunk} != {name := _name(chunk)}
    }
    if out_of_order:
        manifest, files = _rewritten(manifest, folder, out_of_order)
        write_all(folder, files | {MANIFEST: write_text(render_manifest(manifest))})
    clear_away(folder, manifest)


def clear_away(folder: Path, manifest: Manifest) -> None:
    """Remove parts that the manifest does not name, and what a killed writer left unfinished."""
    from shutil import rmtree

    named = {*manifest.parts}
    for table in (*TABLES, EVENTS):  # and nothing else that somebody keeps beside them
        for path in (folder / table).glob(f"*{PARQUET}"):
            if path.stem not in named:
                path.unlink(missing_ok=True)
    for left in folder.glob(f"{UNFINISHED}*"):
        rmtree(left, ignore_errors=True)


def _name(runs: Sequence[StoredRun]) -> str:
    """A part named after the runs in it."""
    return f"runs-{sha256(chr(10).join(f'{run.key} {run.events}' for run in runs).encode()).hexdigest()[:12]}"


def _rewritten(
    manifest: Manifest, folder: Path, parts: Mapping[str, Sequence[StoredRun]]
) -> tuple[Manifest, dict[str, Write]]:
    """The runs of each new part there, the others where they are."""
    moved = {run.key: part for part, runs in parts.items() for run in runs}
    files = {
        f"{table}/{part}{PARQUET}": write_arrow(_rows(folder / table, runs))
        for part, runs in parts.items()
        for table in _tables(folder, runs)
    }
    return replace(
        manifest,
        runs=tuple(replace(run, part=moved.get(run.key, run.part)) for run in manifest.runs),
    ), files


def _tables(folder: Path, runs: Sequence[StoredRun]) -> list[str]:
    parts = {run.part for run in runs}
    return sorted(
        {
            path.parent.name
            for path in folder.glob(f"*/*{PARQUET}")
            if path.stem in parts and path.parent.name != SCENARIOS
        }
    )


def _rows(table: Path, runs: Sequence[StoredRun]) -> Callable[[], pa.Table]:
    def read() -> pa.Table:
        keys: dict[str, list[str]] = {}
        for run in runs:
            keys.setdefault(run.part, []).append(
                run.key
            )  # a part may still hold rows of a run that was saved again elsewhere
        paths = {part: table / f"{part}{PARQUET}" for part in keys}
        return rows_of(
            joined(
                [
                    rows_of(read_part(path), keys[part])
                    for part, path in paths.items()
                    if path.exists()
                ]
            ),
            [run.key for run in runs],
        )

    return read
