"""How much memory a society and its run will need, said before anything is allocated."""

from __future__ import annotations

from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, CELLS
from nksim.core.errors import SizeError
from nksim.core.memory import available_bytes
from nksim.scenario.scenario import Scenario

FIXED_BYTES = 300 << 20  # interpreter, libraries, compiled code; measured
CITIZEN_BYTES = 172  # fixed, changing, and of the week, row starts, and the week's lists; measured
# Ends, layer, bond, complicity, row of the high end, start bond; building takes less than a run
# then adds.
TIE_BYTES = 20
# A turn of the year has the society before it and the one after side by side, and all that is
# drawn for it; measured at 1 and 2.5 million people with 10.3 ties each.
TURN_BYTES = 1000


def society_bytes(scenario: Scenario) -> int:
    """Bytes that building a scenario's society and running it once will take at their peak."""
    people, ties = scenario.society, scenario.society.ties
    half = (
        people.household_size + ties.kin + ties.friend + ties.neighbour + ties.work + ties.market
    ) / 2.0
    weeks = Clock(scenario.run.start, scenario.run.until).weeks
    tables = 3 * weeks * CELLS * len(CELL_COUNTS) * 8
    turn = TURN_BYTES if scenario.lives else 0
    return int(FIXED_BYTES + tables + people.size * (CITIZEN_BYTES + half * TIE_BYTES + turn))


def check_memory(scenario: Scenario, runs_at_once: int = 1) -> None:
    """Raise SizeError if a run, or several at once, would not fit."""
    needed = society_bytes(scenario) * runs_at_once
    available = available_bytes()
    if needed > available:
        at_once = f" for {runs_at_once} runs at once" if runs_at_once > 1 else ""
        raise SizeError(
            f"society.size={scenario.society.size} needs about {needed / 2**30:.1f} GiB{at_once}, "
            f"and {available / 2**30:.1f} GiB are available; choose a smaller --size, or "
            "fewer --jobs"
        )
