"""Laws that every society with lives keeps, checked whole."""

from __future__ import annotations

import numpy as np

from nksim.demography.turning import Turn
from nksim.rules.codes import HOUSEHOLD
from nksim.society.keys import keys_of
from nksim.society.society import Society


def check_society(society: Society) -> None:
    """Columns belong together, places are right, and everybody is somewhere once."""
    people, register = society.people, society.register
    assert register is not None
    size, places = society.size, np.arange(society.size)
    assert all(len(column) == size for column in (*people, *register[:5]))
    assert len(np.unique(register.number)) == size
    assert len(np.unique(register.household_number)) == len(society.household_first) - 1
    assert register.number.max() < register.next_number
    assert register.household_number.max() < register.next_household
    wed = register.partner >= 0
    assert (register.partner[register.partner[wed]] == places[wed]).all()
    assert (people.woman[wed] != people.woman[register.partner[wed]]).all()
    for parent, woman in ((register.mother, 1), (register.father, 0)):
        known = parent >= 0
        assert (people.woman[parent[known]] == woman).all()
    for first, of in (
        (society.household_first, people.household),
        (society.district_first, people.district),
    ):
        assert first[0] == 0
        assert first[-1] == size
        assert (of == np.repeat(np.arange(len(first) - 1), np.diff(first))).all()
    assert (np.diff(society.household_first) > 0).all()
    assert (np.diff(people.unit) >= 0).all()
    for column in (people.unit, people.wealth, people.district):
        assert (column == column[society.household_first[people.household]]).all()
    check_ties(society)


def check_ties(society: Society) -> None:
    """Each pair is tied once, in order, with right rows and keys; homes are complete."""
    people, ties, register = society.people, society.ties, society.register
    assert register is not None
    size = society.size
    assert (ties.low < ties.high).all()
    assert ties.high.max(initial=0) < size
    pairs = ties.low.astype(np.int64) * size + ties.high
    assert (np.diff(pairs) > 0).all()
    assert (ties.first == np.searchsorted(ties.low, np.arange(size + 1))).all()
    order = np.lexsort((ties.low, ties.high))
    assert (ties.reverse == order).all()
    assert (ties.reverse_first == np.searchsorted(ties.high[order], np.arange(size + 1))).all()
    assert (ties.key == keys_of(ties.low, ties.high, register.number)).all()
    at_home = people.household[ties.low] == people.household[ties.high]
    assert (at_home == (ties.layer == HOUSEHOLD)).all()
    sizes = np.diff(society.household_first)
    assert at_home.sum() == (sizes * (sizes - 1) // 2).sum()


def check_turn(before: Society, turned: Turn) -> None:
    """Whoever goes on is the same; ties that go on have the same ends."""
    after, old = turned.society, before.register
    new = after.register
    assert old is not None
    assert new is not None
    stays = turned.came_from >= 0
    assert (new.number[stays] == old.number[turned.came_from[stays]]).all()
    assert (new.birth[stays] == old.birth[turned.came_from[stays]]).all()
    assert (new.number[~stays] >= old.next_number).all()
    assert len(turned.mother) == (~stays).sum()
    assert len(np.unique(turned.came_from[stays])) == stays.sum()
    assert stays.sum() + len(turned.happenings.deaths) == before.size
    kept = turned.tie_came_from >= 0
    k = turned.tie_came_from[kept]
    assert len(np.unique(k)) == len(k)
    assert (after.ties.key[kept] == before.ties.key[k]).all()
