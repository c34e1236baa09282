"""A harsher law: severity by origin, sentences and terms, bribes that no longer work, fear of the law itself."""

from __future__ import annotations

import numpy as np

from nksim.levers.changes import raised, scaled
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
        risk_base=raised(environment.risk_base, settings.risk_rise, strength),
    )
