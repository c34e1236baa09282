"""Phase 8, escape: some leave the country for good, where escapes leave a gap."""

from __future__ import annotations

from nksim.core.events import Event
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.codes import ESCAPED


def escape(community: Community, world: World) -> None:
    """Adults at liberty leave, with what they hold."""
    for citizen in community.citizens:
        if citizen.free and citizen.adult and citizen.decide_escape():
            citizen.surrender()
            citizen.status = ESCAPED
            world.count(citizen.cell, "escaped")
            world.note(Event.ESCAPE, citizen.index)
