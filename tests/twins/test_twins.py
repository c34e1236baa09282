"""Two engines, one world: what the fast one counts the readable one counts, bit for bit."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nksim.core.columns import LAYERS, STYLES
from nksim.engines.run import run
from nksim.inference.verification.twins import compare_engines
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections.differences import Differences
from nksim.society.building import build_society
from tests.fixtures.lively import EVERYTHING, SELDOM, lively_scenario, weekly

# Worlds on a graph have a size of society too, which is not used, and said.
pytestmark = pytest.mark.filterwarnings("ignore::nksim.core.errors.GraphWarning")
SMALL = settings(
    max_examples=int(os.environ.get("NKSIM_TWIN_WORLDS", "60")),
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SHARES = st.floats(0.0, 1.0)
OF_LIVES = ("births", "natural_deaths", "marriages", "escaped")
SEEN = (*EVERYTHING, "deliveries", "confessions", *OF_LIVES)


@st.composite
def levers(draw: st.DrawFn, start: date, weeks: int) -> list[dict[str, Any]]:
    """Two to eight levers of any kind, anywhere, at any time of the run."""
    kinds = draw(st.lists(st.sampled_from(sorted(LEVER_SETTINGS)), min_size=2, max_size=8))
    chosen = []
    for number, kind in enumerate(kinds):
        first = draw(st.integers(-3, weeks - 5))
        lever: dict[str, Any] = {
            "name": f"{kind}-{number}",
            "lever": kind,
            "from": start + timedelta(weeks=first),
            "strength": draw(st.sampled_from([1.0, 0.7, 0.35, 0.0])),
        }
        lever["ramp_weeks"] = draw(st.integers(0, 10))
        if draw(st.booleans()):
            lever["until"] = lever["from"] + timedelta(weeks=draw(st.integers(4, 30)))
        if draw(st.booleans()):
            lever["provinces"] = draw(st.lists(st.sampled_from(PROVINCES), min_size=1, unique=True))
        if kind == "media_drive":
            lever |= {
                "drives_per_1000": 1000.0,
                "title_age_weeks": draw(st.sampled_from([0, 12.5, 520])),
                "korean_share": draw(SHARES),
            }
        chosen.append(lever | draw(settings_of(kind)))
    return chosen


def settings_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Settings of levers that say more than their defaults."""
    found: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "law": {
            "spreading": SHARES,
            "duty": SHARES,
            "risk_rise": SHARES,
            "term_factor": st.sampled_from([1.0, 40.0]),
            "bribe_factor": SHARES,
        },
        "informants": {"suspicion_rise": SHARES, "extra_share": SHARES},
        "executions": {"execution_share": st.sampled_from([0.02, 1.0])},
        "shaming_campaign": {
            "fields": st.lists(st.sampled_from(STYLES), min_size=1, max_size=3, unique=True),
            "suspicion_rise": SHARES,
            "stigma": SHARES,
        },
    }
    return st.fixed_dictionaries(found.get(kind, {}))


def differences() -> st.SearchStrategy[dict[str, float]]:
    """Groups that differ in everything or in nothing."""
    shifts = st.sampled_from([-0.6, 0.0, 0.4])
    apart = st.fixed_dictionaries(dict.fromkeys(Differences.model_fields, shifts))
    return st.one_of(st.just({}), apart)


@st.composite
def networks(draw: st.DrawFn, size: int) -> dict[str, Any] | None:
    """The built society more often than not, else a graph by a generator."""
    layer = draw(st.sampled_from(LAYERS[1:]))
    return draw(
        st.sampled_from(
            [
                None,
                None,
                {"generator": "watts_strogatz_graph", "n": size, "k": 6, "p": 0.3, "layer": layer},
                {"generator": "barabasi_albert_graph", "n": size, "m": 3, "layer": layer},
                {"generator": "random_regular_graph", "n": 2 * (size // 2), "d": 5, "layer": layer},
            ]
        )
    )


LIVES = st.fixed_dictionaries(
    {
        "enabled": st.just(True),
        "growth": st.booleans(),
        "famine": st.sampled_from([0.0, 3e6]),
        "marriage_across": SHARES,
        "friend_loss": SHARES,
        "friend_age_gap": st.sampled_from([0.0, 3.0, 20.0]),
        "neighbour_loss": SHARES,
        "work_loss": SHARES,
        "market_loss": SHARES,
        "first_watching_age": st.sampled_from([0.0, 6.0, 15.0]),
    }
)
ESCAPES = st.sampled_from([{}, {"escapes_leave": True, "escapes_per_arrival": 1000.0}])


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    """One of these values."""
    return st.sampled_from(values)


SOCIETIES = st.fixed_dictionaries(
    {
        "household_size": one_of(1.0, 2.5, 3.9, 6.0),
        "unit_households": st.integers(2, 40),
        "differences": differences(),
    }
)
MEDIA = st.fixed_dictionaries(
    {"title_loss": one_of(0.0, 0.05, 0.3), "latency_weeks": one_of(0, 2, 26.5, 200)}
)
BEHAVIOURS = st.fixed_dictionaries(
    {
        "contact_rate": st.fixed_dictionaries(dict.fromkeys(LAYERS, st.floats(0.1, 0.9))),
        "load_decay": SHARES,
        "risk_threshold": one_of(0.0, 0.2, 0.9),
        "group_size": one_of(1, 2.5, 3),
        "bond_return": one_of(0.0, 0.02, 1.0),
        "complicity_loss": one_of(0.0, 0.05, 1.0),
    }
)
STATES = st.fixed_dictionaries(
    {
        "report_base": st.floats(-4.0, 2.0),
        "notice_chance": SHARES,
        "capacity": st.floats(5.0, 500.0),
        "case_life_weeks": one_of(1, 2, 8.5, 52),
        "evidence_weeks": one_of(0, 1, 13, 520),
        "family_loss": one_of(0.0, 0.3, 1.0),
        "attendance_others": SHARES,
        "bribe_relief": SHARES,
        "political_share": SHARES,
        "bribe_base": one_of(0.0, 0.3, 0.75, 1.0),
        "execution_share": one_of(0.0, 0.1, 1.0),
        "severity_korean": st.floats(0.0, 5.0),
    }
)
ATTITUDES = st.fixed_dictionaries(
    {
        "grievance": st.floats(-1.0, 1.0),
        "attitude_effect": st.floats(-0.1, 0.1),
        "companion_pull": SHARES,
        "risk_learning": SHARES,
        "risk_deaths": one_of(0.0, 0.01, 5.0),
        "memory_rate": st.floats(0.001, 1.0),
        "suspicion_told": SHARES,
        "suspicion_ease": SHARES,
        "knowledge_gain": SHARES,
        "knowledge_taste": st.floats(-1.0, 5.0),
        "style_uptake": st.fixed_dictionaries(dict.fromkeys(STYLES, SHARES)),
        "style_older": SHARES,
        "confession_pace": SHARES,
    }
)


@st.composite
def worlds(draw: st.DrawFn) -> Scenario:
    """A small society between 2005 and 2024, closely watched; half of them live over a new year."""
    lives = draw(st.booleans())
    month = st.integers(9, 11) if lives else st.integers(1, 12)
    start = date(draw(st.integers(2005, 2023)), draw(month), draw(st.integers(1, 28)))
    weeks, size = draw(st.integers(20, 45)), draw(st.integers(30, 150))
    until = start + timedelta(weeks=weeks)
    return lively_scenario(
        draw(levers(start, weeks)),
        None if lives else draw(networks(size)),
        life=draw(LIVES) if lives else {},
        survey=draw(ESCAPES),
        run={"start": start, "until": until, "seed": draw(st.integers(0, 2**63 - 1))},
        society={"size": size} | draw(SOCIETIES),
        media=draw(MEDIA),
        behaviour=draw(BEHAVIOURS),
        enforcement=draw(STATES),
        attitudes=draw(ATTITUDES),
    )


@pytest.mark.slow
def test_the_engines__agree_in_any_small_world() -> None:
    """Whatever the policies and whoever the people, both engines tell the same story."""
    seen: Counter[str] = Counter()

    @SMALL
    @given(worlds())
    @example(SELDOM[0])
    @example(SELDOM[1])
    def agree(scenario: Scenario) -> None:
        twins = compare_engines(scenario, events=True)
        assert twins.identical, twins.first_difference
        observations = run(scenario)
        assert observations.state_hash == twins.hashes["compiled"] == twins.hashes["citizens"]
        for column in SEEN:
            seen[column] += int(weekly(observations, column).sum())

    agree()
    assert not [name for name in SEEN if seen[name] == 0]


@pytest.mark.parametrize("kind", sorted(LEVER_SETTINGS))
def test_the_engines__agree_under_every_lever(kind: str) -> None:
    """Each policy by itself in the lively country, in force from its second month, and felt.

    The numbers are not those without it.
    """
    lever: dict[str, Any] = {"name": kind, "lever": kind, "from": date(2015, 2, 16)}
    lever |= {"drives_per_1000": 1000.0} if kind == "media_drive" else {}
    twins = compare_engines(lively_scenario([lever]))
    assert twins.identical, twins.first_difference
    assert twins.hashes["compiled"] != run(lively_scenario()).state_hash


@pytest.mark.slow
def test_threads__change_nothing() -> None:
    """Three clerks who share the counting come to the same numbers as one."""

    @settings(SMALL, max_examples=20)
    @given(worlds())
    def agree(scenario: Scenario) -> None:
        one, two, three = (run(scenario, threads=threads) for threads in (1, 2, 3))
        assert one.state_hash == two.state_hash == three.state_hash
        for field in ("provinces", "years", "layers", "survey", "cohorts"):
            assert np.array_equal(getattr(one, field), getattr(two, field))
            assert np.array_equal(getattr(one, field), getattr(three, field))

    agree()


def test_another_seed__is_another_country() -> None:
    """The comparison can fail: other people, other luck, another end."""
    scenario = lively_scenario()
    assert run(scenario, 1).state_hash == run(scenario, 1).state_hash != run(scenario, 2).state_hash


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
    scenario = lively_scenario(network=network, society={"size": 90})
    twins = compare_engines(scenario)
    assert twins.identical, twins.first_difference
    observations = run(scenario)
    assert all(
        weekly(observations, column).sum() > 0
        for column in ("offers", "refusals", "joint_viewings", "copies", "arrests")
    )


def test_a_given_society__lives_with_the_luck_of_the_seed() -> None:
    """The same people with other luck: another seed is another history, in both engines alike."""
    scenario = lively_scenario(society={"size": 90})
    people = build_society(scenario, 7)
    hashes = {
        seed: {
            run(scenario, seed, society=people).state_hash,
            run(scenario, seed, engine="citizens", society=people).state_hash,
        }
        for seed in (5, 6, 7)
    }
    assert all(len(each) == 1 for each in hashes.values())
    assert len(set.union(*hashes.values())) == 3
    assert hashes[7] == {run(scenario, 7).state_hash}
