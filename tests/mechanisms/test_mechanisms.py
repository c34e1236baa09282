"""What the model claims is seen in its history: each mechanism switched off in paired runs."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pytest

from tests.mechanisms.levers import EXPECTED, MEASURES, PAIRS
from tests.mechanisms.mechanisms import MECHANISMS, Mechanism
from tests.mechanisms.pairs import Pair, compared

SIZE, SEEDS = 6_000, range(1, 5)
BY_NAME = {mechanism.name: mechanism for mechanism in MECHANISMS}
pytestmark = pytest.mark.slow


@cache
def _found(name: str) -> pd.DataFrame:
    mechanism = BY_NAME[name]
    return compared(mechanism.pair, mechanism.measures, SIZE, SEEDS)


@pytest.mark.parametrize(
    "mechanism", [each for each in MECHANISMS if each.expected], ids=lambda each: each.name
)
def test_mechanism__moves_the_history_the_way_it_is_said_to(mechanism: Mechanism) -> None:
    """Switching a mechanism off changes what it is there for, beyond the luck of four seeds."""
    found = _found(mechanism.name)
    for name, sign in mechanism.expected.items():
        row = found.loc[name]
        assert row["resolved"], f"{mechanism.name}: {name} {row.to_dict()}"
        assert row["difference"] * sign > 0, f"{mechanism.name}: {name} {row.to_dict()}"


def test_complicity__keeps_more_than_a_tenth_of_arrests_away() -> None:
    """Without protection by complicity at least a tenth more people are arrested."""
    row = _found("complicity").loc["arrests"]
    assert row["difference"] > 0.1 * row["baseline"]


def test_certainty__does_more_than_severity() -> None:
    """Twice the arrests do more to watching than twice the sentences (P39)."""
    certainty, severity = (_found(name).loc["watching"] for name in ("certainty", "severity"))
    assert certainty["high"] < severity["low"]


def test_law__works_at_least_by_half_through_what_is_done() -> None:
    """Without announced fear and severity felt, more than half of the law's effect is left."""
    whole, done = (_found(name).loc["watching", "difference"] for name in ("law", "law-as-done"))
    assert done > 0.5 * whole


def test_suspicion__is_lower_among_those_who_watch_together() -> None:
    """Those who watched within a year suspect less than others; complicit friends are closer."""
    found = _found("retreat")
    assert found.loc["suspicion_gap", "baseline"] < 0.0
    assert found.loc["complicit_bond", "baseline"] > 0.0


def test_cases__are_young_when_they_are_followed_up() -> None:
    """A case that is followed up has waited for weeks, not for years."""
    assert _found("retreat").loc["wait", "baseline"] < 13.0


def test_bonds__stay_where_they_were_without_media_and_state() -> None:
    """Without titles and state, every layer keeps its mean bond for thirty years.

    To the last bit where nobody is born or dies; else nearly, since who leaves home stays close.
    """
    assert _moved({"life.enabled": False}) == 0.0
    assert 0.0 < _moved({}) < 0.02


def _moved(life: dict[str, Any]) -> float:
    """How far the mean bond of a layer moves at most in a quiet country."""
    quiet = {
        "media.import_rate_chinese": 0.0,
        "media.import_rate_korean": 0.0,
        "enforcement.search_rate": 0.0,
        **life,
    }
    pair = Pair("1996-01-01", (2024, 2026), base=quiet)
    before, after = pair.windows(1_000, 1)
    ties = before.layers.groupby("layer")["bond"]
    assert before.layers["bond"].equals(after.layers["bond"])
    return float((ties.max() - ties.min()).max())


@pytest.mark.parametrize("lever", sorted(EXPECTED))
def test_lever__does_by_itself_what_it_is_there_for(lever: str) -> None:
    """A lever alone, with the settings of its example, moves what it is there for."""
    measures = {name: MEASURES[name][1] for name in EXPECTED[lever]}
    found = compared(PAIRS[lever], measures, SIZE, SEEDS)
    for name, sign in EXPECTED[lever].items():
        row = found.loc[name]
        assert row["resolved"], f"{name}: {row.to_dict()}"
        assert row["difference"] * sign > 0, f"{name}: {row.to_dict()}"


def test_every_lever__has_its_row() -> None:
    """No lever is left out."""
    assert set(EXPECTED) == set(PAIRS)
