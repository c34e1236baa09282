"""Who sees a punishment, worked out by hand."""

from __future__ import annotations

import pytest

from nksim.rules.attending import attending, reach
from nksim.rules.codes import CHILD, MIDDLE, OLD, YOUNG
from tests.rules.numbers import NOTHING, near

C = NOTHING._replace(attendance_others=0.25, public_reach=4.0)


@pytest.mark.parametrize(
    ("same_unit", "age", "punished_age", "chance"),
    [
        (True, MIDDLE, OLD, 0.8),  # the unit is called
        (False, YOUNG, YOUNG, 0.8),  # so is the school
        (True, YOUNG, YOUNG, 0.8),
        (False, MIDDLE, MIDDLE, 0.2),  # a shared age is no school beyond youth
        (False, YOUNG, MIDDLE, 0.2),
        (False, MIDDLE, YOUNG, 0.2),
        (False, CHILD, CHILD, 0.2),
    ],
)
def test_attendance__is_that_of_unit_and_school_and_a_share_of_it_for_others(
    same_unit: bool, age: int, punished_age: int, chance: float
) -> None:
    """Whoever is called comes by the attendance, others by a quarter of it."""
    assert attending(same_unit, age, punished_age, 0.8, C) == near(chance)


def test_attendance__of_nobody_called_and_of_all() -> None:
    """Nobody comes where nobody is called; at a share of one, others come like the called."""
    assert attending(True, MIDDLE, MIDDLE, 0.0, C) == 0.0
    everybody = C._replace(attendance_others=1.0)
    assert attending(False, MIDDLE, OLD, 0.6, everybody) == 0.6


def test_reach__is_one_in_secret_and_grows_with_attendance_in_public() -> None:
    """A public sanction that half attend is taken notice of three times as much."""
    assert reach(False, 0.5, C) == 1.0
    assert reach(True, 0.5, C) == near(3.0)
    assert reach(True, 0.0, C) == 1.0
