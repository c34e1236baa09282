"""Phase 5, surveillance, at its end: holders turn in; how titles are lost to the organs."""

from __future__ import annotations

import numpy as np

from nksim.core.columns import PROVINCE_COUNT
from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.core.units import from_belief
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import is_adult, number_of, province_of
from nksim.engines.compiled.logging import log_event, new_entry
from nksim.engines.frame import WEEK
from nksim.rules.accusing import act_of
from nksim.rules.codes import HOLDER, NONE, UNFREE
from nksim.rules.confessing import prone_to_confess

CONFESS, CONFESSOR = int(Purpose.CONFESSION), int(Purpose.CONFESSOR)
LOST, CONFESSED = int(Event.LOSS), int(Event.CONFESSION)


@part
def confess(lo, hi, frame):
    """Adult holders among citizens lo..hi who were not caught turn in: no titles, no sanction."""
    lenient = 0.0
    for province in range(PROVINCE_COUNT):
        lenient = max(lenient, frame.environments[frame.now[WEEK], province].leniency)
    if lenient > 0.0:
        for i in range(np.uint64(lo), np.uint64(hi)):
            if frame.doing.able[i] & (HOLDER | UNFREE) == HOLDER and frame.doing.caught[i] == 0:
                confess_one(i, frame)


@step
def confess_one(i, frame):
    """A holder who was not caught may turn in, if prone to it."""
    me, c = frame.citizens[i], frame.setting.c
    leniency = frame.environments[frame.now[WEEK], province_of(me)].leniency
    always = unit(hash_one(frame.setting.always[CONFESSOR], number_of(i, frame)))
    prone = prone_to_confess(always, leniency, from_belief(me.perceived_risk), c)
    draw = unit(hash_one(frame.keys[CONFESS], number_of(i, frame)))
    if prone and is_adult(me) and draw < c.confession_pace:
        frame.week.cells[me.cell, t.CONFESSIONS] += 1
        log_event(CONFESSED, i, frame)
        surrender(i, me, 0, frame)


@step
def surrender(i, me, code, frame):
    """Lose all titles; `code` is what one is accused of, or 0."""
    for origin in range(2):
        if me.title[origin] != NONE:
            frame.week.cells[me.cell, t.LOST] += 1
            if frame.logs:
                entry = new_entry(LOST, i, frame)
                entry.origin = origin
                entry.title_week = me.title[origin]
                if code != 0:
                    entry.act = act_of(code)
            me.title[origin] = NONE
