"""Arrivals while the border is open."""

from __future__ import annotations

import pytest

from nksim.evidence.arriving import arrivals_of, open_arrivals_of


def test_open_arrivals__go_on_where_the_border_was_closed() -> None:
    """Those recorded up to 2019; later the mean of 2017, 2018 and 2019, not the 63 of 2021."""
    for year in (1990, 2000, 2009, 2019):
        assert open_arrivals_of(year) == arrivals_of(year)
    assert open_arrivals_of(2021) == open_arrivals_of(2030) == pytest.approx(3311 / 3)
