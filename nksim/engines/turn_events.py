"""Single events of a turn of the year: births, deaths, marriages, moves, ties made and lost."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.events import EVENT_RECORD, NOBODY, Event
from nksim.demography.turning import Turn
from nksim.engines.state import Records
from nksim.engines.turning import died, married, unborn
from nksim.rules.codes import DEAD, NONE
from nksim.society.society import Society

Places = NDArray[np.int64]


def happened_at(
    turn: Turn, before: Society, status: NDArray[np.uint8]
) -> tuple[Records, Places, Places]:
    """Entries with citizens by their numbers, and the layer and key of the tie of each.

    `status` is that of the citizens before: what would have happened to those whom a policy has
    removed does not.
    """
    old, new = before.numbers.astype(np.int64), turn.society.numbers.astype(np.int64)
    born = np.flatnonzero(turn.came_from < 0)
    lives = ~unborn(status, turn)
    couples = old[married(status, turn)]
    moved = np.asarray(turn.happenings.moves, np.int64)
    people = [
        _entries(Event.BIRTH, new[born[lives]], old[turn.mother[lives]]),
        _entries(Event.DEATH, old[died(status, turn)]),
        _entries(Event.MARRIAGE, couples[:, 0], couples[:, 1]),
        _entries(Event.MOVE, old[moved[status[moved] != DEAD]]),
    ]
    made, lost = _made(turn), _lost(turn, before)
    rows = np.concatenate(
        [
            *people,
            _on_ties(Event.TIE_MADE, turn.society, made),
            _on_ties(Event.TIE_LOST, before, lost),
        ]
    )
    nobody = np.full(sum(len(each) for each in people), NOBODY, np.int64)
    layer = np.concatenate([nobody, turn.society.ties.layer[made], before.ties.layer[lost]])
    tie = np.concatenate([nobody, turn.society.ties.key[made], before.ties.key[lost]])
    return rows, layer.astype(np.int64), tie.astype(np.int64)


def _made(turn: Turn) -> Places:
    return np.flatnonzero(turn.tie_came_from < 0)


def _lost(turn: Turn, before: Society) -> Places:
    gone = np.ones(before.tie_count, bool)
    gone[turn.tie_came_from[turn.tie_came_from >= 0]] = False
    return np.flatnonzero(gone)


def _on_ties(event: Event, society: Society, ties: Places) -> Records:
    numbers, ends = society.numbers, society.ties
    return _entries(event, numbers[ends.low[ties]], numbers[ends.high[ties]])


def _entries(event: Event, citizen: NDArray[Any], other: object = NOBODY) -> Records:
    """Entries of one kind, with nothing else in them."""
    rows = np.zeros(len(citizen), EVENT_RECORD)
    rows["event"], rows["citizen"], rows["other"] = int(event), citizen, other
    for name in ("tie", "reporter", "origin", "act"):
        rows[name] = NOBODY
    rows["title_week"] = NONE
    return rows
