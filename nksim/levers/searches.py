"""More and more thorough house searches."""

from __future__ import annotations

from nksim.levers.changes import capped, scaled
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import Searches


def apply_searches(environment: Environment, settings: Searches, strength: Numbers) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        search=capped(scaled(environment.search, settings.rate_factor, strength)),
        find=capped(scaled(environment.find, settings.find_factor, strength)),
    )
