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
# What lives take: keys of ties, the register, and a turn of the year with all that is drawn for it.
# A run alone writes a year over the one before (measured at 4 million people with 10.3 ties each:
# 334, and beside it what a checkpoint holds that is taken up); others have the society before a
# turn and the one after side by side (measured at 2.5 million).
ALONE_TURN_BYTES, TURN_BYTES = 420, 1000


def society_bytes(scenario: Scenario, alone: bool = True) -> int:
    """Bytes that building a scenario's society and running it once will take at their peak.

    Whose run is not `alone` shares its society with others, or keeps single events.
    """
    people, ties = scenario.society, scenario.society.ties
    half = (
        people.household_size + ties.kin + ties.friend + ties.neighbour + ties.work + ties.market
    ) / 2.0
    weeks = Clock(scenario.run.start, scenario.run.until).weeks
    tables = 3 * weeks * CELLS * len(CELL_COUNTS) * 8
    turn = (ALONE_TURN_BYTES if alone else TURN_BYTES) if scenario.lives else 0
    return int(FIXED_BYTES + tables + people.size * (CITIZEN_BYTES + half * TIE_BYTES + turn))


def check_memory(scenario: Scenario, runs_at_once: int = 1, alone: bool = True) -> None:
    """Raise SizeError if a run, or several at once, would not fit."""
    needed = society_bytes(scenario, alone) * runs_at_once
    available = available_bytes()
    if needed > available:
        at_once = f" for {runs_at_once} runs at once" if runs_at_once > 1 else ""
        raise SizeError(
            f"society.size={scenario.society.size} needs about {needed / 2**30:.1f} GiB{at_once}, "
            f"and {available / 2**30:.1f} GiB are available; choose a smaller --size, or "
            "fewer --jobs"
        )
