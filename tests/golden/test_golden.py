"""The model does today what it did yesterday.

Every count and number of four small worlds is pinned.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nksim.engines.contract import EngineName
from tests.golden.figures import SEEDS, WORLDS, figures_of, moved, scenario_of, stored
from tests.golden.refresh import FILES, entry_in, written

CASES = [(world, seed) for world in WORLDS for seed in SEEDS]


LONG = ("history", "quick")  # the citizens engine takes many seconds; not in `make check`


def cases() -> list[Any]:
    """Every world, seed and engine."""
    found = []
    for world, seed in CASES:
        slow = pytest.mark.slow if world in LONG else ()
        found.append(pytest.param(world, seed, "compiled"))
        found.append(pytest.param(world, seed, "citizens", marks=slow))
    return found


@pytest.mark.parametrize(("world", "seed", "engine"), cases())
def test_golden_figures__hold_in_both_engines(world: str, seed: int, engine: EngineName) -> None:
    """Whoever changes what people do, or what is counted of it, hears of it here."""
    apart = moved(stored()[f"{world}.{seed}"], figures_of(world, seed, engine))
    assert not apart, "\n".join(
        [f"{len(apart)} figures moved; `make golden` if that was meant", *apart[:10]]
    )


def test_golden_worlds__leave_nothing_out() -> None:
    """Between them the worlds count every event that there is, and put every lever into force."""
    figures = stored().values()
    totals = [world["totals"] for world in figures]
    never = [name for name in totals[0] if all(each[name] == 0 for each in totals)]
    assert not never
    answers = [world["survey"]["alike"] for world in figures]
    assert not [name for name in answers[0] if all(each[name] == 0 for each in answers)]
    from nksim.scenario.levers import LEVER_SETTINGS

    used = {lever.lever for world in WORLDS for lever in scenario_of(world).levers}
    assert used == set(LEVER_SETTINGS)


def test_moved__names_what_differs() -> None:
    """One count that is off by one is found and named."""
    assert moved({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}) == ["a.b: [1, 2] -> [1, 3]"]
    assert moved({"a": 1}, {"a": 1}) == []
    assert moved({"a": 1}, {}) == ["a: 1 -> null"]


def test_refresh__asks_for_an_entry_in_the_changelog() -> None:
    """Numbers move only with a word about why."""
    log = "## Unreleased\n\n### Numbers\n\n{}\n\n## 0.1.0\n\n### Numbers\n\n- First numbers.\n"
    assert entry_in(log.format("None has moved.")) == ""
    assert entry_in(log.format("")) == ""
    assert entry_in("## 0.1.0\n\n### Numbers\n\n- First numbers.\n") == ""
    assert entry_in(log.format("- Searches are rarer.")) == "- Searches are rarer."


@pytest.mark.parametrize("file", sorted(FILES), ids=lambda file: file.stem)
def test_the_golden_files__are_as_refresh_writes_them(file: Path) -> None:
    """Nobody mends them by hand."""
    assert file.read_text(encoding="utf-8") == written(stored(file))
