"""Phases 7 and 8 for each citizen: fear rises and fades, regime trust, habit, own guilt and style move, once a week."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import kernel, part
from nksim.core.units import from_belief, to_amount, to_belief
from nksim.rules.believing import (
    habit_after_week,
    load_after_week,
    risk_after_hearing,
    risk_after_week,
    trust_after_company,
    trust_after_propaganda,
    trust_after_watching,
)
from nksim.rules.codes import FREE, NONE, STYLE, WATCHED, WATCHED_CHINESE, WATCHED_KOREAN, YOUNG

TAKE_UP = int(Purpose.STYLE)


@kernel
def belief(lo, hi, now, keys, people, state, week, env, c):
    """The whole phase for citizens lo..hi."""
    believe(lo, hi, people, state, week, env, c)
    remember(lo, hi, now, state, week)
    dress(lo, hi, keys, people, state, week, env, c)


@part
def believe(lo, hi, people, state, week, env, c):
    """Citizens lo..hi at liberty take in what the week brought."""
    for i in range(lo, hi):
        if state.status[i] != FREE:
            continue
        p = people.province[i]
        doing = week.doing[i]
        watched = doing & WATCHED != 0
        risk = from_belief(state.perceived_risk[i])
        if week.heard[i] > 0:
            risk = risk_after_hearing(risk, from_belief(week.heard[i]))
        state.perceived_risk[i] = to_belief(
            risk_after_week(risk, env.risk_base[p], watched, c.risk_forgetting, c.risk_safe)
        )
        trust = from_belief(state.regime_trust[i])
        if week.exposure[i] > 0:
            trust = trust_after_watching(
                trust, from_belief(week.exposure[i]), c.attitude_effect, c.trust_floor
            )
        if week.companions[i] > 0:
            mean = from_belief(week.companions_trust[i]) / week.companions[i]
            trust = trust_after_company(trust, mean, c.companion_pull)
        trust += from_belief(week.shift[i])
        state.regime_trust[i] = to_belief(
            trust_after_propaganda(
                trust, np.float64(people.trust_mean[i]) + env.trust_gain[p], c.trust_pull
            )
        )
        state.habit[i] = to_belief(
            habit_after_week(from_belief(state.habit[i]), watched, c.habit_rate)
        )
        state.load[i] = to_amount(
            load_after_week(from_belief(state.load[i]), watched, c.load_gain, c.load_decay)
        )


@part
def remember(lo, hi, now, state, week):
    """Citizens lo..hi keep the weeks of their first and their last viewing."""
    for i in range(lo, hi):
        doing = week.doing[i]
        if doing & WATCHED_CHINESE:
            state.last_chinese[i] = now
            if state.first_chinese[i] == NONE:
                state.first_chinese[i] = now
        if doing & WATCHED_KOREAN:
            state.last_korean[i] = now
            if state.first_korean[i] == NONE:
                state.first_korean[i] = now


@part
def dress(lo, hi, keys, people, state, week, env, c):
    """Young viewers of South Korean titles among citizens lo..hi take up their style; others drop it, sooner where it is shamed."""
    for i in range(lo, hi):
        if state.status[i] != FREE:
            continue
        if state.marks[i] & STYLE:
            if (
                unit(hash_one(keys[TAKE_UP], np.uint64(i)))
                < c.style_loss + env.stigma[people.province[i]]
            ):
                state.marks[i] &= 255 - STYLE
        elif (
            week.doing[i] & WATCHED_KOREAN
            and people.age[i] == YOUNG
            and unit(hash_one(keys[TAKE_UP], np.uint64(i))) < c.style_gain
        ):
            state.marks[i] |= STYLE
