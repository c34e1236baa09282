"""Files that are whole or absent: contents come in, files leave under their names only when all of them are written.

Whoever opens a results folder at any moment, also after a full disk or a killed program, finds finished runs only.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from nksim.core.errors import StoreError

Write = Callable[[Path], None]
UNFINISHED = ".unfinished-"


def write_all(folder: Path, files: Mapping[str, Write]) -> None:
    """Write files, by their paths within the folder, aside and then move them into place, in this order.

    Raises StoreError if the disk is full or the folder cannot be written; what was there before stays.
    """
    for name in files:
        _refuse_other_kinds(folder / name)
    is_new = not folder.exists()
    aside = folder / f"{UNFINISHED}{os.getpid()}"
    try:
        for name, write in files.items():
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            write(aside / name)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(aside / name, folder / name)
    except OSError as error:
        raise StoreError(_explain(folder, error)) from error
    finally:
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
    """Write this text."""
    return lambda path: _write_text(path, text)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _explain(folder: Path, error: OSError) -> str:
    reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
    return f"results cannot be written to folder={folder}: {reason}; nothing was changed there. Make room or give another folder with --out"


def _remove_if_empty(folder: Path) -> None:
    for inner in sorted(folder.glob("**/"), reverse=True) if folder.is_dir() else ():
        with suppress(OSError):
            inner.rmdir()
