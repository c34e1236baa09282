"""Phase 8, belief: fear, suspicion, knowledge, trust in the regime, habit, guilt and style move.

Each citizen is counted (phase 9, observation) in the same sweep: what a week has done to them is
at hand, and is cleared for the next.
"""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import part, step
from nksim.core.units import from_belief, from_tie, to_amount, to_belief, to_tie
from nksim.engines.compiled.citizens import age_of, number_of, province_of
from nksim.engines.compiled.observation import observe
from nksim.engines.frame import WEEK
from nksim.rules.accusing import spreads
from nksim.rules.believing import (
    after_hearing,
    habit_after_week,
    knowledge_after_week,
    load_after_week,
    risk_after_week,
    suspicion_after_week,
    trust_after_company,
    trust_after_knowledge,
    trust_after_propaganda,
)
from nksim.rules.codes import FASHION, FREE, GAVE, NONE, STYLE, TOGETHER, WATCHED, WATCHED_KOREAN
from nksim.rules.dressing import dropping_style, taking_up_style

FIELDS = (int(Purpose.FASHION), int(Purpose.SPEECH), int(Purpose.COURTSHIP))


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
            remember(i, me, did, frame)
        if me.status == FREE:
            dress(i, me, did, here, frame)
        observe(me, did, frame)
        if did:
            clear(i, frame)


@step
def believe(i, me, did, here, frame):
    """A citizen at liberty takes in what the week brought."""
    c, watched = frame.setting.c, did & WATCHED != 0
    heard, alarm, exposure, together = here.announcement, here.warning, 0.0, False
    trust = from_belief(me.regime_trust)
    if did:
        met = frame.doing.met_with[i]
        heard += from_tie(met.heard)
        alarm += from_tie(met.alarm)
        exposure = from_tie(met.exposure)
        together = did & TOGETHER != 0 and met.arrested == 0
        if met.companions > 0:
            mean = from_belief(met.companions_trust) / met.companions
            trust = trust_after_company(trust, mean, c.companion_pull)
        trust -= c.grievance * from_tie(met.grief)
    district = frame.districts[frame.places.district[i]]
    fear(me, heard, district.fear, c)
    doubt(me, alarm, district.doubt, together, c)
    knowledge = knowledge_after_week(from_tie(int(me.knowledge)), exposure, c)
    me.knowledge = to_tie(knowledge)
    trust = trust_after_knowledge(trust, knowledge, c)
    mean = np.float64(frame.places.trust_mean[i]) + here.trust_gain
    me.regime_trust = to_belief(trust_after_propaganda(trust, mean, c.trust_pull))
    me.habit = to_belief(habit_after_week(from_belief(me.habit), watched, c.habit_rate))
    me.load = to_amount(load_after_week(from_belief(me.load), watched, c.load_gain, c.load_decay))


@step
def fear(me, heard, suggested, c):
    """Perceived risk moves by what was heard and what the district has seen."""
    risk = from_belief(me.perceived_risk)
    if heard > 0.0:
        risk = after_hearing(risk, heard)
    me.perceived_risk = to_belief(risk_after_week(risk, suggested, c))


@step
def doubt(me, alarm, suggested, together, c):
    """Suspicion moves by who was told on, by what the district has seen, by evenings together."""
    suspicion = from_belief(me.suspicion)
    if alarm > 0.0:
        suspicion = after_hearing(suspicion, alarm)
    me.suspicion = to_belief(suspicion_after_week(suspicion, suggested, together, c))


@step
def remember(i, me, did, frame):
    """A viewer keeps the weeks of the first and last viewing, and of hosting a group or giving."""
    week = frame.now[WEEK]
    for origin in range(2):
        if did & (1 << origin):
            me.last[origin] = week
            if me.first[origin] == NONE:
                me.first[origin] = week
    guests = int(frame.doing.met_with[i].guests)
    if spreads(guests, did & GAVE != 0, frame.setting.c.group_size):
        me.spread = week


@step
def dress(i, me, did, here, frame):
    """Viewers of South Korean titles take up fields of their style; others drop them."""
    c, korean = frame.setting.c, did & WATCHED_KOREAN != 0
    if korean or me.marks & STYLE:
        for field in range(3):
            bit = FASHION << field
            worn = me.marks & bit != 0
            chance = 0.0
            if worn:
                chance = dropping_style(here.stigma[field], c)
            elif korean:
                chance = taking_up_style(field, age_of(me), from_tie(int(me.knowledge)), c)
            if (
                chance > 0.0
                and unit(hash_one(frame.keys[FIELDS[field]], number_of(i, frame))) < chance
            ):
                me.marks ^= bit


@step
def clear(i, frame):
    """The week is over for a citizen who did something or heard of something."""
    frame.doing.did[i] = 0
    met = frame.doing.met_with[i]
    met.companions_trust = 0
    met.companions = 0
    met.heard = 0
    met.alarm = 0
    met.grief = 0
    met.exposure = 0
    met.guests = 0
    met.arrested = 0
