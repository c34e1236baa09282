"""Inspectors who are inspected: bribes work less."""

from __future__ import annotations

from nksim.levers.changes import scaled
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import AntiCorruption


def apply_anti_corruption(
    environment: Environment, settings: AntiCorruption, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        bribe_factor=scaled(environment.bribe_factor, settings.bribe_factor, strength),
    )
