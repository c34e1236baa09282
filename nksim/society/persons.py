"""Who the persons are whom events name: the one place that turns a number into a person.

Events name persons by numbers that are never used again; where nobody is born these are their
places in the society.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.columns import AGE_BANDS, ROLES, SEXES
from nksim.core.errors import InputError
from nksim.scenario.provinces import PROVINCES
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd


def persons_frame(society: Society) -> pd.DataFrame:
    """A row a person, by number: who they are, and where and with whom they live at the start."""
    import pandas as pd

    people = society.people
    columns: dict[str, Any] = {
        "name": [society.name_of(place) for place in range(society.size)],
        "province": _words(people.province, PROVINCES),
        "district": people.district.astype(np.int64),
        "unit": people.unit.astype(np.int64),
        "household": people.household.astype(np.int64),
        "border": people.border.astype(bool),
        "age": _words(people.age, AGE_BANDS),
        "sex": _words(people.woman, SEXES),
        "role": _words(people.role, ROLES),
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(society.size, name="number"))


def place_of(society: Society, number: int) -> int:
    """Where the person of a number stands in a society; InputError if nobody has it."""
    if not 0 <= number < society.size:
        raise InputError(
            f"citizen={number} is nobody of this society; give a number from 0 to"
            f" {society.size - 1}"
        )
    return number


def _words(codes: Any, words: tuple[str, ...]) -> Any:
    return np.array(words, object)[codes]
