"""How sure a mean is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.intervals import LEVEL, half_width, interval_of_mean

T_TWO = 2.919985580355516  # Student's t, two degrees of freedom, 95%
T_ONE = 6.313751514675043  # one degree of freedom


def test_interval__worked_out_by_hand() -> None:
    """1, 2 and 3 have mean 2 and standard deviation 1; 0 and 2 have mean 1 and the root of 2."""
    assert interval_of_mean(np.array([1.0, 2.0, 3.0])) == pytest.approx(
        (2.0 - T_TWO / np.sqrt(3.0), 2.0 + T_TWO / np.sqrt(3.0))
    )
    assert interval_of_mean(np.array([0.0, 2.0])) == pytest.approx((1.0 - T_ONE, 1.0 + T_ONE))
    assert LEVEL == 0.9


def test_interval__is_wider_the_oftener_it_is_to_hold() -> None:
    """Half of the time: 0.8165 standard errors with two degrees of freedom."""
    low, high = interval_of_mean(np.array([1.0, 2.0, 3.0]), 0.5)
    assert high - low == pytest.approx(2 * 0.816496580927726 / np.sqrt(3.0))


def test_one_value__has_no_interval() -> None:
    """What a single difference is worth nobody knows."""
    assert np.isnan(interval_of_mean(np.array([0.3]))).all()
    assert np.isnan(interval_of_mean(np.array([]))).all()


def test_half_widths__of_many_means_are_those_of_each() -> None:
    """A series of standard deviations and counts gives what each gives alone."""
    found = half_width(pd.Series([1.0, 2.0, np.nan]), pd.Series([3, 4, 1]))
    assert found.iloc[0] == pytest.approx(T_TWO / np.sqrt(3.0))
    assert found.iloc[1] == half_width(2.0, 4)
    assert np.isnan(found.iloc[2])


def test_interval__covers_as_often_as_it_says() -> None:
    """Of two thousand samples of eight, nine in ten intervals hold the true mean."""
    sample = np.random.default_rng(1).normal(0.3, 1.0, (2000, 8))  # noqa: TID251 - made-up data
    bounds = [interval_of_mean(row) for row in sample]
    assert 0.88 <= np.mean([low <= 0.3 <= high for low, high in bounds]) <= 0.92
