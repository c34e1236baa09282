"""Phase 6, sanction: releases, bribes, sentences."""

from __future__ import annotations

from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.core.units import from_tie, to_amount, to_small
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.community import Community
from nksim.engines.citizens.world import World
from nksim.rules.accusing import act_of, origin_of
from nksim.rules.codes import (
    ACT_STYLE,
    BRIBE,
    CAMP,
    CRITICISM,
    DEAD,
    DEATH,
    FREE,
    IN_CAMP,
    IN_LABOUR,
    IN_PRISON,
    LABOUR,
    OFFICIAL,
    ORDINARY,
    PRISON,
)
from nksim.rules.sanctioning import (
    bribe,
    chance_of_death,
    harshness,
    release_week,
    standing_left,
    term,
    wealth_of,
    weight_of,
    which_camp,
)
from nksim.rules.sanctioning import sanction as sanction_for

PLACE_OF = {LABOUR: IN_LABOUR, PRISON: IN_PRISON, CAMP: IN_CAMP, DEATH: DEAD}
COUNT_OF = {
    BRIBE: "bribes",
    CRITICISM: "criticised",
    LABOUR: "sent_to_labour",
    PRISON: "sent_to_prison",
    CAMP: "sent_to_camp",
    DEATH: "executed",
}


def sanction(community: Community, world: World) -> None:
    """Those whose term has ended are released; those caught bribe or are sentenced."""
    for citizen in community.citizens:
        if citizen.detained and citizen.release <= world.week:
            citizen.status = FREE
            world.count(citizen.cell, "released")
            world.note(Event.RELEASE, citizen.index)
    caught = [citizen for citizen in community.citizens if citizen.caught]
    community.arrested = [(citizen, _sentence(citizen, community, world)) for citizen in caught]


def _sentence(citizen: Citizen, community: Community, world: World) -> int:
    """One citizen loses all titles and bribes or is sentenced; returns what followed."""
    code, style = citizen.caught, act_of(citizen.caught) == ACT_STYLE
    world.count(citizen.cell, "style_arrests" if style else "arrests")
    world.count(citizen.cell, "arrests_told", citizen.told_on and not style)
    world.note_accused(Event.ARREST, citizen.index, code)
    citizen.surrender(code)
    kind = _kind(citizen, code, world)
    _feel(citizen, kind, world)
    if style:
        world.count(citizen.cell, "style_bribes" if kind == BRIBE else "style_punished")
    else:
        world.count(citizen.cell, COUNT_OF[kind])
    _carry_out(citizen, kind, community, world)
    world.note_accused(Event.SANCTION, citizen.index, code, sanction=kind)
    return kind


def _kind(citizen: Citizen, code: int, world: World) -> int:
    here, act, c = citizen.here, act_of(code), world.c
    wealth, base = wealth_of(citizen.wealth_class), float(here.bribe_base)
    bought = bribe(wealth, base, float(here.bribe_factor), c.bribe_wealth)
    spreading = float(here.spreading)
    death = chance_of_death(act, spreading, float(here.execution_share))
    world.count(citizen.cell, "expected_deaths", to_amount((1.0 - bought) * death))
    if world.draw(Purpose.BRIBE, citizen.number) < bought:
        return BRIBE
    sentence = float(here.sentence)
    factor = harshness(act, origin_of(code), citizen.age, spreading, sentence, c)
    shares = (float(here.camp_share), float(here.labour_share))
    kind = sanction_for(world.draw(Purpose.SENTENCE, citizen.number), factor, death, *shares)
    if kind == CAMP:
        return which_camp(world.draw(Purpose.POLITICAL, citizen.number), act, c)
    return kind


def _feel(citizen: Citizen, kind: int, world: World) -> None:
    """What follows frightens the arrested as it does those closest; who was told on doubts."""
    c, citizen.arrested = world.c, kind
    citizen.heard += from_tie(to_small(c.hearing_tie * weight_of(kind, c)))
    if citizen.told_on:
        citizen.alarm += from_tie(to_small(c.suspicion_self))


def _carry_out(citizen: Citizen, kind: int, community: Community, world: World) -> None:
    if kind == BRIBE:
        citizen.bribed = True
    else:
        citizen.punished = True
    citizen.status = PLACE_OF.get(kind, FREE)
    if kind in (LABOUR, PRISON, CAMP):
        here = citizen.here
        weeks = term(kind, float(here.labour_weeks), float(here.camp_weeks), world.c)
        citizen.release = release_week(world.week, weeks)
    if kind >= PRISON and world.c.family_loss > 0.0:
        for other in community.household(citizen.household):
            if other is not citizen:
                other.wealth_class = standing_left(other.wealth_class, world.c)
                other.role = ORDINARY if other.role == OFFICIAL else other.role
