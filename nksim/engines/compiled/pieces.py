"""Weeks in steps: for a large run on several threads, and for one that keeps single events.

The rows of a step are dealt out in pieces. Each piece has lists and counts of its own, which are
joined between two steps; everything else is shared, since each citizen and each tie is written by
the piece that it was dealt to.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from nksim.core.environment import Environments
from nksim.core.events import EVENT_RECORD
from nksim.core.interrupts import heard_afterwards
from nksim.engines.compiled.framing import new_offers, new_reports, new_scratch, rows_of
from nksim.engines.compiled.week import (
    BEGIN,
    END,
    MEET,
    NAME_COMPANIONS,
    SENTENCE,
    STEPS,
    WATCH_TOGETHER,
    WITNESS,
    take_step,
)
from nksim.engines.counts import new_week
from nksim.engines.events import EventTable
from nksim.engines.frame import ARRESTED, BLOCK, LOGGED, OFFERS, REPORTS, WEEK, Frame

PIECES = 6  # for each thread: people at the border have more to do than others
LOG_ROWS = 1 << 16  # rows of a step between two times that room is made in the log
ENTRIES_A_ROW = 8  # at most, of one citizen or tie in one step
GROWTH = 2


class Pieces:
    """Lets the weeks of one frame pass step by step."""

    def __init__(self, frame: Frame, threads: int, table: EventTable | None) -> None:
        count = threads * PIECES if threads > 1 else 1
        self.table, self.rows = table, rows_of(frame)
        if table is not None:
            frame = frame._replace(log=np.empty(0, EVENT_RECORD), logs=True)
        self.frames = [frame, *(_piece_of(frame, count) for _ in range(1, count))]
        self.pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def pass_weeks(self, environments: Environments, until: int) -> None:
        """Let weeks pass until `until`; an interrupt is heard between two of them."""
        self.frames = [frame._replace(environments=environments) for frame in self.frames]
        with np.errstate(over="ignore"):
            while self.frames[0].now[WEEK] < until:
                with heard_afterwards():
                    self._pass_week()

    def take_setting(self, given: Frame) -> None:
        """Live by the setting of another frame from the next week on."""
        setting, costs, desk = given.setting, given.costs, given.desk
        self.frames = [
            frame._replace(setting=setting, costs=costs, desk=desk) for frame in self.frames
        ]

    def close(self) -> None:
        """Give the threads back."""
        if self.pool is not None:
            self.pool.shutdown()

    def _pass_week(self) -> None:
        first = self.frames[0]
        for frame in self.frames:
            frame.now[WEEK] = first.now[WEEK]
            take_step(BEGIN, 0, 0, frame)
        for number, (_, _, kind) in enumerate(STEPS):
            if number == WATCH_TOGETHER:
                self._watch_together()
            elif number == NAME_COMPANIONS:
                self._join_reports()
                self._name_companions()
            elif kind == "whole":
                self._on_all(number)
            else:
                self._deal(number)
        self._end()

    def _deal(self, number: int) -> None:
        """Deal the rows of a step out to the pieces."""
        pieces, rows = len(self.frames), int(self.rows[number])
        edges = [rows * piece // pieces for piece in range(pieces + 1)]
        if self.pool is None:
            self._take(number, 0, rows, 0)
        else:
            work = zip(edges[:-1], edges[1:], range(pieces), strict=True)
            list(self.pool.map(lambda given: self._take(number, *given), work))

    def _take(self, number: int, lo: int, hi: int, piece: int) -> None:
        """Take a step on rows lo..hi, lengthening lists where one is full."""
        while lo < hi:
            end = hi if self.table is None else min(hi, lo + LOG_ROWS)
            self._make_room(ENTRIES_A_ROW * (end - lo) + BLOCK)
            with np.errstate(over="ignore"):  # a thread of the pool has its own
                stopped = int(take_step(number, lo, end, self.frames[piece]))
            if stopped < end:
                self.frames[piece] = _lengthened(self.frames[piece], number)
            lo = stopped

    def _on_all(self, number: int) -> None:
        """Take a step that works on the whole at once."""
        frame = self.frames[0]
        if self.table is not None:
            caught = int(np.count_nonzero(frame.doing.caught)) if number == SENTENCE else 0
            districts = np.diff(frame.places.district_first)
            attending = int(frame.now[ARRESTED]) * int(districts.max())
            self._make_room(BLOCK + 4 * caught + (attending if number == WITNESS else 0))
        take_step(number, 0, 1, self.frames[0])

    def _watch_together(self) -> None:
        """Apply the offers of all pieces, in the order of their ties, to all citizens."""
        own = self.frames
        counts = [int(frame.now[OFFERS]) for frame in own]
        offers = _joined([frame.offers for frame in own], counts)
        self.frames = [frame._replace(offers=offers) for frame in own]
        for frame in own:
            frame.now[OFFERS] = sum(counts)
        self._deal(WATCH_TOGETHER)
        self.frames = own

    def _join_reports(self) -> None:
        """Put the reports of all pieces on the first one's list."""
        if len(self.frames) > 1:
            counts = [int(frame.now[REPORTS]) for frame in self.frames]
            reports = _joined([frame.reports for frame in self.frames], counts, room=BLOCK)
            self.frames[0] = self.frames[0]._replace(reports=reports)
            self.frames[0].now[REPORTS] = sum(counts)

    def _name_companions(self) -> None:
        self._make_room(len(self.frames[0].reports.tie))
        while not take_step(NAME_COMPANIONS, 0, 1, self.frames[0]):
            self.frames[0] = _lengthened(self.frames[0], NAME_COMPANIONS)
            self._make_room(len(self.frames[0].reports.tie))

    def _end(self) -> None:
        """Sum the pieces' counts, record the week and hand its events over."""
        first = self.frames[0]
        for frame in self.frames[1:]:
            for sums, counts in zip(first.week, frame.week, strict=True):
                sums += counts
                counts[:] = 0
        if self.table is not None:
            self.table.add(int(first.now[WEEK]), first.log[: first.now[LOGGED]])
            first.now[LOGGED] = 0
        take_step(END, 0, 0, first)

    def _make_room(self, entries: int) -> None:
        """Room in the week's log for so many more entries, where events are kept."""
        first = self.frames[0]
        logged = int(first.now[LOGGED])
        if self.table is not None and len(first.log) < logged + entries:
            log = np.empty(GROWTH * (logged + entries), EVENT_RECORD)
            log[:logged] = first.log[:logged]
            self.frames[0] = first._replace(log=log)


def _piece_of(frame: Frame, count: int) -> Frame:
    """A frame with lists and counts of its own, for one piece of so many."""
    return frame._replace(
        keys=frame.keys.copy(),
        highest=frame.highest.copy(),
        offers=new_offers(len(frame.offers.tie) // count + 2 * BLOCK),
        reports=new_reports(len(frame.reports.tie) // count + 4 * BLOCK),
        scratch=new_scratch(),
        week=new_week(len(frame.districts)),
        now=frame.now.copy(),
    )


def _lengthened(frame: Frame, number: int) -> Frame:
    """The same frame with longer lists."""
    offers, reports = frame.offers, frame.reports
    if number == MEET and frame.now[OFFERS] > len(offers.tie) - BLOCK:
        offers = _joined([offers], [int(frame.now[OFFERS])], room=GROWTH * len(offers.tie))
    else:
        reports = _joined([reports], [int(frame.now[REPORTS])], room=GROWTH * len(reports.tie))
    return frame._replace(offers=offers, reports=reports)


def _joined(lists: Sequence[Any], counts: Sequence[int], room: int = 0) -> Any:
    """The first entries of several lists one after the other, and room behind them."""
    joined = [
        np.concatenate([*(c[:n] for c, n in zip(columns, counts, strict=True)), columns[0][:0]])
        for columns in zip(*lists, strict=True)
    ]
    if room:
        joined = [np.concatenate([column, np.empty(room, column.dtype)]) for column in joined]
    return type(lists[0])(*joined)
