"""Results kept line by line in a JSON file, so that broken-off work is continued.

An entry is a key and numbers by name. A line that a kill or a full disk cut off, or that is
damaged, is no entry, and spoils none that comes after it: what it said is worked out again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from nksim.store.reading import read_bytes


def entries(path: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """What was kept, by its key, in the order of writing; empty if there is no file yet.

    StoreError if something else lies in the file's place.
    """
    for line in read_bytes(path).split(b"\n") if path.exists() else ():
        if (entry := _entry(line)) is not None:
            yield entry


def _entry(line: bytes) -> tuple[str, dict[str, float]] | None:
    try:
        key, numbers = json.loads(line)
        whole = {str(name): float(number) for name, number in numbers.items()}
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return (key, whole) if isinstance(key, str) else None


def append_entry(path: Path, key: str, numbers: Mapping[str, float]) -> None:
    """Append an entry; one caller at a time."""
    with path.open("a+b") as file:
        if file.tell() and not _ends(path):
            file.write(b"\n")
        file.write(json.dumps([key, dict(numbers)]).encode() + b"\n")


def _ends(path: Path) -> bool:
    """Whether the last line of a file that holds something is whole."""
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read() == b"\n"
