"""The events of all weeks as the columns of one table, each written once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import LAYERS, ORIGINS
from nksim.core.events import ACTS, EVENT_NAMES, NOBODY, SANCTIONS
from nksim.engines.state import Records
from nksim.rules.codes import NONE

Integers = NDArray[np.int64]
Codes = NDArray[np.int8]
Marks = NDArray[np.bool_]


class Happened(NamedTuple):
    """The events of a week, or of a turn of the year, in their order; arrays of shape (events,)."""

    week: int
    rows: Records  # citizens by their numbers
    layer: NDArray[np.int8]
    tie: NDArray[np.int64]
    source: NDArray[np.int64]


class EventColumns(NamedTuple):
    """Columns of the table; codes below 0 stand for nothing, `no_` marks where there is no number.

    All have the shape (events,).
    """

    week: Integers
    event: Codes
    citizen: Integers
    other: Integers
    no_other: Marks
    tie: Integers
    no_tie: Marks
    layer: Codes
    origin: Codes
    title_week: Integers
    no_title_week: Marks
    act: Codes
    sanction: Codes
    reporter: Integers
    no_reporter: Marks
    source: Integers
    no_source: Marks


_MAYBE = (np.int64, np.bool_)
_KINDS = (
    *(np.int64, np.int8, np.int64),  # week, event, citizen
    *(*_MAYBE, *_MAYBE),  # other, tie
    *(np.int8, np.int8),  # layer, origin
    *_MAYBE,  # title_week
    *(np.int8, np.int8),  # act, sanction
    *(*_MAYBE, *_MAYBE),  # reporter, source
)


def columns_of(weeks: Sequence[Happened]) -> EventColumns:
    """All weeks one after the other."""
    count, at = sum(len(happened.rows) for happened in weeks), 0
    empty: list[NDArray[Any]] = [np.empty(count, kind) for kind in _KINDS]
    columns = EventColumns(*empty)
    for happened in weeks:
        end = at + len(happened.rows)
        write_week(happened, EventColumns(*(column[at:end] for column in empty)))
        at = end
    return columns


def write_week(happened: Happened, columns: EventColumns) -> None:
    """Write the events of a week into its rows of the columns, one column after the other."""
    week, rows, layer, tie, source = happened
    columns.week[:], columns.layer[:], columns.tie[:], columns.source[:] = week, layer, tie, source
    for name in ("event", "citizen", "other", "origin", "title_week", "act", "reporter"):
        getattr(columns, name)[:] = rows[name]
    columns.sanction[:] = rows["sanction"] - 1
    for name in ("other", "tie", "title_week", "reporter", "source"):
        nothing = NONE if name == "title_week" else NOBODY
        np.equal(getattr(columns, name), nothing, out=getattr(columns, f"no_{name}"))


def series_of(columns: EventColumns) -> dict[str, Any]:
    """The columns of the table by their names, as pandas keeps them."""
    return {
        "number": np.arange(len(columns.week)),
        "week": columns.week,
        "event": _words(columns.event, EVENT_NAMES),
        "citizen": columns.citizen,
        "other": _numbers(columns.other, columns.no_other),
        "tie": _numbers(columns.tie, columns.no_tie),
        "layer": _words(columns.layer, LAYERS),
        "origin": _words(columns.origin, ORIGINS),
        "title_week": _numbers(columns.title_week, columns.no_title_week),
        "act": _words(columns.act, ACTS),
        "sanction": _words(columns.sanction, SANCTIONS[1:]),
        "reporter": _numbers(columns.reporter, columns.no_reporter),
        "source": _numbers(columns.source, columns.no_source),
    }


def _words(codes: Codes, words: tuple[str, ...]) -> Any:
    """Words for codes; a code below 0 has none."""
    import pandas as pd

    given: Any = codes
    return pd.Categorical.from_codes(given, pd.Index(words))


def _numbers(values: Integers, missing: Marks) -> Any:
    """Whole numbers of which some are missing."""
    import pandas as pd

    return pd.arrays.IntegerArray(values, missing)
