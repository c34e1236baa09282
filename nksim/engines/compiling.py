"""Everything is compiled once for a machine and a state of the sources.

numba's own cache may mix up what two processes write at one moment. Here the first comer takes a
lock, lets a small country live through all phases, and leaves a mark beside the compiled code;
others wait and load what it leaves.
"""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from nksim.core.jit import cache_folder, jit_is_disabled

READY, OLD_SECONDS = "ready", 30 * 86400.0
SELDOM = (100_000, 50, 50)  # of `gc.set_threshold`: 730 MB at most, 580 with Python's own
_here = Lock()
# Everything happens in it within some weeks: imports, deliveries, offers, reports, searches, names,
# terms, confessions, and a turn of the year.
LIVELY: dict[str, dict[str, Any]] = {
    "run": {"start": "2014-12-01", "until": "2015-03-02"},
    "life": {"enabled": True},
    "society": {
        "size": 200,
        "district_size": 50,
        "border_district_share": 1.0,
        "trader_share": 0.25,
        "willingness_mean": 2.0,
    },
    "media": {
        "import_rate_chinese": 0.5,
        "import_rate_korean": 0.4,
        "nontrader_import_share": 0.5,
        "player_top": 0.9,
        "radio_reach": 0.3,
    },
    "enforcement": {
        "search_rate": 20.0,
        "find_chance": 0.5,
        "report_base": -1.0,
        "notice_chance": 0.5,
        "publicity": 1.0,
        "bribe_base": 0.1,
    },
}
LEVERS = [
    {"name": "leniency", "lever": "confession_leniency", "from": "2014-12-01"},
    {"name": "drive", "lever": "media_drive", "from": "2014-12-01"},
]


def make_ready(say: Callable[[str], None] = lambda words: None) -> None:
    """Compile whatever a run needs, unless that was done before.

    `say` hears of it if it takes a while.
    """
    mark = cache_folder() / READY
    if jit_is_disabled() or _in_use(mark):
        return
    with _here, _held(cache_folder()):
        if not mark.exists():
            say("compiling the model for this machine; this happens once and takes about a minute")
            with _seldom_collected():
                _let_live()
            mark.touch()
            _forget_old()


def _in_use(mark: Path) -> bool:
    """Whether all is compiled.

    If so, it is noted that it is used, since what nobody uses is removed after a month.
    """
    if not mark.exists():
        return False
    with suppress(OSError):  # a folder that others share may be read only
        mark.touch()
    return True


def _let_live() -> None:
    from nksim.engines.compiled.engine import CompiledEngine
    from nksim.levers.policy import environments
    from nksim.scenario.loading import load_scenario
    from nksim.society.building import build_society

    scenario = load_scenario({**LIVELY, "name": "compiling", "levers": LEVERS})
    weeks = environments(scenario)
    society = build_society(scenario, 1)
    for events in (False, True):  # weeks in one call, and step by step
        engine = CompiledEngine(scenario, society, events=events)
        engine.pass_weeks(weeks, len(weeks))
        engine.close()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Garbage is looked for less often: a compiler makes millions of objects that are none."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """One process at a time; the lock is gone with the process.

    Where files cannot be locked, everyone compiles.
    """
    from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    with suppress(OSError, NotImplementedError):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _forget_old() -> None:
    """Compiled code that nobody has used for a month goes."""
    own = cache_folder()
    for other in own.parent.iterdir():
        if other != own and _is_old(other / READY):
            shutil.rmtree(other, ignore_errors=True)


def _is_old(mark: Path) -> bool:
    return mark.exists() and time.time() - mark.stat().st_mtime > OLD_SECONDS
