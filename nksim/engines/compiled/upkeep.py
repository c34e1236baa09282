"""Phase 8, belief: ties are looked after, a part each week: bonds mend, shared guilt fades.

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
from nksim.rules.codes import DEAD
from nksim.rules.taking_part import doubt

ASKED_OF = 4  # of so many ties that are looked after, one is asked


@part
def upkeep(lo, hi, frame):
    """Look after the ties lo..hi of this week's part."""
    c, week = frame.setting.c, frame.now[WEEK]
    mending, fading = until_upkeep(c.bond_return), until_upkeep(c.complicity_loss)
    threshold = to_tie(c.naming_threshold)
    ties, turn = len(frame.bond), week // UPKEEP_WEEKS % ASKED_OF
    first = week % UPKEEP_WEEKS * ((ties + UPKEEP_WEEKS - 1) // UPKEEP_WEEKS)
    for k in range(np.uint64(first + lo), np.uint64(min(first + hi, ties))):
        bond, complicity = int(frame.bond[k]), int(frame.complicity[k])
        start = int(frame.ties.start[k])
        if bond != start or complicity != 0:
            layers = frame.week.layers[frame.ties.layer[k]]
            mended = to_tie(bond_after_upkeep(from_tie(bond), from_tie(start), mending))
            faded = to_tie(complicity_after_upkeep(from_tie(complicity), fading))
            layers[t.LAYER_BOND] += mended - bond
            layers[t.LAYER_COMPLICITY] += faded - complicity
            layers[t.LAYER_COMPLICIT_TIES] += int(faded > threshold) - int(complicity > threshold)
            frame.bond[k] = mended
            frame.complicity[k] = faded
        if k % np.uint64(ASKED_OF) == np.uint64(turn):
            ask_ends(k, threshold, frame)


@step
def ask_ends(k, threshold, frame):
    """Note what the ends of tie k fear of each other."""
    layers, bond = frame.week.layers[frame.ties.layer[k]], int(frame.bond[k])
    complicity = int(frame.complicity[k])
    for i in (frame.ties.low[k], frame.ties.high[k]):
        me = frame.citizens[i]
        if me.status != DEAD:
            felt = doubt(from_belief(me.suspicion), from_tie(bond), from_tie(complicity))
            layers[t.LAYER_ENDS_ASKED] += 1
            layers[t.LAYER_DOUBT] += to_tie(felt)
    if complicity > threshold:
        layers[t.LAYER_ASKED_COMPLICIT] += 1
        layers[t.LAYER_BOND_COMPLICIT] += bond
