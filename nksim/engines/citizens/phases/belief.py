"""Phase 8, belief: fear, regime trust, habit and style move; viewings are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel


def belief(model: NKModel) -> None:
    """Fear, regime trust, habit and style move; viewings are remembered."""
    for citizen in model.citizens:
        if citizen.free:
            citizen.apply_beliefs()
        citizen.apply_memory(model.week)
        if citizen.free:
            citizen.apply_style()
