"""Phase 5, surveillance: searches, style checks, reports, names given, cases followed up, confessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose
from nksim.core.units import round_tie
from nksim.engines.citizens.citizen import Citizen
from nksim.rules.codes import (
    ACT_DISTRIBUTE,
    ACT_HOLD,
    ACT_STYLE,
    ACT_WATCH,
    CHINESE,
    DEAD,
    KOREAN,
    MARKET,
    NEIGHBOUR,
    OFFICIAL,
    TRADER,
)

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel


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
        accusation_of(ACT_HOLD, origin)
        for origin, draw in ((KOREAN, draws[0]), (CHINESE, draws[1]))
        if member.titles[origin] is not None and draw < chance
    ]
    member.caught = max([member.caught, *found])
    return bool(found)


def _check_style(model: NKModel) -> None:
    for citizen in model.citizens:
        if (
            citizen.style
            and citizen.free
            and model.draw(Purpose.STYLE_CHECK, citizen.index)
            < float(model.environment.style_check[citizen.province])
        ):
            citizen.caught = max(citizen.caught, accusation_of(ACT_STYLE, KOREAN))
            model.count(citizen, "style_stops")


def _refusers(model: NKModel) -> list[tuple[Citizen, int]]:
    accused = []
    for tie, host, guest, origin in model.refusals:
        if guest.adult and guest.decide_report(tie, host):
            act = (
                ACT_DISTRIBUTE
                if tie["layer"] == LAYERS[MARKET] and host.role == TRADER
                else ACT_WATCH
            )
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
            seen = (
                draw < model.c.notice_chance
                and suspect.watched_any
                and suspect.free
                and witness.free
            )
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
            if (
                known
                and model.draw(Purpose.NAMING, citizen.index, other.index) < model.c.naming_chance
            ):
                named.append(
                    (other, accusation_of(ACT_WATCH, int(other.first[KOREAN] is not None)))
                )
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
        if (
            lenient
            and not citizen.caught
            and citizen.free
            and citizen.adult
            and citizen.holds
            and citizen.decide_confess()
        ):
            model.count(citizen, "confessions")
            model.count(citizen, "lost", citizen.surrender())
