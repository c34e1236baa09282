"""Phase 5, surveillance, at the desk: cases are opened, lapse, and are followed up."""

from __future__ import annotations

import numpy as np

from nksim.core.columns import PROVINCE_COUNT
from nksim.core.draws import Purpose
from nksim.core.jit import part, step
from nksim.engines.cases import (
    LATE_WEEKS,
    accuse,
    let_lapse,
    make_places,
    open_case,
    proves,
    take_up,
    waited,
)
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import number_of
from nksim.engines.frame import REPORTS, WEEK
from nksim.rules.codes import FREE, TOLD_ON

FOLLOW_UP, PROOF = int(Purpose.FOLLOW_UP), int(Purpose.PROOF)


@part
def follow_up(frame):
    """The desk opens cases on what it hears, lets old ones lapse, follows up what it can."""
    open_cases(frame)
    if frame.desk.length[0] > 0:
        lapse(frame)
        for province in range(PROVINCE_COUNT):
            capacity = frame.environments[frame.now[WEEK], province].capacity
            make_places(capacity, province, frame.keys[FOLLOW_UP], frame.desk)
        people, week = frame.citizens, frame.now[WEEK]
        life = int(frame.setting.c.case_life_weeks)
        for place in range(take_up(people["cell"], people["case"], week, life, frame.desk)):
            follow_up_one(frame.desk.taken[place], frame)
    for cell in range(len(frame.backlog)):
        frame.week.cells[cell, t.BACKLOG] += frame.backlog[cell]


@part
def open_cases(frame):
    """Every suspect of the week gets a case, in the order of the suspects."""
    reports = frame.reports
    for place in range(frame.now[REPORTS]):
        accuse(reports.suspect[place], reports.accusation[place], frame.desk)
    if frame.now[REPORTS] > 0:
        for i in range(np.uint64(len(frame.desk.accused))):
            if frame.desk.accused[i] != 0:
                me = frame.citizens[i]
                opened = me.case == 0
                me.case = open_case(i, int(me.case), frame.now[WEEK], frame.desk)
                frame.week.cells[me.cell, t.CASES_OPENED] += opened
                frame.backlog[me.cell] += opened


@part
def lapse(frame):
    """Cases of which nobody has told for too long are closed."""
    life = int(frame.setting.c.case_life_weeks)
    for place in range(let_lapse(frame.now[WEEK], life, frame.desk)):
        me = frame.citizens[frame.desk.lapsed[place]]
        me.case = 0
        frame.backlog[me.cell] -= 1
        frame.week.cells[me.cell, t.CASES_LAPSED] += 1


@step
def follow_up_one(suspect, frame):
    """A case is followed up: it ends in an arrest, or is dropped."""
    me = frame.citizens[suspect]
    counts, weeks = frame.week.cells[me.cell], waited(suspect, frame.now[WEEK], frame.desk)
    counts[t.CASES_FOLLOWED] += 1
    counts[t.CASE_WEEKS] += weeks
    counts[t.CASES_LATE] += weeks >= LATE_WEEKS
    frame.backlog[me.cell] -= 1
    proof = frame.setting.c.proof_chance
    if me.status == FREE and proves(number_of(suspect, frame), frame.keys[PROOF], proof):
        caught = frame.doing.caught
        caught[suspect] = max(caught[suspect], me.case)
        frame.doing.did[suspect] |= TOLD_ON
    else:
        counts[t.CASES_DROPPED] += 1
    me.case = 0
