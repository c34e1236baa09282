"""When the year turns, and what holds for the people of the year that ends."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.buffers import Buffers
from nksim.core.clock import WEEKS_PER_YEAR, Clock
from nksim.core.draws import YearlyPurpose, stream
from nksim.core.errors import InputError
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Life, Population
from nksim.society.luck import units_of
from nksim.society.rates.fertility import birth_table
from nksim.society.rates.marriage import marriage_table
from nksim.society.rates.mortality import Floats, alive_at_turn, death_table


class Span(NamedTuple):
    """The year that ends: weeks first..week, a calendar year or the part of it that was run."""

    year: int
    first: int
    week: int

    @property
    def years(self) -> float:
        """How long it was."""
        return (self.week - self.first) / WEEKS_PER_YEAR


class Occasion(NamedTuple):
    """What a turn is made with beside the society."""

    life: Life
    population: Population
    span: Span
    seed: int
    threads: int
    buffers: Buffers  # where columns of ties come from and go to

    def key(self, purpose: YearlyPurpose) -> np.uint64:
        """The stream of a purpose at this turn."""
        return stream(self.seed, purpose, self.span.week)

    def units(self, purpose: YearlyPurpose, numbers: NDArray[np.uint32]) -> Floats:
        """Draws in [0, 1) for people or homes of these numbers at this turn."""
        return units_of(self.seed, purpose, numbers, self.span.week)


class Rates(NamedTuple):
    """Chances within the span, by quarters of age at its end."""

    death: Floats  # (2, QUARTERS + 1), by sex
    birth: Floats  # (QUARTERS + 1,), of married women: of a child who lives to see the turn
    marriage: Floats  # (QUARTERS + 1,), of single women


def turn_weeks(clock: Clock) -> NDArray[np.int64]:
    """The weeks before which the year turns: the first of every calendar year but the run's."""
    years = clock.calendar_years()
    return np.flatnonzero(np.diff(years)).astype(np.int64) + 1


def span_before(clock: Clock, week: int) -> Span:
    """The year that ends where `week` begins. InputError if no year begins there."""
    turns = turn_weeks(clock).tolist()
    if week not in turns:
        raise InputError(
            f"week={week} begins no year of this run; give one of turn_weeks: "
            f"{', '.join(map(str, turns[:3])) or 'it has none'}"
        )
    place = turns.index(week)
    first = turns[place - 1] if place else 0
    return Span(int(clock.calendar_years()[week - 1]), first, week)


def clock_of(scenario: Scenario) -> Clock:
    """The weeks of a scenario's run."""
    return Clock(scenario.run.start, scenario.run.until)


def rates_of(occasion: Occasion) -> Rates:
    """What a span brings, by the life section."""
    life, span = occasion.life, occasion.span
    return _rates(span.year, span.years, life.famine, life.first_marriage_women)


@lru_cache(256)
def _rates(year: int, years: float, famine: float, first_marriage: float) -> Rates:
    return Rates(
        death_table(year, years, famine),
        birth_table(year, years, first_marriage) * alive_at_turn(year, years, famine),
        np.minimum(1.0, marriage_table(first_marriage) * years),
    )
