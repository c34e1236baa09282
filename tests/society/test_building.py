from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from nksim.core.columns import LAYERS
from nksim.evidence.register import provinces
from nksim.rules.codes import CHILD, FRIEND, HOUSEHOLD, MARKET, NEIGHBOUR, TRADER, WORK
from nksim.scenario.provinces import PROVINCES
from nksim.society.building import build_society
from nksim.society.society import Society
from tests.society.conftest import sized


def digest(society: Society) -> str:
    found = hashlib.sha256()
    for array in (*society.people, *society.ties, society.household_first, society.district_first):
        found.update(str(array.dtype).encode() + np.ascontiguousarray(array).tobytes())
    return found.hexdigest()


def ends(society: Society, layer: int) -> tuple[np.ndarray, np.ndarray]:
    chosen = society.ties.layer == layer
    return society.ties.low[chosen], society.ties.high[chosen]


def test_provinces__have_their_share_of_the_census(country: Society) -> None:
    """At 100,000 people every province is within half a point of its share in the census."""
    census = {row.province: row.population_2008 for row in provinces()}
    wanted = np.array([census[name] for name in PROVINCES]) / sum(census.values())
    found = np.bincount(country.people.province, minlength=10) / country.size
    assert np.abs(found - wanted).max() < 0.005


def test_households__have_3_9_people(country: Society) -> None:
    """A household has 3.9 people on average, give or take 0.05."""
    assert abs(country.size / (len(country.household_first) - 1) - 3.9) < 0.05


def test_ties__are_about_twenty_a_head(country: Society) -> None:
    """A person knows about twenty others, counted over all layers."""
    assert 18.0 <= 2 * country.tie_count / country.size <= 22.0


@pytest.mark.parametrize(
    ("layer", "mean", "off"),
    [
        ("kin", 2.0, 0.1),
        ("friend", 5.0, 0.3),
        ("neighbour", 4.0, 0.2),
        ("work", 4.0, 0.5),
        ("market", 2.5, 0.2),
    ],
)
def test_ties__are_split_by_layer_as_designed(
    country: Society, layer: str, mean: float, off: float
) -> None:
    """Each layer has about the ties asked for; duplicates with a closer layer cost a little."""
    found = 2 * int((country.ties.layer == LAYERS.index(layer)).sum()) / country.size
    assert abs(found - mean) < off


def test_friends__are_alike_in_age(country: Society) -> None:
    """Far more friends are of one age band than chance gives."""
    low, high = ends(country, FRIEND)
    chance = ((np.bincount(country.people.age) / country.size) ** 2).sum()
    assert (country.people.age[low] == country.people.age[high]).mean() > 0.75 > 2 * chance


def test_country__hangs_together(country: Society) -> None:
    """More than 99 of 100 people can reach one another over ties."""
    ones = np.ones(country.tie_count, np.int8)
    matrix = coo_matrix(
        (ones, (country.ties.low.astype(np.int64), country.ties.high.astype(np.int64))),
        shape=(country.size, country.size),
    )
    _, component = connected_components(matrix, directed=False)
    assert np.bincount(component).max() / country.size > 0.99


def test_layers__lie_where_they_belong(country: Society) -> None:
    """Households are complete, neighbours share a unit, colleagues a district, and nobody lives
    with them.
    """
    people = country.people
    low, high = ends(country, HOUSEHOLD)
    sizes = np.diff(country.household_first)
    assert (people.household[low] == people.household[high]).all()
    assert len(low) == int((sizes * (sizes - 1) // 2).sum())
    for layer, place in ((NEIGHBOUR, people.unit), (WORK, people.district)):
        low, high = ends(country, layer)
        assert (place[low] == place[high]).all()
        assert (people.household[low] != people.household[high]).all()


def test_market__leads_to_traders_and_never_to_children(country: Society) -> None:
    """Every market tie has a trader at one end and adults at both; traders are hubs."""
    people, (low, high) = country.people, ends(country, MARKET)
    assert ((people.role[low] == TRADER) | (people.role[high] == TRADER)).all()
    assert (people.age[low] != CHILD).all()
    assert (people.age[high] != CHILD).all()
    ties = np.bincount(low, minlength=country.size) + np.bincount(high, minlength=country.size)
    assert ties[people.role == TRADER].mean() > 8 * ties[people.role != TRADER].mean()


def test_traders__know_traders_of_other_provinces(country: Society) -> None:
    """Market ties cross the bounds of provinces, and only between traders."""
    people, (low, high) = country.people, ends(country, MARKET)
    far = people.province[low] != people.province[high]
    assert far.sum() > 100
    assert (people.role[low[far]] == TRADER).all()
    assert (people.role[high[far]] == TRADER).all()


def test_seed__decides_alone(village: Society) -> None:
    """The same seed makes the same society, another seed another."""
    assert digest(build_society(sized(300), 1)) == digest(village)
    assert digest(build_society(sized(300), 2)) != digest(village)
    assert digest(build_society(sized(300))) == digest(village)


def test_compiler__changes_nobody(village: Society) -> None:
    """The society is the same bit for bit when kernels run as plain Python."""
    script = (
        "from tests.society.test_building import digest, build_society, sized; import sys; "
        "sys.stdout.write(digest(build_society(sized(300), 1)))"
    )
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == digest(village), done.stderr


@settings(max_examples=25)
@given(size=st.integers(10, 3000), seed=st.integers(0, 2**63 - 1), household=st.floats(1.0, 8.0))
def test_ties__are_sorted_unique_and_reversible(size: int, seed: int, household: float) -> None:
    """At any size, each pair is tied at most once, and both ends find the tie."""
    society = build_society(sized(size, household_size=household), seed)
    ties, n, citizens = society.ties, society.tie_count, np.arange(society.size)
    assert society.size == size
    assert (ties.low < ties.high).all()
    assert (ties.high < size).all()
    assert (np.diff(ties.low.astype(np.int64) * size + ties.high) > 0).all()
    assert (ties.low == np.repeat(citizens, np.diff(ties.first))).all()
    assert (ties.high[ties.reverse] == np.repeat(citizens, np.diff(ties.reverse_first))).all()
    assert (np.sort(ties.reverse) == np.arange(n)).all()
    within = np.diff(ties.reverse.astype(np.int64))[
        np.diff(ties.high[ties.reverse].astype(np.int64)) == 0
    ]
    assert (within > 0).all()
    assert (ties.bond <= 32768).all()


@settings(max_examples=25)
@given(size=st.integers(10, 3000), seed=st.integers(0, 2**63 - 1))
def test_places__are_nested(size: int, seed: int) -> None:
    """Citizens stand in the order province, district, unit, household; each household has an adult,
    children no role.
    """
    society = build_society(sized(size), seed)
    people = society.people
    for inner, outer in (
        (people.household, people.unit),
        (people.unit, people.district),
        (people.district, people.province),
    ):
        assert (np.diff(inner.astype(np.int64)) >= 0).all()
        assert (np.diff(outer.astype(np.int64))[np.diff(inner) == 0] == 0).all()
    assert (people.age[society.household_first[:-1]] != CHILD).all()
    assert (people.role[people.age == CHILD] == 0).all()
    assert (
        people.household
        == np.repeat(np.arange(len(society.household_first) - 1), np.diff(society.household_first))
    ).all()
    assert (
        people.district
        == np.repeat(np.arange(len(society.district_first) - 1), np.diff(society.district_first))
    ).all()


def test_threads__make_no_difference_to_a_society() -> None:
    """Blocks built by two or three threads are put together in their order: every column is the
    same.
    """
    one = build_society(sized(30_000), 1)
    for threads in (2, 3):
        other = build_society(sized(30_000), 1, threads)
        for mine, theirs in zip(
            (*one.people, *one.ties), (*other.people, *other.ties), strict=True
        ):
            assert np.array_equal(mine, theirs)
