"""A scenario written out in full is the same scenario when it is read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nksim.core.characters import UNSEEN
from nksim.scenario import Scenario, load_scenario
from nksim.scenario.identity import scenario_hash
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.provinces import PROVINCES
from nksim.scenario.rendering import render

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=tuple(UNSEEN)), min_size=1, max_size=60
).filter(str.strip)
SHARES = st.floats(0, 1)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Any scenario that a person could write."""
    names = draw(st.lists(WORDS, unique=True, max_size=4))
    levers = [draw(_levers(name)) for name in names]
    spread = {
        "value": draw(SHARES),
        "range": [-1.5, 1.5],
        "source": draw(st.sampled_from(["P25", "C9a", "assumed"])),
    }
    sections = {
        "society": {"size": draw(st.integers(10, 30_000_000)), "bond": {"kin": draw(SHARES)}},
        "behaviour": {"w_taste": spread, "w_bond": draw(st.floats(-20, 20))},
        "run": {
            "start": draw(st.dates(date(1990, 1, 1), date(2000, 1, 1))),
            "seed": draw(st.integers(0, 2**63 - 1)),
        },
    }
    network = draw(
        st.sampled_from(
            [
                None,
                {"generator": "path_graph", "n": 10},
                {"generator": "gnp_random_graph", "p": 0.5, "seed": None},
            ]
        )
    )
    return load_scenario({"name": draw(WORDS), "levers": levers, **sections, "network": network})


@st.composite
def _levers(draw: st.DrawFn, name: str) -> dict[str, object]:
    where = draw(
        st.none() | st.lists(st.sampled_from(PROVINCES), min_size=1, max_size=3, unique=True)
    )
    kind = draw(st.sampled_from(sorted(LEVER_SETTINGS)))
    strength = draw(SHARES | SHARES.map(lambda share: {"value": share, "range": [0, 1]}))
    return {
        "name": name,
        "lever": kind,
        "from": draw(st.dates(date(1990, 1, 1), date(2030, 1, 1))),
        "strength": strength,
        "provinces": where,
    }


@given(scenarios())
def test_written_out_and_read_again__is_the_same_scenario(scenario: Scenario) -> None:
    """Nothing is lost on the way to a file: values, ranges, sources, levers and their order."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "resolved.yaml"
        path.write_text(render(scenario), encoding="utf-8")
        again = load_scenario(path)
    assert again == scenario
    assert again.notes == scenario.notes
    assert scenario_hash(again) == scenario_hash(scenario)


@given(scenarios())
def test_scenario_of_a_scenario__is_the_same(scenario: Scenario) -> None:
    """A scenario can be loaded from a scenario, to put overrides on it."""
    assert load_scenario(scenario) == scenario


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "null",
        "2020-01-01",
        "1e3",
        "- a",
        "a: b",
        " padded ",
        "'quoted'",
        "#x",
        "북한",
        "two\nlines",
        "tab\tbed",
    ],
)
def test_awkward_description__survives(tmp_path: Path, text: str) -> None:
    """Words that YAML could take for something else are still the same words afterwards."""
    path = tmp_path / "resolved.yaml"
    path.write_text(render(load_scenario({"description": text})), encoding="utf-8")
    assert load_scenario(path).description == text
