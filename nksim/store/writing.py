"""Files that are whole or absent: they take their names only when all of them are written.

Whoever opens a results folder at any moment, also after a full disk or a killed program, finds finished runs only.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from nksim.core.errors import StoreError

Write = Callable[[Path], None]
UNFINISHED = ".unfinished-"


def write_all(folder: Path, files: Mapping[str, Write]) -> None:
    """Write files, by their paths within the folder, aside and then move them into place, in this order.

    Raises StoreError if the disk is full or the folder cannot be written; what was there before stays. Whoever
    is broken off while files are moved leaves the others aside, as a killed program does.
    """
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
        raise StoreError(_explain(folder, error)) from error
    finally:
        if len(waiting) in (0, len(files)):
            shutil.rmtree(aside, ignore_errors=True)
        if is_new:
            _remove_if_empty(folder)


def write_text(text: str) -> Write:
    """Write this text; what is no letter, such as a byte that was no UTF-8, is escaped."""
    return lambda path: _write_text(path, text)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="backslashreplace")


def _explain(folder: Path, error: OSError) -> str:
    reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
    return f"results cannot be written to folder={folder}: {reason}; nothing was changed there. Make room or give another folder with --out"


def _remove_if_empty(folder: Path) -> None:
    for inner in sorted(folder.glob("**/"), reverse=True) if folder.is_dir() else ():
        with suppress(OSError):
            inner.rmdir()
