"""The figures that pin single events.

How many of each kind, in which words, and sums of every number.
"""

from __future__ import annotations

import pandas as pd

from nksim import run
from nksim.engines.run import EngineName
from tests.golden.figures import HERE, Figures, table_sums
from tests.golden.tiny import TINY_WORLDS, tiny_scenario

EVENTS = HERE / "events.json"
WORDS = ("layer", "origin", "act", "sanction")


def event_figures(world: str, engine: EngineName) -> Figures:
    """All figures of the events of a tiny world."""
    events = run(tiny_scenario(world), 1, engine=engine, events=True).events
    assert events is not None
    return {"numbers": table_sums(events), "words": _counted(events)}


def measured_events() -> dict[str, Figures]:
    """The figures of the events of all tiny worlds."""
    return {world: event_figures(world, "citizens") for world in TINY_WORLDS}


def _counted(events: pd.DataFrame) -> dict[str, dict[str, int]]:
    """How often each word stands in a column, by the event it stands with."""
    kinds = {str(name): int(count) for name, count in events["event"].value_counts().items()}
    words = {column: _words(events[events[column].notna()], column) for column in WORDS}
    return {"event": dict(sorted(kinds.items()))} | words


def _words(rows: pd.DataFrame, column: str) -> dict[str, int]:
    pairs = rows["event"].astype("str").str.cat(rows[column].astype("str"), sep=": ")
    return {str(words): int(count) for words, count in sorted(pairs.value_counts().items())}
