"""Files of a results folder as they lie there: plain files only, and none larger than it can be.

What lies in a folder may have been put there by anybody; what cannot be read is damage to the
folder, and no fault of what the user has asked for.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from nksim.core import reading
from nksim.core.errors import FileError, StoreError

MOST_BYTES = 1 << 38  # single events of the largest runs
MOST_JSON_BYTES = 1 << 29  # a manifest of a million runs


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content of a plain file; FileNotFoundError if it is not there, StoreError otherwise.

    `most` is how many bytes it may have.
    """
    if not os.path.lexists(path):
        raise FileNotFoundError(path)
    try:
        return reading.read_bytes(path, what="file", limit=most)
    except FileError as error:
        reason = error.reason.partition(";")[0]
        raise StoreError(f"{path} {reason}") from error


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
