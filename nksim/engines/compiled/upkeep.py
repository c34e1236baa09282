"""Phase 9, belief: ties are looked after, a part each week: bonds mend, shared guilt fades.

Of every tie it is noted once in 64 weeks what its two ends fear of each other.
"""

from __future__ import annotations

import numpy as np

from nksim.core.jit import part, step
from nksim.core.units import from_belief, from_tie, to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.frame import WEEK
from nksim.rules.bonding import (
    UPKEEP_WEEKS,
    bond_after_upkeep,
    complicity_after_upkeep,
    until_upkeep,
)
from nksim.rules.codes import DEAD, ESCAPED
from nksim.rules.taking_part import doubt

ASKED_OF = 4  # of so many people whose ties are looked after, those of one are asked


@part
def upkeep(lo, hi, frame):
    """Look after the ties of the districts of citizens lo..hi whose turn it is, at low ends."""
    week, places = frame.now[WEEK], frame.places
    if lo < hi:
        for d in range(places.district[lo], places.district[hi - 1] + 1):
            if d % UPKEEP_WEEKS == week % UPKEEP_WEEKS:
                begin = max(lo, places.district_first[d])
                upkeep_of(begin, min(hi, places.district_first[d + 1]), frame)


@part
def upkeep_of(lo, hi, frame):
    """Look after the ties whose low ends are citizens lo..hi."""
    c, first, week = frame.setting.c, frame.ties.first, np.uint64(frame.now[WEEK])
    rates = (until_upkeep(c.bond_return), until_upkeep(c.complicity_loss))
    threshold, asked_of = to_tie(c.naming_threshold), np.uint64(ASKED_OF)
    turn = week // np.uint64(UPKEEP_WEEKS) % asked_of
    for i in range(np.uint64(lo), np.uint64(hi)):
        for k in range(np.uint64(first[i]), np.uint64(first[i + np.uint64(1)])):
            look_after(k, rates, threshold, frame)
            if i % asked_of == turn:
                ask_ends(k, threshold, frame)


@step
def look_after(k, rates, threshold, frame):
    """The bond of tie k mends and its shared guilt fades."""
    bond, complicity = int(frame.bond[k]), int(frame.complicity[k])
    start = int(frame.ties.start[k])
    if bond != start or complicity != 0:
        layers = frame.week.layers[frame.ties.layer[k]]
        mended = to_tie(bond_after_upkeep(from_tie(bond), from_tie(start), rates[0]))
        faded = to_tie(complicity_after_upkeep(from_tie(complicity), rates[1]))
        layers[t.LAYER_BOND] += mended - bond
        layers[t.LAYER_COMPLICITY] += faded - complicity
        layers[t.LAYER_COMPLICIT_TIES] += int(faded > threshold) - int(complicity > threshold)
        frame.bond[k] = mended
        frame.complicity[k] = faded


@step
def ask_ends(k, threshold, frame):
    """Note what the ends of tie k fear of each other."""
    layers, bond = frame.week.layers[frame.ties.layer[k]], int(frame.bond[k])
    complicity = int(frame.complicity[k])
    for i in (frame.ties.low[k], frame.ties.high[k]):
        me = frame.citizens[i]
        if me.status != DEAD and me.status != ESCAPED:
            felt = doubt(from_belief(me.suspicion), from_tie(bond), from_tie(complicity))
            layers[t.LAYER_ENDS_ASKED] += 1
            layers[t.LAYER_DOUBT] += to_tie(felt)
    if complicity > threshold:
        layers[t.LAYER_ASKED_COMPLICIT] += 1
        layers[t.LAYER_BOND_COMPLICIT] += bond
