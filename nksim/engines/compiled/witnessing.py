"""Phase 7, witnessing: public sanctions are attended, ties hear, bonds to the punished wear thin.

What is heard is summed as integers and moves fear and suspicion once, in the phase of belief.
"""

from __future__ import annotations

from nksim.core.draws import Purpose, hash_one, hash_two, unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.core.units import add_small, from_tie, to_small, to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import age_of, is_adult, number_of, province_of
from nksim.engines.compiled.logging import new_entry
from nksim.engines.compiled.surveillance import tie_at
from nksim.engines.districts import note_arrest
from nksim.engines.frame import ARRESTED, WEEK
from nksim.rules.attending import attending
from nksim.rules.bonding import bond_after_sanction
from nksim.rules.codes import FREE, HEARD, TOLD_ON, WITNESSED, WITNESSED_PEER, YOUNG
from nksim.rules.sanctioning import is_sanction, loudness_of, weight_of

PUBLIC, ATTEND = int(Purpose.PUBLIC), int(Purpose.ATTEND)
ATTENDED = int(Event.ATTENDANCE)


@part
def witness(frame):
    """The whole phase, for all who were arrested this week."""
    for s in range(frame.now[ARRESTED]):
        take_notice(frame.arrested[s], frame.followed[s], frame)
    for s in range(frame.now[ARRESTED]):
        hear(frame.arrested[s], frame.followed[s], frame)
    for s in range(frame.now[ARRESTED]):
        if is_sanction(frame.followed[s]):
            turn_away(frame.arrested[s], frame)


@step
def take_notice(i, kind, frame):
    """The district takes notice of an arrest; a public sanction is attended."""
    me = frame.citizens[i]
    here = frame.environments[frame.now[WEEK], province_of(me)]
    public = (
        is_sanction(kind)
        and unit(hash_one(frame.keys[PUBLIC], number_of(i, frame))) < here.publicity
    )
    if public:
        frame.week.cells[me.cell, t.PUBLIC_SANCTIONS] += 1
        attend(i, kind, here.attendance, frame)
    seen = here.attendance if public else 0.0
    told = frame.doing.did[i] & TOLD_ON != 0
    note_arrest(frame.places.district[i], kind, seen, told, frame.week, frame.setting.c)


@step
def attend(i, kind, attendance, frame):
    """Adults of the district attend the public sanction of citizen i."""
    district, c = frame.places.district[i], frame.setting.c
    told, punished_age = to_small(c.hearing_public * weight_of(kind, c)), age_of(frame.citizens[i])
    first = frame.places.district_first
    for j in range(first[district], first[district + 1]):
        other = frame.citizens[j]
        if other.status == FREE and is_adult(other):
            draw = unit(hash_two(frame.keys[ATTEND], number_of(i, frame), number_of(j, frame)))
            near = frame.places.unit[j] == frame.places.unit[i]
            if draw < attending(near, age_of(other), punished_age, attendance, c):
                see(i, j, told, frame)
                if punished_age == YOUNG and age_of(other) == YOUNG:
                    other.marks |= WITNESSED_PEER


@step
def see(i, j, told, frame):
    """Citizen j sees the punishment of citizen i."""
    other, met = frame.citizens[j], frame.doing.met_with[j]
    met.heard = add_small(int(met.heard), told)
    frame.doing.did[j] |= HEARD
    other.marks |= WITNESSED
    frame.week.cells[other.cell, t.ATTENDING] += 1
    if frame.logs:
        entry = new_entry(ATTENDED, j, frame)
        entry.other = i


@step
def hear(i, kind, frame):
    """Everyone tied to the arrested hears, the closer the more, and may bear a grudge."""
    c, told = frame.setting.c, frame.doing.did[i] & TOLD_ON != 0
    weight, loudness = weight_of(kind, c), loudness_of(kind, c)
    j = 0
    k = tie_at(i, j, frame)
    while k >= 0:
        other = frame.ties.high[k] if frame.ties.low[k] == i else frame.ties.low[k]
        bond = from_tie(int(frame.bond[k]))
        met = frame.doing.met_with[other]
        met.heard = add_small(int(met.heard), to_small(c.hearing_tie * bond * weight))
        if told:
            rise = to_small(c.suspicion_told * bond * loudness)
            met.alarm = add_small(int(met.alarm), rise)
        if is_sanction(kind):
            met.grief = add_small(int(met.grief), int(frame.bond[k]))
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
