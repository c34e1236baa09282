"""Phase 8, belief: fear rises and fades, regime trust, habit, own guilt and style move.

Each citizen is counted (phase 9, observation) in the same sweep: what a week has done to them is
at hand, and is cleared for the next.
"""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import part, step
from nksim.core.units import from_belief, to_amount, to_belief
from nksim.engines.compiled.citizens import age_of, province_of
from nksim.engines.compiled.observation import observe
from nksim.engines.frame import WEEK
from nksim.rules.believing import (
    habit_after_week,
    load_after_week,
    risk_after_hearing,
    risk_after_week,
    trust_after_company,
    trust_after_propaganda,
    trust_after_watching,
)
from nksim.rules.codes import FREE, NONE, STYLE, WATCHED, WATCHED_KOREAN
from nksim.rules.dressing import dropping_style, taking_up_style

TAKE_UP = int(Purpose.STYLE)


@part
def belief(lo, hi, frame):
    """The whole phase for citizens lo..hi, and their observation."""
    environment = frame.environments[frame.now[WEEK]]
    for i in range(np.uint64(lo), np.uint64(hi)):
        me = frame.citizens[i]
        did = int(frame.doing.did[i])
        here = environment[province_of(me)]
        if me.status == FREE:
            believe(i, me, did, here, frame)
        if did & WATCHED:
            remember(me, did, frame)
        if me.status == FREE:
            dress(i, me, did, here, frame)
        observe(me, did, frame)
        if did:
            clear(i, frame)


@step
def believe(i, me, did, here, frame):
    """A citizen at liberty takes in what the week brought."""
    c, watched = frame.setting.c, did & WATCHED != 0
    risk, trust = from_belief(me.perceived_risk), from_belief(me.regime_trust)
    if did:
        met = frame.doing.met_with[i]
        if met.heard > 0:
            risk = risk_after_hearing(risk, from_belief(met.heard))
        if met.exposure > 0:
            exposure = from_belief(met.exposure)
            trust = trust_after_watching(trust, exposure, c.attitude_effect, c.trust_floor)
        if met.companions > 0:
            mean = from_belief(met.companions_trust) / met.companions
            trust = trust_after_company(trust, mean, c.companion_pull)
        trust += from_belief(met.shift)
    risk = risk_after_week(risk, here.risk_base, watched, c.risk_forgetting, c.risk_safe)
    me.perceived_risk = to_belief(risk)
    mean = np.float64(me.trust_mean) + here.trust_gain
    me.regime_trust = to_belief(trust_after_propaganda(trust, mean, c.trust_pull))
    me.habit = to_belief(habit_after_week(from_belief(me.habit), watched, c.habit_rate))
    me.load = to_amount(load_after_week(from_belief(me.load), watched, c.load_gain, c.load_decay))


@step
def remember(me, did, frame):
    """A viewer keeps the weeks of the first and the last viewing."""
    week = frame.now[WEEK]
    for origin in range(2):
        if did & (1 << origin):
            me.last[origin] = week
            if me.first[origin] == NONE:
                me.first[origin] = week


@step
def dress(i, me, did, here, frame):
    """Young viewers of South Korean titles take up their style; others drop it."""
    c = frame.setting.c
    if me.marks & STYLE:
        if unit(hash_one(frame.keys[TAKE_UP], i)) < dropping_style(here.stigma, c):
            me.marks &= 255 - STYLE
    else:
        chance = taking_up_style(age_of(me), did & WATCHED_KOREAN != 0, c)
        if chance > 0.0 and unit(hash_one(frame.keys[TAKE_UP], i)) < chance:
            me.marks |= STYLE


@step
def clear(i, frame):
    """The week is over for a citizen who did something or heard of something."""
    frame.doing.did[i] = 0
    met = frame.doing.met_with[i]
    met.companions_trust = 0
    met.exposure = 0
    met.companions = 0
    met.heard = 0
    met.shift = 0
