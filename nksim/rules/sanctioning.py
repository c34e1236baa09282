"""What happens to a person who is caught: a bribe, criticism, labour, prison, a camp, death."""

from __future__ import annotations

import math

from nksim.core.jit import rule
from nksim.rules.codes import (
    ACT_SELL,
    ACT_SPREAD,
    ACT_STYLE,
    BRIBE,
    CAMP,
    CRITICISM,
    DEATH,
    KOREAN,
    LABOUR,
    PRISON,
    YOUNG,
)
from nksim.rules.coefficients import Coefficients
from nksim.rules.logistic import sigma

LAST_WEEK = 32000  # what a column of weeks can hold
WEALTH_CLASSES = 32


@rule
def wealth_class(wealth: float) -> int:
    """The class of wealth, 0 to 31, of a quantile of wealth."""
    return min(int(wealth * 32.0), 31)


@rule
def wealth_of(wealth_class: int) -> float:
    """The quantile of wealth in the middle of a class."""
    return (wealth_class + 0.5) / 32.0


@rule
def bribe(wealth: float, base: float, factor: float, bribe_wealth: float) -> float:
    """Chance to buy one's way out: `base` at median wealth, rising with wealth.

    Times `factor`, what law and inspectors leave of it.
    """
    if base <= 0.0 or base >= 1.0:
        return base * factor
    return factor * sigma(math.log(base / (1.0 - base)) + bribe_wealth * (wealth - 0.5))


@rule
def cost_of_arrest(wealth: float, base: float, news: float, c: Coefficients) -> float:
    """What being caught costs, where 1 is what it costs at median wealth while bribes work.

    Rises as bribes are known to fail (`news` is what law and inspectors leave of them), and less
    for the wealthy, who pay.
    """
    spared = c.bribe_relief * bribe(wealth, base, news, c.bribe_wealth)
    return (1.0 - spared) / (1.0 - c.bribe_relief * base)


@rule
def distribution(act: int, spreading: float) -> float:
    """How far an act is distribution: selling always, hosting and copying as the law has it."""
    if act == ACT_SELL:
        return 1.0
    return spreading if act == ACT_SPREAD else 0.0


@rule
def harshness(
    act: int, origin: int, age: int, spreading: float, sentence: float, c: Coefficients
) -> float:
    """By how much the shares of labour and camp are raised.

    Distribution and South Korean titles raise them, youth lowers them; style counts a quarter.
    """
    factor = sentence * (1.0 + distribution(act, spreading) * (c.distribution_factor - 1.0))
    if origin == KOREAN:
        factor *= c.korean_factor
    if age == YOUNG:
        factor *= c.youth_factor
    return 0.25 * factor if act == ACT_STYLE else factor


@rule
def chance_of_death(act: int, spreading: float, execution_share: float) -> float:
    """Chance that a sentence is death: for distribution only."""
    return execution_share * distribution(act, spreading)


@rule
def sanction(u: float, factor: float, death: float, camp_share: float, labour_share: float) -> int:
    """The sanction that a draw u in 0..1 stands for: death, camp, labour, else criticism."""
    camp = death + min(camp_share * factor, 1.0 - death)
    labour = camp + min(labour_share * factor, 1.0 - camp)
    if u < death:
        return DEATH
    if u < camp:
        return CAMP
    return LABOUR if u < labour else CRITICISM


@rule
def which_camp(u: float, act: int, c: Coefficients) -> int:
    """Where a draw in 0..1 sends: to a political camp, or to an ordinary prison camp.

    Style is never political.
    """
    return CAMP if act != ACT_STYLE and u < c.political_share else PRISON


@rule
def term(kind: int, labour_weeks: float, camp_weeks: float, c: Coefficients) -> float:
    """Weeks of a term, within what the law's own text allows."""
    if kind == LABOUR:
        return min(labour_weeks, c.labour_limit)
    return min(camp_weeks, c.camp_limit)


@rule
def release_week(week: int, term_weeks: float) -> int:
    """The week in which a term that begins now ends; no run reaches the last week counted."""
    return min(week + int(term_weeks), LAST_WEEK)


@rule
def is_sanction(kind: int) -> bool:
    """Whether anything but a bribe followed."""
    return kind > BRIBE


@rule
def weight_of(kind: int, c: Coefficients) -> float:
    """How frightening it is to see or hear of what followed an arrest: 1 is labour training."""
    return c.weight[kind - 1]


@rule
def loudness_of(kind: int, c: Coefficients) -> float:
    """How much an arrest that somebody told on is talked about: what is bought off stays quiet."""
    return min(1.0, c.weight[kind - 1])


@rule
def standing_left(wealth_class: int, c: Coefficients) -> int:
    """The class of wealth that is left to the family of somebody sent away."""
    return int(wealth_class * (1.0 - c.family_loss))
