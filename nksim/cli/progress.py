"""How far long work has come: a bar on a terminal, plain lines elsewhere, nothing if asked to be quiet; always standard error.

Work is counted in weeks simulated. What is said: the share done, weeks a second, the time left, and the memory in use.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from nksim.cli.output import note
from nksim.core.numerals import decimal
from nksim.running.progress import SILENT, Progress

LINE_SECONDS, BAR_WIDTH = 10.0, 12


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
def meter(*, quiet: bool) -> Iterator[Progress]:
    """What shows progress as suits where standard error goes.

    Whatever has to be compiled is compiled first, and said, so that it does not look like slow weeks.
    """
    from nksim.engines.compiling import make_ready

    make_ready((lambda words: None) if quiet else note)
    if quiet:
        yield SILENT
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield bar
    else:
        yield _Lines()


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


class _Lines:
    """A plain line every ten seconds."""

    def __init__(self) -> None:
        self._weeks, self._last = Weeks(0), 0.0

    def say(self, words: str) -> None:
        note(words)

    def begin(self, weeks: int) -> None:
        self._weeks = Weeks(weeks)
        self._last = self._weeks.started

    def advance(self, weeks: int) -> None:
        work = self._weeks
        work.add(weeks)
        now = time.monotonic()
        if work.done >= work.total or now - self._last >= LINE_SECONDS:
            self._last = now
            share = work.done / work.total
            note(f"{share:4.0%} after {duration(now - work.started)}: {work.words()}")


class _Bar:
    """A bar on a terminal."""

    def __init__(self, bars: Any) -> None:
        self._bars, self._row = bars, None
        self._weeks = Weeks(0)

    def say(self, words: str) -> None:
        note(words)

    def begin(self, weeks: int) -> None:
        if self._row is not None:
            self._bars.remove_task(self._row)
        self._weeks = Weeks(weeks)
        self._row = self._bars.add_task("starting", total=weeks)

    def advance(self, weeks: int) -> None:
        self._weeks.add(weeks)
        self._bars.update(self._row, completed=self._weeks.done, description=self._weeks.words())


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bars

    columns: tuple[Any, ...] = (
        BarColumn(bar_width=BAR_WIDTH),
        TaskProgressColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Bar(bars)
