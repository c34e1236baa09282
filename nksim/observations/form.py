"""The form of the virtual survey: all its questions side by side, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim.observations.questions import ESCAPEE_SURVEY, Question, questions, recalled

NUMBERS = ("real", "sd_total")
FIXED = ("statistic", "left_from", "left_to", "evidence", "population", *NUMBERS)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Form:
    """All questions, a place for each in every array."""

    column: tuple[str, ...]  # the survey count that answers it
    keys: tuple[str, ...]  # what its sampling error is drawn by
    fixed: dict[str, NDArray[Any]]  # columns of the survey table that no run changes
    is_recalled: NDArray[np.bool_]
    is_of_escapees: NDArray[np.bool_]
    interviews: Numbers  # of the real survey, NaN where there is no figure
    changes: tuple[tuple[int, int, int], ...]  # places of a change, of its two cohorts

    @property
    def real(self) -> Numbers:
        """What real surveys found, NaN where there is no figure."""
        return self.fixed["real"]

    @property
    def sd_total(self) -> Numbers:
        """The standard deviation of what they found."""
        return self.fixed["sd_total"]


@cache
def form_of(last_year: int) -> Form:
    """All questions for a run that ends in `last_year`, in the order of `questions`."""
    asked = questions(last_year)
    interviews = [each.interviews for each in asked]
    return Form(
        column=tuple(each.column for each in asked),
        keys=tuple(f"{each.statistic}:{each.left_from}-{each.left_to}" for each in asked),
        fixed={name: _column(asked, name) for name in FIXED},
        is_recalled=np.array([each.column in recalled() for each in asked]),
        is_of_escapees=np.array([each.population.startswith(ESCAPEE_SURVEY) for each in asked]),
        interviews=np.array(interviews, np.float64),
        changes=tuple(_changes(asked)),
    )


def _changes(asked: Sequence[Question]) -> Iterator[tuple[int, int, int]]:
    evidence = [each.evidence for each in asked]
    for place, each in enumerate(asked):
        if each.change is not None:
            before, after = each.change
            yield place, evidence.index(before), evidence.index(after)


def _column(asked: Sequence[Question], name: str) -> NDArray[Any]:
    values = [getattr(each, name) for each in asked]
    if name in NUMBERS:
        return np.array(values, np.float64)
    return np.array(values, object if isinstance(values[0], str) else np.int64)
