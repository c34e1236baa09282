"""The scenarios that come with the package."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nksim.evidence.register import sources, timeline
from nksim.scenario import load_scenario
from nksim.scenario.catalogue import lever_leaves, scenario_leaves
from nksim.scenario.difference import describe_difference
from nksim.scenario.levers import LEVER_SETTINGS

SHIPPED = Path(__file__).parents[2] / "scenarios"
FILES = [SHIPPED / f"{name}.yaml" for name in ("quick", "history", "country")] + [
    SHIPPED / "levers" / f"{kind}.yaml" for kind in LEVER_SETTINGS
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_scenario__loads_with_a_name_a_description_and_known_sources(path: Path) -> None:
    """Every source that a shipped file cites is a row of the evidence."""
    scenario = load_scenario(path)
    assert scenario.description
    assert scenario.name in (path.stem, f"example-{path.stem.replace('_', '-')}")
    assert {note.source for note in scenario.notes.values() if note.source} <= {
        "assumed",
        *sources(),
    }


@pytest.mark.parametrize("kind", LEVER_SETTINGS)
def test_lever_file__adds_its_lever_to_the_history_and_nothing_else(kind: str) -> None:
    """A file about one lever isolates that lever, and writes out each of its settings with a range
    and a source.
    """
    scenario = load_scenario(SHIPPED / "levers" / f"{kind}.yaml")
    (words,) = describe_difference(load_scenario(SHIPPED / "history.yaml"), scenario)
    name = f"example-{kind.replace('_', '-')}"
    assert words.startswith(f"lever {name} is added: {kind} from 2015-01-01")
    common = {"name", "lever", "from", "until", "ramp_weeks", "provinces", "strength"}
    own = {key for key, leaf in lever_leaves(kind).items() if leaf.low is not None} - common
    text = (SHIPPED / "levers" / f"{kind}.yaml").read_text(encoding="utf-8")
    assert all(f"    {key}: " in text for key in set(lever_leaves(kind)) - common)
    assert {
        key
        for key in own
        if (note := scenario.notes.get(f"levers.{name}.{key}")) and note.range and note.source
    } == own


def test_history__has_a_lever_for_each_dated_event() -> None:
    """No event of the timeline is forgotten; the legalised players of 2014 are part of the ban of
    2016.
    """
    starts = {lever.from_ for lever in load_scenario(SHIPPED / "history.yaml").levers}
    assert {event.start for event in timeline()} - starts == {date(2014, 12, 1)}


def test_quick__is_two_thousand_people_over_five_years_with_two_levers() -> None:
    """The first scenario that a person runs takes seconds and shows levers at work."""
    quick = load_scenario(SHIPPED / "quick.yaml")
    assert quick.society.size == 2000
    assert (quick.run.start, quick.run.until) == (date(2012, 1, 1), date(2016, 12, 31))
    assert [quick.run.start <= lever.from_ <= quick.run.until for lever in quick.levers] == [
        True,
        True,
    ]


def test_sources_of_the_schema__are_rows_of_the_evidence() -> None:
    """No default cites what is not there."""
    leaves = [
        *scenario_leaves().values(),
        *(leaf for kind in LEVER_SETTINGS for leaf in lever_leaves(kind).values()),
    ]
    assert {leaf.source for leaf in leaves} <= {"assumed", *sources()}
    assert [leaf.key for leaf in leaves if not leaf.meaning and leaf.key != "lever"] == []
