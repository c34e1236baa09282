"""Single events are today what they were yesterday, in both engines."""

from __future__ import annotations

import pytest

from nksim.engines.run import EngineName
from tests.golden.events import EVENTS, event_figures
from tests.golden.figures import moved, stored
from tests.golden.tiny import TINY_WORLDS


@pytest.mark.parametrize("engine", ["compiled", "citizens"])
@pytest.mark.parametrize("world", TINY_WORLDS)
def test_events__are_those_they_were(world: str, engine: EngineName) -> None:
    """Who did what to whom, on which tie, with which title and of what they were accused."""
    apart = moved(stored(EVENTS)[world], event_figures(world, engine))
    assert not apart, "\n".join(
        [f"{len(apart)} figures moved; `make golden` if that was meant", *apart[:10]]
    )
