"""Control-C between two steps of work, never in the middle of one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType


@contextmanager
def heard_afterwards() -> Iterator[None]:
    """An interrupt that comes meanwhile is heard at the end of what is done inside.

    Only the main thread hears interrupts; in any other this does nothing.
    """
    handler = signal.getsignal(signal.SIGINT)
    if current_thread() is not main_thread() or not callable(handler):
        yield
        return
    heard: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda *given: heard.append(given))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    for given in heard[:1]:
        handler(*given)
