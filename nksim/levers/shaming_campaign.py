"""Shaming on television: style checks, stigma, a norm to report, suspicion, fear."""

from __future__ import annotations

import numpy as np

from nksim.core.columns import STYLES
from nksim.levers.changes import capped, raised, scaled
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import ShamingCampaign


def apply_shaming_campaign(
    environment: Environment, settings: ShamingCampaign, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    spoken_to = np.array([field in settings.fields for field in STYLES], float)
    shame = spoken_to[:, None, None] * strength
    checks = scaled(environment.style_check, settings.style_check_factor, shame)
    return environment._replace(
        style_check=capped(checks),
        stigma=raised(environment.stigma, settings.stigma, shame),
        campaign=capped(raised(environment.campaign, settings.campaign, strength)),
        warned=raised(environment.warned, settings.suspicion_rise, strength),
        announced=raised(environment.announced, settings.risk_rise, strength),
    )
