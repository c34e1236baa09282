"""One catalogue, every text in every language, and the same values in each."""

from __future__ import annotations

from string import Formatter

import pytest

from nksim.core.columns import AGE_BANDS, SEXES
from nksim.core.errors import InputError
from nksim.observations.costs_first import LEDGER_COSTS
from nksim.observations.outcomes import OUTCOMES
from nksim.observations.questions import simulated
from nksim.plots.comparison import CHANGES, PANELS
from nksim.plots.spread_curves import PANELS as SPREAD_PANELS
from nksim.reports.words import LANGUAGES, catalogue, words_in
from nksim.scenario.provinces import PROVINCES
from nksim.studies.assumptions import ASSUMPTIONS

# What the model declares in English; only other languages stand in the catalogue.
DECLARED = {
    "outcome": [outcome.name for outcome in OUTCOMES],
    "cost": list(LEDGER_COSTS),
    "group": [*PROVINCES, *AGE_BANDS, *SEXES],
    "question": list(simulated()),
    "assumption": [assumption.name for assumption in ASSUMPTIONS],
    "figure": [panel.label for panel in (*PANELS, *CHANGES, *SPREAD_PANELS)],
}
TEXTS = [
    (group, key) for group in catalogue() if group not in DECLARED for key in catalogue()[group]
]


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("group", "key"), TEXTS)
def test_a_text__is_there_in_every_language_with_the_same_values(group: str, key: str) -> None:
    """Nobody reads half a report in another language, or a sentence without its number."""
    texts = catalogue()[group][key]
    assert {*texts} == {*LANGUAGES}
    assert fields_of(texts["en"]) == fields_of(texts["ko"])


@pytest.mark.parametrize("group", DECLARED)
def test_what_the_model_names__has_a_korean_name(group: str) -> None:
    """An outcome, province or question that is new is named in Korean as well."""
    known = catalogue()[group]
    assert {*DECLARED[group]} <= {*known}
    assert all(texts["ko"].strip() for texts in known.values())


def test_a_korean_report__says_that_it_is_a_draft() -> None:
    """Until a fluent reader has checked it."""
    assert "초안" in words_in("ko")("page.draft")
    assert words_in("en")("page.draft") == ""


def test_a_language_that_there_is_not__is_refused() -> None:
    """The languages that there are stand in the message."""
    with pytest.raises(InputError, match=r"language='fr' is not allowed; give one of en, ko"):
        words_in("fr")


def test_a_text_that_there_is_not__is_an_error() -> None:
    """A page with a hole is never written."""
    with pytest.raises(KeyError):
        words_in("en")("answer.never")
