"""Groups that differ: 0 is no difference at all, and any other number does what it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nksim.rules.logistic import sigma
from nksim.scenario.loading import load_scenario
from nksim.scenario.sections.differences import Differences
from nksim.society.building import build_society
from nksim.society.society import People

YOUNG, OLD = 1, 3
SIZE = 4_000
# By key: the trait that is shifted, and whose.
SHIFTED = {
    "willingness_young": ("willingness", "young"),
    "willingness_old": ("willingness", "old"),
    "willingness_woman": ("willingness", "woman"),
    "taste_korean_young": ("taste_korean", "young"),
    "taste_korean_woman": ("taste_korean", "woman"),
    "risk_aversion_young": ("risk_aversion", "young"),
    "risk_aversion_woman": ("risk_aversion", "woman"),
    "trust_young": ("trust_mean", "young"),
    "trust_old": ("trust_mean", "old"),
}


def people(**apart: float) -> People:
    """The people of a society whose groups differ so."""
    return _built({"differences": apart} if apart else {})


def _built(society: dict[str, Any]) -> People:
    return build_society(load_scenario({"society": {"size": SIZE, **society}}), 3).people


def group(everybody: People, name: str) -> np.ndarray:
    """Who belongs to a group."""
    if name == "woman":
        return everybody.woman == 1
    return everybody.age == (YOUNG if name == "young" else OLD)


def differing(one: People, other: People) -> set[str]:
    """Traits in which two societies differ."""
    pairs = zip(People._fields, one, other, strict=True)
    return {name for name, mine, theirs in pairs if not np.array_equal(mine, theirs)}


@pytest.fixture(scope="module")
def alike() -> People:
    return people()


def test_differences_of_0__are_none_bit_for_bit(alike: People) -> None:
    """Written down or left out, the same people."""
    assert not differing(alike, people(**dict.fromkeys(Differences.model_fields, 0.0)))


def test_every_difference__is_tried_here() -> None:
    """A new one needs a row above."""
    assert {*SHIFTED, "trader_woman"} == set(Differences.model_fields)


@pytest.mark.parametrize("key", sorted(SHIFTED))
@pytest.mark.parametrize("shift", [0.3, -0.2, 5.0])
def test_a_difference__shifts_one_trait_of_one_group(alike: People, key: str, shift: float) -> None:
    """By so much, within 0 and 1 where it is a share; everybody else stays as they are."""
    trait, whose = SHIFTED[key]
    apart = people(**{key: shift})
    assert differing(alike, apart) == {trait}
    mine, before, after = group(alike, whose), getattr(alike, trait), getattr(apart, trait)
    assert np.array_equal(after[~mine], before[~mine])
    wanted = before[mine] + np.float32(shift)
    if trait != "willingness":
        wanted = np.clip(wanted, 0.0, 1.0)
    assert np.array_equal(after[mine], wanted)
    assert mine.sum() > 100


def test_differences_of_one_person__add_up(alike: People) -> None:
    """A young woman differs as the young and as women."""
    apart = people(willingness_young=0.5, willingness_woman=0.25)
    young, woman = group(alike, "young"), group(alike, "woman")
    shift = apart.willingness - alike.willingness
    assert shift[young & woman] == pytest.approx(0.75, abs=1e-5)
    assert shift[young & ~woman] == pytest.approx(0.5, abs=1e-5)
    assert not shift[~young & ~woman].any()


@pytest.mark.parametrize("shift", [1.0, -1.0])
def test_trade_among_women__differs_by_log_odds(alike: People, shift: float) -> None:
    """Men trade as before; officials and informants are as many as before among both."""
    apart, adult = people(trader_woman=shift), alike.age > 0
    woman = group(alike, "woman")
    assert differing(alike, apart) == {"role"}
    assert np.array_equal(apart.role[~woman], alike.role[~woman])
    share = sigma(np.log(0.06 / 0.94) + shift)
    assert abs((apart.role[woman & adult] == 1).mean() - share) < 0.012
    for role, held in ((2, 0.05), (3, 0.025)):
        assert abs((apart.role[woman & adult] == role).mean() - held) < 0.012
    assert not apart.role[~adult].any()


def test_trade_among_women__leaves_room_for_office() -> None:
    """However much women trade, all roles together are no more than everybody."""
    crowded = {"size": SIZE, "trader_share": 0.6, "official_share": 0.2, "informant_share": 0.1}
    found = _built(crowded | {"differences": {"trader_woman": 5.0}})
    women = found.role[(found.woman == 1) & (found.age > 0)]
    assert abs((women == 1).mean() - 0.7) < 0.03
    assert abs((women == 2).mean() - 0.2) < 0.03
    nobody = _built(crowded | {"trader_share": 0.0, "differences": {"trader_woman": 5.0}})
    assert not (nobody.role == 1).any()
