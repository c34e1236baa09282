"""Files of version 0.1.0: every key is still read, or its successor is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import InputError, ScenarioError
from nksim.scenario.catalogue import lever_leaves, scenario_leaves
from nksim.scenario.gone import GONE, Gone
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.loading import load_scenario, load_stored_scenario
from nksim.studies.posterior import load_posterior
from nksim.studies.study import load_study
from nksim.studies.sweep import load_sweep

OLD = Path(__file__).parents[1] / "fixtures" / "version_0_1_0"
SCENARIOS = OLD / "scenarios"
STUDIES = ("crackdown", "outside")
KEYS = (OLD / "keys.txt").read_text(encoding="utf-8").split()
OF_THE_FILE = {"extends", "without"}


def known() -> set[str]:
    """Every key that scenarios have now, as the list of old ones writes them."""
    levers = {f"levers.{kind}" for kind in LEVER_SETTINGS}
    settings = {f"levers.{kind}.{key}" for kind in LEVER_SETTINGS for key in lever_leaves(kind)}
    network = {f"network.{key}" for key in ("file", "generator", "layer", "weight")}
    return OF_THE_FILE | {*scenario_leaves()} | levers | settings | network


@pytest.mark.parametrize("key", KEYS)
def test_a_key_of_0_1_0__is_read_or_names_what_takes_its_place(key: str) -> None:
    """No file stops working without a word; a key that goes gets a row in scenario/gone.py."""
    assert key in known() or key in GONE, f"{key} has gone: give it a row in nksim/scenario/gone.py"


def test_what_is_said_to_be_gone__is_gone_and_its_successor_is_there() -> None:
    """The table tells no tales: keys in it are not read, and their successors are."""
    assert not {*GONE} & known()
    named = {gone.successor for gone in GONE.values()} - {""}
    assert named <= known()
    assert all(gone.why and gone.since for gone in GONE.values())


def words_of(load: object, *given: object) -> str:
    """What is said of a file: nothing if it is read."""
    try:
        load(*given)  # type: ignore[operator]
    except InputError as error:
        return str(error)
    return ""


def is_explained(words: str) -> bool:
    """Whether a file was read, or each of its faults is a key that has gone."""
    return all("gone since" in line for line in words.splitlines())


@pytest.mark.parametrize("path", sorted(SCENARIOS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_of_0_1_0__is_read_or_says_which_keys_have_gone(path: Path) -> None:
    """Scenarios, studies and sweeps that came with the first version, as they were."""
    if path.stem in STUDIES:
        words = words_of(load_study, [path])
    elif path.parent.name == "sweeps":
        words = words_of(load_sweep, path)
    else:
        words = words_of(load_scenario, path)
    assert is_explained(words), words


def test_a_posterior_of_0_1_0__is_read_or_says_which_keys_have_gone() -> None:
    """Draws of the first version put its numbers into a world of this one."""
    posterior = load_posterior(SCENARIOS / "posterior.csv")
    words = words_of(posterior.at, load_scenario("nksim:history"), 1)
    assert is_explained(words), words


@pytest.fixture
def something_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three keys that have gone: one with a successor, a setting of a lever, a lever."""
    gone = Gone("9.0", "nobody felt it", "behaviour.w_risk")
    monkeypatch.setitem(GONE, "behaviour.w_dread", gone)
    monkeypatch.setitem(GONE, "levers.law.dread", Gone("9.0", "it did nothing"))
    monkeypatch.setitem(GONE, "levers.blackout", Gone("9.0", "it had no effect"))


LAW = {"name": "new", "lever": "law", "from": "2020-12-04"}
BLACKOUT = LAW | {"lever": "blackout", "name": "late"}
SUCCESSOR = "gone since 9.0: nobody felt it; give behaviour.w_risk instead"


@pytest.mark.usefixtures("something_gone")
@pytest.mark.parametrize(
    ("mapping", "overrides", "expected"),
    [
        ({"behaviour": {"w_dread": 1}}, {}, f"unknown key (got w_dread; {SUCCESSOR})"),
        ({}, {"behaviour.w_dread": 1}, f"unknown key (got w_dread; {SUCCESSOR})"),
        (
            {"levers": [LAW | {"dread": 1}]},
            {},
            "got dread; gone since 9.0: it did nothing; leave it",
        ),
        ({"levers": [LAW]}, {"levers.new.dread": 1}, "got dread; gone since 9.0: it did nothing"),
        (
            {"levers": [BLACKOUT]},
            {},
            "unknown lever (got blackout; gone since 9.0: it had no effect",
        ),
    ],
)
def test_a_key_that_has_gone__names_its_successor(
    mapping: dict[str, object], overrides: dict[str, object], expected: str
) -> None:
    """In a file and with --set, of a section and of a lever: why it went, and what to write."""
    with pytest.raises(ScenarioError) as caught:
        load_scenario(mapping, overrides)
    assert expected in str(caught.value)


@pytest.mark.usefixtures("something_gone")
def test_a_stored_scenario__is_read_without_what_has_gone() -> None:
    """A results folder of an earlier version opens: what is no longer a setting is left out."""
    stored = {"behaviour": {"w_dread": 1, "w_risk": 2}, "levers": [LAW | {"dread": 1}, BLACKOUT]}
    scenario = load_stored_scenario(stored)
    assert scenario.behaviour.w_risk == 2
    assert [lever.name for lever in scenario.levers] == ["new"]
