"""When two scenarios are the same run."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nksim.scenario import load_scenario
from nksim.scenario.difference import describe_difference
from nksim.scenario.identity import scenario_hash, society_key

LAW = {"name": "new-law", "lever": "law", "from": "2020-12-04"}
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "society.size": st.sampled_from([500, 20_000]),
        "behaviour.w_risk": st.sampled_from([2.5, 3.0]),
        "run.seed": st.sampled_from([1, 2]),
        "name": st.sampled_from(["a", "b"]),
        "levers.new-law.strength": st.sampled_from([1.0, 0.5]),
        "levers.new-law.provinces": st.sampled_from([None, ["Pyongyang"]]),
        "network": st.sampled_from(
            [{"generator": "path_graph", "n": 10}, {"generator": "path_graph", "n": 20}]
        ),
        "levers": st.permutations(
            [{"name": name, "lever": "executions", "from": "2020-01-01"} for name in ("x", "y")]
        ),
    },
)


@given(CHANGES, CHANGES)
def test_same_hash__exactly_when_nothing_differs_in_words(
    first: dict[str, object], second: dict[str, object]
) -> None:
    """What is told apart by the hash is told apart in words, and nothing else is."""
    a, b = (load_scenario({"levers": [LAW]}, changes) for changes in (first, second))
    assert (scenario_hash(a) == scenario_hash(b)) == (not describe_difference(a, b))


def test_words_about_a_scenario__do_not_change_its_identity() -> None:
    """A better name, a description, a range or a source leaves stored runs valid."""
    bare = load_scenario({})
    said = load_scenario(
        {
            "name": "x",
            "description": "y",
            "behaviour": {"w_risk": {"value": 2.5, "range": [1, 3], "source": "P25"}},
        }
    )
    assert scenario_hash(bare) == scenario_hash(said)
    assert len(scenario_hash(bare)) == 64


def test_society__is_shared_by_scenarios_that_differ_in_policies() -> None:
    """A crackdown and its baseline are about the same people."""
    bare, law = load_scenario({}), load_scenario({"levers": [LAW], "behaviour": {"w_risk": 1}})
    assert society_key(bare) == society_key(law)
    assert scenario_hash(bare) != scenario_hash(law)
    assert society_key(bare) != society_key(load_scenario({}, {"society.ties.kin": 3}))


def test_graph_file__counts_by_its_content(tmp_path: Path) -> None:
    """A graph may be moved; if it is changed, the runs on it are other runs."""
    for name, text in (("a", "<graphml/>"), ("b", "<graphml/>"), ("c", "<graphml></graphml>")):
        (tmp_path / f"{name}.graphml").write_text(text)
    a, b, c = (
        load_scenario({"network": {"file": str(tmp_path / f"{name}.graphml")}}) for name in "abc"
    )
    assert scenario_hash(a) == scenario_hash(b) != scenario_hash(c)
    assert society_key(a) != society_key(c)
