"""Whoever turns in goes free."""

from __future__ import annotations

from nksim.levers.changes import moved
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import ConfessionLeniency


def apply_confession_leniency(
    environment: Environment, settings: ConfessionLeniency, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        leniency=moved(environment.leniency, settings.leniency, strength),
    )
