"""Whether a witness tells the state: asked where someone refuses, and where a neighbour notices."""

from __future__ import annotations

from nksim.core.draws import Purpose, hash_one, hash_two, unit
from nksim.core.jit import step
from nksim.core.units import from_belief, from_tie
from nksim.engines.compiled.citizens import number_of, province_of
from nksim.engines.frame import REPORTS, WEEK
from nksim.rules.reporting import report
from nksim.rules.searching import informs

RECRUITED, REPORT = int(Purpose.INFORMANT), int(Purpose.REPORT)


@step
def tells(k, witness, suspect, frame):
    """Whether a witness reports a suspect, to whom tie k binds them."""
    me, c = frame.citizens[witness], frame.setting.c
    here = frame.environments[frame.now[WEEK], province_of(me)]
    draw = unit(hash_two(frame.keys[REPORT], number_of(witness, frame), number_of(suspect, frame)))
    told = False
    if draw < frame.highest[0]:
        always = unit(hash_one(frame.setting.always[RECRUITED], number_of(witness, frame)))
        told = draw < report(
            from_belief(me.regime_trust),
            from_tie(int(frame.bond[k])),
            from_tie(int(frame.complicity[k])),
            from_belief(me.load),
            informs(me.role, always, here.informants),
            here.reward,
            here.campaign,
            c,
        )
    return told


@step
def add_report(k, suspect, teller, accusation, frame):
    """Put a report or a name on the week's list."""
    place = frame.now[REPORTS]
    frame.now[REPORTS] = place + 1
    frame.reports.suspect[place] = suspect
    frame.reports.teller[place] = teller
    frame.reports.tie[place] = k
    frame.reports.accusation[place] = accusation
