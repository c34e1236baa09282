"""Exporting a results folder as CSV for R, Stata and Excel, with a data dictionary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from nksim.core.errors import InputError, StoreError
from nksim.observations.tables import DECLARED
from nksim.store.results import Results, open_results
from nksim.store.writing import Write, write_all, write_csv

if TYPE_CHECKING:
    import pandas as pd

Format = Literal["csv"]
FORMATS: tuple[str, ...] = ("csv",)
DICTIONARY = "data_dictionary.csv"


def export(folder: str | Path, to: str = "csv", out: str | Path | None = None) -> Path:
    """Write every table of a results folder as CSV, and the data dictionary.

    Returns the folder written, `<folder>/csv`.
    """
    if to not in FORMATS:
        allowed = ", ".join(FORMATS)
        raise InputError(f"to={to} is no format of export (allowed: {allowed})")
    results = open_results(folder)
    target = Path(out) if out is not None else results.folder / to
    write_all(target, _files(results))
    return target


def data_dictionary() -> pd.DataFrame:
    """Every column of every table: table, column, type, unit, meaning."""
    import pandas as pd

    rows = [
        (table, column.name, column.dtype, column.unit, column.meaning)
        for table, columns in DECLARED.items()
        for column in columns
    ]
    return pd.DataFrame(rows, columns=["table", "column", "type", "unit", "meaning"])


def _files(results: Results) -> dict[str, Write]:
    tables: dict[str, Callable[[], pd.DataFrame]] = {
        f"{name}.csv": _reader(results, name) for name in results.tables
    }
    for name, frame in (("design", results.design), ("differences", _differences(results))):
        if frame is not None:
            tables[f"{name}.csv"] = _given(frame)
    tables[DICTIONARY] = data_dictionary
    return {name: _write_csv(read) for name, read in tables.items()}


def _differences(results: Results) -> pd.DataFrame | None:
    try:
        return results.differences
    except StoreError:
        return None


def _given(frame: pd.DataFrame) -> Callable[[], pd.DataFrame]:
    return lambda: frame


def _reader(results: Results, name: str) -> Callable[[], pd.DataFrame]:
    return lambda: results.table(name)


def _write_csv(read: Callable[[], pd.DataFrame]) -> Write:
    return lambda path: write_csv(read())(path)
