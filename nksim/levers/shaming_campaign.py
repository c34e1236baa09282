"""Shaming on television: style checks, stigma, a norm to report, fear."""

from __future__ import annotations

from nksim.levers.changes import capped, raised, scaled
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import ShamingCampaign


def apply_shaming_campaign(
    environment: Environment, settings: ShamingCampaign, strength: Numbers
) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    return environment._replace(
        style_check=capped(scaled(environment.style_check, settings.style_check_factor, strength)),
        stigma=raised(environment.stigma, settings.stigma, strength),
        campaign=raised(environment.campaign, settings.campaign, strength),
        risk_base=raised(environment.risk_base, settings.risk_rise, strength),
    )
