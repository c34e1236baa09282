"""Phase 3, contact, when all have met: joint viewings reach the citizens who watched."""

from __future__ import annotations

from nksim.core.jit import part, step
from nksim.core.units import to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import appeal_of
from nksim.engines.compiled.contact import CODE_COPIED, CODE_JOINED, CODE_KOREAN
from nksim.engines.frame import OFFERS
from nksim.rules.codes import CHINESE, GAVE, HOLDER, HOUSEHOLD, KOREAN, NONE, TOGETHER
from nksim.rules.supplying import newer

MOST_GUESTS = 255


@part
def watch_together(lo, hi, frame):
    """Apply the joint viewings of all offers to citizens lo..hi."""
    offers = frame.offers
    for e in range(frame.now[OFFERS]):
        code, host, guest = offers.code[e], offers.host[e], offers.guest[e]
        if min(host, guest) >= hi:  # they stand in the order of their low ends
            break
        if code & CODE_JOINED == 0 or max(host, guest) < lo:
            continue
        origin = KOREAN if code & CODE_KOREAN else CHINESE
        title = int(offers.title[e])
        if lo <= host < hi:
            watch(host, guest, origin, title, frame)
            receive(host, frame.ties.layer[offers.tie[e]], code & CODE_COPIED != 0, frame)
        if lo <= guest < hi:
            watch(guest, host, origin, title, frame)
            if code & CODE_COPIED:
                me = frame.citizens[guest]
                frame.week.cells[me.cell, t.ACQUIRED] += me.title[origin] == NONE
                me.title[origin] = newer(int(me.title[origin]), title)
                frame.doing.able[guest] |= HOLDER


@step
def watch(i, companion, origin, title, frame):
    """Citizen i watches a title with a companion."""
    met = frame.doing.met_with[i]
    frame.doing.did[i] |= TOGETHER | 1 << origin
    if origin == KOREAN:
        met.exposure = max(int(met.exposure), to_tie(appeal_of(title, frame)))
    met.companions += 1
    met.companions_trust += frame.citizens[companion].regime_trust


@step
def receive(host, layer, gave, frame):
    """A host has had a guest, from another home or not, and has given a copy or not."""
    met = frame.doing.met_with[host]
    if layer != HOUSEHOLD and met.guests < MOST_GUESTS:
        met.guests += 1
    if gave:
        frame.doing.did[host] |= GAVE
