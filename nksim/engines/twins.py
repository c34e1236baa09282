"""Both engines on one scenario: the same counts every week and the same final state, bit for bit, or the first difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS
from nksim.engines.run import run
from nksim.observations.observations import Observations
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society


@dataclass(frozen=True)
class Twins:
    """What a comparison of the engines found; `first_difference` is empty when they are identical."""

    identical: bool
    hashes: dict[str, str]
    first_difference: str


def compare_engines(
    scenario: Scenario,
    seed: int | None = None,
    *,
    threads: int = 1,
    society: Society | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Twins:
    """Run a scenario in both engines and hold every weekly count and the final state side by side."""
    compiled = run(scenario, seed, threads=threads, society=society)
    citizens = run(scenario, seed, engine="citizens", society=society, progress=progress)
    difference = _first_difference(compiled, citizens)
    return Twins(
        not difference,
        {"compiled": compiled.state_hash, "citizens": citizens.state_hash},
        difference,
    )


def _first_difference(a: Observations, b: Observations) -> str:
    for name, columns in (("cells", CELL_COUNTS), ("layers", LAYER_COUNTS)):
        places = np.argwhere(getattr(a, name) != getattr(b, name))
        if len(places):
            week, row, column = (int(x) for x in places[0])
            values = f"compiled={getattr(a, name)[week, row, column]} citizens={getattr(b, name)[week, row, column]}"
            return f"week={week} {name}[{row}] {columns[column].name}: {values}"
    if not np.array_equal(a.survey, b.survey):
        return "the surveys differ"
    return "" if a.state_hash == b.state_hash else "the final states differ"
