"""Interrupts are heard between two steps of work."""

from __future__ import annotations

import signal
from threading import Thread

import pytest

from nksim.core.interrupts import heard_afterwards


def test_an_interrupt__is_heard_when_the_step_is_done() -> None:
    """What was begun is brought to its end before anyone stops."""
    done = list[str]()

    def work() -> None:
        with heard_afterwards():
            signal.raise_signal(signal.SIGINT)
            done.append("step")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["step"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_in_the_step__leaves_as_it_is() -> None:
    """An interrupt that came meanwhile does not hide what went wrong, and the next one is heard."""
    with pytest.raises(ValueError, match="wrong"), heard_afterwards():
        raise ValueError("wrong")
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_other_threads__hear_no_interrupts() -> None:
    """Work in a thread goes on as ever."""
    done = list[str]()

    def work() -> None:
        with heard_afterwards():
            done.append("step")

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["step"]
