"""What has been worked out, a line of JSON each in a file: appended as it comes, read again when the work is gone on with.

A line that a kill or a full disk cut off is no entry, and spoils none that comes after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def entries(path: Path) -> Iterator[Any]:
    """What was kept, in the order in which it came; nothing if there is no such file yet."""
    for line in path.read_bytes().splitlines() if path.exists() else ():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def keep(path: Path, entry: Any) -> None:
    """Append an entry; one caller at a time."""
    with path.open("a+b") as file:
        if file.tell() and not _ends(path):
            file.write(b"\n")
        file.write(json.dumps(entry).encode() + b"\n")


def _ends(path: Path) -> bool:
    """Whether the last line of a file that holds something is whole."""
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read() == b"\n"
