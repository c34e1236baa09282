"""How a lever moves a number of the Environment, in proportion to its strength.

Times a factor, up by an amount, or towards a value. At strength 0 each of them returns its number
unchanged, bit for bit.
"""

from __future__ import annotations

import numpy as np

from nksim.levers.environment import Numbers


def scaled(number: Numbers, factor: float | Numbers, strength: Numbers) -> Numbers:
    """The number times the factor, at full strength."""
    return number * (1.0 + strength * (factor - 1.0))


def raised(number: Numbers, amount: float, strength: Numbers) -> Numbers:
    """The number plus the amount, at full strength."""
    return number + strength * amount


def moved(number: Numbers, target: float, strength: Numbers) -> Numbers:
    """The target, at full strength; on the way to it below."""
    return number + strength * (target - number)


def capped(chance: Numbers) -> Numbers:
    """A chance kept within 0 and 1."""
    return np.clip(chance, 0.0, 1.0)
