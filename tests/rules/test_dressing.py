"""South Korean style, field by field, worked out by hand."""

from __future__ import annotations

from nksim.rules.codes import (
    CHILD,
    COURTSHIP,
    FASHION,
    MIDDLE,
    OLD,
    PUNISHED,
    SPEECH,
    STYLE,
    YOUNG,
)
from nksim.rules.dressing import dropping_style, stopping, taking_up_style
from tests.rules.numbers import NOTHING, near

C = NOTHING._replace(style_loss=0.1, style_uptake=(0.4, 0.2, 0.08), style_older=0.25)


def test_style__is_dropped_with_time_and_sooner_in_shame() -> None:
    """A tenth of itself, and a quarter more where it is shamed."""
    assert dropping_style(0.0, C) == 0.1
    assert dropping_style(0.25, C) == near(0.35)


def test_style__is_taken_up_by_who_knows_of_the_outside_the_young_first() -> None:
    """Each field at its own rate, times what is known; a quarter of it for any but the young."""
    assert [taking_up_style(field, YOUNG, 0.5, C) for field in range(3)] == [
        near(0.2),
        near(0.1),
        near(0.04),
    ]
    others = [taking_up_style(0, age, 0.5, C) for age in (CHILD, MIDDLE, OLD)]
    assert others == [near(0.05)] * 3
    assert taking_up_style(0, YOUNG, 0.0, C) == 0.0
    assert taking_up_style(2, OLD, 1.0, C) == near(0.02)


def test_stops__add_up_over_the_fields_that_are_shown() -> None:
    """Who shows nothing is not stopped, whatever other marks they have."""
    checks = (0.1, 0.02, 0.004)
    assert stopping(FASHION, *checks) == near(0.1)
    assert stopping(SPEECH, *checks) == near(0.02)
    assert stopping(COURTSHIP, *checks) == near(0.004)
    assert stopping(FASHION | COURTSHIP, *checks) == near(0.104)
    assert stopping(STYLE | PUNISHED, *checks) == near(0.124)
    assert stopping(PUNISHED, *checks) == 0.0
