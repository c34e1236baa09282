"""A district as a network: who stands where, and which ties are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.analysis.district import layout
from nksim.core.errors import InputError
from tests.plots import tables


def test_a_district__is_that_with_most_viewers() -> None:
    """Eight people, of whom four watched within the year; the ninth lives elsewhere."""
    picture = tables.a_district()
    assert len(picture.people) == 8
    assert np.flatnonzero(picture.people["watches"]).tolist() == [0, 1, 5, 6]
    assert picture.people["status"].tolist()[-1] == "in_camp"


def test_ties__are_drawn_where_both_ends_live_there() -> None:
    """A friend elsewhere is counted, and not drawn."""
    picture = tables.a_district()
    rows = picture.layers.set_index("layer")
    assert rows.loc["friend", "ties"] == 3
    assert rows.loc["friend", "inside"] == pytest.approx(2 / 3)
    assert rows.loc["friend", "complicit"] == pytest.approx(1 / 3)
    assert rows.loc["market", "ties"] == 0
    drawn = picture.ties.groupby("layer").size()
    assert drawn.to_dict() == {"friend": 2, "household": 1, "neighbour": 1}
    assert picture.ties["complicit"].sum() == 2


def test_a_layout__gives_everybody_a_place_of_their_own() -> None:
    """The same each time; people of one home stand nearer than those of two."""
    unit, household = np.repeat([0, 1], 6), np.repeat([0, 1, 2, 3], 3)
    places = layout(unit, household)
    assert (places == layout(unit, household)).all()
    assert len({tuple(place) for place in places.round(6)}) == 12
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    same = household[:, None] == household[None]
    assert apart[same].max() < 0.7
    assert apart[~same].min() > 0.3


def test_a_district_that_there_is_not__is_refused() -> None:
    """Districts are counted from 0."""
    from nksim.analysis.district import _district

    with pytest.raises(InputError, match="district=7 is none of this society"):
        _district(np.array([0, 1, 1]), np.array([True, False, True]), 7)
    assert _district(np.array([0, 1, 1]), np.array([True, False, False]), 1) == 1
