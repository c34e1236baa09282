"""More informants, rewards for reports, more people to follow them up."""

from __future__ import annotations

from nksim.levers.changes import raised, scaled
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import Informants


def apply_informants(
    environment: Environment, settings: Informants, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        informants=raised(environment.informants, settings.extra_share, strength),
        reward=raised(environment.reward, settings.reward, strength),
        warned=raised(environment.warned, settings.suspicion_rise, strength),
        capacity=scaled(environment.capacity, settings.capacity_factor, strength),
    )
