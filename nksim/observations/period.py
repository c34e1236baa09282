"""The years that an answer is about: costs are summed over them, all else is of the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nksim.core.checks import checked_count, checked_list
from nksim.core.errors import InputError


@dataclass(frozen=True)
class Period:
    """Calendar years from `first` to `last`, both within.

    >>> str(Period(2020, 2022)), str(Period(2021, 2021))
    ('2020-2022', '2021')
    """

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.last) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def years(self) -> int:
        """How many years it has."""
        return self.last - self.first + 1

    @property
    def in_words(self) -> str:
        """What is measured when.

        >>> Period(2020, 2022).in_words
        'costs summed over 2020-2022, all else of 2022'
        """
        if self.first == self.last:
            return f"all of {self.last}"
        return f"costs summed over {self}, all else of {self.last}"

    def holds(self, year: int) -> bool:
        """Whether a year is one of these."""
        return self.first <= year <= self.last


def asked_period(at: object, over: object, simulated: Period) -> Period | None:
    """The period that is asked for: one year, or the first and the last; None where none is.

    InputError for both at once, and for years that were not simulated.
    """
    if at is not None and over is not None:
        raise InputError(f"at={at} and over={over}: give one of them, a year or two")
    if at is None and over is None:
        return None
    first, last = (_simulated(year, simulated) for year in _years(at, over))
    if first > last:
        raise InputError(f"over={first} {last} ends before it begins; give the earlier year first")
    return Period(first, last)


def _years(at: object, over: object) -> Sequence[object]:
    if over is None:
        return at, at
    given = checked_list(over, name="over")
    if len(given) != 2:
        raise InputError(f"over={over} must be two years, the first and the last")
    return given


def _simulated(year: object, simulated: Period) -> int:
    return checked_count(year, name="year", low=simulated.first, high=simulated.last)
