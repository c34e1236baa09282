"""How much memory a society and its run will need, said before anything is allocated."""

from __future__ import annotations

import os
from pathlib import Path

from nksim.core.clock import Clock
from nksim.core.columns import CELL_COUNTS, CELLS
from nksim.core.errors import SizeError
from nksim.scenario.scenario import Scenario

FIXED_BYTES = 300 << 20  # interpreter, libraries, compiled code; measured
CITIZEN_BYTES = 140  # columns that are fixed, that change, and of the week, and the week's events
# Ends, layer, bond, complicity, row of the high end, start bond; building takes less than a run
# then adds.
TIE_BYTES = 20


def society_bytes(scenario: Scenario) -> int:
    """Bytes that building a scenario's society and running it once will take at their peak."""
    people, ties = scenario.society, scenario.society.ties
    half = (
        people.household_size + ties.kin + ties.friend + ties.neighbour + ties.work + ties.market
    ) / 2.0
    weeks = Clock(scenario.run.start, scenario.run.until).weeks
    tables = 3 * weeks * CELLS * len(CELL_COUNTS) * 8
    return int(FIXED_BYTES + tables + people.size * (CITIZEN_BYTES + half * TIE_BYTES))


def available_bytes() -> int:
    """Bytes this machine can still give, or this process's share where a limit is set."""
    free = _meminfo()
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.exists():
        text = limit.read_text().strip()
        if text.isdigit():
            free = min(free, int(text))
    return free


def _meminfo() -> int:
    meminfo = Path("/proc/meminfo")
    if meminfo.exists():
        for line in meminfo.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))


def check_memory(scenario: Scenario, runs_at_once: int = 1) -> None:
    """Raise SizeError if a run, or several at once, would not fit."""
    needed, available = society_bytes(scenario) * runs_at_once, available_bytes()
    if needed > available:
        at_once = f" for {runs_at_once} runs at once" if runs_at_once > 1 else ""
        raise SizeError(
            f"society.size={scenario.society.size} needs about {needed / 2**30:.1f} GiB{at_once}, "
            f"and {available / 2**30:.1f} GiB are available; choose a smaller --size, or "
            "fewer --jobs"
        )
