"""How far long work has come: a bar on a terminal or in a notebook, plain lines elsewhere.

Work is counted in weeks simulated. What is said, on standard error: the share done, weeks a second,
the time left, and the memory in use.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from typing import Any, TypeGuard

from nksim.core.errors import InputError
from nksim.core.numerals import decimal
from nksim.running.progress import SILENT, Progress

LINE_SECONDS, CELL_SECONDS, BAR_WIDTH = 10.0, 0.5, 12
METHODS = ("say", "begin", "advance")
Shown = Progress | Callable[[int, int], None] | bool | None


class Weeks:
    """Weeks done of those to be done, from reports that come in from several threads."""

    def __init__(self, total: int) -> None:
        self.total, self.done = max(total, 1), 0
        self.started = time.monotonic()
        self._first: tuple[float, int] | None = None
        self._lock = Lock()

    def add(self, weeks: int) -> None:
        """Take note of weeks that have passed; work may end early or do a little more."""
        with self._lock:
            self.done = min(self.done + weeks, self.total)
            self._first = self._first or (time.monotonic(), self.done)

    def words(self) -> str:
        """What is said of them."""
        since, before = self._first or (self.started, 0)
        seconds = time.monotonic() - since
        pace = (self.done - before) / seconds if seconds > 0 else 0.0
        said = f"{self.done:,} of {self.total:,} weeks"
        if pace > 0:  # all weeks may come in one report
            said += f", {decimal(pace, 0 if pace >= 10 else 1)} weeks/s"
        if pace > 0 and self.done < self.total:
            said += f", {duration((self.total - self.done) / pace)} left"
        memory = memory_in_use()
        return f"{said}, {memory}" if memory else said


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
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return f"{peak / 2**30:.1f} GiB at most"


@contextmanager
def shown(progress: Shown = None) -> Iterator[Progress]:
    """What shows progress as was asked for, while the context lasts.

    True: a bar or lines, as suits the place; None: a bar in a notebook, else nothing; False:
    nothing. An object with `say`, `begin` and `advance` hears for itself, and a function is called
    with the weeks done and those to be done. Raises InputError for anything else.

    Whatever has to be compiled is compiled first, and said, so that it does not look like slow
    weeks.
    """
    from nksim.engines.compiling import make_ready

    check_progress(progress)
    if progress is None:
        progress = is_notebook()
    if progress is True:
        make_ready(note)
        with _place() as place:
            yield place
        return
    make_ready()
    if progress is False:
        yield SILENT
    else:
        yield progress if _hears(progress) else _Called(progress)  # type: ignore[arg-type]


def check_progress(progress: Shown) -> None:
    """InputError for what cannot hear of progress."""
    if isinstance(progress, bool | None) or callable(progress) or _hears(progress):
        return
    raise InputError(
        f"progress={progress!r:.60} cannot be called; give True, a function of weeks done and"
        f" weeks, or an object with {', '.join(METHODS)}"
    )


def _hears(progress: object) -> TypeGuard[Progress]:
    return all(callable(getattr(progress, name, None)) for name in METHODS)


def note(text: str) -> None:
    """A remark to standard error."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def is_notebook() -> bool:
    """Whether this is a Jupyter notebook."""
    if "ipykernel" not in sys.modules:
        return False
    shell = import_module("IPython").get_ipython()
    return type(shell).__name__ == "ZMQInteractiveShell"


@contextmanager
def _place() -> Iterator[Progress]:
    """A bar where one can be drawn, else lines."""
    if is_notebook():
        yield _Cell()
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield bar
    else:
        yield _Lines()


class _Called:
    """A function that is told how many weeks are done, of how many."""

    def __init__(self, function: Callable[[int, int], None]) -> None:
        self._function, self._weeks = function, Weeks(0)

    def say(self, words: str) -> None:
        pass

    def begin(self, weeks: int) -> None:
        self._weeks = Weeks(weeks)

    def advance(self, weeks: int) -> None:
        self._weeks.add(weeks)
        self._function(self._weeks.done, self._weeks.total)


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


class _Cell:
    """One line below the cell of a notebook, written anew twice a second."""

    def __init__(self) -> None:
        display = import_module("IPython.display").display
        self._weeks, self._last = Weeks(0), 0.0
        self._line = display({"text/plain": ""}, raw=True, display_id=True)

    def say(self, words: str) -> None:
        self._line.update({"text/plain": words}, raw=True)

    def begin(self, weeks: int) -> None:
        self._weeks = Weeks(weeks)

    def advance(self, weeks: int) -> None:
        work = self._weeks
        work.add(weeks)
        now = time.monotonic()
        if work.done >= work.total or now - self._last >= CELL_SECONDS:
            self._last = now
            share = work.done / work.total
            full = round(BAR_WIDTH * share)
            bar = "█" * full + "░" * (BAR_WIDTH - full)
            self.say(f"{bar} {share:4.0%}  {work.words()}")


class _Bar:
    """A bar; of several pieces of work each takes the place of the last."""

    def __init__(self, bars: Any) -> None:
        self._bars, self._row, self._weeks = bars, None, Weeks(0)

    def say(self, words: str) -> None:
        self._bars.console.print(words, markup=False, highlight=False, soft_wrap=True)

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
