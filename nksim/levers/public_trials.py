"""Trials held in public, with attendance ordered."""

from __future__ import annotations

from nksim.levers.changes import moved
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import PublicTrials


def apply_public_trials(
    environment: Environment, settings: PublicTrials, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        publicity=moved(environment.publicity, settings.publicity, strength),
        attendance=moved(environment.attendance, settings.attendance, strength),
    )
