"""What kernels ask of one citizen's record."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import hash_one, hash_two
from nksim.core.jit import step
from nksim.core.units import from_belief, from_tie
from nksim.engines.frame import WEEK
from nksim.rules.codes import CHILD
from nksim.rules.taking_part import desire, fear, felt_threat, temptation, willing


@step
def number_of(i, frame):
    """The number of a citizen, by which all draws are keyed: places change, numbers do not."""
    return np.uint64(frame.places.number[i])


@step
def tie_bits(stream, k, frame):
    """64 random bits for tie k: keyed by the tie's own key where lives change, else by its ends."""
    ties, has_key = frame.ties, len(frame.ties.key) > 0
    return bits_by_key(stream, k, ties) if has_key else bits_by_ends(stream, k, ties)


@step
def bits_by_key(stream, k, ties):
    """Bits of tie k by its key."""
    return hash_one(stream, np.uint64(ties.key[k]))


@step
def bits_by_ends(stream, k, ties):
    """Bits of tie k by its two ends."""
    return hash_two(stream, np.uint64(ties.low[k]), np.uint64(ties.high[k]))


@step
def province_of(me):
    """The province in which a citizen lives."""
    return me.cell >> 3


@step
def age_of(me):
    """The age band of a citizen."""
    return (me.cell >> 1) & 3


@step
def is_adult(me):
    """Fifteen or older."""
    return (me.cell >> 1) & 3 != CHILD


@step
def desire_of(me, origin, attraction, here, frame):
    """Desire of a citizen for a title of this attraction, in the Environment `here`."""
    taste, known = np.float64(me.taste[origin]), from_tie(int(me.knowledge))
    return desire(taste, attraction, here.domestic_appeal, known, frame.setting.c)


@step
def chance_of(me, origin, wish, tie, sale, frame):
    """Chance of a citizen to take part, on a tie of a bond and a complicity."""
    here, c = frame.environments[frame.now[WEEK], province_of(me)], frame.setting.c
    will, trust = np.float64(me.willingness), from_belief(me.regime_trust)
    tempted = temptation(will, wish, tie[0], tie[1], trust, sale, c)
    cost = frame.costs[province_of(me), me.wealth_class]
    risk, suspicion = from_belief(me.perceived_risk), from_belief(me.suspicion)
    threat = felt_threat(risk, suspicion, tie[0], tie[1], cost)
    feared = fear(threat, np.float64(me.risk_aversion), here.severity[origin], c)
    return willing(tempted, feared)


@step
def appeal_of(title, frame):
    """Appeal of a title of this release week."""
    return frame.setting.appeal[np.uint64(frame.now[WEEK] - title)]
