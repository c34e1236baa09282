"""Phase 8, belief: fear, regime trust, habit and style move; viewings are remembered."""

from __future__ import annotations

from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World


def belief(community: Community, world: World) -> None:
    """Fear, regime trust, habit and style move; viewings are remembered."""
    for citizen in community.citizens:
        if citizen.free:
            citizen.apply_beliefs()
        citizen.apply_memory(world.week)
        if citizen.free:
            citizen.apply_style()
