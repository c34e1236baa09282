"""Phase 7, witnessing: public sanctions are attended, ties hear, bonds to the punished wear thin.

What is heard is summed as integers and moves perceived risk once, in the phase of belief.
"""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, hash_two, unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.core.units import from_tie, to_amount, to_shift, to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import is_adult, province_of
from nksim.engines.compiled.logging import new_entry
from nksim.engines.compiled.surveillance import tie_at
from nksim.engines.frame import PUNISHED, WEEK
from nksim.rules.bonding import bond_after_sanction
from nksim.rules.codes import FREE, HEARD, WITNESSED

PUBLIC, ATTEND = int(Purpose.PUBLIC), int(Purpose.ATTEND)
ATTENDED = int(Event.ATTENDANCE)


@part
def witness(frame):
    """The whole phase, for all who were sanctioned this week."""
    for s in range(frame.now[PUNISHED]):
        i = frame.punished[s]
        me = frame.citizens[i]
        here = frame.environments[frame.now[WEEK], province_of(me)]
        if unit(hash_one(frame.keys[PUBLIC], np.uint64(i))) < here.publicity:
            frame.week.cells[me.cell, t.PUBLIC_SANCTIONS] += 1
            attend(i, here.attendance, frame)
    for s in range(frame.now[PUNISHED]):
        hear(frame.punished[s], frame)
    for s in range(frame.now[PUNISHED]):
        turn_away(frame.punished[s], frame)


@step
def attend(i, attendance, frame):
    """Adults of the district attend the public sanction of citizen i."""
    district = frame.places.district[i]
    told = to_amount(frame.setting.c.hearing_public)
    first = frame.places.district_first
    for j in range(first[district], first[district + 1]):
        other = frame.citizens[j]
        if other.status == FREE and is_adult(other):
            draw = unit(hash_two(frame.keys[ATTEND], np.uint64(i), np.uint64(j)))
            if draw < attendance:
                frame.doing.met_with[j].heard += told
                frame.doing.did[j] |= HEARD
                other.marks |= WITNESSED
                frame.week.cells[other.cell, t.ATTENDING] += 1
                if frame.logs:
                    entry = new_entry(ATTENDED, j, frame)
                    entry.other = i


@step
def hear(i, frame):
    """Everyone tied to the punished hears, the closer the more; close ones bear a grudge, or not."""
    j = 0
    k = tie_at(i, j, frame)
    while k >= 0:
        other = frame.ties.high[k] if frame.ties.low[k] == i else frame.ties.low[k]
        bond = from_tie(int(frame.bond[k]))
        met = frame.doing.met_with[other]
        met.heard += to_amount(frame.setting.c.hearing_tie * bond)
        met.shift += to_shift(-frame.setting.c.grievance * bond)
        frame.doing.did[other] |= HEARD
        j += 1
        k = tie_at(i, j, frame)


@step
def turn_away(i, frame):
    """Ties to the punished lose bond unless they are complicit."""
    j = 0
    k = tie_at(i, j, frame)
    while k >= 0:
        bond, complicity = int(frame.bond[k]), from_tie(int(frame.complicity[k]))
        loss = frame.setting.c.sanction_bond_loss
        after = to_tie(bond_after_sanction(from_tie(bond), complicity, loss))
        layers = frame.week.layers[frame.ties.layer[k]]
        layers[t.LAYER_WORN_TIES] += after < bond
        layers[t.LAYER_BOND] += after - bond
        frame.bond[k] = after
        j += 1
        k = tie_at(i, j, frame)
