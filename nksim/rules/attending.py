"""Who sees a punishment: the unit and the school are called, others of the district come or not."""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.codes import YOUNG
from nksim.rules.coefficients import Coefficients


@rule
def attending(
    same_unit: bool, age: int, punished_age: int, attendance: float, c: Coefficients
) -> float:
    """Chance of an adult of the district to attend a public punishment.

    Neighbours of the same unit are called, and so are the young when one of them is punished;
    of the others a share (`attendance_others`) of as many comes.
    """
    school = age == YOUNG and punished_age == YOUNG
    return attendance if same_unit or school else attendance * c.attendance_others


@rule
def reach(public: bool, attendance: float, c: Coefficients) -> float:
    """How widely a district takes notice of an arrest: 1, and more if all are called to see it."""
    return 1.0 + c.public_reach * attendance if public else 1.0
