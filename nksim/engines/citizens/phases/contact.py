"""Phase 3, contact: the two ends of a tie meet, one offers, the other joins or refuses, a guest copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.core.draws import Purpose
from nksim.core.units import round_tie
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.rules.bonding import bond_after_refusal, bond_after_watching, complicity_after_watching
from nksim.rules.codes import (
    CHINESE,
    KOREAN,
)
from nksim.rules.taking_part import demand_for_korean

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel


def contact(model: NKModel) -> None:
    """The two ends of a tie meet, one offers, the other joins or refuses, a guest copies."""
    model.refusals = []
    joined: list[tuple[Citizen, Citizen, int, int, bool]] = []
    for tie in model.ties:
        low, high = tie["low"], tie["high"]
        if model.two_draws(Purpose.CONTACT, low, high)[0] < model.rates[tie["layer"]]:
            _meet(model, tie, model.citizens[low], model.citizens[high], joined)
    for host, guest, origin, title, copied in joined:
        attraction = model.appeal[model.week - title]
        for person, other in ((host, guest), (guest, host)):
            person.apply_viewing(origin, attraction)
            person.companions.append(other.regime_trust)
        if copied:
            model.count(guest, "acquired", guest.apply_title(origin, title))


def _meet(
    model: NKModel,
    tie: Tie,
    a: Citizen,
    b: Citizen,
    joined: list[tuple[Citizen, Citizen, int, int, bool]],
) -> None:
    if not (a.free and b.free and (a.holds or b.holds) and (a.has_player or b.has_player)):
        return
    origin = _choose_origin(model, tie, a, b)
    host, guest, title = _choose_host(model, tie, a, b, origin)
    attraction = model.appeal[model.week - title]
    if not host.decide_offer(tie, origin, attraction):
        return
    model.count(host, "offers")
    model.count_layer(tie["layer"], "layer_offers")
    if guest.decide_join(tie, origin, attraction):
        copied = guest.decide_copy(tie, origin, title)
        _watch(model, tie, host, guest, copied)
        joined.append((host, guest, origin, title, copied))
    else:
        model.count(host, "refusals")
        model.count_layer(tie["layer"], "layer_refusals")
        tie["bond"] = round_tie(bond_after_refusal(tie["bond"], model.c.refusal_loss))
        model.refusals.append((tie, host, guest, origin))


def _choose_origin(model: NKModel, tie: Tie, a: Citizen, b: Citizen) -> int:
    newest = [
        max((t for t in (a.titles[o], b.titles[o]) if t is not None), default=None)
        for o in (CHINESE, KOREAN)
    ]
    if newest[CHINESE] is None or newest[KOREAN] is None:
        return CHINESE if newest[KOREAN] is None else KOREAN
    attraction = [model.appeal[model.week - title] for title in newest if title is not None]
    wishes = [a.desire(o, attraction[o]) + b.desire(o, attraction[o]) for o in (CHINESE, KOREAN)]
    return int(model.draw(Purpose.ORIGIN, tie["low"], tie["high"]) < demand_for_korean(*wishes))


def _choose_host(
    model: NKModel, tie: Tie, a: Citizen, b: Citizen, origin: int
) -> tuple[Citizen, Citizen, int]:
    of_a, of_b = a.titles[origin], b.titles[origin]
    if of_a is None or (of_b is not None and of_b > of_a):
        assert of_b is not None
        return b, a, of_b
    if of_b == of_a and model.draw(Purpose.HOST, tie["low"], tie["high"]) < 0.5:
        return b, a, of_a
    return a, b, of_a


def _watch(model: NKModel, tie: Tie, host: Citizen, guest: Citizen, copied: bool) -> None:
    model.count(host, "joint_viewings")
    model.count_layer(tie["layer"], "layer_joint_viewings")
    model.count(guest, "copies", copied)
    model.count_layer(tie["layer"], "layer_copies", copied)
    tie["bond"] = round_tie(bond_after_watching(tie["bond"], model.c.bond_gain))
    tie["complicity"] = round_tie(
        complicity_after_watching(tie["complicity"], model.c.complicity_gain)
    )
