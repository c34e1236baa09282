"""Domestic television that people like to watch."""

from __future__ import annotations

from nksim.levers.changes import moved, raised
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import SoftContent


def apply_soft_content(
    environment: Environment, settings: SoftContent, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        domestic_appeal=moved(environment.domestic_appeal, settings.appeal, strength),
        trust_gain=raised(environment.trust_gain, settings.trust_gain, strength),
    )
