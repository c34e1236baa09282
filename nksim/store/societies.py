"""Societies on disk: saved once, then opened by memory map, so that many runs share one.

A folder holds one file an array, each as numpy writes it. Pages are read when they are first looked
at, are shared by all processes that have them open, and a page that somebody writes to becomes that
process's own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.checks import checked_kind, checked_path
from nksim.core.errors import FileError, StoreError
from nksim.core.reading import check_file
from nksim.scenario.identity import society_key
from nksim.scenario.scenario import Scenario
from nksim.society.society import People, Register, Society, Ties
from nksim.store.identity import HASH_DIGITS, model_version
from nksim.store.reading import read_json
from nksim.store.writing import write_all, write_text

ABOUT = "society.json"
_PEOPLE = ("u1", *["i4"] * 3, *["u1"] * 6, *["f4"] * 7)  # as People and Ties declare them
_TIES = ("u4", "u4", "u1", "u2", "i8", "i8", "u4", "u4")
_REGISTER = ("u4", *["i4"] * 4, "u4")
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, EOFError)


def save_society(society: Society, folder: str | Path) -> Path:
    """Write a society into a folder, whole or not at all; returns the folder.

    Raises StoreError if it cannot be written.
    """
    advice = "make one with nksim.build_society"
    checked_kind(society, Society, name="society", advice=advice)
    place = checked_path(folder, name="folder")
    about = json.dumps(_about(society))
    arrays = {f"{name}.npy": _writer(array) for name, array in _arrays(society).items()}
    write_all(place, arrays | {ABOUT: write_text(about)})
    return place


def open_society(folder: str | Path) -> Society:
    """The society of a folder, by memory map. StoreError if there is none, or it cannot be read."""
    place = checked_path(folder, name="folder")
    try:
        about = read_json(place / ABOUT)
        people = People(*(_open(place, f"people.{name}") for name in People._fields))
        ties = Ties(*(_open(place, f"ties.{name}") for name in Ties._fields))
        labels = None if about["labels"] is None else tuple(about["labels"])
        starts = (_open(place, "household_first"), _open(place, "district_first"))
        register = _open_register(place, about)
        _check_fit(people, ties, starts, register)
        return Society(people, ties, *starts, int(about["seed"]), labels, register)
    except (*_UNREADABLE, StoreError, FileError) as error:
        raise StoreError(
            f"society={place} cannot be opened: {error}; build it again with save_society, "
            "or delete the folder"
        ) from error


def society_folder(folder: Path, scenario: Scenario, seed: int) -> Path:
    """Where a folder of societies has the one of this scenario, seed and model, if it has it."""
    digits = society_key(scenario)[:HASH_DIGITS]
    model = model_version()
    return folder / f"{digits}-{seed}-{model}"


def _about(society: Society) -> dict[str, Any]:
    """What is no array; of a society without lives only what there was before there were any."""
    about: dict[str, Any] = {"seed": society.built_with, "labels": society.labels}
    if society.register is not None:
        about["free"] = [society.register.next_number, society.register.next_household]
    return about


def _open_register(folder: Path, about: dict[str, Any]) -> Register | None:
    """The register of a society with lives; None for one without."""
    if "free" not in about:
        return None
    number, household = about["free"]
    columns = {name: _open(folder, f"register.{name}") for name in Register._fields[:6]}
    return Register(**columns, next_number=int(number), next_household=int(household))


def _arrays(society: Society) -> dict[str, NDArray[Any]]:
    people = {f"people.{name}": column for name, column in society.people._asdict().items()}
    ties = {f"ties.{name}": column for name, column in society.ties._asdict().items()}
    if society.register is not None:
        columns = zip(Register._fields[:6], society.register, strict=False)
        ties |= {f"register.{name}": column for name, column in columns}
    return (
        people
        | ties
        | {"household_first": society.household_first, "district_first": society.district_first}
    )


def _writer(array: NDArray[Any]) -> Any:
    return lambda path: np.save(path, array, allow_pickle=False)


def _open(folder: Path, name: str) -> NDArray[Any]:
    """Copy on write, and as a plain array: kernels are compiled for arrays that can be written."""
    path = folder / f"{name}.npy"
    check_file(path, what="file")
    mapped = np.load(path, mmap_mode="c", allow_pickle=False)
    array: NDArray[Any] = mapped.view(np.ndarray)
    return array


def _check_fit(
    people: People, ties: Ties, starts: Sequence[NDArray[Any]], register: Register | None
) -> None:
    """Raise ValueError if arrays do not belong together: kernels would read beside them.

    Their pages are not looked at.
    """
    size, number = len(people.province), len(ties.low)
    for (name, column), kind in zip(people._asdict().items(), _PEOPLE, strict=True):
        _check_column(name, column, kind, size)
    for (name, column), kind in zip(ties._asdict().items(), _TIES, strict=True):
        length = size + 1 if name.endswith("first") else number
        if name == "key" and register is None:
            length = 0
        _check_column(name, column, kind, length)
    if register is not None:
        homes = len(starts[0]) - 1
        for (name, column), kind in zip(register._asdict().items(), _REGISTER, strict=False):
            _check_column(name, column, kind, homes if name == "household_number" else size)
    _check_end(ties.first, number)
    _check_end(ties.reverse_first, number)
    for each in starts:
        _check_end(each, size)


def _check_end(starts: NDArray[Any], end: int) -> None:
    """Row starts end with the number of rows."""
    is_row = starts.ndim == 1 and len(starts) > 0
    if not is_row or starts[-1] != end:
        raise ValueError("its files are of different societies")


def _check_column(name: str, column: NDArray[Any], kind: str, length: int) -> None:
    if column.shape != (length,) or column.dtype != np.dtype(kind):
        raise ValueError(
            f"{name} has {column.shape} of {column.dtype} where ({length},) of "
            f"{np.dtype(kind)} belong"
        )
