"""A closed border: fewer titles come in, fewer people get out."""

from __future__ import annotations

from nksim.levers.changes import scaled
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import BorderClosure


def apply_border_closure(
    environment: Environment, settings: BorderClosure, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        openness=scaled(environment.openness, settings.supply_left, strength),
        escape_openness=scaled(environment.escape_openness, settings.escape_left, strength),
    )
