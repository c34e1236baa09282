"""How many escapees arrive in the South in a year, as recorded and while the border is open."""

from __future__ import annotations

from functools import cache

from nksim.evidence.register import arrivals

LAST_OPEN = 2019  # from 2020 on arrivals tell of the closed border
OPEN_YEARS = 3  # of which the mean goes on after the last


@cache
def arrivals_of(year: int) -> float:
    """Escapees who arrived in the South in a year.

    Spans of years are shared out evenly; a year without a figure takes the nearest one.
    """
    rows = arrivals()
    row = next(
        (row for row in rows if row.first_year <= year <= row.last_year),
        rows[0] if year < rows[0].first_year else rows[-1],
    )
    return row.arrivals / (row.last_year - row.first_year + 1)


def open_arrivals_of(year: int) -> float:
    """The same as far as no closed border shows in it: later years are as the last open ones."""
    if year <= LAST_OPEN:
        return arrivals_of(year)
    last = range(LAST_OPEN - OPEN_YEARS + 1, LAST_OPEN + 1)
    return sum(arrivals_of(each) for each in last) / OPEN_YEARS
