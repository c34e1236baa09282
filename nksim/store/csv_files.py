"""Tables as CSV: plain for programs, or as the spreadsheets of a country read numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.store.frames import Frames
from nksim.store.writing import Write, plain_numbers

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Locale:
    """How CSV is written; a byte order mark tells spreadsheets that it is UTF-8."""

    separator: str
    decimal: str
    encoding: str


LOCALES = {
    "plain": Locale(",", ".", "utf-8"),
    "en": Locale(",", ".", "utf-8-sig"),
    "de": Locale(";", ",", "utf-8-sig"),
}


def csv_files(frames: Frames, locale: Locale) -> dict[str, Write]:
    """A file a table."""
    return {f"{name}.csv": _write(read, locale) for name, read in frames.items()}


def _write(read: Callable[[], pd.DataFrame], locale: Locale) -> Write:
    def write(path: Path) -> None:
        plain_numbers(read()).to_csv(
            path,
            index=False,
            sep=locale.separator,
            decimal=locale.decimal,
            encoding=locale.encoding,
        )

    return write
