"""The smaller rules at points whose answers were worked out by hand."""

from __future__ import annotations

import math

from nksim.rules.appeal import appeal
from nksim.rules.codes import INFORMANT, NONE, TRADER
from nksim.rules.confessing import prone_to_confess
from nksim.rules.copying import copying, may_copy
from nksim.rules.hosting import could_watch, high_end_hosts
from nksim.rules.logistic import sigma
from nksim.rules.searching import informs, searching
from nksim.rules.supplying import finding, importing, newer
from tests.rules.numbers import NOTHING, near


def test_sigma__is_a_half_at_0_and_ends_at_40() -> None:
    """Three quarters belong to a log-odds of ln 3; far out the chance is exactly 0 or 1."""
    assert sigma(0.0) == 0.5
    assert sigma(math.log(3.0)) == near(0.75)
    assert sigma(-math.log(3.0)) == near(0.25)
    assert sigma(-40.0) == 1.0 / (1.0 + math.exp(40.0)) > 0.0
    assert (sigma(-40.5), sigma(-1e9), sigma(1e9)) == (0.0, 0.0, 1.0)
    assert sigma(-39.5) == 1.0 / (1.0 + math.exp(39.5))
    assert sigma(30.0) == 1.0 / (1.0 + math.exp(-30.0)) < 1.0
    assert sigma(36.0) < 1.0


def test_appeal__falls_to_an_eth_of_what_can_be_lost() -> None:
    """After its novelty time a title has lost 63% of what lies above its floor."""
    assert appeal(10.0, 10.0, 0.2) == near(0.2 + 0.8 / math.e)
    assert appeal(20.0, 10.0, 0.5) == near(0.5 + 0.5 / math.e**2)
    assert appeal(0.0, 10.0, 0.2) == 1.0
    assert appeal(0.5, 10.0, 0.2) == near(0.2 + 0.8 * math.exp(-0.05))
    assert appeal(-3.0, 10.0, 0.2) == 1.0


def test_copies__are_made_by_adults_with_players_of_what_is_newer() -> None:
    """Whoever has the same or a newer one leaves it."""
    assert may_copy(True, True, 4, 5)
    assert may_copy(True, True, NONE, -600)
    assert not may_copy(True, True, 5, 5)
    assert not may_copy(True, True, 6, 5)
    assert not may_copy(False, True, 4, 5)
    assert not may_copy(True, False, 4, 5)
    assert copying(0.4, 0.5) == near(0.2)


def test_the_host__is_who_has_the_newer_title() -> None:
    """A toss decides between equals: the high end below a half."""
    assert high_end_hosts(3, 4, 0.9)
    assert not high_end_hosts(4, 3, 0.1)
    assert [high_end_hosts(3, 3, draw) for draw in (0.49, 0.5)] == [True, False]
    wanting = [could_watch(*(at != missing for at in range(3))) for missing in range(3)]
    assert wanting == [False] * 3
    assert could_watch(True, True, True)


def test_searches__are_rare_where_an_official_lives() -> None:
    c = NOTHING._replace(official_search=0.25)
    assert (searching(0.2, False, c), searching(0.2, True, c)) == (0.2, near(0.05))


def test_informants__are_so_by_role_or_recruited() -> None:
    """The recruited share belongs to the lowest draws; nobody is recruited at a share of 0."""
    assert informs(INFORMANT, 0.9, 0.0)
    assert [informs(TRADER, draw, 0.3) for draw in (0.0, 0.29, 0.3)] == [True, True, False]
    assert not informs(TRADER, 0.0, 0.0)


def test_imports__are_the_traders_business() -> None:
    """Others bring a share of it; a border half open lets half through."""
    c = NOTHING._replace(nontrader_import_share=0.25)
    assert importing(0.4, 0.5, TRADER, c) == near(0.2)
    assert importing(0.4, 0.5, INFORMANT, c) == near(0.05)
    assert finding(0.02, 8.0) == near(0.16)
    assert (newer(3, 4), newer(4, 3), newer(NONE, -5)) == (4, 4, -5)


def test_who_turns_in__is_prone_to_it_by_leniency_and_fear() -> None:
    """Half of half of four tenths: the draws of a life below a tenth, and no other."""
    c = NOTHING._replace(confession_share=0.4)
    prone = [prone_to_confess(draw, 0.5, 0.5, c) for draw in (0.0, 0.09, 0.1, 0.9)]
    assert prone == [True, True, False, False]
    assert not prone_to_confess(0.0, 0.0, 1.0, c)
    assert not prone_to_confess(0.0, 1.0, 0.0, c)
    assert [prone_to_confess(draw, 1.0, 1.0, c) for draw in (0.39, 0.4)] == [True, False]
