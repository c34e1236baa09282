"""Tables as one workbook: a sheet a table, the dictionary first. Names are never formulas."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.errors import InputError
from nksim.core.numerals import to_plain_number
from nksim.store.frames import DICTIONARY, Frames, needed
from nksim.store.writing import Write

if TYPE_CHECKING:
    import pandas as pd

WORKBOOK, MOST_ROWS = "tables.xlsx", 1_048_576
AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
    "default_date_format": "yyyy-mm-dd",
}


def xlsx_files(frames: Frames) -> dict[str, Write]:
    """One file with all tables."""
    needed("xlsxwriter", "xlsx", "excel")
    return {WORKBOOK: lambda path: _write(frames, path)}


def _write(frames: Frames, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), AS_TEXT) as book:
        bold = book.add_format({"bold": True})
        for name in sorted(frames, key=lambda name: name != DICTIONARY):
            _write_sheet(book.add_worksheet(name), frames[name](), name, bold)


def _write_sheet(sheet: Any, frame: pd.DataFrame, name: str, bold: Any) -> None:
    if len(frame) >= MOST_ROWS:
        raise InputError(
            f"table={name} has {len(frame):,} rows, and a sheet holds {MOST_ROWS:,} with its heads;"
            " use --to parquet or csv"
        )
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [str(column) for column in frame], bold)
    for place, row in enumerate(frame.itertuples(index=False), start=1):
        for column, value in enumerate(row):
            _write_cell(sheet, place, column, value)


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """A number, a text or a date; nothing where there is no value."""
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, pd.Timestamp):
        sheet.write_datetime(row, column, value.to_pydatetime())
    elif isfinite(value):
        sheet.write_number(row, column, to_plain_number(float(value)))
