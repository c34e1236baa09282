"""Phase 8, escape: some leave the country for good, where escapes leave a gap."""

from __future__ import annotations

import numpy as np

from nksim.core.columns import PROVINCE_COUNT
from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import is_adult, number_of, province_of
from nksim.engines.compiled.confessing import surrender
from nksim.engines.compiled.logging import log_event
from nksim.engines.compiled.observation import odds_of
from nksim.engines.frame import WEEK
from nksim.rules.codes import ESCAPED, FREE
from nksim.rules.escaping import escaping

ESCAPE, LEFT = int(Purpose.ESCAPE), int(Event.ESCAPE)


@part
def escape(lo, hi, frame):
    """Adults at liberty among citizens lo..hi leave, with what they hold."""
    environment, highest = frame.environments[frame.now[WEEK]], 0.0
    for province in range(PROVINCE_COUNT):
        highest = max(highest, environment[province].escape)
    if highest > 0.0:
        for i in range(np.uint64(lo), np.uint64(hi)):
            me = frame.citizens[i]
            if me.status == FREE and is_adult(me):
                leave(i, me, environment[province_of(me)], frame)


@step
def leave(i, me, here, frame):
    """An adult at liberty may leave the country."""
    chance = escaping(odds_of(me, frame), here.escape_openness, here.escape)
    if unit(hash_one(frame.keys[ESCAPE], number_of(i, frame))) < chance:
        surrender(i, me, 0, frame)
        me.status = ESCAPED
        frame.week.cells[me.cell, t.ESCAPED] += 1
        log_event(LEFT, i, frame)
