"""What a meeting does to a tie: watching together binds, a refusal estranges a little, a punishment more."""

from __future__ import annotations

from nksim.core.jit import rule


@rule
def bond_after_watching(bond: float, gain: float) -> float:
    """Bond grows by a share of what is missing."""
    return bond + gain * (1.0 - bond)


@rule
def complicity_after_watching(complicity: float, gain: float) -> float:
    """Complicity grows by a share of what is missing, and never falls."""
    return complicity + gain * (1.0 - complicity)


@rule
def bond_after_refusal(bond: float, loss: float) -> float:
    """A refusal costs a share of the bond."""
    return bond - loss * bond


@rule
def bond_after_sanction(bond: float, complicity: float, loss: float) -> float:
    """People turn away from the punished, unless they are in it together."""
    return bond - loss * (1.0 - complicity) * bond
