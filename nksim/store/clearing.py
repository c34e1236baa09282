"""Files of a results folder that do not count: unlisted parts and unfinished files.

A writer that was killed leaves such parts, and so does one that has just merged them; these go. A
part that somebody has put there is left and can be named.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from nksim.core.errors import StoreError
from nksim.store.locking import HOLDER
from nksim.store.manifest import Manifest
from nksim.store.manifest_file import PART, STORED, load_manifest, parts_in
from nksim.store.parts import PARQUET, keys_of
from nksim.store.reading import read_bytes
from nksim.store.writing import UNFINISHED


def clear_away(folder: Path, manifest: Manifest, before: Manifest) -> None:
    """Remove parts that were superseded since `before`, and what killed writers left."""
    gone, unfinished = {*before.parts}, [*folder.glob(f"{UNFINISHED}*")]
    for aside in unfinished:
        gone |= _parts_of(aside)
    for path in unnamed(folder, manifest):  # and nothing else that somebody keeps beside them
        if path.stem in gone or _lies_elsewhere(path, manifest):
            path.unlink(missing_ok=True)
    for aside in unfinished:
        rmtree(aside, ignore_errors=True)


def unnamed(folder: Path, manifest: Manifest) -> Iterator[Path]:
    """Files that are named as parts are, and of which the manifest does not know."""
    for table in STORED:
        for path in sorted((folder / table).glob(f"*{PARQUET}")):
            known = manifest.files.get(path.stem)
            named = path.stem in manifest.parts and (known is None or table in known)
            if PART.fullmatch(path.stem) and not named:
                yield path


def strays(folder: Path) -> list[Path]:
    """Parts that do not count and that no writer accounts for.

    None while somebody writes, or after a writer was killed.
    """
    if (folder / HOLDER).exists():
        return []
    manifest = load_manifest(folder)
    return [*unnamed(folder, manifest)]


def killed_at_first(folder: Path) -> bool:
    """Whether the first writer of a folder was killed before a list names the part it put there."""
    there = parts_in(folder)
    return len(there) == 1 and any(
        _parts_of(aside) == there for aside in folder.glob(f"{UNFINISHED}*")
    )


def _parts_of(aside: Path) -> set[str]:
    """The parts that a killed writer was about to name."""
    try:
        return {*load_manifest(aside).parts}
    except StoreError:
        return set()  # it was killed before all was written aside, and has put nothing in place


def _lies_elsewhere(path: Path, manifest: Manifest) -> bool:
    """Whether all runs of a part are in the list, with rows of their own."""
    try:
        keys = keys_of(read_bytes(path))
    except (StoreError, ValueError, OSError):
        return False
    return all(manifest.holds(key) for key in keys)
