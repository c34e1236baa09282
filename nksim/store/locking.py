"""One writer a folder: a second nksim that would write into the same results is told so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nksim.core.errors import StoreError

LOCK = ".lock"


@contextmanager
def writing_to(folder: str | Path) -> Iterator[None]:
    """Hold a folder while runs are written into it; StoreError if another process does.

    The lock belongs to the process: it is gone with it, however it ends.
    """
    import fcntl

    folder = Path(folder)
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"results cannot be written to folder={folder}: {error.strerror or error}; give another folder with --out"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise StoreError(
                f"folder={folder} is being written by another nksim (process {holder}); wait for it or give another folder with --out"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            if is_new and [item.name for item in folder.iterdir()] == [
                LOCK
            ]:  # the file stays otherwise: whoever waits for it holds the same one
                (folder / LOCK).unlink()
                folder.rmdir()
