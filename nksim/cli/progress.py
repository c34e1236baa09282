"""How far long work has come: a bar on a terminal, plain lines elsewhere, nothing if asked to be quiet; always standard error.

Work is counted in weeks simulated. What is said: the share done, weeks a second, the time left, and the memory in use.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from nksim.cli.output import note
from nksim.core.numerals import decimal

LINE_SECONDS, BAR_WIDTH = 10.0, 12
Advance = Callable[[int], None]
Begin = Callable[[int], Advance]


class Weeks:
    """Weeks done of those to be done, from reports that come in from several threads."""

    def __init__(self, total: int) -> None:
        self.total, self.done = max(total, 1), 0
        self.started = time.monotonic()
        self._first: tuple[float, int] | None = None
        self._lock = Lock()

    def add(self, weeks: int) -> None:
        """Take note of weeks that have passed."""
        with self._lock:
            self.done = min(
                self.done + weeks, self.total
            )  # work that may end early may also do a little more than was allowed
            self._first = self._first or (time.monotonic(), self.done)

    def words(self) -> str:
        """What is said of them."""
        since, before = self._first or (self.started, 0)
        seconds = time.monotonic() - since
        pace = (self.done - before) / seconds if seconds > 0 else 0.0
        left = (
            f", {duration((self.total - self.done) / pace)} left"
            if pace > 0 and self.done < self.total
            else ""
        )
        weeks = f"{self.done:,} of {self.total:,} weeks, {decimal(pace, 0 if pace >= 10 else 1)} weeks/s"
        return ", ".join(part for part in (f"{weeks}{left}", memory_in_use()) if part)


@contextmanager
def meter(*, quiet: bool) -> Iterator[Begin]:
    """What is told the number of weeks to come and returns what hears of each, as suits where standard error goes.

    Whatever has to be compiled is compiled first, and said, so that it does not look like slow weeks.
    """
    from nksim.engines.compiling import make_ready

    make_ready((lambda words: None) if quiet else note)
    if quiet:
        yield lambda total: lambda weeks: None
    elif sys.stderr.isatty():
        with _bar() as begin:
            yield begin
    else:
        yield _lines


def duration(seconds: float) -> str:
    """A time as a person says it: 45 s, 12 min, 3 h 20 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def memory_in_use() -> str:
    """The memory that this process holds at most; nothing where the system does not tell."""
    try:
        import resource
    except ImportError:
        return ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )
    return f"{peak / 2**30:.1f} GiB at most"


@contextmanager
def _bar() -> Iterator[Begin]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns: tuple[Any, ...] = (
        BarColumn(bar_width=BAR_WIDTH),
        TaskProgressColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def begin(total: int) -> Advance:
            weeks, row = Weeks(total), progress.add_task("starting", total=total)

            def advance(passed: int) -> None:
                weeks.add(passed)
                progress.update(row, completed=weeks.done, description=weeks.words())

            return advance

        yield begin


def _lines(total: int) -> Advance:
    weeks = Weeks(total)
    last = [weeks.started]

    def advance(passed: int) -> None:
        weeks.add(passed)
        now = time.monotonic()
        if weeks.done >= weeks.total or now - last[0] >= LINE_SECONDS:
            last[0] = now
            note(
                f"{weeks.done / weeks.total:4.0%} after {duration(now - weeks.started)}: {weeks.words()}"
            )

    return advance
