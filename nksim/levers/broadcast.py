"""Foreign radio and television, received where the lever's provinces lie."""

from __future__ import annotations

from nksim.levers.changes import moved
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import Broadcast


def apply_broadcast(
    environment: Environment, settings: Broadcast, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        radio_reach=moved(environment.radio_reach, settings.reach, strength),
    )
