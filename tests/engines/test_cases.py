"""The desk of the organs, case by case, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.core.columns import CELLS_A_PROVINCE, PROVINCE_COUNT
from nksim.core.draws import Purpose, stream
from nksim.engines.cases import (
    Desk,
    accuse,
    cases_of,
    copy_of,
    let_lapse,
    make_places,
    new_desk,
    open_case,
    proves,
    put_cases,
    rank_of,
    share_places,
    take_up,
    waited,
    with_life,
    with_own_week,
)

LIFE = 4
STYLE, WATCH, SELL = 1, 3, 10  # accusations


class Office:
    """A desk with the suspects' provinces and open cases, as an engine keeps them."""

    def __init__(self, provinces: list[int], life: int = LIFE) -> None:
        self.life = life
        self.cells = np.array(provinces, np.uint8) * CELLS_A_PROVINCE
        self.cases = np.zeros(len(provinces), np.uint8)
        self.desk: Desk = new_desk(np.array(provinces, np.uint8), life)

    def hear(self, week: int, *told: tuple[int, int]) -> None:
        """Suspects and what they are accused of this week."""
        for suspect, accusation in told:
            accuse(suspect, accusation, self.desk)
        for suspect in np.flatnonzero(self.desk.accused).tolist():
            open_accusation = int(self.cases[suspect])
            self.cases[suspect] = open_case(suspect, open_accusation, week, self.desk)

    def take(self, week: int, **places: int) -> list[int]:
        """The suspects taken up with so many places in each province, `p0=2` for the first."""
        self.desk.places[:] = 0
        for province, count in places.items():
            self.desk.places[int(province[1:])] = count
        number = take_up(self.cells, self.cases, week, self.life, self.desk)
        taken = self.desk.taken[:number].tolist()
        self.cases[taken] = 0
        return taken

    def lapse(self, week: int) -> list[int]:
        """The suspects whose cases lapse."""
        lapsed = self.desk.lapsed[: let_lapse(week, self.life, self.desk)].tolist()
        self.cases[lapsed] = 0
        return lapsed

    @property
    def waiting(self) -> list[int]:
        """The suspects whose cases wait, the oldest first."""
        return self.desk.queue[: self.desk.length[0]].tolist()


def test_a_new_desk__has_room_for_everybody_and_nothing_on_it() -> None:
    """A place in each column a citizen, a rank a gravity and week of a case's life."""
    desk = new_desk(np.array([0, 0, 3], np.uint8), 2.0)
    shapes = {name: (column.shape, column.dtype.name) for name, column in desk._asdict().items()}
    assert shapes == {
        "accused": ((3,), "uint8"),
        "opened": ((3,), "int16"),
        "told": ((3,), "int16"),
        "queue": ((3,), "uint32"),
        "taken": ((3,), "uint32"),
        "lapsed": ((3,), "uint32"),
        "length": ((1,), "int64"),
        "places": ((PROVINCE_COUNT,), "int64"),
        "ranks": ((PROVINCE_COUNT, 30), "int64"),
        "population": ((PROVINCE_COUNT,), "int64"),
    }
    assert desk.population.tolist() == [2, 0, 0, 1, *[0] * 6]
    assert desk.length[0] == 0


def test_an_accusation__opens_a_case_and_the_gravest_of_a_week_counts() -> None:
    """Told on twice in a week, one has one case, for the graver act."""
    office = Office([0] * 5)
    office.hear(7, (3, WATCH), (1, STYLE), (3, SELL), (3, STYLE))
    assert office.waiting == [1, 3]
    assert office.cases.tolist() == [0, STYLE, 0, SELL, 0]
    assert not office.desk.accused.any()
    assert [int(waited(suspect, 9, office.desk)) for suspect in (1, 3)] == [2, 2]


def test_whoever_is_told_on_again__keeps_place_and_day_and_the_graver_act() -> None:
    """The case stays as old as it is, and is fresh again."""
    office = Office([0] * 5)
    office.hear(0, (2, SELL))
    office.hear(1, (4, WATCH))
    office.hear(3, (2, STYLE))
    assert office.waiting == [2, 4]
    assert office.cases[2] == SELL
    assert (int(waited(2, 3, office.desk)), int(office.desk.told[2])) == (3, 3)
    office.hear(3, (4, SELL))
    assert office.cases[4] == SELL


def test_grave_cases__come_first_and_fresh_ones_before_stale_ones() -> None:
    """Gravity before freshness, and of equals who was accused first."""
    office = Office([0] * 6)
    office.hear(0, (0, WATCH), (1, SELL))
    office.hear(1, (2, WATCH), (3, WATCH))
    office.hear(2, (4, STYLE))
    assert office.take(2, p0=1) == [1]
    assert office.take(2, p0=2) == [2, 3]
    assert office.take(2, p0=1) == [0]
    assert office.take(2, p0=9) == [4]
    assert office.waiting == []


def test_a_report_that_comes_again__moves_a_case_forward() -> None:
    """Stale is what nobody has told of for long, however old it is."""
    office = Office([0] * 3)
    office.hear(0, (0, WATCH))
    office.hear(1, (1, WATCH))
    office.hear(2, (0, WATCH))
    assert office.take(2, p0=1) == [0]


def test_places__are_those_of_ones_own_province() -> None:
    """What one province does not use is not given to another."""
    office = Office([0, 0, 1, 1, 1])
    office.hear(0, *((suspect, WATCH) for suspect in range(5)))
    assert office.take(0, p0=1, p1=2, p2=5) == [0, 2, 3]
    assert office.waiting == [1, 4]
    assert office.take(1, p1=5) == [4]


def test_ranks__have_as_many_places_as_there_are_the_first_first() -> None:
    """Three places among one case of the first rank and four of a later one: one and two."""
    office = Office([0] * 5)
    office.hear(0, (0, WATCH), (1, WATCH), (2, SELL), (3, WATCH), (4, WATCH))
    for places, later in ((9, 4), (9, 4), (3, 2)):  # nothing is left of an earlier sharing
        office.desk.places[0] = places
        share_places(office.cells, office.cases, 0, LIFE, office.desk)
        found = {rank: int(count) for rank, count in enumerate(office.desk.ranks[0]) if count}
        assert found == {0: 1, (10 - WATCH) * (LIFE + 1): later}
    assert not office.desk.ranks[1:].any()
    assert office.take(0, p0=3) == [0, 1, 2]


@pytest.mark.parametrize("life", [1, 4, 52])
def test_ranks__order_by_gravity_then_freshness_and_fit_the_desk(life: int) -> None:
    """The first rank is the gravest of today, the last the lightest that is about to lapse."""
    office = Office([0] * 2, life)
    assert rank_of(0, SELL, 0, life, office.desk) == 0
    last = rank_of(0, STYLE, life, life, office.desk)
    assert last == office.desk.ranks.shape[1] - 1
    stale = rank_of(0, SELL, life, life, office.desk)
    assert stale < rank_of(0, SELL - 1, 0, life, office.desk)


def test_a_case__lapses_when_nobody_has_told_of_it_for_its_life() -> None:
    """The week before it still waits; whoever is told on again waits anew."""
    office = Office([0] * 4)
    office.hear(0, (0, WATCH), (1, SELL))
    office.hear(2, (1, STYLE), (3, WATCH))
    assert office.lapse(3) == []
    assert office.lapse(4) == [0]
    assert office.waiting == [1, 3]
    assert office.lapse(5) == []
    assert office.lapse(6) == [1, 3]
    assert office.waiting == []
    office.hear(7, (0, STYLE))
    assert (office.waiting, int(office.cases[0])) == ([0], STYLE)
    assert int(waited(0, 7, office.desk)) == 0


def test_a_case_of_one_week__is_followed_up_at_once_or_never() -> None:
    """Where a case lives a week, the next one finds it gone."""
    office = Office([0] * 2, life=1)
    office.hear(0, (0, WATCH), (1, WATCH))
    assert office.lapse(0) == []
    assert office.take(0, p0=1) == [0]
    assert office.lapse(1) == [1]


def test_places__are_whole_and_a_draw_decides_about_the_rest() -> None:
    """Of 500 people at 5.5 a 1,000 two cases or three, three in three weeks of four."""
    desk = new_desk(np.repeat(np.arange(2, dtype=np.uint8), 500), LIFE)
    found = []
    with np.errstate(over="ignore"):
        for week in range(400):
            key = stream(1, Purpose.FOLLOW_UP, week)
            for province in range(PROVINCE_COUNT):
                make_places(0.0055, province, key, desk)
            found.append(desk.places.copy())
    counts = np.array(found)
    assert set(counts[:, 0].tolist()) == {2, 3}
    assert abs((counts[:, 0] == 3).mean() - 0.75) < 0.07
    assert (counts[:, 0] != counts[:, 1]).any()
    assert not counts[:, 2:].any()


def test_places__of_a_whole_number_are_no_matter_of_luck() -> None:
    """Without capacity nobody is followed up; two a week are two."""
    desk = new_desk(np.zeros(500, np.uint8), LIFE)
    with np.errstate(over="ignore"):
        for week in range(20):
            key = stream(1, Purpose.FOLLOW_UP, week)
            for capacity, places in ((0.0, 0), (0.004, 2)):
                make_places(capacity, 0, key, desk)
                assert desk.places[0] == places


def test_proof__is_a_draw_of_the_case() -> None:
    """Never at a chance of 0, always at 1, a share of the suspects between."""
    with np.errstate(over="ignore"):
        key = stream(1, Purpose.PROOF, 0)
        proved = [bool(proves(suspect, key, 0.2)) for suspect in range(2000)]
        assert not any(proves(suspect, key, 0.0) for suspect in range(50))
        assert all(proves(suspect, key, 1.0) for suspect in range(50))
    assert abs(np.mean(proved) - 0.2) < 0.03


def test_a_desk__goes_on_elsewhere_with_its_cases() -> None:
    """A copy has the cases in their order with their days, and a life of its own.

    What is empty between two weeks is shared, unless both are to be in a week at once.
    """
    office = Office([0] * 5)
    office.hear(3, (4, WATCH))
    office.hear(5, (0, SELL), (4, STYLE))
    other = copy_of(office.desk)
    assert [column.tolist() for column in cases_of(other)] == [[4, 0], [3, 5], [5, 5]]
    office.take(5, p0=5)
    assert office.waiting == []
    assert other.length[0] == 2
    of_a_week = {"accused", "taken", "lapsed"}
    for desk, shared in ((other, of_a_week), (with_own_week(other), set[str]())):
        pairs = zip(Desk._fields, office.desk, desk, strict=True)
        found = {name for name, *both in pairs if np.shares_memory(*both)}
        assert found == shared | {"population"}
    assert not with_own_week(other).accused.any()
    empty = new_desk(np.zeros(5, np.uint8), LIFE)
    put_cases(empty, *cases_of(other))
    assert [column.tolist() for column in cases_of(empty)] == [[4, 0], [3, 5], [5, 5]]


def test_a_desk__may_be_given_another_life() -> None:
    """Longer lives need more ranks; the cases stay."""
    office = Office([0] * 5)
    office.hear(3, (4, WATCH))
    longer = with_life(office.desk, 52.0)
    assert longer.ranks.shape == (PROVINCE_COUNT, 10 * 53)
    assert cases_of(longer)[0].tolist() == [4]
    assert with_life(office.desk, 8.9).ranks.shape == (PROVINCE_COUNT, 10 * 9)
