"""Files of a results folder as they lie there: plain files only, and none larger than it can be.

What lies in a folder may have been put there by anybody: a pipe would never end, a device neither,
and a file of some gigabytes is no list of runs.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nksim.core.errors import StoreError

MOST_JSON_BYTES = 1 << 29  # a manifest of a million runs


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """The content of a plain file; FileNotFoundError if it is not there, StoreError otherwise.

    `most` is how many bytes it may have.
    """
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise StoreError(f"{path} is {_kind(found.st_mode)} and no file")
        if most is not None and found.st_size > most:
            raise StoreError(f"{path} is too large ({found.st_size:,} bytes, allowed {most:,})")
        with path.open("rb") as file:
            return file.read() if most is None else file.read(most + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error


def read_json(path: Path) -> Any:
    """What a JSON file says; FileNotFoundError if it is not there, StoreError otherwise."""
    return parse_json(read_bytes(path, MOST_JSON_BYTES), path)


def parse_json(content: bytes, path: Path) -> Any:
    """The same of bytes that were read before; `path` is named in the error.

    Refused as well: a key given twice, numbers that are none, and text that cannot be written.
    """
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
        )
    except RecursionError:
        raise StoreError(f"{path} cannot be read: it is nested too deeply") from None
    except ValueError as error:
        raise StoreError(f"{path} cannot be read: {error}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"{twice[:60]!r} is given twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number")


_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


def _kind(mode: int) -> str:
    return next((words for is_kind, words in _KINDS if is_kind(mode)), "a device")
