"""People and ties are today who they were yesterday, whoever builds them."""

from __future__ import annotations

import pytest

from tests.golden.figures import moved, stored
from tests.golden.societies import COUNTRY, SOCIETIES, country, societies, society_figures


@pytest.fixture(scope="module")
def built() -> dict[str, object]:
    return {name: society_figures(society) for name, society in societies()}


@pytest.mark.parametrize("name", sorted(set(stored(SOCIETIES)) - {COUNTRY}))
def test_a_society__has_the_people_and_ties_it_had(built: dict[str, object], name: str) -> None:
    """Ages, classes, tastes, households and bonds of small societies are pinned, column by column.
    Ages, classes, tastes, households and bonds of small societies are pinned, column by column."""
    apart = moved(stored(SOCIETIES)[name], built[name])
    assert not apart, "\n".join(
        [f"{len(apart)} figures moved; `make golden` if that was meant", *apart[:10]]
    )


def test_every_society__is_pinned(built: dict[str, object]) -> None:
    assert {*built, COUNTRY} == set(stored(SOCIETIES))


def test_a_country_of_many_blocks__has_the_people_and_ties_it_had() -> None:
    """Its blocks are built by themselves, and ties between them dealt out."""
    apart = moved(stored(SOCIETIES)[COUNTRY], society_figures(country()))
    assert not apart, apart[:10]
