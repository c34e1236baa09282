"""The event table of a run: what engines log week by week comes in, one table leaves.

Within a week events stand in the order of their kinds and of those concerned, whichever engine or
thread logged them first; a copy names the event by which its host came to hold the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import LAYERS, ORIGINS
from nksim.core.events import ACTS, EVENT_COLUMNS, EVENT_NAMES, NOBODY, SANCTIONS, Event
from nksim.engines.turn_events import happened_at
from nksim.rules.codes import NONE
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd

    from nksim.demography.turning import Turn
    from nksim.engines.state import Records

_S32, _S40, _S56 = np.uint64(32), np.uint64(40), np.uint64(56)
NAMED = ("citizen", "other", "reporter")


class Happened(NamedTuple):
    """The events of a week, or of a turn of the year, in their order; arrays of shape (events,)."""

    week: int
    rows: Records  # citizens by their numbers
    layer: NDArray[np.int8]
    tie: NDArray[np.int64]
    source: NDArray[np.int64]


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
        size = society.size
        self.held = np.full((size, len(ORIGINS)), NONE, np.int64)  # title held, by citizen, origin
        self.source = np.full((size, len(ORIGINS)), NOBODY, np.int64)  # event it came by
        self.weeks: list[Happened] = []
        self.count = 0

    def add(self, week: int, entries: Records) -> None:
        """Take all entries of a week, in any order."""
        rows = entries[in_order(entries)]
        numbers = self.count + np.arange(len(rows))
        sources, tie = self._sources(rows, numbers), rows["tie"]
        for name in NAMED:
            rows[name] = self.known.number[rows[name]]
        self._keep(week, rows, self.known.layer[tie], self.known.tie[tie], sources)

    def add_turn(self, week: int, turn: Turn, status: NDArray[np.uint8]) -> None:
        """Take what happened at a turn of the year; `status` is that of the citizens before."""
        rows, layer, tie = happened_at(turn, self.society, status)
        self._keep(week, rows, layer, tie, np.full(len(rows), NOBODY, np.int64))
        came_from = np.append(turn.came_from, -1)[:-1]
        for name, nothing in (("held", NONE), ("source", NOBODY)):
            kept = getattr(self, name)[np.maximum(came_from, 0)]
            kept[came_from < 0] = nothing
            setattr(self, name, kept)
        self.society, self.known = turn.society, known_of(turn.society)

    def _keep(
        self,
        week: int,
        rows: Records,
        layer: NDArray[np.integer[Any]],
        tie: NDArray[np.int64],
        sources: NDArray[np.int64],
    ) -> None:
        self.count += len(rows)
        self.weeks.append(Happened(week, rows, layer.astype(np.int8), tie, sources))

    def frame(self) -> pd.DataFrame:
        """One row an event, columns as declared in core.events."""
        import pandas as pd

        if not self.weeks:
            return pd.DataFrame({column.name: [] for column in EVENT_COLUMNS})
        each, *parts = zip(*self.weeks, strict=True)
        rows, layer, tie, sources = (np.concatenate(part) for part in parts)
        week = np.repeat(np.array(each, np.int64), [len(happened.rows) for happened in self.weeks])
        columns: dict[str, Any] = {
            "number": np.arange(len(rows)),
            "week": week,
            "event": _words(rows["event"], EVENT_NAMES),
            "citizen": rows["citizen"].astype(np.int64),
            "other": _numbers(rows["other"], NOBODY),
            "tie": _numbers(tie, NOBODY),
            "layer": _words(layer, LAYERS),
            "origin": _words(rows["origin"], ORIGINS),
            "title_week": _numbers(rows["title_week"], NONE),
            "act": _words(rows["act"], ACTS),
            "sanction": _words(rows["sanction"].astype(np.int8) - 1, SANCTIONS[1:]),
            "reporter": _numbers(rows["reporter"], NOBODY),
            "source": _numbers(sources, NOBODY),
        }
        return pd.DataFrame(columns | self._named(rows), copy=False)

    def _named(self, rows: Records) -> dict[str, Any]:
        """What a user calls those concerned, in a society of a graph with names of its own."""
        if self.names is None:
            return {}
        names = np.array([*self.names, None], object)  # nobody has the last: none
        return {f"{column}_name": names[rows[column]] for column in NAMED}

    def _sources(self, rows: Records, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each row the event by which the host of a copy came to hold its title, or NOBODY."""
        kind, sources = rows["event"], np.full(len(rows), NOBODY, np.int64)
        confessors = rows["citizen"][kind == Event.CONFESSION]
        lost = kind == Event.LOSS
        later = (rows["act"] != NOBODY) | np.isin(rows["citizen"], confessors)
        self._lose(rows[lost & ~later])
        come = (kind == Event.IMPORT) | (kind == Event.DELIVERY)
        self._gain(rows[come], numbers[come])
        copied = kind == Event.COPY
        copies = rows[copied]
        sources[copied] = self.source[copies["other"], copies["origin"]]
        self._gain(copies, numbers[copied])
        self._lose(rows[lost & later])
        return sources

    def _lose(self, rows: Records) -> None:
        self.held[rows["citizen"], rows["origin"]] = NONE
        self.source[rows["citizen"], rows["origin"]] = NOBODY

    def _gain(self, rows: Records, numbers: NDArray[np.int64]) -> None:
        """Titles newer than those held take their place; of equal ones the first counts."""
        order = np.lexsort([-numbers, rows["title_week"]])
        who, origin = rows["citizen"][order], rows["origin"][order]
        title = rows["title_week"][order].astype(np.int64)
        newer = title > self.held[who, origin]
        self.source[who[newer], origin[newer]] = numbers[order][newer]
        self.held[who[newer], origin[newer]] = title[newer]


def in_order(entries: Records) -> NDArray[np.int64]:
    """The places of entries by event, citizen, other, tie, origin, title, act and reporter.

    These are packed into three numbers, which is sorted in half the time.
    """
    what = entries["event"].astype(np.uint64) << _S32 | _positive(entries["citizen"])
    whom = _positive(entries["other"]) << _S32 | _positive(entries["tie"])
    origin = _positive(entries["origin"]) << _S56
    title = (entries["title_week"].astype(np.int64) - NONE).astype(np.uint64) << _S40
    act = _positive(entries["act"]) << _S32
    return np.lexsort([origin | title | act | _positive(entries["reporter"]), whom, what])


def _positive(values: NDArray[Any]) -> NDArray[np.uint64]:
    """Numbers from -1 on as numbers from 0 on."""
    return (values.astype(np.int64) + 1).astype(np.uint64)


def known_of(society: Society) -> Known:
    """What the places of a society stand for."""
    ties = society.ties
    keys = ties.key if len(ties.key) else np.arange(society.tie_count)
    return Known(
        np.append(society.numbers.astype(np.int32), np.int32(NOBODY)),
        np.append(ties.layer.astype(np.int8), np.int8(NOBODY)),
        np.append(keys.astype(np.int64), NOBODY),
    )


def _words(codes: NDArray[Any], words: tuple[str, ...]) -> Any:
    """Words for codes; a code below 0 has none."""
    import pandas as pd

    given: Any = codes.astype(np.int8)
    return pd.Categorical.from_codes(given, pd.Index(words))


def _numbers(values: NDArray[Any], nothing: int) -> Any:
    """Whole numbers of which some are missing."""
    import pandas as pd

    return pd.arrays.IntegerArray(values.astype(np.int64), values == nothing)
