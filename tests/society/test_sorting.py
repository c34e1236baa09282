"""The sort of the kernels is numpy's stable one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nksim.society.sorting import order_of


@given(arrays(np.int32, st.integers(0, 70), elements=st.integers(-3, 3)))
def test_equal_values__stay_in_their_order(values: np.ndarray) -> None:
    assert np.array_equal(order_of(values), np.argsort(values, kind="stable"))
