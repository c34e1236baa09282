"""Deliveries of media from outside into the districts at the border."""

from __future__ import annotations

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.levers.changes import capped, raised
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import MediaDrive


def apply_media_drive(
    environment: Environment, settings: MediaDrive, strength: Numbers
) -> Environment:
    """The week's Environment under this lever; two drives at once are mixed by their size."""
    chance = settings.drives_per_1000 / 1000.0 / WEEKS_PER_YEAR
    added = strength * chance
    total = environment.drives + added
    part = np.divide(added, total, out=np.zeros_like(total), where=total > 0.0)
    return environment._replace(
        drives=capped(raised(environment.drives, chance, strength)),
        drive_korean=environment.drive_korean
        + part * (settings.korean_share - environment.drive_korean),
        drive_age=environment.drive_age + part * (settings.title_age_weeks - environment.drive_age),
    )
