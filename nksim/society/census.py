"""Who lives when: the one place that turns the number of a person into a person.

Events name persons by numbers that are never used again. Where people are born, age and move, what
is known of a person is that of a stretch of weeks; where nobody is, one stretch is the whole run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import AGE_BANDS, ROLES, SEXES
from nksim.core.errors import InputError
from nksim.scenario.provinces import PROVINCES
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Census:
    """Everybody who lives in a run: a frame by number for each stretch, and where it begins."""

    starts: tuple[int, ...]
    frames: tuple[pd.DataFrame, ...]

    @cached_property
    def ever(self) -> pd.DataFrame:
        """Everybody who ever lives, a row a number, as they are first."""
        import pandas as pd

        whole = pd.concat(self.frames)
        return whole[~whole.index.duplicated()].sort_index()

    def about(self, numbers: Any, column: str, weeks: Any) -> NDArray[Any]:
        """What is known of persons in weeks; missing where nobody of that number lives."""
        who = np.asarray(numbers, np.int64)
        stretch = self._stretches(weeks)
        found = np.full(len(who), None, object)
        for place in np.unique(stretch):
            rows = np.flatnonzero(stretch == place)
            found[rows] = self.frames[place][column].reindex(who[rows]).to_numpy()
        return found

    def one(self, number: int, week: int) -> dict[str, Any]:
        """A person in a week, else as they are first. InputError if nobody has the number."""
        frame = self.frames[int(self._stretches([week])[0])]
        known = frame if number in frame.index else self.ever
        if number not in known.index:
            raise InputError(
                f"citizen={number} is nobody of this society; give a number from 0 to"
                f" {int(self.frames[0].index.max())}, the people at the start, or that of somebody"
                " born later, as the events have it"
            )
        return {str(name): value for name, value in known.loc[number].items()}

    def _stretches(self, weeks: Any) -> NDArray[np.int64]:
        return np.searchsorted(self.starts, np.asarray(weeks, np.int64), side="right") - 1


def census_of(starts: Sequence[int], societies: Sequence[Society]) -> Census:
    """The census of a run: its societies, and the week from which on each lives."""
    return Census(tuple(starts), tuple(persons_frame(society) for society in societies))


def persons_frame(society: Society) -> pd.DataFrame:
    """A row a person of a society, by number: who they are, where and with whom they live.

    `head` is the number of the first member of their home; `birth` is a week, missing where nobody
    ages.
    """
    import pandas as pd

    people, numbers = society.people, society.numbers.astype(np.int64)
    columns: dict[str, Any] = {
        "name": [_name(society, place) for place in range(society.size)],
        "province": _words(people.province, PROVINCES),
        "district": people.district.astype(np.int64),
        "unit": people.unit.astype(np.int64),
        "head": numbers[society.household_first[:-1]][people.household],
        "border": people.border.astype(bool),
        "age": _words(people.age, AGE_BANDS),
        "sex": _words(people.woman, SEXES),
        "role": _words(people.role, ROLES),
        "birth": np.nan if society.register is None else society.register.birth.astype(float),
    }
    return pd.DataFrame(columns, index=pd.Index(numbers, name="number"))


def place_of(society: Society, number: int) -> int:
    """Where the person of a number stands in a society; InputError if nobody has it now."""
    if society.register is None and 0 <= number < society.size:
        return number
    places = np.flatnonzero(society.numbers == number)
    if not len(places):
        raise InputError(f"citizen={number} does not live in this society; give another number")
    return int(places[0])


def lives_in(society: Society, number: int) -> bool:
    """Whether somebody of a number lives in a society."""
    return bool((society.numbers == number).any())


def tie_between(society: Society, one: int, other: int) -> int:
    """The place of the tie between two persons. InputError if there is none."""
    low, high = sorted((place_of(society, one), place_of(society, other)))
    ties = society.ties
    row = slice(int(ties.first[low]), int(ties.first[low + 1]))
    found = np.flatnonzero(ties.high[row] == high)
    if not len(found):
        raise InputError(f"citizens {one} and {other} have no tie")
    return row.start + int(found[0])


def household_of(society: Society, number: int) -> list[int]:
    """The members of a person's home, by their numbers; searches are noted of the first."""
    home = int(society.people.household[place_of(society, number)])
    members = slice(int(society.household_first[home]), int(society.household_first[home + 1]))
    numbers: list[int] = society.numbers[members].tolist()
    return numbers


def neighbours_of(society: Society, number: int) -> list[int]:
    """Whom a person has ties with, by their numbers."""
    place, ties = place_of(society, number), society.ties
    above, below = np.flatnonzero(ties.low == place), np.flatnonzero(ties.high == place)
    numbers: list[int] = society.numbers[[*ties.high[above], *ties.low[below]]].tolist()
    return numbers


def _name(society: Society, place: int) -> str:
    """What the user calls a person, else the number."""
    return str(society.numbers[place]) if society.labels is None else society.labels[place]


def _words(codes: Any, words: tuple[str, ...]) -> Any:
    return np.array(words, object)[codes]
