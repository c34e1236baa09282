"""Two engines, one world: what the fast one counts the readable one counts, bit for bit."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nksim.core.columns import LAYERS
from nksim.engines.run import run
from nksim.engines.twins import compare_engines
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from tests.fixtures.lively import EVERYTHING, lively_scenario, weekly

SMALL = settings(max_examples=50, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
SHARES = st.floats(0.0, 1.0)


@st.composite
def levers(draw: st.DrawFn, start: date, weeks: int) -> list[dict[str, Any]]:
    """Up to six levers of any kind, anywhere, at any time of the run."""
    kinds = draw(st.lists(st.sampled_from(sorted(LEVER_SETTINGS)), max_size=6))
    chosen = []
    for number, kind in enumerate(kinds):
        first = draw(st.integers(-3, weeks))
        lever: dict[str, Any] = {"name": f"{kind}-{number}", "lever": kind, "from": start + timedelta(weeks=first), "strength": draw(SHARES)}
        lever["ramp_weeks"] = draw(st.integers(0, 10))
        if draw(st.booleans()):
            lever["until"] = lever["from"] + timedelta(weeks=draw(st.integers(0, 30)))
        if draw(st.booleans()):
            lever["provinces"] = draw(st.lists(st.sampled_from(PROVINCES), min_size=1, unique=True))
        if kind == "media_drive":
            lever["drives_per_1000"] = draw(st.sampled_from([0.4, 1000.0]))
        chosen.append(lever)
    return chosen


@st.composite
def worlds(draw: st.DrawFn) -> Scenario:
    """A small society between 2005 and 2024, busy and closely watched."""
    start = date(draw(st.integers(2005, 2023)), draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    weeks = draw(st.integers(20, 45))
    return lively_scenario(
        draw(levers(start, weeks)),
        run={"start": start, "until": start + timedelta(weeks=weeks), "seed": draw(st.integers(0, 2**63 - 1))},
        society={
            "size": draw(st.integers(30, 150)),
            "household_size": draw(st.sampled_from([1.0, 2.5, 3.9, 6.0])),
            "unit_households": draw(st.integers(2, 40)),
        },
        media={"title_loss": draw(st.sampled_from([0.0, 0.05, 0.3])), "latency_weeks": draw(st.sampled_from([0, 2, 26.5, 200]))},
        behaviour={"contact_rate": {layer: draw(st.floats(0.1, 0.9)) for layer in LAYERS}, "load_decay": draw(SHARES)},
        enforcement={
            "report_base": draw(st.floats(-4.0, 2.0)),
            "notice_chance": draw(SHARES),
            "capacity": draw(st.floats(20.0, 500.0)),
            "bribe_base": draw(st.sampled_from([0.0, 0.3, 0.75, 1.0])),
            "execution_share": draw(st.sampled_from([0.0, 0.1, 1.0])),
            "severity_korean": draw(st.floats(0.0, 5.0)),
        },
        attitudes={"grievance": draw(st.floats(-1.0, 1.0)), "attitude_effect": draw(st.floats(-0.1, 0.1)), "companion_pull": draw(SHARES)},
    )


@pytest.mark.slow
def test_the_engines__agree_in_any_small_world() -> None:
    """Whatever the policies and whoever the people, both engines tell the same story."""
    seen: Counter[str] = Counter()

    @SMALL
    @given(worlds())
    def agree(scenario: Scenario) -> None:
        twins = compare_engines(scenario)
        assert twins.identical, twins.first_difference
        assert twins.hashes["compiled"] == twins.hashes["citizens"]
        observations = run(scenario)
        for column in (*EVERYTHING, "deliveries", "confessions"):
            seen[column] += int(weekly(observations, column).sum())

    agree()
    assert not [column for column in (*EVERYTHING, "deliveries", "confessions") if seen[column] == 0]


def test_threads__change_nothing() -> None:
    """Three clerks who share the counting come to the same numbers as one."""

    @settings(SMALL, max_examples=20)
    @given(worlds())
    def agree(scenario: Scenario) -> None:
        one, two, three = (run(scenario, threads=threads) for threads in (1, 2, 3))
        assert one.state_hash == two.state_hash == three.state_hash
        for field in ("cells", "layers", "survey"):
            assert np.array_equal(getattr(one, field), getattr(two, field))
            assert np.array_equal(getattr(one, field), getattr(three, field))

    agree()


def test_another_seed__is_another_country() -> None:
    """The comparison can fail: other people, other luck, another end."""
    scenario = lively_scenario()
    assert run(scenario, 1).state_hash == run(scenario, 1).state_hash != run(scenario, 2).state_hash


@pytest.mark.slow
@pytest.mark.parametrize(
    "network",
    [
        {"generator": "watts_strogatz_graph", "n": 90, "k": 8, "p": 0.2},
        {"generator": "barabasi_albert_graph", "n": 90, "m": 4, "layer": "market"},
        {"generator": "erdos_renyi_graph", "n": 90, "p": 0.08, "layer": "neighbour"},
    ],
    ids=lambda network: network["generator"],
)
def test_the_engines__agree_on_a_graph_of_ones_own(network: dict[str, Any]) -> None:
    """Whoever knows whom, both engines tell the same story."""
    pytest.importorskip("nksim.society.graphs")
    scenario = lively_scenario(network=network, society={"size": 90})
    twins = compare_engines(scenario)
    assert twins.identical, twins.first_difference
    observations = run(scenario)
    assert all(weekly(observations, column).sum() > 0 for column in ("offers", "refusals", "joint_viewings", "copies", "arrests"))
