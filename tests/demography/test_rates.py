from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from nksim.core.errors import InputError, ScenarioError
from nksim.scenario.loading import load_scenario
from nksim.scenario.sections import Life
from nksim.society.rates.fertility import birth_table, fertility_at, total_fertility
from nksim.society.rates.marriage import marriage_table, married_shares
from nksim.society.rates.mortality import (
    FAMINE_COURSE,
    QUARTERS,
    STEPS,
    check_rows,
    death_table,
    expectancy,
    famine_factor,
    figure,
    hazards,
    life_expectancy,
)
from nksim.society.rates.pyramid import AGES, carried_on, check_start, pyramid


@pytest.mark.parametrize("year", [1993, 2008, 2021])
@pytest.mark.parametrize(("sex", "woman"), [("men", 0), ("women", 1)])
def test_life_tables__have_the_life_expectancy_of_the_evidence(
    year: int, sex: str, woman: int
) -> None:
    """D13-D18: whoever dies by the table lives as long as the evidence says, on average."""
    wanted = figure(f"life_expectancy_{sex}", year)
    assert life_expectancy(woman, year) == wanted
    assert expectancy(hazards(woman, year)) == pytest.approx(wanted, abs=0.01)


def test_infants__die_as_often_as_the_evidence_says() -> None:
    """D24: 19.3 of a thousand newborn die within a year, the accidents of the year among them."""
    for woman in (0, 1):
        assert 1000 * (1 - np.exp(-hazards(woman, 2008)[STEPS])) == pytest.approx(19.3, abs=1.2)


def test_between_figures__life_expectancy_is_a_straight_line() -> None:
    """It stays until 2004, as D20 says, goes straight from figure to figure, and then stays."""
    assert life_expectancy(0, 1999) == life_expectancy(0, 2004) == 67.0
    assert life_expectancy(0, 2006) == pytest.approx(66.3)
    assert life_expectancy(0, 2040) == 67.79


def test_deaths__are_certain_at_the_end_and_rarer_for_women() -> None:
    """The table covers every age; nobody gets older than it."""
    table = death_table(2010, 1.0, 0.0)
    assert table.shape == (2, QUARTERS + 1)
    assert (table[:, -1] == 1.0).all()
    assert (table[1, :-1] <= table[0, :-1]).all()
    assert (np.diff(table[:, 20 * STEPS :]) >= 0).all()
    assert table.min() > 0.0


def test_half_a_year__brings_half_the_deaths() -> None:
    """A run that begins in the middle of a year has fewer deaths in its first."""
    whole, half = death_table(2010, 1.0, 0.0), death_table(2010, 0.5, 0.0)
    at = 70 * STEPS
    assert half[0, at] == pytest.approx(whole[0, at] / 2, rel=0.05)


def test_famine__falls_into_its_years() -> None:
    """Its deaths are spread over 1995 to 2000, and multiply nothing in other years."""
    assert sum(FAMINE_COURSE.values()) == pytest.approx(1.0)
    assert famine_factor(8e5, 1994) == famine_factor(8e5, 2001) == 1.0
    assert famine_factor(0.0, 1997) == 1.0
    assert famine_factor(8e5, 1997) == pytest.approx(1 + 8e5 * 0.3 / (21.9e6 * 0.008))


def test_fertility__is_that_of_the_evidence() -> None:
    """D23: 1.91 children a woman in 2021, 3 in the early 1980s."""
    assert total_fertility(2021) == figure("total_fertility", 2021) == 1.91
    assert total_fertility(1982) == 3.0
    ages = np.arange(15, 50, 0.01)
    assert fertility_at(ages, 2021).sum() / 100 == pytest.approx(1.91, rel=1e-3)


def test_births__need_fifteen_years() -> None:
    """Whoever was not yet fifteen when the year began has no child in it."""
    table = birth_table(2010, 1.0, 25.5)
    assert (table[: 16 * STEPS] == 0.0).all()
    assert table.max() <= 0.6


def test_marriage__has_the_mean_age_that_is_asked_for() -> None:
    """Women who marry by the table do so at its mean age."""
    for mean in (22.0, 25.5, 28.0):
        table = marriage_table(mean)[::STEPS]
        single = np.cumprod(1.0 - table)
        married = -np.diff(single)
        ages = np.arange(1, len(single)) - 0.375  # the middle of the year that ends
        assert (married * ages).sum() / married.sum() == pytest.approx(mean, abs=0.4)
    shares = married_shares(np.array([16.0, 25.5, 45.0]), 25.5)
    assert shares[0] < 0.01
    assert 0.3 < shares[1] < 0.7
    assert shares[2] > 0.99


@pytest.mark.parametrize("year", [1993, 1996, 2015, 2030])
def test_a_pyramid__has_everybody(year: int) -> None:
    """Shares of all ages add up, for any year a run may begin in."""
    shares = pyramid(date(year, 1, 1), Life())
    assert shares.shape == (2, AGES)
    assert shares.sum() == pytest.approx(1.0)
    assert shares.min() >= 0.0


def test_a_later_pyramid__is_the_earlier_one_carried_on() -> None:
    """A run that begins in 1998 finds whom 1997 has left."""
    one, other = pyramid(date(1997, 1, 1), Life()), pyramid(date(1998, 1, 1), Life())
    later = carried_on(one, 1997, Life().famine)
    assert later / later.sum() == pytest.approx(other)


@pytest.mark.parametrize(
    ("name", "year", "low", "high"),
    [
        ("share_aged_0_14", 2004, 0, 15),
        ("share_aged_65_and_over", 2004, 65, 110),
        ("share_aged_0_14", 2008, 0, 15),
        ("share_aged_65_and_over", 2008, 65, 110),
        ("share_aged_0_14", 2014, 0, 15),
        ("share_aged_25_54", 2014, 25, 55),
        ("share_aged_65_and_over", 2021, 65, 110),
    ],
)
def test_the_pyramid__leads_to_the_ages_of_the_evidence(
    name: str, year: int, low: int, high: int
) -> None:
    """D1-D9: carried on without chance, shares of age are within a point."""
    shares = [pyramid(date(when, 1, 1), Life()) for when in (year, year + 1)]
    found = sum(float(one[:, low:high].sum()) for one in shares) / 2
    assert found == pytest.approx(figure(name, year), abs=0.01)


def test_rows_of_a_table__must_follow_in_time() -> None:
    """A table of years with a gap in its order, or with one row, is refused."""
    with pytest.raises(InputError, match=r"years=\[2008\]"):
        check_rows("life_expectancy_men", [(2008, 65.6)])
    with pytest.raises(InputError, match="each once"):
        check_rows("life_expectancy_men", [(2008, 65.6), (2008, 64.1)])


def test_a_start_before_the_tables__is_refused() -> None:
    """Nobody knows how long people lived in 1990: the words say since when it is known."""
    with pytest.raises(InputError, match=r"run\.start=1990-01-01 lies before 1993"):
        check_start(date(1990, 1, 1))
    with pytest.raises(ScenarioError, match=r"run\.start=1990-01-01 lies before 1993"):
        load_scenario({"run": {"start": "1990-01-01"}, "life": {"enabled": True}})


def test_lives_with_a_graph__are_refused() -> None:
    """A graph fixes who lives; the words say which of the two to leave out."""
    with pytest.raises(ScenarioError, match=r"life\.enabled=true and a network"):
        load_scenario({"network": {"generator": "path_graph", "n": 30}, "life": {"enabled": True}})


def test_a_graph_in_place_of_the_built_ties__has_no_lives() -> None:
    """With `auto` people live and die, but not where a graph fixes who they are."""
    assert load_scenario({"life": {"enabled": "auto"}}).lives
    graph = {"generator": "path_graph", "n": 30}
    assert not load_scenario({"network": graph, "life": {"enabled": "auto"}}).lives
    with pytest.raises(ScenarioError, match=r"life\.enabled"):
        load_scenario({"life": {"enabled": "perhaps"}})
