"""A harsher law: severity, sentences, what counts as distribution, a duty to tell, fear."""

from __future__ import annotations

import numpy as np

from nksim.levers.changes import capped, moved, raised, scaled
from nksim.levers.environment import Environment, Numbers
from nksim.scenario.levers import Law


def apply_law(environment: Environment, settings: Law, strength: Numbers) -> Environment:
    """The Environment under this lever; `strength` has shape (weeks, provinces)."""
    factors = np.array([settings.severity_factor_chinese, settings.severity_factor_korean])
    return environment._replace(
        severity=scaled(environment.severity, factors[:, None, None], strength),
        sentence=scaled(environment.sentence, settings.sentence_factor, strength),
        labour_weeks=scaled(environment.labour_weeks, settings.term_factor, strength),
        camp_weeks=scaled(environment.camp_weeks, settings.term_factor, strength),
        bribe_factor=scaled(environment.bribe_factor, settings.bribe_factor, strength),
        capacity=scaled(environment.capacity, settings.capacity_factor, strength),
        spreading=np.maximum(
            environment.spreading, moved(environment.spreading, settings.spreading, strength)
        ),
        campaign=capped(raised(environment.campaign, settings.duty, strength)),
        announced=raised(environment.announced, settings.risk_rise, strength),
    )
