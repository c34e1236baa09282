"""The events of one world from the week on in which policies part, found by whom they touch."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import LAYERS, ORIGINS
from nksim.core.draws import Purpose, halves_one, stream
from nksim.core.events import ACTS, EVENT_NAMES, NOBODY, SANCTIONS, Event
from nksim.rules.codes import NONE

if TYPE_CHECKING:
    import pandas as pd

TOUCHED = ("citizen", "other", "reporter")
SAME = (
    "week",
    "event",
    "citizen",
    "other",
    "tie",
    "origin",
    "title_week",
    "act",
    "sanction",
    "reporter",
)


class Happening(NamedTuple):
    """One event, its words as codes; -1 (of a title NONE) where there is none.

    `late` is 1 for a loss to the organs, or by turning in: it comes after what else happens.
    """

    number: int
    week: int
    event: int
    citizen: int
    other: int
    tie: int
    layer: int
    origin: int
    title_week: int
    act: int
    sanction: int
    reporter: int
    late: int


GAINS = (Event.IMPORT, Event.DELIVERY, Event.COPY)
Columns = dict[str, NDArray[np.int64]]
WORDS: dict[str, tuple[str, ...]] = {
    "event": EVENT_NAMES,
    "layer": LAYERS,
    "origin": ORIGINS,
    "act": ACTS,
    "sanction": SANCTIONS,
}


class Luck(NamedTuple):
    """By what titles are lost by accident: the seed of the draws, and the chance."""

    seed: int
    title_loss: float


class Log:
    """Events of one world, as columns of integers in the order in which they happened.

    `differs` says of each whether the other world lacks it; all False until they are compared.
    """

    def __init__(self, events: pd.DataFrame, first_week: int, luck: Luck) -> None:
        later = events[events["week"].to_numpy() >= first_week]
        given = Happening._fields[:-1]
        self.columns: Columns = {name: _integers(later[name], name) for name in given}
        self.columns["late"] = _late(self.columns, luck)
        self.differs = np.zeros(len(later), bool)

    def __len__(self) -> int:
        return len(self.differs)

    def at(self, row: int) -> Happening:
        """The event of a row."""
        return Happening(*(int(self.columns[name][row]) for name in Happening._fields))

    def touching(self, person: int) -> NDArray[np.int64]:
        """The rows of events that happen to a person, that they do, or that concern them."""
        persons, rows = self._by_person
        low, high = np.searchsorted(persons, [person, person + 1])
        return rows[low:high]

    def of(self, person: int, *kinds: Event, week: int | None = None) -> Iterator[Happening]:
        """The events of some kinds that touch a person, in one week or in all."""
        for row in self.touching(person):
            if week is not None and self.columns["week"][row] != week:
                continue
            if not kinds or self.columns["event"][row] in kinds:
                yield self.at(row)

    @property
    def highest_number(self) -> int:
        """The highest number of a person whom an event touches; -1 if there is none."""
        persons, _ = self._by_person
        return int(persons[-1]) if len(persons) else -1

    def counts_of_differing(self, size: int) -> NDArray[np.int64]:
        """How many events that the other world lacks touch each person, shape (size,)."""
        persons, rows = self._by_person
        return np.bincount(persons[self.differs[rows]], minlength=size)

    def hashes(self) -> NDArray[np.uint64]:
        """A number for each event, the same in both worlds where it is the same event."""
        import pandas as pd

        frame = pd.DataFrame({name: self.columns[name] for name in (*SAME, "late")})
        return np.asarray(pd.util.hash_pandas_object(frame, index=False), np.uint64)

    @cached_property
    def _by_person(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Persons in order, and beside each the row of an event that touches them, in order."""
        rows = np.arange(len(self))
        pairs = [(self.columns[name], rows) for name in TOUCHED]
        persons = np.concatenate([column for column, _ in pairs])
        beside = np.concatenate([column for _, column in pairs])
        known = persons != NOBODY
        persons, beside = persons[known], beside[known]
        order = np.lexsort([beside, persons])
        return persons[order], beside[order]


def _late(columns: Columns, luck: Luck) -> NDArray[np.int64]:
    """Which losses are to the organs, or of somebody who turns in that week."""
    persons = 1 + int(columns["citizen"].max(initial=0))
    moments = columns["week"] * persons + columns["citizen"]
    turned_in = np.isin(moments, moments[columns["event"] == Event.CONFESSION])
    is_loss = columns["event"] == Event.LOSS
    late: NDArray[np.bool_] = is_loss & (columns["act"] != NOBODY)
    for row in np.flatnonzero(is_loss & turned_in & ~late):
        late[row] = not _is_accident(columns, int(row), luck)
    return np.asarray(late, np.int64)


def _is_accident(columns: Columns, row: int, luck: Luck) -> bool:
    """Whether a title was lost by accident, before its holder turned in what was left."""
    week, citizen = (int(columns[name][row]) for name in ("week", "citizen"))
    with np.errstate(over="ignore"):
        draws = halves_one(stream(luck.seed, Purpose.LOSS, week), citizen)
    unlucky = draws[int(columns["origin"][row])] < luck.title_loss
    return unlucky and (not len(_same(columns, row, *GAINS)) or _is_lost_again(columns, row))


def _is_lost_again(columns: Columns, row: int) -> bool:
    """Whether a title that is gained and lost in one week is lost once more: the first is meant."""
    losses = _same(columns, row, Event.LOSS)
    return len(losses) > 1 and int(losses[0]) == row


def _same(columns: Columns, row: int, *kinds: Event) -> NDArray[np.int64]:
    """The rows of events of these kinds, of the same week, citizen and title as another row."""
    same = np.isin(columns["event"], kinds)
    for name in ("week", "citizen", "origin", "title_week"):
        same &= columns[name] == columns[name][row]
    return np.flatnonzero(same)


def _integers(column: pd.Series, name: str) -> NDArray[np.int64]:
    """A column as integers: words by their place, nothing as -1 or, of a title, as NONE."""
    import pandas as pd

    if name in WORDS:
        words: Any = pd.Categorical(column.astype("object"), categories=list(WORDS[name]))
        return np.asarray(words.codes, np.int64)
    nothing = NONE if name == "title_week" else NOBODY
    return column.fillna(nothing).to_numpy(np.int64)
