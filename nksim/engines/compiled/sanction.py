"""Phase 6, sanction: releases at the end of a term; those caught bribe or are sentenced."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.core.units import add_small, to_amount, to_small
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import age_of, number_of, province_of
from nksim.engines.compiled.confessing import surrender
from nksim.engines.compiled.logging import log_accused, log_event, new_entry
from nksim.engines.frame import ARRESTED, WEEK
from nksim.rules.accusing import act_of, origin_of
from nksim.rules.codes import (
    ACT_STYLE,
    BRIBE,
    BRIBED,
    CAMP,
    DEAD,
    FREE,
    HEARD,
    IN_CAMP,
    IN_LABOUR,
    IN_PRISON,
    LABOUR,
    OFFICIAL,
    ORDINARY,
    PRISON,
    PUNISHED,
    SERVING,
    TOLD_ON,
)
from nksim.rules.sanctioning import (
    bribe,
    chance_of_death,
    harshness,
    release_week,
    sanction,
    standing_left,
    term,
    wealth_of,
    weight_of,
    which_camp,
)

BRIBING, SENTENCE, POLITICAL = (
    int(purpose) for purpose in (Purpose.BRIBE, Purpose.SENTENCE, Purpose.POLITICAL)
)
RELEASED, CAUGHT, SANCTIONED = (
    int(event) for event in (Event.RELEASE, Event.ARREST, Event.SANCTION)
)
PLACE_OF = (FREE, FREE, FREE, IN_LABOUR, IN_PRISON, IN_CAMP, DEAD)  # by what follows
COUNT_OF = (
    t.BRIBES,
    t.BRIBES,
    t.CRITICISED,
    t.SENT_TO_LABOUR,
    t.SENT_TO_PRISON,
    t.SENT_TO_CAMP,
    t.EXECUTED,
)


@part
def release(lo, hi, frame):
    """Citizens lo..hi whose term has ended are free again."""
    for i in range(np.uint64(lo), np.uint64(hi)):
        if frame.doing.able[i] & SERVING:
            me = frame.citizens[i]
            if me.release <= frame.now[WEEK]:
                me.status = FREE
                frame.week.cells[me.cell, t.RELEASED] += 1
                log_event(RELEASED, i, frame)


@part
def sentence(frame):
    """Everyone who was caught bribes or gets a sanction."""
    frame.now[ARRESTED] = 0
    caught = frame.doing.caught
    for i in range(np.uint64(len(caught))):
        if caught[i] != 0:
            code = int(caught[i])
            caught[i] = 0
            kind = sentence_one(i, code, frame)
            frame.arrested[frame.now[ARRESTED]] = i
            frame.followed[frame.now[ARRESTED]] = kind
            frame.now[ARRESTED] += 1


@step
def sentence_one(i, code, frame):
    """One citizen, at liberty until now, loses all titles and bribes or is sentenced."""
    me = frame.citizens[i]
    count_arrest(i, code, me, frame)
    log_accused(CAUGHT, i, code, frame)
    surrender(i, me, code, frame)
    kind = kind_for(i, code, me, frame)
    feel_arrest(i, kind, frame)
    carry_out(i, kind, code, me, frame)
    if frame.logs:
        entry = new_entry(SANCTIONED, i, frame)
        entry.act = act_of(code)
        entry.origin = origin_of(code)
        entry.sanction = kind
    return kind


@step
def count_arrest(i, code, me, frame):
    """An arrest for media, or for style alone."""
    counts = frame.week.cells[me.cell]
    if act_of(code) == ACT_STYLE:
        counts[t.STYLE_ARRESTS] += 1
    else:
        counts[t.ARRESTS] += 1
        counts[t.ARRESTS_TOLD] += frame.doing.did[i] & TOLD_ON != 0


@step
def kind_for(i, code, me, frame):
    """What follows for a citizen who is caught."""
    here, c = frame.environments[frame.now[WEEK], province_of(me)], frame.setting.c
    act, origin = act_of(code), origin_of(code)
    wealth = wealth_of(int(me.wealth_class))
    bought = bribe(wealth, here.bribe_base, here.bribe_factor, c.bribe_wealth)
    death = chance_of_death(act, here.spreading, here.execution_share)
    frame.week.cells[me.cell, t.EXPECTED_DEATHS] += to_amount((1.0 - bought) * death)
    kind = BRIBE
    if unit(hash_one(frame.keys[BRIBING], number_of(i, frame))) >= bought:
        factor = harshness(act, origin, age_of(me), here.spreading, here.sentence, c)
        draw = unit(hash_one(frame.keys[SENTENCE], number_of(i, frame)))
        kind = sanction(draw, factor, death, here.camp_share, here.labour_share)
        if kind == CAMP:
            kind = which_camp(unit(hash_one(frame.keys[POLITICAL], number_of(i, frame))), act, c)
    return kind


@step
def feel_arrest(i, kind, frame):
    """What follows frightens the arrested as it does those closest; who was told on doubts."""
    c, met = frame.setting.c, frame.doing.met_with[i]
    met.arrested = kind
    met.heard = add_small(int(met.heard), to_small(c.hearing_tie * weight_of(kind, c)))
    if frame.doing.did[i] & TOLD_ON:
        met.alarm = add_small(int(met.alarm), to_small(c.suspicion_self))
    frame.doing.did[i] |= HEARD


@step
def carry_out(i, kind, code, me, frame):
    """What a bribe or a sentence does to a citizen, and is counted as."""
    counts, style = frame.week.cells[me.cell], act_of(code) == ACT_STYLE
    if style:
        counts[t.STYLE_BRIBES if kind == BRIBE else t.STYLE_PUNISHED] += 1
    else:
        counts[COUNT_OF[kind]] += 1
    me.marks |= BRIBED if kind == BRIBE else PUNISHED
    me.status = PLACE_OF[kind]
    if kind in (LABOUR, PRISON, CAMP):
        here = frame.environments[frame.now[WEEK], province_of(me)]
        weeks = term(kind, here.labour_weeks, here.camp_weeks, frame.setting.c)
        me.release = release_week(frame.now[WEEK], weeks)
    if kind >= PRISON and frame.setting.c.family_loss > 0.0:
        degrade_family(i, frame)


@step
def degrade_family(i, frame):
    """The household of somebody who is sent away loses standing and office."""
    home = frame.places.household[i]
    for j in range(frame.places.household_first[home], frame.places.household_first[home + 1]):
        if j != i:
            other = frame.citizens[j]
            other.wealth_class = standing_left(int(other.wealth_class), frame.setting.c)
            if other.role == OFFICIAL:
                other.role = ORDINARY
