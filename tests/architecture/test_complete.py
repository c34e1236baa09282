"""Every lever, rule, outcome, column, event and figure is all there, or what is missing is named.

A message names the next steps of the recipe in CONTRIBUTING.md, each with the file where it is to
be taken.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS, SURVEY_COUNTS
from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.engines.frame import PURPOSES
from nksim.levers.policy import LEVERS
from nksim.rules.coefficients import Coefficients
from nksim.scenario.levers import LEVER_SETTINGS
from tests.architecture import recipes

COUNTS = {"cells": CELL_COUNTS, "layers": LAYER_COUNTS, "survey": SURVEY_COUNTS}


def complete(what: str, missing: Iterable[str]) -> None:
    """Fail with everything that is missing, a line each."""
    lines = list(missing)
    assert not lines, f"{what} is not complete:\n  " + "\n  ".join(lines)


@pytest.mark.parametrize("lever", sorted({*LEVER_SETTINGS, *LEVERS}))
def test_a_lever__is_complete(lever: str) -> None:
    """What can be written in a scenario is carried out, drawn, described, tried and tested."""
    if lever not in LEVER_SETTINGS:
        complete(f"lever {lever}", ["nksim/scenario/levers.py: its settings, in Lever"])
    complete(f"lever {lever}", recipes.missing_of_lever(lever))


@pytest.mark.parametrize("name", sorted(recipes.rules()))
def test_a_rule__is_complete(name: str) -> None:
    """A rule is short, says what it means, is tested alone, and both engines follow it."""
    complete(f"rule {name}", recipes.missing_of_rule(*recipes.rules()[name]))


@pytest.mark.parametrize("name", Coefficients._fields)
def test_a_coefficient__is_complete(name: str) -> None:
    """A number of a rule can be set, has a unit and a source, and stands in the description."""
    complete(f"coefficient {name}", recipes.missing_of_coefficient(name))


@pytest.mark.parametrize("name", recipes.outcomes())
def test_an_outcome__is_complete(name: str) -> None:
    """A number that judges a run is worked out by hand once, promised and announced."""
    complete(f"outcome {name}", recipes.missing_of_outcome(name))


@pytest.mark.parametrize(
    ("table", "name"), [(table, each.name) for table, found in COUNTS.items() for each in found]
)
def test_a_column__is_complete(table: str, name: str) -> None:
    """What is declared is counted in both engines, happens somewhere, is promised and announced."""
    complete(f"column {name}", recipes.missing_of_count(table, name))


@pytest.mark.parametrize("event", Event, ids=lambda event: event.name.lower())
def test_an_event__is_complete(event: Event) -> None:
    """A kind of event has a meaning, is counted, and both engines log it."""
    complete(f"event {event.name.lower()}", recipes.missing_of_event(event))


@pytest.mark.parametrize("name", sorted(recipes.figures()))
def test_a_figure__is_complete(name: str) -> None:
    """A figure can be asked for, is saved, and is tested for its words."""
    complete(f"figure {name}", recipes.missing_of_figure(*recipes.figures()[name]))


def test_a_purpose__has_a_number_of_its_own() -> None:
    """Two purposes of one number would share their luck."""
    shared = [name for name, purpose in Purpose.__members__.items() if purpose.name != name]
    assert not shared, f"{shared}: nksim/core/draws.py, a number never used before"
    wide = [purpose.name for purpose in Purpose if not 0 <= purpose < PURPOSES]
    assert not wide, f"{wide}: nksim/engines/frame.py, PURPOSES above their numbers"
