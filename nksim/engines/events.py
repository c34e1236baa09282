"""The event table of a run: what engines log week by week comes in, one table leaves.

Within a week events stand in the order of their kinds and of those concerned, whichever engine or
thread logged them first; a copy names the event by which its host came to hold the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.events import EVENT_COLUMNS, EVENT_RECORD, NOBODY
from nksim.core.jit import kernel, part
from nksim.engines.event_columns import EventColumns, Happened, columns_of, series_of
from nksim.engines.event_order import in_order
from nksim.engines.event_sources import moved, nothing_held, sources_of
from nksim.engines.turn_events import happened_at
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd

    from nksim.demography.turning import Turn
    from nksim.engines.state import Records

NAMED = ("citizen", "other", "reporter")


class Known(NamedTuple):
    """What places of a society stand for; the last entry of each, for the place -1, is nobody."""

    number: NDArray[np.int32]  # (citizens + 1,)
    layer: NDArray[np.int8]  # (ties + 1,)
    tie: NDArray[np.int64]  # (ties + 1,)


class EventTable:
    """Takes the entries of each week; `frame()` makes one table of them."""

    def __init__(self, society: Society) -> None:
        self.society, self.names = society, society.labels
        self.known = known_of(society)
        self.holding = nothing_held(society.size)
        self.weeks: list[Happened] = []
        self.count = 0

    def add(self, week: int, entries: Records) -> None:
        """Take all entries of a week, in any order."""
        order = in_order(entries, self.society.size)
        rows = np.empty(len(entries), EVENT_RECORD)
        copy_rows(entries, order, rows)
        sources = sources_of(rows, self.count, self.holding)
        layer, tie = np.empty(len(rows), np.int8), np.empty(len(rows), np.int64)
        name_places(rows, self.known, layer, tie)
        self._keep(Happened(week, rows, layer, tie, sources))

    def add_turn(self, week: int, turn: Turn, status: NDArray[np.uint8]) -> None:
        """Take what happened at a turn of the year; `status` is that of the citizens before."""
        rows, layer, tie = happened_at(turn, self.society, status)
        nobody = np.full(len(rows), NOBODY, np.int64)
        self._keep(Happened(week, rows, layer.astype(np.int8), tie, nobody))
        self.holding = moved(self.holding, turn.came_from)
        self.society, self.known = turn.society, known_of(turn.society)

    def _keep(self, happened: Happened) -> None:
        self.count += len(happened.rows)
        self.weeks.append(happened)

    def frame(self) -> pd.DataFrame:
        """One row an event, columns as declared in core.events."""
        import pandas as pd

        if not self.weeks:
            return pd.DataFrame({column.name: [] for column in EVENT_COLUMNS})
        columns = columns_of(self.weeks)
        return pd.DataFrame(series_of(columns) | self._named(columns), copy=False)

    def _named(self, columns: EventColumns) -> dict[str, Any]:
        """What a user calls those concerned, in a society of a graph with names of its own."""
        if self.names is None:
            return {}
        names = np.array([*self.names, None], object)  # nobody has the last: none
        return {f"{column}_name": names[getattr(columns, column)] for column in NAMED}


@kernel
def copy_rows(entries, order, rows):
    """Write entries in an order."""
    for k in range(len(order)):
        rows[k] = entries[order[k]]


@kernel
def name_places(rows, known, layer, tie):
    """Write the numbers of those concerned in place of their places; the layer and key of ties."""
    _name_places(rows, known, layer, tie)


@part
def _name_places(rows, known, layer, tie):
    for k in range(len(rows)):
        row = rows[k]
        layer[k], tie[k] = known.layer[row.tie], known.tie[row.tie]
        row.citizen = known.number[row.citizen]
        row.other, row.reporter = known.number[row.other], known.number[row.reporter]


def known_of(society: Society) -> Known:
    """What the places of a society stand for."""
    ties = society.ties
    keys = ties.key if len(ties.key) else np.arange(society.tie_count)
    return Known(
        np.append(society.numbers.astype(np.int32), np.int32(NOBODY)),
        np.append(ties.layer.astype(np.int8), np.int8(NOBODY)),
        np.append(keys.astype(np.int64), NOBODY),
    )
