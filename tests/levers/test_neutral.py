"""Neutral settings: a lever at which all are neutral might as well not be there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nksim.levers.neutral import NEUTRAL
from nksim.levers.policy import environments, other_course
from nksim.scenario.catalogue import lever_leaves
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario

COMMON = ("strength", "ramp_weeks")  # when and how far, not what
RUN = {"start": "2018-01-01", "until": "2021-12-31"}
# Others of every kind, in force before and beside the lever that is looked at.
OTHERS: list[dict[str, Any]] = [
    {"name": f"other {kind}", "lever": kind, "from": "2018-06-04", "strength": 0.7}
    for kind in LEVER_SETTINGS
]


def world(*levers: dict[str, Any]) -> Scenario:
    return load_scenario({"run": RUN, "levers": [*OTHERS, *levers]})


def lever(kind: str) -> dict[str, Any]:
    return {"name": "it", "lever": kind, "from": "2019-03-04", "ramp_weeks": 3, "strength": 0.3}


@pytest.mark.parametrize("kind", LEVER_SETTINGS)
def test_every_setting__has_a_neutral_value(kind: str) -> None:
    """Whoever adds a setting says at which value it does nothing."""
    numeric = [name for name, leaf in lever_leaves(kind).items() if leaf.numeric]
    assert [*NEUTRAL[kind]] == [name for name in numeric if name not in COMMON]


@pytest.mark.parametrize("kind", LEVER_SETTINGS)
def test_a_lever_with_neutral_settings__is_no_lever_bit_for_bit(kind: str) -> None:
    """Beside any other levers, in every week and province."""
    scenario, before = world(lever(kind)), environments(world())
    parts = [(one, frozenset()) for one in scenario.levers[:-1]]
    neutral = (scenario.levers[-1], frozenset(NEUTRAL[kind]))
    after = other_course(before, scenario, [*parts, neutral], 0)
    assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("kind", LEVER_SETTINGS)
def test_each_setting__does_something_away_from_its_neutral_value(kind: str) -> None:
    """A neutral value that were none would hide what a setting does."""
    alone = load_scenario({"run": RUN, "levers": [lever(kind)]})
    before, names = environments(load_scenario({"run": RUN})), {*NEUTRAL[kind]}
    for name in names - {"korean_share", "title_age_weeks", "find_factor"}:  # 1 by default, or
        part = (alone.levers[0], frozenset(names - {name}))  # of deliveries that there are not
        spoken = getattr(alone.levers[0], name) != NEUTRAL[kind][name]
        assert (other_course(before, alone, [part], 0) != before).any() == spoken, name


def test_what_deliveries_hold__stays_as_it_was_where_that_is_neutral() -> None:
    """More drives hold as much of South Korea as drives did, or titles as old as these."""
    drive = {"name": "it", "lever": "media_drive", "from": "2019-03-04", "korean_share": 0.1}
    scenario, before = world(drive | {"title_age_weeks": 300.0}), environments(world())
    parts = [(one, frozenset[str]()) for one in scenario.levers[:-1]]
    held = {"korean_share": "drive_korean", "title_age_weeks": "drive_age"}
    for name, field in held.items():
        after = other_course(
            before, scenario, [*parts, (scenario.levers[-1], frozenset({name}))], 0
        )
        moved = {each for each in before.dtype.names or () if (after[each] != before[each]).any()}
        assert moved == {"drives", *held.values()} - {field}, name


def test_other_course__is_worked_out_from_a_week_on_as_from_the_first() -> None:
    """What is known of bribes goes on from what was known."""
    inspectors = lever("anti_corruption")
    scenario, before = world(inspectors), environments(world())
    whole = environments(scenario)
    start = int(np.flatnonzero((whole != before).any(axis=1))[0])
    assert start > 0
    levers = [(one, frozenset[str]()) for one in scenario.levers]
    for week in (0, start - 20, start):
        other = other_course(before, scenario, levers, week)
        assert other.tobytes() == whole.tobytes()
