from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from nksim.core.environment import columns_of
from nksim.engines.run import run
from nksim.levers.policy import environments as environments_of
from nksim.observations.observations import Observations
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from tests.fixtures.lively import lively_scenario

START = date(2015, 1, 5)
FROM, UNTIL, RAMP = 12, 20, 3
WEEKS = 40
LEVERS = pytest.mark.parametrize("lever", sorted(LEVER_SETTINGS))


def with_lever(lever: str, **settings: Any) -> Scenario:
    dates = {"from": START + timedelta(weeks=FROM), "until": START + timedelta(weeks=UNTIL)}
    return lively_scenario(
        [{"name": "policy", "lever": lever, **dates, "ramp_weeks": RAMP, **settings}]
    )


@cache
def baseline_run() -> Observations:
    return run(lively_scenario())


def environments(scenario: Scenario, without: str = "") -> np.ndarray:
    """Every number of every week but one: (weeks, numbers, provinces)."""
    columns = columns_of(environments_of(scenario))
    return np.stack([each for name, each in columns.items() if name != without], axis=1)


@LEVERS
def test_a_lever_of_strength_0__is_no_lever_at_all(lever: str) -> None:
    """A policy announced and never carried out leaves the same country, bit for bit."""
    without, idle = baseline_run(), run(with_lever(lever, strength=0))
    assert without.weeks == WEEKS
    assert idle.state_hash == without.state_hash
    assert np.array_equal(idle.provinces, without.provinces)
    assert np.array_equal(idle.years, without.years)
    assert np.array_equal(idle.layers, without.layers)
    assert np.array_equal(idle.survey, without.survey)


@LEVERS
def test_a_lever__changes_nothing_before_its_first_day(lever: str) -> None:
    """Nobody acts on a policy that is still to come."""
    without, later = baseline_run(), run(with_lever(lever))
    assert np.array_equal(later.provinces[:FROM], without.provinces[:FROM])
    assert np.array_equal(later.layers[:FROM], without.layers[:FROM])


@LEVERS
def test_a_lever__rules_from_its_first_day_to_the_end_of_its_ramp_and_no_longer(lever: str) -> None:
    """A policy that has ended leaves nothing behind but what people have become and know."""
    plain, policy = lively_scenario(), with_lever(lever)
    without, ruled = (environments(scenario, "bribe_news") for scenario in (plain, policy))
    differs = (without != ruled).any(axis=(1, 2))
    in_force = np.zeros(WEEKS, bool)
    in_force[FROM : UNTIL + RAMP + 1] = True
    assert np.array_equal(differs, in_force)


@LEVERS
def test_a_lever_in_one_province__leaves_the_others_alone(lever: str) -> None:
    """What is decreed in Chagang does not hold in Kangwon."""
    here = PROVINCES.index("Chagang")
    without, ruled = (
        environments(lively_scenario()),
        environments(with_lever(lever, provinces=["Chagang"])),
    )
    others = [province for province in range(len(PROVINCES)) if province != here]
    assert np.array_equal(ruled[:, :, others], without[:, :, others])
    assert (
        ruled[FROM : UNTIL + RAMP + 1, :, here] != without[FROM : UNTIL + RAMP + 1, :, here]
    ).any()


@LEVERS
def test_half_a_lever__lies_between_none_and_all_of_it(lever: str) -> None:
    """A policy carried out by halves moves no number further than the whole policy."""
    none, half, full = (
        environments(scenario)
        for scenario in (lively_scenario(), with_lever(lever, strength=0.5), with_lever(lever))
    )
    assert (half != none).any()
    assert (half >= np.minimum(none, full) - 1e-12).all()
    assert (half <= np.maximum(none, full) + 1e-12).all()


@pytest.mark.parametrize(
    "lever",
    [
        "law",
        "border_closure",
        "searches",
        "informants",
        "device_control",
        "soft_content",
        "broadcast",
    ],
)
def test_a_lever_at_full_strength__makes_a_difference_to_people(lever: str) -> None:
    """A policy carried out in full changes what people do."""
    assert run(with_lever(lever, until=None)).state_hash != baseline_run().state_hash
