"""Results folders of array jobs, joined."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nksim.core.checks import checked_list, checked_path
from nksim.core.errors import InputError
from nksim.inference.joining import join_comparisons
from nksim.store.joining import Joined


def merge(folders: Sequence[str | Path], out: str | Path, *, command: str = "") -> Joined:
    """Join results folders into one, as if one command had made all their runs.

    `folders` are those of array jobs, each with seeds of its own of the same scenarios; `out` is a
    new folder. Runs that lie in several must be identical. Of one study the differences are made
    again over all pairs. Raises InputError, with nothing written, for folders that do not belong
    together.
    """
    given = [checked_path(one, name="folders") for one in checked_list(folders, name="folders")]
    if len(given) < 2:
        raise InputError(f"folders={len(given)}: give at least two folders to join")
    place = checked_path(out, name="out")
    if place.resolve() in {folder.resolve() for folder in given}:
        raise InputError(f"out={place} is one of the folders to join; give a new one")
    return join_comparisons(given, place, command)
