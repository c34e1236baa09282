"""What differs between two scenarios, as a person would say it."""

from __future__ import annotations

import pytest

from nksim.scenario import load_scenario
from nksim.scenario.difference import describe_difference

LAW = {"name": "new-law", "lever": "law", "from": "2020-12-04"}
DRIVE = {
    "name": "drive",
    "lever": "confession_leniency",
    "from": "2020-12-15",
    "until": "2021-04-30",
    "provinces": ["Pyongyang", "Kangwon"],
    "strength": 0.5,
}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            {},
            {"levers": [LAW]},
            ["lever new-law is added: law from 2020-12-04, full strength, everywhere"],
        ),
        (
            {"levers": [LAW]},
            {},
            ["lever new-law is removed: law from 2020-12-04, full strength, everywhere"],
        ),
        (
            {},
            {"levers": [DRIVE]},
            [
                "lever drive is added: confession_leniency from 2020-12-15 until "
                "2021-04-30, strength 0.5, in Pyongyang, Kangwon"
            ],
        ),
        (
            {},
            {"levers": [{**LAW, "ramp_weeks": 8, "risk_rise": 0.3}]},
            [
                "lever new-law is added: law from 2020-12-04, rising over 8 weeks, full "
                "strength, everywhere, with risk_rise 0.3"
            ],
        ),
        (
            {"levers": [LAW]},
            {"levers": [{**LAW, "strength": 0.5}]},
            ["lever new-law: strength 1 -> 0.5"],
        ),
        (
            {"levers": [LAW]},
            {"levers": [{**LAW, "until": "2021-01-01"}]},
            ["lever new-law: until open -> 2021-01-01"],
        ),
        (
            {"levers": [LAW]},
            {"levers": [{**LAW, "provinces": ["Kangwon"]}]},
            ["lever new-law: provinces everywhere -> in Kangwon"],
        ),
        (
            {"levers": [LAW, DRIVE]},
            {"levers": [DRIVE, LAW]},
            ["levers are applied in another order: new-law, drive -> drive, new-law"],
        ),
        ({}, {"society": {"size": 5000}}, ["society.size: 20000 -> 5000 people"]),
        ({}, {"behaviour": {"w_risk": 3}}, ["behaviour.w_risk: 2.5 -> 3"]),
        (
            {},
            {"network": {"generator": "path_graph", "n": 9}},
            ["network: the built society -> path_graph (layer=friend, n=9)"],
        ),
        ({"name": "a"}, {"name": "b", "description": "c"}, []),
        ({"levers": [LAW]}, {"levers": [{**LAW, "strength": {"value": 1, "range": [0, 1]}}]}, []),
    ],
)
def test_difference__is_said_in_words(
    before: dict[str, object], after: dict[str, object], words: list[str]
) -> None:
    """Each change is one line; what does not change the run is no difference."""
    assert describe_difference(load_scenario(before), load_scenario(after)) == words
