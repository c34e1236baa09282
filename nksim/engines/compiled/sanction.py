"""Phase 6, sanction: releases at the end of a term; those caught bribe or are sentenced."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import age_of, province_of
from nksim.engines.compiled.logging import log_accused, log_event, new_entry
from nksim.engines.compiled.surveillance import surrender
from nksim.engines.frame import PUNISHED, WEEK
from nksim.rules.accusing import act_of, origin_of
from nksim.rules.codes import (
    BRIBE,
    BRIBED,
    CAMP,
    DEAD,
    DEATH,
    DETAINED,
    FREE,
    LABOUR,
    UNFREE,
)
from nksim.rules.codes import (
    PUNISHED as PUNISHED_MARK,
)
from nksim.rules.sanctioning import bribe, harshness, is_sanction, release_week, sanction

BRIBING, SENTENCE = int(Purpose.BRIBE), int(Purpose.SENTENCE)
RELEASED, ARRESTED, SANCTIONED = (
    int(event) for event in (Event.RELEASE, Event.ARREST, Event.SANCTION)
)


@part
def release(lo, hi, frame):
    """Citizens lo..hi whose term has ended are free again."""
    for i in range(np.uint64(lo), np.uint64(hi)):
        if frame.doing.able[i] & UNFREE:
            me = frame.citizens[i]
            if me.status == DETAINED and me.release <= frame.now[WEEK]:
                me.status = FREE
                frame.week.cells[me.cell, t.RELEASED] += 1
                log_event(RELEASED, i, frame)


@part
def sentence(frame):
    """Everyone who was caught gets a sanction or bribes."""
    frame.now[PUNISHED] = 0
    caught = frame.doing.caught
    for i in range(np.uint64(len(caught))):
        if caught[i] != 0:
            code = int(caught[i])
            caught[i] = 0
            kind = sentence_one(i, code, frame)
            if is_sanction(kind):
                frame.punished[frame.now[PUNISHED]] = i
                frame.now[PUNISHED] += 1


@step
def sentence_one(i, code, frame):
    """One citizen, at liberty until now, loses all titles and bribes or is sentenced."""
    me, c = frame.citizens[i], frame.setting.c
    here = frame.environments[frame.now[WEEK], province_of(me)]
    frame.week.cells[me.cell, t.ARRESTS] += 1
    log_accused(ARRESTED, i, code, frame)
    surrender(i, me, code, frame)
    chance = bribe(np.float64(me.wealth), here.bribe_base, here.bribe_factor, c.bribe_wealth)
    kind = BRIBE
    if unit(hash_one(frame.keys[BRIBING], i)) < chance:
        me.marks |= BRIBED
        frame.week.cells[me.cell, t.BRIBES] += 1
    else:
        act, origin = act_of(code), origin_of(code)
        factor = harshness(act, origin, age_of(me), here.sentence, c)
        shares = (here.execution_share, here.camp_share, here.labour_share)
        draw = unit(hash_one(frame.keys[SENTENCE], i))
        kind = sanction(draw, act, factor, shares[0], shares[1], shares[2])
        me.marks |= PUNISHED_MARK
        carry_out(kind, me, here, frame)
    if frame.logs:
        entry = new_entry(SANCTIONED, i, frame)
        entry.act = act_of(code)
        entry.origin = origin_of(code)
        entry.sanction = kind
    return kind


@step
def carry_out(kind, me, here, frame):
    """What a sentence does to a citizen."""
    counts = frame.week.cells[me.cell]
    if kind in (LABOUR, CAMP):
        term = here.labour_weeks if kind == LABOUR else here.camp_weeks
        me.status = DETAINED
        me.release = release_week(frame.now[WEEK], term)
        counts[t.SENT_TO_LABOUR if kind == LABOUR else t.SENT_TO_CAMP] += 1
    elif kind == DEATH:
        me.status = DEAD
        counts[t.EXECUTED] += 1
    else:
        counts[t.CRITICISED] += 1
