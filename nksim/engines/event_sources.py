"""Where copies come from: who holds which title, and the event by which they came to hold it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import ORIGINS
from nksim.core.events import NOBODY, Event
from nksim.core.jit import kernel, step
from nksim.engines.state import Records
from nksim.rules.codes import NONE

LOSS, IMPORT, DELIVERY = int(Event.LOSS), int(Event.IMPORT), int(Event.DELIVERY)
COPY, CONFESSION = int(Event.COPY), int(Event.CONFESSION)


class Holding(NamedTuple):
    """What citizens hold, by origin, and who has confessed in the week that is looked at."""

    held: NDArray[np.int16]  # (citizens, origins): release week of the title, or NONE
    source: NDArray[np.int64]  # (citizens, origins): number of the event it came by, or NOBODY
    confessed: NDArray[np.bool_]  # (citizens,): nobody between two weeks


def nothing_held(citizens: int) -> Holding:
    """Nobody holds anything."""
    shape = (citizens, len(ORIGINS))
    return Holding(
        np.full(shape, NONE, np.int16),
        np.full(shape, NOBODY, np.int64),
        np.zeros(citizens, np.bool_),
    )


def moved(holding: Holding, came_from: NDArray[np.int32]) -> Holding:
    """What people hold who come from these places; the newborn, from -1, hold nothing."""
    after, stayed = nothing_held(len(came_from)), came_from >= 0
    after.held[stayed] = holding.held[came_from[stayed]]
    after.source[stayed] = holding.source[came_from[stayed]]
    return after


def sources_of(rows: Records, first: int, holding: Holding) -> NDArray[np.int64]:
    """For each event of a week the one by which the host of a copy came to its title, or NOBODY.

    `rows` are in order, the first has the number `first`; `holding` comes to its end.
    """
    sources = np.full(len(rows), NOBODY, np.int64)
    follow_titles(rows, first, holding, sources)
    return sources


@kernel
def follow_titles(rows, first, holding, sources):
    """Titles are lost, come over the border, are copied, and are given up or taken away."""
    for k in range(len(rows)):
        if rows[k].event == CONFESSION:
            holding.confessed[rows[k].citizen] = True
    for k in range(len(rows)):
        if rows[k].event == LOSS and not _is_late(rows[k], holding):
            _lose(rows[k], holding)
    for k in range(len(rows)):
        if rows[k].event == IMPORT or rows[k].event == DELIVERY:
            _gain(rows[k], first + k, holding)
    for k in range(len(rows)):
        if rows[k].event == COPY:
            sources[k] = holding.source[rows[k].other, rows[k].origin]
    for k in range(len(rows)):
        if rows[k].event == COPY:
            _gain(rows[k], first + k, holding)
    for k in range(len(rows)):
        if rows[k].event == LOSS and _is_late(rows[k], holding):
            _lose(rows[k], holding)
    for k in range(len(rows)):
        if rows[k].event == CONFESSION:
            holding.confessed[rows[k].citizen] = False


@step
def _is_late(row, holding):
    """Whether a title is lost at the end of the week: taken away, or turned in."""
    return row.act != NOBODY or holding.confessed[row.citizen]


@step
def _lose(row, holding):
    holding.held[row.citizen, row.origin] = NONE
    holding.source[row.citizen, row.origin] = NOBODY


@step
def _gain(row, number, holding):
    """A title newer than the one held takes its place; of equal ones the first counts."""
    if row.title_week > holding.held[row.citizen, row.origin]:
        holding.held[row.citizen, row.origin] = row.title_week
        holding.source[row.citizen, row.origin] = number
