"""The columns that users read.

Their names, order, types and units hold, and frames are what is declared.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from nksim.observations.outcomes import OUTCOMES
from nksim.observations.tables import (
    DECLARED,
    LAYER_KEY,
    TABLES,
    unit_of,
)
from nksim.observations.yearly import YEARLY
from tests.fixtures.worlds import fake_result

PINNED = Path(__file__).parent / "columns.txt"


def declared() -> str:
    """A line for each column that somebody may have written code for."""
    tables = {
        **DECLARED,
        "yearly": YEARLY,
        "layer_key": (LAYER_KEY,),
    }
    return "".join(
        f"{table:17} {column.name:32} {column.dtype:14} {column.unit}".rstrip() + "\n"
        for table, columns in tables.items()
        for column in columns
    )


def test_columns__are_those_that_were_promised() -> None:
    """A column that goes, moves or changes its type or unit breaks scripts.

    Columns.txt is changed by hand.
    """
    assert declared().splitlines() == PINNED.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("table", sorted(TABLES))
def test_frames__have_the_types_that_are_declared(table: str) -> None:
    """Text, whole numbers, numbers and dates are what the dictionary says."""
    frame: pd.DataFrame = getattr(fake_result(), table)
    kinds = {"str": ("object", "str", "string")}
    for column in TABLES[table]:
        if column.name in frame:
            assert str(frame[column.name].dtype) in kinds.get(column.dtype, (column.dtype,)), column


def test_units__are_looked_up_by_table_and_column() -> None:
    """Detention is counted in people in the series and in person-years in the ledger."""
    assert unit_of("series", "detained") == "people"
    assert unit_of("ledger", "person_years_detained") == "person-years"
    assert unit_of("outcomes", "person_years_detained") == "1/1000"


def test_outcomes__are_titled_differently() -> None:
    """A reader tells them apart."""
    assert len({outcome.title for outcome in OUTCOMES}) == len(OUTCOMES)
