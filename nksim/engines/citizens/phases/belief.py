"""Phase 9, belief: fear, suspicion, trust, habit and style move; ties are looked after."""

from __future__ import annotations

from nksim.core.units import round_tie, to_tie
from nksim.engines.citizens.citizen import Tie
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.bonding import (
    UPKEEP_WEEKS,
    bond_after_upkeep,
    complicity_after_upkeep,
    until_upkeep,
)
from nksim.rules.taking_part import doubt

ASKED_OF = 4  # of so many people whose ties are looked after, those of one are asked


def belief(community: Community, world: World) -> None:
    """Fear, suspicion, trust, habit and style move; viewings are remembered; ties looked after."""
    for citizen in community.citizens:
        if citizen.free:
            citizen.apply_beliefs()
        citizen.apply_memory(world.week)
        if citizen.free:
            citizen.apply_style()
    for tie in community.ties:
        low = community.citizens[tie["low"]]
        if low.district % UPKEEP_WEEKS == world.week % UPKEEP_WEEKS:
            _look_after(tie, world)
            if low.index % ASKED_OF == world.week // UPKEEP_WEEKS % ASKED_OF:
                _ask_ends(tie, community, world)


def _look_after(tie: Tie, world: World) -> None:
    """A bond mends, shared guilt fades."""
    c, layer, bond, complicity = world.c, tie["layer"], tie["bond"], tie["complicity"]
    tie["bond"] = round_tie(bond_after_upkeep(bond, tie["start"], until_upkeep(c.bond_return)))
    fading = until_upkeep(c.complicity_loss)
    tie["complicity"] = round_tie(complicity_after_upkeep(complicity, fading))
    threshold = round_tie(c.naming_threshold)
    complicit = int(tie["complicity"] > threshold) - int(complicity > threshold)
    world.count_layer(layer, "bond", to_tie(tie["bond"]) - to_tie(bond))
    world.count_layer(layer, "complicity", to_tie(tie["complicity"]) - to_tie(complicity))
    world.count_layer(layer, "complicit_ties", complicit)


def _ask_ends(tie: Tie, community: Community, world: World) -> None:
    """Note what the ends of a tie fear of each other."""
    layer, bond, complicity = tie["layer"], tie["bond"], tie["complicity"]
    for citizen in community.ends_of(tie):
        if citizen.living:
            world.count_layer(layer, "ends_asked")
            world.count_layer(layer, "doubt", to_tie(doubt(citizen.suspicion, bond, complicity)))
    if complicity > round_tie(world.c.naming_threshold):
        world.count_layer(layer, "asked_complicit")
        world.count_layer(layer, "bond_complicit", to_tie(bond))
