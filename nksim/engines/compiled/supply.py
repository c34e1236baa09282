"""Phase 2, supply: titles are lost, brought over the border, delivered from outside."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, lower_unit, unit, upper_unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import is_adult, number_of, province_of
from nksim.engines.compiled.logging import log_title
from nksim.engines.frame import WEEK
from nksim.rules.codes import (
    CHINESE,
    FREE,
    HOLDER,
    IN_CAMP,
    IN_LABOUR,
    KOREAN,
    NONE,
    PLAYER,
    SERVING,
    STYLE,
    STYLED,
    UNFREE,
)
from nksim.rules.supplying import finding, importing, newer

LOSS, IMPORT, DELIVERY, DELIVERED = (
    int(p) for p in (Purpose.LOSS, Purpose.IMPORT, Purpose.DELIVERY, Purpose.DELIVERED)
)
LOST, BROUGHT, FOUND = int(Event.LOSS), int(Event.IMPORT), int(Event.DELIVERY)


@part
def supply(lo, hi, frame):
    """The whole phase for citizens lo..hi."""
    environment = frame.environments[frame.now[WEEK]]
    for i in range(np.uint64(lo), np.uint64(hi)):
        me = frame.citizens[i]
        if me.status == FREE:
            if me.title[CHINESE] != NONE or me.title[KOREAN] != NONE:
                lose(i, me, frame)
            if frame.places.at_border[i] and is_adult(me):
                bring(i, me, environment[province_of(me)], frame)
        get_ready(i, me, environment[province_of(me)].players, frame)


@step
def lose(i, me, frame):
    """A holder loses, sells or breaks what they hold."""
    bits = hash_one(frame.keys[LOSS], number_of(i, frame))
    draws = (upper_unit(bits), lower_unit(bits))
    for origin in range(2):
        if me.title[origin] != NONE and draws[origin] < frame.setting.c.title_loss:
            log_title(LOST, i, origin, me.title[origin], frame)
            me.title[origin] = NONE
            frame.week.cells[me.cell, t.LOST] += 1


@step
def bring(i, me, here, frame):
    """An adult of a border district imports titles and finds deliveries."""
    bits = hash_one(frame.keys[IMPORT], number_of(i, frame))
    draws = (upper_unit(bits), lower_unit(bits))
    fresh = frame.now[WEEK] - int(here.latency)
    for origin in range(2):
        rate = here.imports[origin]
        if draws[origin] < importing(rate, here.openness, me.role, frame.setting.c):
            frame.week.cells[me.cell, t.IMPORTS_OF[origin]] += 1
            acquire(BROUGHT, i, me, origin, fresh, frame)
    chance = finding(here.drives, frame.setting.people_per_finder)
    if chance > 0.0 and unit(hash_one(frame.keys[DELIVERY], number_of(i, frame))) < chance:
        korean = unit(hash_one(frame.keys[DELIVERED], number_of(i, frame))) < here.drive_korean
        frame.week.cells[me.cell, t.DELIVERIES] += 1
        fresh = frame.now[WEEK] - int(here.drive_age)
        acquire(FOUND, i, me, KOREAN if korean else CHINESE, fresh, frame)


@step
def acquire(event, i, me, origin, title, frame):
    """Hold the newer of two titles."""
    log_title(event, i, origin, title, frame)
    frame.week.cells[me.cell, t.ACQUIRED] += me.title[origin] == NONE
    me.title[origin] = newer(int(me.title[origin]), title)


@step
def get_ready(i, me, players, frame):
    """Write down in one byte what decides whether a meeting can become a viewing."""
    holds = me.title[CHINESE] != NONE or me.title[KOREAN] != NONE
    able = HOLDER if holds else 0
    able |= PLAYER if np.float64(me.device_rank) < players else 0
    able |= STYLED if me.marks & STYLE != 0 else 0
    able |= UNFREE if me.status != FREE else 0
    able |= SERVING if IN_LABOUR <= me.status <= IN_CAMP else 0
    frame.doing.able[i] = able
