"""How objects show themselves in a notebook: shortly, and with names that are text."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

import nksim
from nksim.core.cards import MOST_NAMES, card, names_in_short
from nksim.store.results import open_results
from nksim.studies.study import study_of
from tests.fixtures.studies import NASTY, study_folder
from tests.fixtures.worlds import fake_result, short_scenario

MOST_LETTERS = 3000


def words_of(html: str) -> str:
    """What is read; ParseError if it is no markup."""
    return " ".join(ElementTree.fromstring(html).itertext())


@pytest.mark.parametrize("name", NASTY)
def test_each_object__shows_itself_shortly_and_escaped(name: str, tmp_path: Path) -> None:
    """Scenario, result, study and folder: what each is, with its name as it is written."""
    scenario = short_scenario(name=name)
    study = study_of(short_scenario(name="base"), {name: scenario})
    folder = study_folder(tmp_path / "results", {name: {}})
    for shown, word in (
        (scenario, "2019-01-07 to 2020-12-31"),
        (fake_result(scenario), "watched within a year"),
        (study, "base"),
        (open_results(folder), "nksim compare"),
    ):
        html = shown._repr_html_()
        assert len(html) < MOST_LETTERS
        assert "<script" not in html
        assert name in words_of(html)
        assert word in words_of(html)


def test_a_comparison__shows_its_sentences() -> None:
    """What each policy changed stands in the cell, not the address of an object."""
    short = {"society.size": 200, "run.until": "2012-06-30"}
    scenario = nksim.load_scenario("nksim:quick", short)
    words = words_of(nksim.compare(scenario, {"again": scenario}, replicates=2)._repr_html_())
    assert "again against" in words
    assert "no difference in 2 pairs" in words


def test_a_card__leaves_out_what_has_no_value_and_many_names() -> None:
    """A fact without a value has no row; of many names the first are shown and the rest counted."""
    assert "failed" not in card("x", {"failed": "", "runs": 3})
    many = [f"name{number}" for number in range(MOST_NAMES + 2)]
    assert names_in_short(many).endswith("and 2 more")
