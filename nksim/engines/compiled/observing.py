"""Phase 9, observation: the week is counted by cell of province, age band and sex; every thirteenth week is surveyed."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import kernel, part
from nksim.core.units import from_belief
from nksim.engines.compiled import tally as t
from nksim.rules.believing import escape_weight
from nksim.rules.codes import (
    BRIBED,
    CHILD,
    DEAD,
    FREE,
    NONE,
    PUNISHED,
    SEARCHED,
    STYLE,
    TRADER,
    WATCHED,
    WATCHED_CHINESE,
    WATCHED_KOREAN,
    WITNESSED,
)
from nksim.rules.taking_part import willing

SILENCED = int(Purpose.SILENCED)
PYONGYANG = 9


@kernel
def observe(lo, hi, now, cell, state, week, counts):
    """Count citizens lo..hi."""
    for i in range(lo, hi):
        row = counts[cell[i]]
        status = state.status[i]
        row[t.FREE + status] += 1
        first_chinese, first_korean = state.first_chinese[i], state.first_korean[i]
        row[t.EVER_WATCHED_CHINESE] += first_chinese != NONE
        row[t.EVER_WATCHED_KOREAN] += first_korean != NONE
        row[t.EVER_WATCHED] += first_chinese != NONE or first_korean != NONE
        if status == DEAD:
            continue
        row[t.PERCEIVED_RISK] += state.perceived_risk[i]
        row[t.REGIME_TRUST] += state.regime_trust[i]
        row[t.WATCHED_LAST_YEAR] += (
            max(int(state.last_chinese[i]), int(state.last_korean[i])) > now - 52
        )
        row[t.STYLE] += (state.marks[i] & STYLE) != 0
        chinese, korean = state.title_chinese[i], state.title_korean[i]
        if chinese != NONE:
            row[t.HOLDING_CHINESE] += 1
            row[t.TITLE_AGE_CHINESE] += now - chinese
        if korean != NONE:
            row[t.HOLDING_KOREAN] += 1
            row[t.TITLE_AGE_KOREAN] += now - korean
        row[t.HOLDING] += chinese != NONE or korean != NONE
        doing = week.doing[i]
        if doing & WATCHED:
            row[t.WATCHING] += 1
            row[t.WATCHING_CHINESE] += (doing & WATCHED_CHINESE) != 0
            row[t.WATCHING_KOREAN] += (doing & WATCHED_KOREAN) != 0
            new_chinese, new_korean = first_chinese == now, first_korean == now
            row[t.NEW_VIEWERS_CHINESE] += new_chinese
            row[t.NEW_VIEWERS_KOREAN] += new_korean
            before = (first_chinese != NONE and not new_chinese) or (
                first_korean != NONE and not new_korean
            )
            row[t.NEW_VIEWERS] += not before


@part
def answers(i, now, border, people, state, env, start, c, draw, out):
    """What citizen i would tell an interviewer today: 1 or 0 for each column of the survey; `draw` decides about silence."""
    p = people.province[i]
    habit = from_belief(state.habit[i])
    last = max(int(state.last_chinese[i]), int(state.last_korean[i]))
    out[0] = 1
    out[1] = state.first_chinese[i] != NONE or state.first_korean[i] != NONE
    out[2] = state.first_chinese[i] != NONE
    out[3] = state.first_korean[i] != NONE
    out[4] = last > now - 52
    out[5] = habit > 0.8
    out[6] = 0.4 < habit <= 0.8
    out[7] = 0.15 < habit <= 0.4
    out[8] = 0.05 < habit <= 0.15
    out[9] = (state.marks[i] & SEARCHED) != 0
    out[10] = (state.marks[i] & WITNESSED) != 0
    out[11] = (state.marks[i] & PUNISHED) != 0
    out[12] = (state.marks[i] & BRIBED) != 0
    out[13] = (state.marks[i] & STYLE) != 0
    out[14] = people.woman[i]
    out[15] = border[p]
    out[16] = p == PYONGYANG
    taste, aversion, will = (
        np.float64(people.taste_korean[i]),
        np.float64(people.risk_aversion[i]),
        np.float64(people.willingness[i]),
    )
    trust = from_belief(state.regime_trust[i])
    today = willing(
        will,
        taste,
        1.0,
        1.0,
        trust,
        from_belief(state.perceived_risk[i]),
        aversion,
        env.severity_korean[p],
        False,
        c,
    )
    at_base = willing(
        will,
        taste,
        1.0,
        1.0,
        trust,
        start.risk_base[p],
        aversion,
        start.severity_korean[p],
        False,
        c,
    )
    out[17] = today <= draw < at_base


@kernel
def survey(lo, hi, now, keys, border, people, state, env, start, c, sums):
    """Sum the answers of all adults at liberty among citizens lo..hi: sums[0] weighted by the odds of escape, sums[1] all alike."""
    out = np.zeros(t.SURVEY_WIDTH, np.int64)
    for i in range(lo, hi):
        if state.status[i] != FREE or people.age[i] == CHILD:
            continue
        p = people.province[i]
        answers(
            i,
            now,
            border,
            people,
            state,
            env,
            start,
            c,
            unit(hash_one(keys[SILENCED], np.uint64(i))),
            out,
        )
        seen, trader, young = (
            state.first_korean[i] != NONE,
            people.role[i] == TRADER,
            people.age[i] != 3,
        )
        odds = escape_weight(border[p] != 0, people.woman[i] != 0, seen, trader, young, c)
        weight = int(odds * env.escape_openness[p] * 1024.0 + 0.5)
        for column in range(t.SURVEY_WIDTH):
            sums[0, column] += weight * out[column]
            sums[1, column] += 1024 * out[column]
