"""The order of the events of a week: by kind and citizen, then by all that tells them apart.

Entries come in the order of the rows of each step, so that they are dealt out by citizen, then by
kind, and those of one kind and citizen, few and mostly in order, are put in order by insertion.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nksim.core.events import Event
from nksim.core.jit import kernel, part
from nksim.engines.state import Records

KINDS = len(Event)


def in_order(entries: Records, citizens: int) -> NDArray[np.int32]:
    """The places of entries by event, citizen, other, tie, origin, title, act and reporter.

    `citizens` says how many there are.
    """
    dealt, order = np.empty(len(entries), np.int32), np.empty(len(entries), np.int32)
    deal_by_citizen(entries, np.zeros(citizens + 1, np.int32), dealt)
    deal_by_kind(entries, dealt, np.zeros(KINDS + 1, np.int32), order)
    sort_within(entries, order)
    return order


@kernel
def deal_by_citizen(entries, place, dealt):
    """Places of entries by their citizen; `place` is all zero."""
    for k in range(len(entries)):
        place[entries[k].citizen + 1] += 1
    for i in range(1, len(place)):
        place[i] += place[i - 1]
    for k in range(len(entries)):
        i = entries[k].citizen
        dealt[place[i]] = k
        place[i] += 1


@kernel
def deal_by_kind(entries, dealt, place, order):
    """Places of entries by kind, in the order given within one; `place` is all zero."""
    for k in dealt:
        place[entries[k].event + 1] += 1
    for kind in range(1, len(place)):
        place[kind] += place[kind - 1]
    for k in dealt:
        kind = entries[k].event
        order[place[kind]] = k
        place[kind] += 1


@kernel
def sort_within(entries, order):
    """Put those of one kind and citizen in order."""
    for at in range(1, len(order)):
        one, back = order[at], at
        while back > 0 and _is_before(entries[one], entries[order[back - 1]]):
            order[back] = order[back - 1]
            back -= 1
        order[back] = one


@part
def _is_before(one, other):
    """Whether an entry stands before another that is not of a later kind or citizen."""
    if one.event != other.event or one.citizen != other.citizen:
        return False
    if one.other != other.other:
        return one.other < other.other
    if one.tie != other.tie:
        return one.tie < other.tie
    if one.origin != other.origin:
        return one.origin < other.origin
    if one.title_week != other.title_week:
        return one.title_week < other.title_week
    if one.act != other.act:
        return one.act < other.act
    return one.reporter < other.reporter
