"""What happens to a person who is caught: a bribe, criticism, labour, a camp, death."""

from __future__ import annotations

import math

from nksim.core.jit import rule
from nksim.rules.codes import (
    ACT_DISTRIBUTE,
    ACT_STYLE,
    BRIBE,
    CAMP,
    CRITICISM,
    DEATH,
    KOREAN,
    LABOUR,
    YOUNG,
)
from nksim.rules.coefficients import Coefficients
from nksim.rules.logistic import sigma

LAST_WEEK = 32000  # what a column of weeks can hold


@rule
def bribe(wealth: float, base: float, factor: float, bribe_wealth: float) -> float:
    """Chance to buy one's way out: `base` at median wealth, rising with wealth, times what law and inspectors leave of it."""
    if base <= 0.0 or base >= 1.0:
        return base * factor
    return factor * sigma(math.log(base / (1.0 - base)) + bribe_wealth * (wealth - 0.5))


@rule
def harshness(act: int, origin: int, age: int, sentence: float, c: Coefficients) -> float:
    """By how much the shares of labour and camp are raised: distribution and South Korean titles raise them, youth lowers them."""
    factor = sentence
    if act == ACT_DISTRIBUTE:
        factor *= c.distribution_factor
    if origin == KOREAN:
        factor *= c.korean_factor
    if age == YOUNG:
        factor *= c.youth_factor
    return 0.25 * factor if act == ACT_STYLE else factor


@rule
def sanction(
    u: float,
    act: int,
    factor: float,
    execution_share: float,
    camp_share: float,
    labour_share: float,
) -> int:
    """The sanction that a draw u in 0..1 stands for: death (distribution only), camp, labour, else criticism."""
    death = execution_share if act == ACT_DISTRIBUTE else 0.0
    camp = death + min(camp_share * factor, 1.0 - death)
    labour = camp + min(labour_share * factor, 1.0 - camp)
    if u < death:
        return DEATH
    if u < camp:
        return CAMP
    return LABOUR if u < labour else CRITICISM


@rule
def release_week(week: int, term_weeks: float) -> int:
    """The week in which a term that begins now ends; a run is never so long as the last week counted."""
    return min(week + int(term_weeks), LAST_WEEK)


@rule
def is_sanction(kind: int) -> bool:
    """Whether anything but a bribe followed."""
    return kind > BRIBE
