"""Death for distribution."""

from __future__ import annotations

from nksim.levers.changes import moved
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import Executions


def apply_executions(
    environment: Environment, settings: Executions, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        execution_share=moved(environment.execution_share, settings.execution_share, strength),
    )
