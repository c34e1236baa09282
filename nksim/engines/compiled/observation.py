"""Phase 10, observation: the week is counted by cell; every thirteenth week people are asked."""

from __future__ import annotations

import numpy as np

from nksim.core.columns import SURVEY_EVERY
from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import part, step
from nksim.core.units import from_belief
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import age_of, is_adult, number_of, province_of
from nksim.engines.counts import ALIKE, WEIGHTED
from nksim.engines.frame import WEEK
from nksim.rules.answering import RARELY, habit_band, silenced, survey_weight, within_a_year
from nksim.rules.codes import (
    BRIBED,
    CHINESE,
    DEAD,
    ESCAPED,
    FASHION,
    FREE,
    KOREAN,
    NONE,
    OLD,
    PUNISHED,
    SEARCHED,
    SPEECH,
    STYLE,
    TRADER,
    WATCHED,
    WITNESSED,
    WITNESSED_PEER,
    YOUNG,
)
from nksim.rules.escaping import escape_weight
from nksim.rules.taking_part import fear, temptation, willing

SILENCED = int(Purpose.SILENCED)
PYONGYANG = 9
PER_CITIZEN = 1024  # survey counts are in 1/1024 of a citizen


@step
def observe(me, did, frame):
    """Count one citizen."""
    row = frame.week.cells[me.cell]
    row[t.STATUS[me.status]] += 1
    if me.status != ESCAPED:
        observe_life(me, did, row, frame)


@step
def observe_life(me, did, row, frame):
    """Count one citizen who has not left the country."""
    seen_chinese, seen_korean = me.first[CHINESE] != NONE, me.first[KOREAN] != NONE
    row[t.EVER_WATCHED_OF[CHINESE]] += seen_chinese
    row[t.EVER_WATCHED_OF[KOREAN]] += seen_korean
    row[t.EVER_WATCHED] += seen_chinese or seen_korean
    if me.status != DEAD:
        observe_living(me, frame.now[WEEK], row)
        if did & WATCHED:
            observe_viewer(me, did, frame.now[WEEK], row)


@step
def observe_living(me, week, row):
    """Count what a citizen believes, wears and holds.

    Whoever is not counted adds 0: a processor guesses badly which of two people has watched.
    """
    lately = int(within_a_year(max(int(me.last[CHINESE]), int(me.last[KOREAN])), week))
    chinese, korean = int(me.title[CHINESE]), int(me.title[KOREAN])
    holds_chinese, holds_korean = int(chinese != NONE), int(korean != NONE)
    suspicion, marks = int(me.suspicion), int(me.marks)
    row[t.PERCEIVED_RISK] += me.perceived_risk
    row[t.SUSPICION] += suspicion
    row[t.REGIME_TRUST] += me.regime_trust
    row[t.KNOWLEDGE] += me.knowledge
    row[t.WATCHED_LAST_YEAR] += lately
    row[t.SUSPICION_VIEWERS] += lately * suspicion
    row[t.STYLE] += marks & STYLE != 0
    for field in range(3):
        row[t.STYLE_OF[field]] += marks & (FASHION << field) != 0
    row[t.HOLDING_OF[CHINESE]] += holds_chinese
    row[t.HOLDING_OF[KOREAN]] += holds_korean
    row[t.TITLE_AGE_OF[CHINESE]] += holds_chinese * (week - chinese)
    row[t.TITLE_AGE_OF[KOREAN]] += holds_korean * (week - korean)
    row[t.HOLDING] += holds_chinese | holds_korean


@step
def observe_viewer(me, did, week, row):
    """Count one who has watched this week."""
    row[t.WATCHING] += 1
    before = False
    for origin in range(2):
        new = me.first[origin] == week
        row[t.WATCHING_OF[origin]] += did >> origin & 1
        row[t.NEW_VIEWERS_OF[origin]] += new
        before = before or (me.first[origin] != NONE and not new)
    row[t.NEW_VIEWERS] += not before


@part
def survey(lo, hi, frame):
    """Every thirteenth week, sum the answers of all adults at liberty among citizens lo..hi."""
    if (frame.now[WEEK] + 1) % SURVEY_EVERY == 0:
        out, sums = frame.scratch.answers, frame.week.asked
        for i in range(np.uint64(lo), np.uint64(hi)):
            me = frame.citizens[i]
            if me.status == FREE and is_adult(me):
                answer(i, me, out, frame)
                weight = weight_of(me, frame)
                for column in range(t.SURVEY_WIDTH):
                    sums[WEIGHTED, column] += weight * out[column]
                    sums[ALIKE, column] += PER_CITIZEN * out[column]


@step
def weight_of(me, frame):
    """How much a citizen's answers count in a survey of escapees."""
    here = frame.environments[frame.now[WEEK], province_of(me)]
    return survey_weight(odds_of(me, frame), here.escape_openness)


@step
def odds_of(me, frame):
    """The odds of escaping of a citizen."""
    border = frame.places.borders[province_of(me)] != 0
    seen, trader = me.first[KOREAN] != NONE, me.role == TRADER
    woman, young = me.cell & 1 != 0, age_of(me) != OLD
    return escape_weight(border, woman, seen, trader, young, frame.setting.c)


@step
def answer(i, me, out, frame):
    """What a citizen would tell an interviewer today: 1 or 0 for each column of the survey."""
    seen_chinese, seen_korean = me.first[CHINESE] != NONE, me.first[KOREAN] != NONE
    last = max(int(me.last[CHINESE]), int(me.last[KOREAN]))
    out[t.ASKED] = 1
    out[t.ASKED_EVER] = seen_chinese or seen_korean
    out[t.ASKED_EVER_OF[CHINESE]] = seen_chinese
    out[t.ASKED_EVER_OF[KOREAN]] = seen_korean
    out[t.ASKED_LAST_YEAR] = within_a_year(last, frame.now[WEEK])
    band = habit_band(from_belief(me.habit))
    for place in range(len(t.ASKED_HABIT)):
        out[t.ASKED_HABIT[place]] = band == place
    out[t.ASKED_RARELY] = band == RARELY and (seen_chinese or seen_korean)
    out[t.ASKED_SEARCHED] = me.marks & SEARCHED != 0
    out[t.ASKED_WITNESSED] = me.marks & WITNESSED != 0
    out[t.ASKED_PUNISHED] = me.marks & PUNISHED != 0
    out[t.ASKED_BRIBED] = me.marks & BRIBED != 0
    for field in range(3):
        out[t.ASKED_STYLE[field]] = me.marks & (FASHION << field) != 0
    young = age_of(me) == YOUNG
    out[t.ASKED_YOUNG] = young
    out[t.ASKED_YOUNG_FASHION] = young and me.marks & FASHION != 0
    out[t.ASKED_YOUNG_SPEECH] = young and me.marks & SPEECH != 0
    out[t.ASKED_YOUNG_WITNESSED] = young and me.marks & WITNESSED_PEER != 0
    out[t.ASKED_WOMAN] = me.cell & 1
    out[t.ASKED_BORDER] = frame.places.borders[province_of(me)]
    out[t.ASKED_PYONGYANG] = province_of(me) == PYONGYANG
    out[t.ASKED_SILENCED] = is_silenced(i, me, frame)


@step
def is_silenced(i, me, frame):
    """Whether a citizen would watch if there were no more to fear than always, and not today."""
    c, base = frame.setting.c, frame.setting.start[province_of(me)]
    here = frame.environments[frame.now[WEEK], province_of(me)]
    will, taste = np.float64(me.willingness), np.float64(me.taste[KOREAN])
    trust, aversion = from_belief(me.regime_trust), np.float64(me.risk_aversion)
    tempted = temptation(will, taste, 1.0, 1.0, trust, False, c)
    threat = frame.costs[province_of(me), me.wealth_class] * from_belief(me.perceived_risk)
    today = willing(tempted, fear(threat, aversion, here.severity[KOREAN], c))
    at_base = willing(tempted, fear(c.risk_base, aversion, base.severity[KOREAN], c))
    return silenced(unit(hash_one(frame.keys[SILENCED], number_of(i, frame))), today, at_base)
