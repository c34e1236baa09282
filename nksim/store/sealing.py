"""The files of a results folder beside what its manifest says of them.

A folder of version 0.1.0, whose files carry no check sums, takes them on when something is written
into it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.errors import StoreError
from nksim.store.manifest import Manifest, Sum, Sums
from nksim.store.manifest_file import STORED, to_repair
from nksim.store.parts import PARQUET, damage, read_part, sum_of
from nksim.store.reading import read_bytes

if TYPE_CHECKING:
    import pyarrow as pa


def part_path(folder: Path, table: str, part: str) -> Path:
    """Where the rows of a part in one table lie."""
    return folder / table / f"{part}{PARQUET}"


def tables_of(manifest: Manifest, folder: Path, part: str) -> tuple[str, ...]:
    """The tables of which a part has rows: those noted, else, without check sums, those present."""
    if part in manifest.files:
        return tuple(name for name in STORED if name in manifest.files[part])
    return tuple(name for name in STORED if part_path(folder, name, part).exists())


def read_rows(
    manifest: Manifest,
    folder: Path,
    table: str,
    part: str,
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """The rows of a part in one table; StoreError, with what to do, if it is missing or damaged."""
    path, known = part_path(folder, table, part), manifest.files.get(part, {}).get(table)
    try:
        return read_part(path, columns, known, [run.key for run in manifest.runs_of(part)])
    except FileNotFoundError:
        raise StoreError(f"{path} is missing; {to_repair(folder)}") from None
    except StoreError as error:
        raise StoreError(f"{error}; {to_repair(folder)}") from error


def sealed(manifest: Manifest, folder: Path) -> Manifest:
    """The same list with the check sums of all files as they are now.

    Raises StoreError if one is damaged.
    """
    if manifest.is_summed:
        return manifest
    runs = {run.key for run in manifest.runs}
    new: dict[str, Sums] = {
        part: {
            name: _sum(part_path(folder, name, part), runs)
            for name in tables_of(manifest, folder, part)
        }
        for part in manifest.parts
        if part not in manifest.files
    }
    return replace(manifest, files={**manifest.files, **new})


def _sum(path: Path, runs: Collection[str]) -> Sum:
    content = read_bytes(path)
    wrong = damage(content, None, runs)
    if wrong:
        raise StoreError(f"{path} {wrong}; {to_repair(path.parent.parent)}")
    return sum_of(content)
