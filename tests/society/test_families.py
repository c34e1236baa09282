from __future__ import annotations

import numpy as np
import pytest

from nksim.rules.codes import CHILD, KIN
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society
from tests.demography.conftest import ages, with_lives
from tests.demography.laws import check_society


@pytest.fixture(scope="module")
def country() -> Society:
    """Thirty thousand people of 1996."""
    return build_society(with_lives(30_000), 1)


def at_home(society: Society, of: np.ndarray) -> np.ndarray:
    """Whether people live with somebody, where there is somebody."""
    known = of >= 0
    home = society.people.household
    return np.asarray(home[known] == home[of[known]])


def test_the_first_society__keeps_the_laws(country: Society) -> None:
    """Homes, marriages, ties and keys are sound before the first week."""
    check_society(country)


def test_numbers__are_places_at_the_start(country: Society) -> None:
    """Everybody's number is the place, and the first that is free is the next."""
    register = country.register
    assert register is not None
    assert (register.number == np.arange(country.size)).all()
    assert register.next_number == country.size
    assert register.next_household == len(country.household_first) - 1


def test_children__have_a_mother_and_live_with_her(country: Society) -> None:
    """All but a few children have a mother, of 17 to 47 years at their birth, and live with her."""
    register, child = country.register, country.people.age == CHILD
    assert register is not None
    known = register.mother >= 0
    assert known[child].mean() > 0.98
    assert at_home(country, np.where(child, register.mother, -1)).mean() > 0.99
    older = (register.birth - register.birth[register.mother])[known] / 52.1775
    assert older.min() > 16.9
    assert older.max() < 47.1
    assert abs(older.mean() - 29.0) < 1.0


def test_couples__live_together(country: Society) -> None:
    """Husband and wife share a home; he is some three years older."""
    register = country.register
    assert register is not None
    assert at_home(country, register.partner).all()
    wives = np.flatnonzero((register.partner >= 0) & (country.people.woman == 1))
    older = (register.birth[wives] - register.birth[register.partner[wives]]) / 52.1775
    assert 2.0 < older.mean() < 4.5


def test_marriage__follows_age(country: Society) -> None:
    """Few women of twenty have a husband, nine of ten of thirty-five."""
    register, years = country.register, ages(country, 0)
    assert register is not None
    woman = country.people.woman == 1
    for low, high, least, most in ((15, 20, 0.0, 0.03), (20, 25, 0.05, 0.35), (33, 40, 0.85, 1.0)):
        some = woman & (years >= low) & (years < high)
        assert least <= (register.partner[some] >= 0).mean() <= most


def test_homes__have_about_four_people(country: Society) -> None:
    """In 1996 a home has 3.9 to 4.3 people; one in ten at most has a single one."""
    sizes = np.diff(country.household_first)
    assert 3.85 < sizes.mean() < 4.3
    assert (sizes == 1).mean() < 0.1


def test_parents__who_live_elsewhere_are_kin(country: Society) -> None:
    """Whoever has left home has ties of kin to mother and father."""
    register, ties = country.register, country.ties
    assert register is not None
    kin = ties.layer == KIN
    pairs = set(zip(ties.low[kin].tolist(), ties.high[kin].tolist(), strict=True))
    home = country.people.household
    moved = np.flatnonzero((register.mother >= 0) & (home != home[np.maximum(register.mother, 0)]))
    assert len(moved) > 1000
    found = [tuple(sorted((i, int(register.mother[i])))) in pairs for i in moved.tolist()]
    assert np.mean(found) == 1.0


def test_bigger_homes__are_those_that_are_asked_for() -> None:
    """A society of homes of 4.4 people has larger ones than one of 3.6."""
    sizes = []
    for size in (3.6, 4.4):
        scenario = with_lives(5_000)
        population = scenario.society.model_copy(update={"household_size": size})
        society = build_society(scenario.model_copy(update={"society": population}), 1)
        sizes.append(np.diff(society.household_first).mean())
    assert sizes[0] + 0.25 < sizes[1]


def test_threads__change_nothing_of_the_first_society() -> None:
    """A society with lives is the same for any number of threads."""
    one, other = (build_society(with_lives(40_000), 1, threads) for threads in (1, 3))
    assert (one.ties.high == other.ties.high).all()
    assert all((a == b).all() for a, b in zip(one.people, other.people, strict=True))


def test_without_lives__there_is_no_register() -> None:
    """A society without lives knows no birthdays, and its ties have no keys."""
    society = build_society(Scenario.model_validate({"society": {"size": 100}}), 1)
    assert society.register is None
    assert society.ties.key.shape == (0,)
