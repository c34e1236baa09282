"""The phases of a week, in the order in which they stand in `PHASES`; policy comes before and observation after them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose
from nksim.core.units import round_amount, round_belief, round_shift, round_tie
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.rules.bonding import bond_after_refusal, bond_after_sanction, bond_after_watching, complicity_after_watching
from nksim.rules.codes import (
    ACT_DISTRIBUTE,
    ACT_HOLD,
    ACT_STYLE,
    ACT_WATCH,
    BRIBE,
    CAMP,
    CHINESE,
    DEAD,
    DEATH,
    DETAINED,
    FREE,
    KOREAN,
    LABOUR,
    MARKET,
    NEIGHBOUR,
    OFFICIAL,
    TRADER,
)
from nksim.rules.sanctioning import bribe, harshness, sanction
from nksim.rules.taking_part import demand_for_korean

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel


def supply(model: NKModel) -> None:
    """Titles are lost, brought over the border, delivered from outside."""
    for citizen in model.citizens:
        citizen.begin_week()
        if citizen.free:
            _lose(model, citizen)
            if citizen.border and citizen.adult:
                _import(model, citizen)
                _deliver(model, citizen)


def _lose(model: NKModel, citizen: Citizen) -> None:
    if not citizen.holds:
        return
    draws = model.two_draws(Purpose.LOSS, citizen.index)
    for origin in (CHINESE, KOREAN):
        if citizen.titles[origin] is not None and draws[origin] < model.c.title_loss:
            citizen.titles[origin] = None
            model.count(citizen, "lost")


def _import(model: NKModel, citizen: Citizen) -> None:
    env, here = model.environment, citizen.province
    share = 1.0 if citizen.role == TRADER else model.c.nontrader_import_share
    draws = model.two_draws(Purpose.IMPORT, citizen.index)
    rates = (env.import_chinese, env.import_korean)
    for origin, column in ((CHINESE, "imports_chinese"), (KOREAN, "imports_korean")):
        if draws[origin] < float(rates[origin][here]) * float(env.openness[here]) * share:
            model.count(citizen, column)
            model.count(citizen, "acquired", citizen.apply_title(origin, model.week - int(env.latency[here])))


def _deliver(model: NKModel, citizen: Citizen) -> None:
    env, here = model.environment, citizen.province
    chance = float(env.drives[here]) * model.per_finder
    if chance > 0.0 and model.draw(Purpose.DELIVERY, citizen.index) < chance:
        korean = model.draw(Purpose.DELIVERED, citizen.index) < float(env.drive_korean[here])
        model.count(citizen, "deliveries")
        model.count(citizen, "acquired", citizen.apply_title(int(korean), model.week - int(env.drive_age[here])))


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


def _meet(model: NKModel, tie: Tie, a: Citizen, b: Citizen, joined: list[tuple[Citizen, Citizen, int, int, bool]]) -> None:
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
    newest = [max((t for t in (a.titles[o], b.titles[o]) if t is not None), default=None) for o in (CHINESE, KOREAN)]
    if newest[CHINESE] is None or newest[KOREAN] is None:
        return CHINESE if newest[KOREAN] is None else KOREAN
    attraction = [model.appeal[model.week - title] for title in newest if title is not None]
    wishes = [a.desire(o, attraction[o]) + b.desire(o, attraction[o]) for o in (CHINESE, KOREAN)]
    return int(model.draw(Purpose.ORIGIN, tie["low"], tie["high"]) < demand_for_korean(*wishes))


def _choose_host(model: NKModel, tie: Tie, a: Citizen, b: Citizen, origin: int) -> tuple[Citizen, Citizen, int]:
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
    tie["complicity"] = round_tie(complicity_after_watching(tie["complicity"], model.c.complicity_gain))


def solitary(model: NKModel) -> None:
    """Holders watch alone, some people tune in to foreign broadcasts."""
    for citizen in model.citizens:
        if citizen.free and citizen.holds and citizen.has_player:
            _watch_alone(model, citizen)
        reach = float(model.environment.radio_reach[citizen.province])
        if reach > 0.0 and citizen.adult and citizen.free and model.draw(Purpose.RADIO, citizen.index, always=True) < reach and citizen.decide_listen():
            citizen.listened = True
            citizen.exposure = max(citizen.exposure, round_belief(1.0))
            model.count(citizen, "listening")


def _watch_alone(model: NKModel, citizen: Citizen) -> None:
    draw = model.draw(Purpose.SOLITARY, citizen.index)
    if draw >= model.c.solo_chance:
        return
    attraction = {o: model.appeal[model.week - title] for o, title in enumerate(citizen.titles) if title is not None}
    if len(attraction) == 2:
        wishes = [citizen.desire(o, attraction[o]) for o in (CHINESE, KOREAN)]
        origin = int(model.draw(Purpose.MOOD, citizen.index) < demand_for_korean(*wishes))
    else:
        (origin,) = attraction
    if citizen.decide_watch_alone(origin, attraction[origin], draw):
        citizen.alone = True
        citizen.apply_viewing(origin, attraction[origin])
        model.count(citizen, "solitary_viewings")


def surveillance(model: NKModel) -> None:
    """House searches, style checks, reports by refusers and neighbours, names given, cases followed up, confessions."""
    _search_homes(model)
    _check_style(model)
    accused = [*_refusers(model), *_neighbours(model), *_named(model)]
    _follow_up(model, [(suspect.index, accusation) for suspect, accusation in accused])
    _confessions(model)


def accusation_of(act: int, origin: int) -> int:
    """An accusation as a number: the graver, the greater."""
    return act * 2 + origin + 1


def _search_homes(model: NKModel) -> None:
    first = model.society.household_first.tolist()
    env = model.environment
    for household in range(len(first) - 1):
        members = model.citizens[first[household] : first[household + 1]]
        rate = float(env.search[members[0].province])
        if any(member.role == OFFICIAL for member in members):
            rate *= model.c.official_search
        if model.draw(Purpose.SEARCH, household) < rate:
            found = [_search(model, member) for member in members]
            model.count(members[0], "searches")
            model.count(members[0], "empty_searches", not any(found))


def _search(model: NKModel, member: Citizen) -> bool:
    member.searched = member.searched or member.status != DEAD
    if not member.free:
        return False
    draws = model.two_draws(Purpose.FIND, member.index)
    chance = float(model.environment.find[member.province])
    found = [
        accusation_of(ACT_HOLD, origin) for origin, draw in ((KOREAN, draws[0]), (CHINESE, draws[1])) if member.titles[origin] is not None and draw < chance
    ]
    member.caught = max([member.caught, *found])
    return bool(found)


def _check_style(model: NKModel) -> None:
    for citizen in model.citizens:
        if citizen.style and citizen.free and model.draw(Purpose.STYLE_CHECK, citizen.index) < float(model.environment.style_check[citizen.province]):
            citizen.caught = max(citizen.caught, accusation_of(ACT_STYLE, KOREAN))
            model.count(citizen, "style_stops")


def _refusers(model: NKModel) -> list[tuple[Citizen, int]]:
    accused = []
    for tie, host, guest, origin in model.refusals:
        if guest.adult and guest.decide_report(tie, host):
            act = ACT_DISTRIBUTE if tie["layer"] == LAYERS[MARKET] and host.role == TRADER else ACT_WATCH
            accused.append((host, accusation_of(act, origin)))
            model.count(host, "reports")
    return accused


def _neighbours(model: NKModel) -> list[tuple[Citizen, int]]:
    accused = []
    for tie in model.ties:
        if tie["layer"] != LAYERS[NEIGHBOUR]:
            continue
        low, high = model.citizens[tie["low"]], model.citizens[tie["high"]]
        draws = model.two_draws(Purpose.NOTICE, low.index, high.index)
        for draw, suspect, witness in ((draws[0], low, high), (draws[1], high, low)):
            seen = draw < model.c.notice_chance and suspect.watched_any and suspect.free and witness.free
            if seen and suspect.adult and witness.adult and witness.decide_report(tie, suspect):
                accused.append((suspect, accusation_of(ACT_WATCH, int(suspect.watched[KOREAN]))))
                model.count(suspect, "reports")
    return accused


def _named(model: NKModel) -> list[tuple[Citizen, int]]:
    threshold = round_tie(model.c.naming_threshold)
    named = []
    for citizen in model.punished:
        for other_index, tie in model.graph.adj[citizen.index].items():
            other = model.citizens[other_index]
            known = tie["complicity"] > threshold and other.free and other.adult
            if known and model.draw(Purpose.NAMING, citizen.index, other.index) < model.c.naming_chance:
                named.append((other, accusation_of(ACT_WATCH, int(other.first[KOREAN] is not None))))
                model.count(other, "named")
    return named


def _follow_up(model: NKModel, accused: list[tuple[int, int]]) -> None:
    for suspect in model.desks.receive([s for s, _ in accused], [a for _, a in accused]):
        model.count(model.citizens[suspect], "cases_opened")
    for suspect, accusation in model.desks.follow_up(model.environment.capacity, model.week):
        citizen = model.citizens[suspect]
        model.count(citizen, "cases_followed")
        if citizen.free and model.desks.proves(suspect, model.week, model.c.proof_chance):
            citizen.caught = max(citizen.caught, accusation)
    for suspect in model.desks.waiting():
        model.count(model.citizens[suspect], "backlog")


def _confessions(model: NKModel) -> None:
    for citizen in model.citizens:
        lenient = float(model.environment.leniency[citizen.province]) > 0.0
        if lenient and not citizen.caught and citizen.free and citizen.adult and citizen.holds and citizen.decide_confess():
            model.count(citizen, "confessions")
            model.count(citizen, "lost", citizen.surrender())


def sanctions(model: NKModel) -> None:
    """Those whose term has ended are released; those caught bribe or are sentenced, and lose their titles."""
    for citizen in model.citizens:
        if citizen.status == DETAINED and citizen.release <= model.week:
            citizen.status = FREE
            model.count(citizen, "released")
    caught = [citizen for citizen in model.citizens if citizen.caught]
    model.punished = [citizen for citizen in caught if _sentence(model, citizen) > BRIBE]


def _sentence(model: NKModel, citizen: Citizen) -> int:
    env, here = model.environment, citizen.province
    act, origin = divmod(citizen.caught - 1, 2)
    model.count(citizen, "arrests")
    model.count(citizen, "lost", citizen.surrender())
    chance = bribe(citizen.wealth, float(env.bribe_base[here]), float(env.bribe_factor[here]), model.c.bribe_wealth)
    if model.draw(Purpose.BRIBE, citizen.index) < chance:
        citizen.bribed = True
        model.count(citizen, "bribes")
        return BRIBE
    factor = harshness(act, origin, citizen.age, float(env.sentence[here]), model.c)
    shares = (float(env.execution_share[here]), float(env.camp_share[here]), float(env.labour_share[here]))
    kind = sanction(model.draw(Purpose.SENTENCE, citizen.index), act, factor, *shares)
    citizen.punished = True
    _carry_out(model, citizen, kind)
    return kind


def _carry_out(model: NKModel, citizen: Citizen, kind: int) -> None:
    env, here = model.environment, citizen.province
    model.count(citizen, {LABOUR: "sent_to_labour", CAMP: "sent_to_camp", DEATH: "executed"}.get(kind, "criticised"))
    if kind == DEATH:
        citizen.status = DEAD
    elif kind in (LABOUR, CAMP):
        term = env.labour_weeks if kind == LABOUR else env.camp_weeks
        citizen.status, citizen.release = DETAINED, min(model.week + int(term[here]), 32000)


def witnessing(model: NKModel) -> None:
    """Public sanctions are attended, ties hear, bonds to the punished wear thin."""
    env = model.environment
    for citizen in model.punished:
        if model.draw(Purpose.PUBLIC, citizen.index) < float(env.publicity[citizen.province]):
            model.count(citizen, "public_sanctions")
            _attend(model, citizen)
    for citizen in model.punished:
        for other, tie in model.graph.adj[citizen.index].items():
            model.citizens[other].heard += round_amount(model.c.hearing_tie * tie["bond"])
            model.citizens[other].shift += round_shift(-model.c.grievance * tie["bond"])
    for citizen in model.punished:
        for tie in model.graph.adj[citizen.index].values():
            after = round_tie(bond_after_sanction(tie["bond"], tie["complicity"], model.c.sanction_bond_loss))
            model.count_layer(tie["layer"], "worn_ties", after < tie["bond"])
            tie["bond"] = after


def _attend(model: NKModel, punished: Citizen) -> None:
    first = model.society.district_first
    attendance = float(model.environment.attendance[punished.province])
    for neighbour in model.citizens[first[punished.district] : first[punished.district + 1]]:
        if neighbour.free and neighbour.adult and model.draw(Purpose.ATTEND, punished.index, neighbour.index) < attendance:
            neighbour.heard += round_amount(model.c.hearing_public)
            neighbour.witnessed = True
            model.count(neighbour, "attending")


def belief(model: NKModel) -> None:
    """Fear, regime trust, habit and style move; viewings are remembered."""
    for citizen in model.citizens:
        if citizen.free:
            citizen.apply_beliefs()
        citizen.apply_memory(model.week)
        if citizen.free:
            citizen.apply_style()


PHASES: tuple[Callable[[NKModel], None], ...] = (supply, contact, solitary, surveillance, sanctions, witnessing, belief)
