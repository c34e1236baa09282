"""Weeks in steps: for a large run on several threads, and for one that keeps single events.

The rows of a step are dealt out in pieces, and a thread that is free takes the next one. Each
thread has lists and counts of its own, which are joined between two steps, in the order of the
pieces; everything else is shared, since each citizen and each tie is written by whoever took its
piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.environment import Environments
from nksim.core.events import EVENT_RECORD
from nksim.core.interrupts import heard_afterwards
from nksim.engines.compiled.framing import new_offers, new_reports, new_scratch, rows_of
from nksim.engines.compiled.week import (
    BEGIN,
    END,
    MEET,
    NAME_COMPANIONS,
    OFFERS_FROM,
    OFFERS_TO,
    REPORTS_FROM,
    REPORTS_TO,
    SENTENCE,
    STEPS,
    TOOK,
    WATCH_TOGETHER,
    WHO,
    WITNESS,
    Deal,
    take_step,
)
from nksim.engines.counts import new_week
from nksim.engines.events import EventTable
from nksim.engines.frame import ARRESTED, BLOCK, LOGGED, OFFERS, REPORTS, WEEK, Frame

PIECES = 16  # for each thread: people at the border have more to do than others
LOG_ROWS = 1 << 16  # rows of a step between two times that room is made in the log
ENTRIES_A_ROW = 8  # at most, of one citizen or tie in one step
GROWTH = 2

Took = NDArray[np.int64]


class Pieces:
    """Lets the weeks of one frame pass step by step."""

    def __init__(self, frame: Frame, threads: int, table: EventTable | None) -> None:
        self.table, self.rows, self.threads = table, rows_of(frame), threads
        if table is not None:
            frame = frame._replace(log=np.empty(0, EVENT_RECORD), logs=True)
        self.frames = [frame, *(_own_of(frame, threads) for _ in range(1, threads))]
        self.pool = ThreadPoolExecutor(threads) if threads > 1 else None
        self._told: list[Took] = []  # what was taken this week until the reports were joined

    def pass_weeks(self, environments: Environments, until: int) -> None:
        """Let weeks pass until `until`; an interrupt is heard between two of them."""
        self.frames = [frame._replace(environments=environments) for frame in self.frames]
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
        for thread, frame in enumerate(self.frames):
            frame.now[WEEK] = first.now[WEEK]
            self._take(BEGIN, one_piece(0, 0), thread)
        for number, (_, _, kind) in enumerate(STEPS):
            if number == WATCH_TOGETHER:
                self._watch_together()
            elif number == NAME_COMPANIONS:
                self._join_reports()
                self._name_companions()
            elif kind == "whole":
                self._on_all(number)
            else:
                self._told.append(self._deal(number))
        self._end()

    def _deal(self, number: int) -> Took:
        """Deal the rows of a step out to the threads; says who took which piece."""
        rows = int(self.rows[number])
        if self.pool is None:
            return self._take_in_turn(number, rows)
        pieces = self.threads  # whoever applies offers reads all of them, piece by piece
        if number != WATCH_TOGETHER:
            pieces *= PIECES
        deal = new_deal(np.arange(pieces + 1, dtype=np.int64) * rows // pieces)
        list(self.pool.map(lambda thread: self._take(number, deal, thread), range(self.threads)))
        return deal.took

    def _take_in_turn(self, number: int, rows: int) -> Took:
        """Take all rows; where events are kept some at a time, with room in the log for them."""
        some = rows if self.table is None else LOG_ROWS
        for lo in range(0, rows, max(1, some)):
            deal = one_piece(lo, min(lo + some, rows))
            self._make_room(ENTRIES_A_ROW * some + BLOCK)
            self._take(number, deal, 0)
        return new_deal(np.zeros(1, np.int64)).took

    def _take(self, number: int, deal: Deal, thread: int) -> None:
        """Take pieces of a step as one of the threads, lengthening lists where one is full."""
        own = np.array([0, 0, 0, thread], np.int64)
        with np.errstate(over="ignore"):  # a thread of the pool has its own
            while not take_step(number, deal, own, self.frames[thread]):
                self.frames[thread] = _lengthened(self.frames[thread], number)

    def _on_all(self, number: int) -> None:
        """Take a step that works on the whole at once."""
        frame = self.frames[0]
        if self.table is not None:
            caught = int(np.count_nonzero(frame.doing.caught)) if number == SENTENCE else 0
            districts = np.diff(frame.places.district_first)
            attending = int(frame.now[ARRESTED]) * int(districts.max())
            self._make_room(BLOCK + 4 * caught + (attending if number == WITNESS else 0))
        self._take(number, one_piece(0, 1), 0)

    def _watch_together(self) -> None:
        """Apply the offers of all, in the order of their ties, to all citizens."""
        own = self.frames
        if len(own) > 1:
            parts = _parts(self._told, OFFERS_FROM, OFFERS_TO)
            offers = _joined([frame.offers for frame in own], parts)
            self.frames = [frame._replace(offers=offers) for frame in own]
            for frame in own:
                frame.now[OFFERS] = len(offers.tie)
        self._told.append(self._deal(WATCH_TOGETHER))
        self.frames = own

    def _join_reports(self) -> None:
        """Put the reports of all on the first one's list."""
        if len(self.frames) > 1:
            parts = _parts(self._told, REPORTS_FROM, REPORTS_TO)
            reports = _joined([frame.reports for frame in self.frames], parts, room=BLOCK)
            self.frames[0] = self.frames[0]._replace(reports=reports)
            self.frames[0].now[REPORTS] = len(reports.tie) - BLOCK
        self._told.clear()

    def _name_companions(self) -> None:
        deal, own = one_piece(0, 1), np.zeros(4, np.int64)
        with np.errstate(over="ignore"):
            self._make_room(len(self.frames[0].reports.tie))
            while not take_step(NAME_COMPANIONS, deal, own, self.frames[0]):
                self.frames[0] = _lengthened(self.frames[0], NAME_COMPANIONS)
                self._make_room(len(self.frames[0].reports.tie))

    def _end(self) -> None:
        """Sum the threads' counts, record the week and hand its events over."""
        first = self.frames[0]
        for frame in self.frames[1:]:
            for sums, counts in zip(first.week, frame.week, strict=True):
                sums += counts
                counts[:] = 0
        if self.table is not None:
            self.table.add(int(first.now[WEEK]), first.log[: first.now[LOGGED]])
            first.now[LOGGED] = 0
        self._told.clear()
        self._take(END, one_piece(0, 0), 0)

    def _make_room(self, entries: int) -> None:
        """Room in the week's log for so many more entries, where events are kept."""
        first = self.frames[0]
        logged = int(first.now[LOGGED])
        if self.table is not None and len(first.log) < logged + entries:
            log = np.empty(GROWTH * (logged + entries), EVENT_RECORD)
            log[:logged] = first.log[:logged]
            self.frames[0] = first._replace(log=log)


def new_deal(edges: NDArray[np.int64]) -> Deal:
    """Pieces between these edges, of which nobody has taken any."""
    return Deal(np.zeros(1, np.int64), edges, np.zeros((len(edges) - 1, TOOK), np.int64))


def one_piece(lo: int, hi: int) -> Deal:
    """All rows lo..hi in one piece."""
    return new_deal(np.array([lo, hi], np.int64))


def _own_of(frame: Frame, threads: int) -> Frame:
    """A frame with lists and counts of its own, for one thread of so many."""
    return frame._replace(
        keys=frame.keys.copy(),
        highest=frame.highest.copy(),
        offers=new_offers(len(frame.offers.tie) // threads + 2 * BLOCK),
        reports=new_reports(len(frame.reports.tie) // threads + 4 * BLOCK),
        scratch=new_scratch(),
        week=new_week(len(frame.districts)),
        now=frame.now.copy(),
    )


def _lengthened(frame: Frame, number: int) -> Frame:
    """The same frame with longer lists."""
    offers, reports = frame.offers, frame.reports
    if number == MEET and frame.now[OFFERS] > len(offers.tie) - BLOCK:
        written = slice(0, int(frame.now[OFFERS]))
        offers = _joined([offers], [(0, written)], room=GROWTH * len(offers.tie))
    else:
        written = slice(0, int(frame.now[REPORTS]))
        reports = _joined([reports], [(0, written)], room=GROWTH * len(reports.tie))
    return frame._replace(offers=offers, reports=reports)


def _parts(told: Sequence[Took], start: int, stop: int) -> list[tuple[int, slice]]:
    """Whose list holds what was written, and where, in the order of steps and their pieces."""
    return [
        (int(piece[WHO]), slice(int(piece[start]), int(piece[stop])))
        for took in told
        for piece in took
        if piece[stop] > piece[start]
    ]


def _joined(lists: Sequence[Any], parts: Sequence[tuple[int, slice]], room: int = 0) -> Any:
    """These parts of several lists one after the other, and room behind them."""
    joined = []
    for columns in zip(*lists, strict=True):
        behind = np.empty(room, columns[0].dtype)
        joined.append(np.concatenate([*(columns[who][part] for who, part in parts), behind]))
    return type(lists[0])(*joined)
