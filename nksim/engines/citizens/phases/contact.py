"""Phase 3, contact: the ends of a tie meet, one offers, the other joins or refuses, or copies."""

from __future__ import annotations

from typing import NamedTuple

from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.core.units import round_tie, to_tie
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.bonding import bond_after_refusal, bond_after_watching, complicity_after_watching
from nksim.rules.codes import CHINESE, HOUSEHOLD, KOREAN, NONE
from nksim.rules.hosting import could_watch, high_end_hosts
from nksim.rules.taking_part import demand_for_korean

MOST_GUESTS = 255


class Viewing(NamedTuple):
    """Two who watch a title together, and whether the guest copies it."""

    host: Citizen
    guest: Citizen
    origin: int
    title: int
    copied: bool
    from_home: bool  # the guest lives in the host's household


def contact(community: Community, world: World) -> None:
    """The two ends of a tie meet, one offers, the other joins or refuses, a guest copies."""
    community.refusals = []
    viewings = [
        viewing
        for tie in community.ties
        if _meets(tie, world) and (viewing := _meeting(tie, community, world)) is not None
    ]
    for viewing in viewings:
        _watch(viewing, world)


def _meets(tie: Tie, world: World) -> bool:
    draw = world.tie_draws(Purpose.CONTACT, tie)[0]
    return bool(draw < world.rates[tie["layer"]])


def _meeting(tie: Tie, community: Community, world: World) -> Viewing | None:
    """What comes of a meeting: a viewing, a refusal, or nothing."""
    a, b = community.ends_of(tie)
    if not could_watch(a.holds or b.holds, a.has_player or b.has_player, a.free and b.free):
        return None
    origin = _choose_origin(tie, a, b, world)
    host, guest = _choose_host(tie, a, b, origin, world)
    title = host.titles[origin]
    assert title is not None
    if not host.decide_offer(tie, origin, world.attraction(title)):
        return None
    world.count(host.cell, "offers")
    world.count_layer(tie["layer"], "layer_offers")
    _note(Event.OFFER, host, guest, tie, origin, title, world)
    if guest.decide_join(tie, origin, world.attraction(title)):
        return _join(tie, host, guest, origin, title, world)
    _refuse(tie, host, guest, origin, title, world)
    community.refusals.append((tie, host, guest, origin))
    return None


def _choose_origin(tie: Tie, a: Citizen, b: Citizen, world: World) -> int:
    chinese, korean = (max(_title(a, o), _title(b, o)) for o in (CHINESE, KOREAN))
    if chinese == NONE or korean == NONE:
        return KOREAN if chinese == NONE else CHINESE
    old, new = world.attraction(chinese), world.attraction(korean)
    wish_chinese = a.desire(CHINESE, old) + b.desire(CHINESE, old)
    wish_korean = a.desire(KOREAN, new) + b.desire(KOREAN, new)
    draw = world.tie_draw(Purpose.ORIGIN, tie)
    return KOREAN if draw < demand_for_korean(wish_chinese, wish_korean) else CHINESE


def _choose_host(
    tie: Tie, a: Citizen, b: Citizen, origin: int, world: World
) -> tuple[Citizen, Citizen]:
    draw = world.tie_draw(Purpose.HOST, tie)
    return (b, a) if high_end_hosts(_title(a, origin), _title(b, origin), draw) else (a, b)


def _title(citizen: Citizen, origin: int) -> int:
    title = citizen.titles[origin]
    return NONE if title is None else title


def _join(
    tie: Tie, host: Citizen, guest: Citizen, origin: int, title: int, world: World
) -> Viewing:
    """Watching together binds the two, and makes them complicit."""
    layer, c, before = tie["layer"], world.c, dict(tie)
    world.count(host.cell, "joint_viewings")
    world.count_layer(layer, "layer_joint_viewings")
    tie["bond"] = round_tie(bond_after_watching(tie["bond"], c.bond_gain))
    tie["complicity"] = round_tie(complicity_after_watching(tie["complicity"], c.complicity_gain))
    threshold = round_tie(c.naming_threshold)
    complicit = int(tie["complicity"] > threshold) - int(before["complicity"] > threshold)
    world.count_layer(layer, "complicit_ties", complicit)
    world.count_layer(layer, "complicity", to_tie(tie["complicity"]) - to_tie(before["complicity"]))
    world.count_layer(layer, "bond", to_tie(tie["bond"]) - to_tie(before["bond"]))
    _note(Event.VIEWING, host, guest, tie, origin, title, world)
    copied = guest.decide_copy(tie, origin, title)
    if copied:
        world.count(guest.cell, "copies")
        world.count_layer(layer, "layer_copies")
        _note(Event.COPY, guest, host, tie, origin, title, world)
    return Viewing(host, guest, origin, title, copied, layer == LAYERS[HOUSEHOLD])


def _refuse(tie: Tie, host: Citizen, guest: Citizen, origin: int, title: int, world: World) -> None:
    """A refusal costs some bond, and makes a witness."""
    before = to_tie(tie["bond"])
    tie["bond"] = round_tie(bond_after_refusal(tie["bond"], world.c.refusal_loss))
    world.count(host.cell, "refusals")
    world.count_layer(tie["layer"], "layer_refusals")
    world.count_layer(tie["layer"], "bond", to_tie(tie["bond"]) - before)
    _note(Event.REFUSAL, host, guest, tie, origin, title, world)


def _watch(viewing: Viewing, world: World) -> None:
    """Apply a viewing to the two who watch."""
    host, guest, origin, title, copied, from_home = viewing
    for person, companion in ((host, guest), (guest, host)):
        person.apply_viewing(origin, world.attraction(title))
        person.companions.append(companion.regime_trust)
    host.guests = min(host.guests + (not from_home), MOST_GUESTS)
    host.gave = host.gave or copied
    if copied:
        world.count(guest.cell, "acquired", guest.apply_title(origin, title))


def _note(
    event: Event, who: Citizen, other: Citizen, tie: Tie, origin: int, title: int, world: World
) -> None:
    world.note(
        event, who.index, other=other.index, tie=tie["number"], origin=origin, title_week=title
    )
