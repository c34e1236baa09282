"""Files that are whole or absent: they take their names only when all of them are written.

Whoever opens a results folder at any moment, also after a full disk or a killed program, finds
finished runs only.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.errors import StoreError
from nksim.core.numerals import to_json_values

if TYPE_CHECKING:
    import pandas as pd

Write = Callable[[Path], None]
UNFINISHED = ".unfinished-"
ELSEWHERE = "Make room or give another folder with --out"


def write_all(folder: Path, files: Mapping[str, Write], advice: str = ELSEWHERE) -> None:
    """Write files aside, then move them into place in this order; `files` has paths in the folder.

    `advice` is what to do where that cannot be done.

    Raises StoreError if the disk is full or the folder cannot be written; what was there before
    stays. Whoever is broken off while files are moved leaves the others aside, as a killed program
    does.
    """
    for name in files:
        _refuse_other_kinds(folder / name)
    is_new, waiting = not folder.exists(), [*files]
    aside = folder / f"{UNFINISHED}{os.getpid()}"
    try:
        for name, write in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            write(aside / name)
        while waiting:
            target = folder / waiting[0]
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(aside / waiting[0], target)
            del waiting[0]
    except OSError as error:
        raise StoreError(f"{_explain(folder, error)}. {advice}") from error
    finally:
        if len(waiting) in (0, len(files)):
            shutil.rmtree(aside, ignore_errors=True)
        if is_new:
            _remove_if_empty(folder)


def _refuse_other_kinds(path: Path) -> None:
    """A file may be replaced; a device, a pipe or a folder of that name may not."""
    try:
        is_other = not stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):  # not there, or said when it is written
        return
    if is_other:
        raise StoreError(
            f"file={path} is there and no file; nothing was changed: give another name"
        )


def write_text(text: str) -> Write:
    """Write this text; what is no letter, such as a byte that was no UTF-8, is escaped."""
    return lambda path: _write_text(path, text)


def write_json(document: Any) -> Write:
    """Write this as JSON; numbers without a value are null, for which JSON has no other word."""
    words = json.dumps(to_json_values(document), indent=1, ensure_ascii=False, allow_nan=False)
    return write_text(f"{words}\n")


def write_csv(frame: pd.DataFrame, float_format: str | None = None) -> Write:
    """Write this table as CSV: empty where a number has no value, and no zero with a sign."""
    return lambda path: plain_numbers(frame).to_csv(path, index=False, float_format=float_format)


def plain_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with missing in place of infinite numbers, and zeros without a sign."""
    import numpy as np

    numbers = {str(name): column for name, column in frame.items() if column.dtype.kind == "f"}
    return frame.assign(
        **{
            name: np.where(np.isfinite(column), column.to_numpy() + 0.0, np.nan)
            for name, column in numbers.items()
        }
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="backslashreplace")


def _explain(folder: Path, error: OSError) -> str:
    reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
    return f"results cannot be written to folder={folder}: {reason}; nothing was changed there"


def _remove_if_empty(folder: Path) -> None:
    if not folder.is_dir():
        return
    for inner in sorted(folder.glob("**/"), reverse=True):
        with suppress(OSError):
            inner.rmdir()
