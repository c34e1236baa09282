from __future__ import annotations

import numpy as np
import pytest

from nksim.evidence.register import provinces
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.sections import Population
from nksim.society.society import Society

SETTINGS = Population()


@pytest.mark.parametrize(
    ("band", "name"), [(0, "children_share"), (1, "young_share"), (2, "middle_share")]
)
def test_ages__have_the_shares_asked_for(country: Society, band: int, name: str) -> None:
    """Each age band is within a point of its share."""
    assert abs((country.people.age == band).mean() - getattr(SETTINGS, name)) < 0.01


@pytest.mark.parametrize(
    ("role", "name"), [(1, "trader_share"), (2, "official_share"), (3, "informant_share")]
)
def test_roles__are_shares_of_adults(country: Society, role: int, name: str) -> None:
    """Traders, officials and informants have their shares among adults."""
    adults = country.people.age > 0
    assert abs((country.people.role[adults] == role).mean() - getattr(SETTINGS, name)) < 0.005


def test_women_and_classes__have_the_shares_asked_for(country: Society) -> None:
    """Women are 51 in 100; a quarter is core, and households share their class."""
    assert abs(country.people.woman.mean() - SETTINGS.women_share) < 0.01
    assert abs((country.people.songbun == 0).mean() - SETTINGS.core_share) < 0.015


@pytest.mark.parametrize("column", ["songbun", "urban", "wealth", "device_rank"])
def test_household__shares_what_is_its_own(country: Society, column: str) -> None:
    """Class, town, wealth and player belong to the household."""
    values = getattr(country.people, column)
    assert (values == values[country.household_first[:-1]][country.people.household]).all()


def test_players__come_first_to_the_wealthy(country: Society) -> None:
    """A low rank means an early player: ranks are uniform and fall with wealth."""
    ranks = country.people.device_rank[country.household_first[:-1]]
    assert np.abs(np.histogram(ranks, 10, (0, 1))[0] / len(ranks) - 0.1).max() < 0.01
    assert np.corrcoef(country.people.device_rank, country.people.wealth)[0, 1] < -0.3


def test_border__is_half_of_the_districts_of_border_provinces(country: Society) -> None:
    """Only provinces that border China have border districts: half of them, rounded up."""
    people, first = country.people, country.district_first[:-1]
    border, province = people.border[first] == 1, people.province[first]
    for row in provinces():
        mine = province == PROVINCES.index(row.province)
        assert border[mine].sum() == (-(-mine.sum() // 2) if row.borders_china else 0)


def test_tastes_and_willingness__have_their_means(country: Society) -> None:
    """Tastes lie within 0 and 1 around their means; willingness spreads as asked."""
    people = country.people
    assert abs(people.taste_chinese.mean() - SETTINGS.taste_chinese) < 0.01
    assert abs(people.taste_korean.mean() - SETTINGS.taste_korean) < 0.01
    assert people.taste_korean.min() >= 0.0
    assert people.taste_korean.max() <= 1.0
    assert abs(people.willingness.mean() - SETTINGS.willingness_mean) < 0.05
    assert abs(people.willingness.std() - SETTINGS.willingness_spread) < 0.05


def test_trust__is_set_by_class(country: Society) -> None:
    """The core class trusts the regime more than the hostile."""
    for songbun, mean in enumerate((0.75, 0.55, 0.35)):
        found = country.people.trust_mean[country.people.songbun == songbun]
        assert abs(found.mean() - mean) < 0.01
        assert np.abs(found - mean).max() < 0.101
