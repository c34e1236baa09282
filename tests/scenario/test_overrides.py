"""Values given beside the file: what can be set, and what a slip is answered with."""

from __future__ import annotations

import pytest

from nksim.core.errors import ScenarioError
from nksim.scenario import load_scenario
from nksim.scenario.overrides import parse_override

BASE = {
    "levers": [
        {"name": "new-law", "lever": "law", "from": "2020-12-04"},
        {"name": "v1.2", "lever": "searches", "from": "2012-01-01"},
    ]
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("society.size=5000", ("society.size", 5000)),
        ("name=two words", ("name", "two words")),
        (
            "behaviour.w_risk={value: 2, range: [1, 3]}",
            ("behaviour.w_risk", {"value": 2, "range": [1, 3]}),
        ),
        ("levers.new-law.provinces=[Pyongyang]", ("levers.new-law.provinces", ["Pyongyang"])),
        ("levers.new-law.until=", ("levers.new-law.until", None)),
    ],
)
def test_option__is_read_as_yaml(text: str, expected: tuple[str, object]) -> None:
    """What is typed after the equals sign means what it means in a file."""
    assert parse_override(text) == expected


@pytest.mark.parametrize("text", ["society.size", "=3", ""])
def test_option_without_key_or_value__is_refused(text: str) -> None:
    """A slip in the option itself is answered with an example."""
    with pytest.raises(
        ScenarioError, match=r"^--set: must be key=value \(got .*for example society.size=5000\)"
    ):
        parse_override(text)


def test_option_that_is_no_yaml__is_named_by_its_key() -> None:
    """An unclosed bracket is a fault of the option."""
    with pytest.raises(ScenarioError, match=r"--set society\.size"):
        parse_override("society.size=[1")


def test_override__changes_what_it_names_and_nothing_else() -> None:
    """Two values are set, all others are as the file has them."""
    scenario = load_scenario(
        BASE,
        {
            "society.size": 5000,
            "levers.new-law.strength": 0.5,
            "levers.v1.2.rate_factor": 3,
            "society.bond.kin": 0.6,
        },
    )
    expected = load_scenario(BASE).model_dump()
    expected["society"]["size"], expected["society"]["bond"]["kin"] = 5000, 0.6
    expected["levers"][0]["strength"], expected["levers"][1]["rate_factor"] = 0.5, 3.0
    dumped = scenario.model_dump()
    assert {**dumped, "levers": list(dumped["levers"])} == {
        **expected,
        "levers": list(expected["levers"]),
    }


def test_override_of_a_whole_section__merges_like_an_extending_file() -> None:
    """A study may write its alternatives as sections."""
    scenario = load_scenario(
        BASE,
        {
            "society": {"size": 500},
            "levers": [{"name": "new-law", "lever": "law", "from": "2021-01-01"}],
        },
    )
    assert scenario.society.size == 500
    assert [lever.from_.year for lever in scenario.levers] == [2021, 2012]


@pytest.mark.parametrize(
    ("key", "given", "message"),
    [
        ("society.siz", 3, "--set society.siz: unknown key (got siz; did you mean size?)"),
        ("size", 3, "--set size: unknown key (got size; did you mean society.size?)"),
        (
            "levers.new-lw.strength",
            1,
            "--set levers.new-lw.strength: no lever of this name (got new-lw; allowed "
            "new-law, v1.2; did you mean new-law?)",
        ),
        (
            "levers.new-law.strenth",
            1,
            "--set levers.new-law.strenth: unknown key (got strenth; did you mean strength?)",
        ),
        (
            "levers.new-law",
            1,
            "--set levers.new-law: names a lever but none of its settings (for example "
            "levers.new-law.strength)",
        ),
        (
            "society.size",
            0,
            "--set society.size: is out of range (got 0; allowed 10 to 30,000,000)",
        ),
        (
            "levers.new-law.strength",
            2,
            "--set levers.new-law.strength: is out of range (got 2; allowed 0 to 1)",
        ),
        ("network.k", 2, "--set network.k: unknown key (got k; `nksim show` lists all keys)"),
        (
            "society.ties.kin.deep",
            2,
            "--set society.ties.kin.deep: unknown key (got deep; did you mean society.ties.kin?)",
        ),
        ("", 2, "--set: unknown key (got nothing; `nksim show` lists all keys)"),
    ],
)
def test_override_that_cannot_be__is_named_as_an_option(
    key: str, given: object, message: str
) -> None:
    """A wrong value on the command line is not blamed on the file."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(BASE, {key: given})
    assert str(caught.value) == message


def test_levers_set_to_an_empty_list__are_gone() -> None:
    """What is set holds: a scenario without any lever is one word away."""
    assert load_scenario(BASE, {"levers": []}).levers == ()
    assert load_scenario(BASE, dict([parse_override("levers=[]")])).levers == ()


def test_argument_of_a_generator__can_be_set() -> None:
    """A network's generator takes whatever arguments networkx gives it."""
    scenario = load_scenario(
        {"network": {"generator": "watts_strogatz_graph", "n": 100, "k": 4, "p": 0.1}},
        {"network.k": 6},
    )
    assert scenario.network is not None
    assert scenario.network.arguments["k"] == 6


def test_value_that_two_overrides_set__is_refused() -> None:
    """A section and one of its keys may be given together, unless both say the same value."""
    with pytest.raises(ScenarioError, match=r"is set by run and by run\.seed; keep one"):
        load_scenario({}, {"run": {"seed": 6}, "run.seed": 5})
    both = load_scenario({}, {"run": {"start": "2012-01-02"}, "run.seed": 5})
    assert (both.run.seed, both.run.start.year) == (5, 2012)
