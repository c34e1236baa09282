"""What happens to a tie: watching together binds, a refusal or a punishment estranges, time heals.

Ties are looked after in turns, each every sixteenth week (`UPKEEP_WEEKS`) for the weeks gone by.
"""

from __future__ import annotations

from nksim.core.jit import rule

UPKEEP_WEEKS = 16


@rule
def bond_after_watching(bond: float, gain: float) -> float:
    """Bond grows by a share of what is missing."""
    return bond + gain * (1.0 - bond)


@rule
def complicity_after_watching(complicity: float, gain: float) -> float:
    """Complicity grows by a share of what is missing."""
    return complicity + gain * (1.0 - complicity)


@rule
def bond_after_refusal(bond: float, loss: float) -> float:
    """A refusal costs a share of the bond: little among close people, little where none is."""
    distance = 1.0 - bond
    return bond - loss * bond * distance * distance


@rule
def bond_after_sanction(bond: float, complicity: float, loss: float) -> float:
    """People turn away from the punished, unless they are in it together."""
    return bond - loss * (1.0 - complicity) * bond


@rule
def until_upkeep(rate: float) -> float:
    """The share that is gone after the weeks between two times, at a rate a week.

    Multiplied out, since both engines must find the same to the last bit.
    """
    two = (1.0 - rate) * (1.0 - rate)
    four = two * two
    eight = four * four
    return 1.0 - eight * eight


@rule
def bond_after_upkeep(bond: float, start: float, mending: float) -> float:
    """Bond goes back towards what it was at the start, from above and from below."""
    return bond + mending * (start - bond)


@rule
def complicity_after_upkeep(complicity: float, fading: float) -> float:
    """Shared guilt grows old: what was watched together long ago binds less."""
    return complicity * (1.0 - fading)
