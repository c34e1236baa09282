from __future__ import annotations

import math

import pytest

from nksim.rules.living import (
    INFANT_DECLINE,
    SENESCENCE,
    chance_of_birth,
    chance_of_death,
    chance_of_losing,
    chance_of_marrying,
    fertility,
    hazard_until,
    share_with_parents,
)


def test_hazard_until__adds_infants_accidents_and_age() -> None:
    """Three parts of a life's hazard, each worked out by hand."""
    assert hazard_until(0.0, 0.3, 0.2, 0.1) == 0.0
    assert hazard_until(2.0, 0.3, 0.0, 0.0) == pytest.approx(
        0.3 / INFANT_DECLINE * (1 - math.exp(-2 * INFANT_DECLINE))
    )
    assert hazard_until(10.0, 0.0, 0.02, 0.0) == pytest.approx(0.2)
    assert hazard_until(50.0, 0.0, 0.0, 1e-4) == pytest.approx(
        1e-4 / SENESCENCE * (math.exp(50 * SENESCENCE) - 1)
    )


def test_chance_of_death__is_raised_by_famine() -> None:
    """Where a hazard of a tenth doubles, a fifth of a life is at stake."""
    assert chance_of_death(0.0, 5.0) == 0.0
    assert chance_of_death(0.1, 1.0) == pytest.approx(1 - math.exp(-0.1))
    assert chance_of_death(0.1, 2.0) == pytest.approx(1 - math.exp(-0.2))


def test_fertility__begins_at_fifteen_and_adds_up_to_the_total() -> None:
    """Nobody younger than fifteen has a child; over a life there are as many as the total."""
    assert fertility(15.0, 2.0, 29.0, 4.0) == 0.0
    assert fertility(50.0, 2.0, 29.0, 4.0) == 0.0
    assert fertility(15.1, 2.0, 29.0, 4.0) > 0.0
    born = [fertility(15.0 + k / 100.0, 2.0, 29.0, 4.0) / 100.0 for k in range(3500)]
    assert sum(born) == pytest.approx(2.0, rel=1e-3)
    ages = [15.0 + k / 100.0 for k in range(3500)]
    mean = sum(age * b for age, b in zip(ages, born, strict=True)) / sum(born)
    assert mean == pytest.approx(29.0, abs=0.02)


def test_chance_of_birth__is_what_all_bear_by_the_married() -> None:
    """Where half are married, wives bear twice as often; never more than three in five.

    Where nearly nobody is, one in fifty counts as married.
    """
    assert chance_of_birth(0.1, 0.5) == pytest.approx(0.2)
    assert chance_of_birth(0.0, 0.0) == 0.0
    assert chance_of_birth(0.1, 0.0) == 0.6
    assert chance_of_birth(0.001, 0.0) == pytest.approx(0.05)


def test_chance_of_marrying__rises_to_its_top_from_seventeen_on() -> None:
    """Half the top in the middle, nearly the top later, nothing before seventeen.

    The wider, the later it is reached.
    """
    assert chance_of_marrying(25.0, 25.0, 1.0, 0.3) == pytest.approx(0.15)
    assert chance_of_marrying(40.0, 25.0, 1.0, 0.3) == pytest.approx(0.3, rel=1e-5)
    assert chance_of_marrying(27.0, 25.0, 2.0, 0.3) == pytest.approx(0.3 / (1 + math.exp(-1)))
    assert chance_of_marrying(16.9, 10.0, 1.0, 0.3) == 0.0
    assert chance_of_marrying(17.0, 10.0, 1.0, 0.3) > 0.29


def test_chance_of_losing__adds_up_over_years() -> None:
    """Two years with a tenth each leave 81 of 100."""
    assert chance_of_losing(0.1, 2.0) == pytest.approx(0.19)
    assert chance_of_losing(0.1, 0.0) == 0.0
    assert chance_of_losing(1.0, 0.5) == 1.0


def test_share_with_parents__rises_with_the_size_of_homes() -> None:
    """A fifth where homes have 3.9 people, none where they are small, at most all."""
    assert share_with_parents(3.9) == pytest.approx(0.2)
    assert share_with_parents(3.0) == 0.0
    assert share_with_parents(4.4) == pytest.approx(0.47)
    assert share_with_parents(8.0) == 1.0
