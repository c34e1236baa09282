"""The years that an answer is about."""

from __future__ import annotations

import pytest

from nksim.core.errors import InputError
from nksim.observations.period import Period, asked_period

SIMULATED = Period(2010, 2024)


def test_a_period__is_a_year_or_two_years_and_what_lies_between() -> None:
    """And says in words what is summed and what is of its last year."""
    assert asked_period(None, None, SIMULATED) is None
    assert asked_period(2020, None, SIMULATED) == Period(2020, 2020)
    period = asked_period(None, (2020, 2022), SIMULATED)
    assert period == Period(2020, 2022)
    assert (period.years, period.holds(2021), period.holds(2023)) == (3, True, False)
    assert [year for year in range(2018, 2025) if period.holds(year)] == [2020, 2021, 2022]
    assert (str(period), str(Period(2020, 2020))) == ("2020-2022", "2020")
    assert period.in_words == "costs summed over 2020-2022, all else of 2022"
    assert Period(2020, 2020).in_words == "all of 2020"


@pytest.mark.parametrize(
    ("at", "over", "said"),
    [
        (2020, (2020, 2021), "give one of them"),
        (2009, None, "year=2009 .* from 2010 to 2024"),
        ("2020", None, "from 2010 to 2024"),
        (None, (2022, 2020), "earlier year first"),
        (None, 2020, "^over=2020 is no list; put it in brackets"),
        (None, (2020, 2021, 2022), "two years"),
    ],
)
def test_years_that_are_none__are_refused(at: object, over: object, said: str) -> None:
    """Whoever asks about a year that was not simulated is told which were."""
    with pytest.raises(InputError, match=said):
        asked_period(at, over, SIMULATED)
