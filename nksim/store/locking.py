"""One writer a folder: a second nksim that would write into the same results is told so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nksim.core.errors import StoreError
from nksim.store.reading import read_bytes

LOCK, HOLDER = ".lock", ".writer"  # the lock itself, and which process has it
ELSEWHERE = "give another folder with --out"
MOST_HOLDER_BYTES = 100


@contextmanager
def writing_to(folder: str | Path, otherwise: str = ELSEWHERE) -> Iterator[None]:
    """Hold a folder while runs are written into it; StoreError if another process does.

    The lock belongs to the process: it is gone with it, however it ends. `otherwise` is what to do
    where the folder cannot be held.
    """
    from filelock import FileLock, Timeout

    folder = Path(folder)
    is_new, before = not folder.exists(), _names(folder)
    lock = FileLock(folder / LOCK)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
        (folder / HOLDER).write_text(str(os.getpid()), encoding="utf-8")
    except Timeout:
        raise StoreError(
            f"folder={folder} is being written by another nksim (process {_holder(folder)}); "
            f"wait for it{f' or {otherwise}' if otherwise == ELSEWHERE else ''}"
        ) from None
    except (OSError, NotImplementedError) as error:
        lock.release()
        raise StoreError(
            f"results cannot be written to folder={folder}: {_reason(folder, error, otherwise)}"
        ) from error
    try:
        yield
    finally:
        _leave(folder, before, was_new=is_new)
        lock.release()


def _reason(folder: Path, error: Exception, otherwise: str) -> str:
    """What is in the way, and what to do."""
    for path in (folder / LOCK, folder / HOLDER):
        if path.is_dir():
            return f"{path} is a folder, and nksim needs that name for a file of its own; delete it"
    return f"{getattr(error, 'strerror', None) or error}; {otherwise}"


def _holder(folder: Path) -> str:
    try:
        words = read_bytes(folder / HOLDER, MOST_HOLDER_BYTES).decode().strip()
    except (OSError, ValueError, StoreError):
        return "unknown"
    return words if words.isdigit() else "unknown"


def _leave(folder: Path, before: set[str], *, was_new: bool) -> None:
    """Nothing is left of a folder, or in one, where nothing was written.

    The lock's file stays otherwise: whoever waits for it holds the same one.
    """
    with suppress(OSError):
        (folder / HOLDER).unlink(missing_ok=True)
        if LOCK not in before and _names(folder) - {LOCK} == before:
            (folder / LOCK).unlink(missing_ok=True)
            if was_new:
                folder.rmdir()


def _names(folder: Path) -> set[str]:
    """What lies in a folder; nothing in one that is not there or cannot be listed."""
    try:
        return {item.name for item in folder.iterdir()} - {HOLDER}
    except OSError:
        return set()
