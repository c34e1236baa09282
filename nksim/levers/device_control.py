"""Control of players and of copying."""

from __future__ import annotations

from nksim.levers.changes import scaled
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import DeviceControl


def apply_device_control(
    environment: Environment, settings: DeviceControl, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        players=scaled(environment.players, settings.player_factor, strength),
        copying=scaled(environment.copying, settings.copy_factor, strength),
    )
