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
WORDS = ("event", "layer", "origin", "act", "sanction")


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
    return {
        column: {
            f"{event}: {word}": int(count)
            for (event, word), count in sorted(
                events.astype({"event": "str", column: "str"})
                .groupby(["event", events[column].astype("str").rename("word")])
                .size()
                .items()
            )
        }
        for column in WORDS[1:]
    }
