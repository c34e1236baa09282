"""Tables for Stata and SPSS, with a label at every column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.store.frames import Frames, labels_of, needed
from nksim.store.writing import Write, plain_numbers

if TYPE_CHECKING:
    import pandas as pd

STATA_LABEL, SPSS_LABEL = 80, 256  # signs of Stata, bytes of SPSS
STATA_VERSION = 15  # which has names and texts in any script


def dta_files(frames: Frames) -> dict[str, Write]:
    """A file a table, for Stata 14 and later."""
    needed("pyreadstat", "dta", "stata")
    return {f"{name}.dta": _dta(name, read) for name, read in frames.items()}


def sav_files(frames: Frames) -> dict[str, Write]:
    """A file a table, for SPSS."""
    needed("pyreadstat", "sav", "stata")
    return {f"{name}.sav": _sav(name, read) for name, read in frames.items()}


def _dta(name: str, read: Callable[[], pd.DataFrame]) -> Write:
    def write(path: Path) -> None:
        import pyreadstat

        frame = _storable(read())
        labels = _labels(name, frame, lambda label: label[:STATA_LABEL])
        pyreadstat.write_dta(frame, str(path), column_labels=labels, version=STATA_VERSION)

    return write


def _sav(name: str, read: Callable[[], pd.DataFrame]) -> Write:
    def write(path: Path) -> None:
        import pyreadstat

        frame = _storable(read())
        labels = _labels(name, frame, _cut)
        pyreadstat.write_sav(frame, str(path), column_labels=labels)

    return write


def _labels(table: str, frame: pd.DataFrame, cut: Callable[[str], str]) -> dict[str, str | None]:
    known = labels_of(table)
    return {str(name): cut(known.get(str(name), "")) for name in frame}


def _cut(label: str) -> str:
    return label.encode()[:SPSS_LABEL].decode(errors="ignore")


def _storable(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table in types that both have: numbers, texts and dates.

    Dots in the names of varied values become underscores, since neither has them.
    """
    named = frame.rename(columns=lambda name: str(name).replace(".", "_"))
    return plain_numbers(named.apply(_column))


def _column(column: pd.Series) -> pd.Series:
    """Whole numbers that may be missing, and answers that may, as numbers; texts never missing."""
    kind = str(column.dtype)
    if kind in ("Int64", "boolean", "bool"):
        return column.astype("float64")
    if kind in ("object", "str", "string"):
        return column.fillna("").astype(str)
    return column
