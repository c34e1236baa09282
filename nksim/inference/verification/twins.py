"""Both engines on one scenario.

The same counts, events and final state, or the first difference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS
from nksim.engines.run import run
from nksim.observations.observations import Observations
from nksim.running.progress import SILENT, Progress
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society


@dataclass(frozen=True)
class Twins:
    """What a comparison of the engines found.

    No `first_difference` means that they are identical.
    """

    identical: bool
    hashes: dict[str, str]
    first_difference: str


def compare_engines(
    scenario: Scenario,
    seed: int | None = None,
    *,
    threads: int = 1,
    events: bool = False,
    society: Society | None = None,
    progress: Progress = SILENT,
) -> Twins:
    """Run a scenario in both engines and hold every count and the final state side by side.

    With `events` every single event as well; the compiled engine then takes one thread. Progress is
    that of the citizens, which take nearly all the time.
    """
    progress.begin(Clock(scenario.run.start, scenario.run.until).weeks)
    compiled = run(scenario, seed, threads=threads, society=society, events=events)
    citizens = run(
        scenario,
        seed,
        engine="citizens",
        society=society,
        progress=lambda done, weeks: progress.advance(1),
        events=events,
    )
    difference = _first_difference(compiled, citizens)
    hashes = {"compiled": compiled.state_hash, "citizens": citizens.state_hash}
    return Twins(not difference, hashes, difference)


def _first_difference(a: Observations, b: Observations) -> str:
    for name, columns in (("provinces", CELL_COUNTS), ("layers", LAYER_COUNTS)):
        places = np.argwhere(getattr(a, name) != getattr(b, name))
        if len(places):
            week, row, column = (int(x) for x in places[0])
            values = (
                f"compiled={getattr(a, name)[week, row, column]}"
                f" citizens={getattr(b, name)[week, row, column]}"
            )
            return f"week={week} {name}[{row}] {columns[column].name}: {values}"
    for name, words in (
        ("years", "the yearly counts differ"),
        ("survey", "the surveys differ"),
        ("cohorts", "the cohorts differ"),
    ):
        if not np.array_equal(getattr(a, name), getattr(b, name)):
            return words
    return _first_event(a, b) or ("" if a.state_hash == b.state_hash else "final states differ")


def _first_event(a: Observations, b: Observations) -> str:
    """The first event that one run has and the other has not; empty where none are kept."""
    if a.events is None or b.events is None:
        return ""
    rows = [table.astype(object).where(table.notna(), None) for table in (a.events, b.events)]
    for one, other in zip(*(frame.itertuples(index=False) for frame in rows), strict=False):
        if one != other:
            return f"compiled={one} citizens={other}"
    return "" if len(rows[0]) == len(rows[1]) else "one engine has more events"
