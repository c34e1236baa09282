"""How titles come in: over the border with traders and others, and delivered from outside."""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.codes import TRADER
from nksim.rules.coefficients import Coefficients


@rule
def importing(rate: float, openness: float, role: int, c: Coefficients) -> float:
    """Chance of an adult of a border district to import a title in a week.

    Rises with the trade of the time and the border's openness; others bring a share of what
    traders do.
    """
    share = 1.0 if role == TRADER else c.nontrader_import_share
    return rate * openness * share


@rule
def finding(drives: float, people_per_finder: float) -> float:
    """Chance of an adult of a border district to find a delivery in a week.

    Deliveries are counted by the citizens of the country; these few find all of them.
    """
    return drives * people_per_finder


@rule
def newer(own_title: int, title: int) -> int:
    """The release week of the newest title held, once another is held too."""
    return max(own_title, title)
