"""What is known of each number: its unit, what is allowed, what is plausible, and where it comes
from.
"""

from __future__ import annotations

from nksim.scenario import load_scenario
from nksim.scenario.catalogue import scenario_leaves
from nksim.scenario.quantities import quantities

LAW = {
    "name": "new-law",
    "lever": "law",
    "from": "2020-12-04",
    "risk_rise": {"value": 0.1, "range": [0, 0.3], "source": "P35"},
}


def test_number_with_range_and_source__keeps_them() -> None:
    """What the file says of a number goes before what the schema says."""
    known = {
        quantity.key: quantity
        for quantity in quantities(
            load_scenario({"levers": [LAW], "behaviour": {"w_risk": {"value": 2, "range": [1, 3]}}})
        )
    }
    risk = known["levers.new-law.risk_rise"]
    assert (risk.value, risk.unit, risk.low, risk.high, risk.range, risk.source) == (
        0.1,
        "share",
        0,
        1,
        (0.0, 0.3),
        "P35",
    )
    assert (known["behaviour.w_risk"].range, known["behaviour.w_risk"].source) == (
        (1.0, 3.0),
        "assumed",
    )


def test_number_left_alone__has_the_schema_s_range_and_source() -> None:
    """A default is only cited with its source as long as it is the default."""
    known = {
        quantity.key: quantity
        for quantity in quantities(load_scenario({}, {"survey.odds_border": 1.9}))
    }
    assert (known["media.latency_weeks"].range, known["media.latency_weeks"].source) == (
        (3.0, 26.0),
        "P25",
    )
    assert (known["survey.odds_border"].range, known["survey.odds_border"].source) == (
        (1.0, 3.0),
        "assumed",
    )


def test_every_number__is_listed_once_with_a_meaning() -> None:
    """The table of parameters is complete."""
    listed = quantities(
        load_scenario({"levers": [LAW], "network": {"generator": "path_graph", "n": 10}})
    )
    keys = [quantity.key for quantity in listed]
    assert len(keys) == len(set(keys))
    assert {key for key, leaf in scenario_leaves().items() if leaf.numeric} <= set(keys)
    assert {"network.n", "levers.new-law.strength", "levers.new-law.ramp_weeks"} <= set(keys)
    assert all(quantity.meaning for quantity in listed)


def test_note_on_a_replaced_number__goes_with_it() -> None:
    """A source speaks for one value and is not passed on to another."""
    said = {"behaviour": {"w_risk": {"value": 2, "range": [1, 3], "source": "P25"}}}
    assert "behaviour.w_risk" not in load_scenario(said, {"behaviour.w_risk": 4}).notes
    assert load_scenario({"levers": [LAW]}).without("new-law").levers == ()
