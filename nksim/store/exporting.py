"""Results out to others: every table of a folder in the format of another program.

Labels travel with the columns where a format has room for them; a dictionary of every column lies
beside the tables in all of them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.errors import InputError, StoreError
from nksim.observations.tables import DECLARED
from nksim.store.csv_files import LOCALES, csv_files
from nksim.store.frames import DICTIONARY, Frames
from nksim.store.parquet_files import parquet_files
from nksim.store.results import Results, open_results
from nksim.store.statistics_files import dta_files, sav_files
from nksim.store.workbooks import xlsx_files
from nksim.store.writing import write_all

if TYPE_CHECKING:
    import pandas as pd

WRITERS = {
    "parquet": parquet_files,
    "xlsx": xlsx_files,
    "dta": dta_files,
    "sav": sav_files,
}
FORMATS = ("csv", *WRITERS)
PLAIN = "plain"


def export(
    folder: str | Path, to: str = "csv", out: str | Path | None = None, locale: str = PLAIN
) -> Path:
    """Write every table of a results folder in a format, and the data dictionary.

    `locale` is how CSV writes numbers: plain for programs, en or de for spreadsheets. Returns the
    folder written, by default one named like the format beside the tables. Raises InputError for
    another format or locale, or where a table is too large for the format.
    """
    _check(to, locale)
    results = open_results(folder)
    target = Path(out) if out is not None else results.folder / to
    frames = frames_of(results)
    files = csv_files(frames, LOCALES[locale]) if to == "csv" else WRITERS[to](frames)
    write_all(target, files)
    return target


def frames_of(results: Results) -> Frames:
    """Every table of results by its name, each read when its turn comes."""
    frames: Frames = {name: partial(results.table, name) for name in results.tables}
    for name, frame in (("design", results.design), ("differences", _differences(results))):
        if frame is not None:
            frames[name] = frame.copy
    return frames | {DICTIONARY: data_dictionary}


def data_dictionary() -> pd.DataFrame:
    """Every column of every table: table, column, type, unit, meaning."""
    import pandas as pd

    rows = [
        (table, column.name, column.dtype, column.unit, column.meaning)
        for table, columns in DECLARED.items()
        for column in columns
    ]
    return pd.DataFrame(rows, columns=["table", "column", "type", "unit", "meaning"])


def _check(to: str, locale: str) -> None:
    if to not in FORMATS:
        raise InputError(f"to={to} is no format of export (allowed: {', '.join(FORMATS)})")
    if locale not in LOCALES:
        raise InputError(f"locale={locale} is not known (allowed: {', '.join(LOCALES)})")
    if locale != PLAIN and to != "csv":
        raise InputError(f"locale={locale} is about CSV, and to={to} has numbers of its own")


def _differences(results: Results) -> pd.DataFrame | None:
    try:
        return results.differences
    except StoreError:
        return None
