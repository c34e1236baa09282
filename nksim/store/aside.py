"""Setting aside: files that do not count are moved to where nothing is read, and none is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from nksim.core.errors import StoreError

ASIDE = "set-aside"


def set_aside(path: Path, folder: Path, move: Callable[[Path, Path], object]) -> None:
    """Move what lies at a path of a results folder aside; what was set aside before stays.

    Raises StoreError if a file has the name of the folder for such things, OSError if the disk
    refuses.
    """
    if not os.path.lexists(path):
        return
    place = folder / ASIDE
    if os.path.lexists(place) and not place.is_dir():
        raise StoreError(
            f"folder={folder} cannot be repaired: {place} is a file where a folder belongs; give"
            " it another name, and repair the folder again"
        )
    *parents, name = path.relative_to(folder).parts
    for parent in parents:
        place = _first_free(place / parent, os.path.isdir)
    place.mkdir(parents=True, exist_ok=True)
    move(path, _first_free(place / name))


def _first_free(path: Path, is_fine: Callable[[Path], bool] = lambda _: False) -> Path:
    """The path, or the first with a number after it at which nothing lies but what is fine."""
    target, number = path, 1
    while os.path.lexists(target) and not is_fine(target):
        number += 1
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return target
