"""How South Korean style is taken up, seen and dropped: fashion, speech and song, courtship."""

from __future__ import annotations

from nksim.core.jit import rule
from nksim.rules.codes import COURTSHIP, FASHION, SPEECH, YOUNG
from nksim.rules.coefficients import Coefficients


@rule
def dropping_style(stigma: float, c: Coefficients) -> float:
    """Chance to drop a field of style in a week: fashions pass, sooner where they are shamed."""
    return c.style_loss + stigma


@rule
def taking_up_style(field: int, age: int, knowledge: float, c: Coefficients) -> float:
    """Chance of a viewer of South Korean titles to take up a field of style in a week.

    Rises with what is known of the outside; the young do it first.
    """
    eager = 1.0 if age == YOUNG else c.style_older
    return c.style_uptake[field] * eager * knowledge


@rule
def stopping(marks: int, fashion: float, speech: float, courtship: float) -> float:
    """Chance to be stopped in a week: that of each field one shows, together."""
    chance = 0.0
    if marks & FASHION:
        chance += fashion
    if marks & SPEECH:
        chance += speech
    if marks & COURTSHIP:
        chance += courtship
    return chance
