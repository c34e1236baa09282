"""Phase 3, contact: the ends of a tie meet, one offers, the other joins or refuses, or copies.

Each tie is looked at once, in three sieves: who meets (a hash for every tie), who of these could
watch at all (one byte an end), who does. A tie's bond and complicity are its own and change at
once; what happens to citizens is written to a list of offers first and applied afterwards
(watching.py), so that the order of ties cannot matter. An offer's code: 1 South Korean, 2 joined,
4 copied.
"""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, hash_two, unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.core.units import from_tie, to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import (
    appeal_of,
    chance_of,
    desire_of,
    is_adult,
    province_of,
    tie_bits,
)
from nksim.engines.compiled.logging import log_told, new_entry
from nksim.engines.compiled.telling import add_report, tells
from nksim.engines.frame import BLOCK, OFFERS, REPORTS, WEEK
from nksim.rules.accusing import accusation, charge
from nksim.rules.bonding import bond_after_refusal, bond_after_watching, complicity_after_watching
from nksim.rules.codes import (
    ACT_SELL,
    ACT_WATCH,
    CHINESE,
    HOLDER,
    KOREAN,
    NONE,
    PLAYER,
    UNFREE,
)
from nksim.rules.copying import copying, may_copy
from nksim.rules.hosting import could_watch, high_end_hosts
from nksim.rules.taking_part import demand_for_korean, sells

CONTACT, ORIGIN, HOST, OFFER, JOIN, COPY, REPORT = (
    int(p)
    for p in (
        Purpose.CONTACT,
        Purpose.ORIGIN,
        Purpose.HOST,
        Purpose.OFFER,
        Purpose.JOIN,
        Purpose.COPY,
        Purpose.REPORT,
    )
)
OFFERED, VIEWED, REFUSED, COPIED, REPORTED = (
    int(event) for event in (Event.OFFER, Event.VIEWING, Event.REFUSAL, Event.COPY, Event.REPORT)
)
CODE_KOREAN, CODE_JOINED, CODE_COPIED = 1, 2, 4
_S32 = np.uint64(32)


@part
def meet(lo, hi, frame):
    """Meet over ties lo..hi; returns where it stopped, early if a list might not hold the next."""
    offers, reports = len(frame.offers.tie) - BLOCK, len(frame.reports.tie) - BLOCK
    for start in range(lo, hi, BLOCK):
        if frame.now[OFFERS] > offers or frame.now[REPORTS] > reports:
            return start
        end = min(start + BLOCK, hi)
        able = who_could_watch(who_meets(start, end, frame), frame)
        bring_near(able, frame)
        for place in range(able):
            meet_one(frame.scratch.chosen[place], frame)
    return hi


@part
def who_meets(lo, hi, frame):
    """Which of the ties lo..hi meet: their numbers go into scratch.chosen; returns how many.

    Hashing comes first and by itself, so that the processor does several ties at a time.
    """
    low, high, layer = frame.ties.low, frame.ties.high, frame.ties.layer
    bits, chosen, limits = frame.scratch.bits[0], frame.scratch.chosen, frame.setting.limits
    stream = frame.keys[CONTACT]
    if len(frame.ties.key) > 0:
        key = frame.ties.key
        for j in range(np.uint64(hi - lo)):
            bits[j] = np.uint32(hash_one(stream, np.uint64(key[np.uint64(lo) + j])) >> _S32)
    else:
        for j in range(np.uint64(hi - lo)):
            k = np.uint64(lo) + j
            bits[j] = np.uint32(hash_two(stream, np.uint64(low[k]), np.uint64(high[k])) >> _S32)
    met = np.uint64(0)
    for j in range(np.uint64(hi - lo)):
        k = np.uint64(lo) + j
        chosen[met] = k
        met += np.uint64(np.uint64(bits[j]) < limits[layer[k]])
    return np.int64(met)


@part
def who_could_watch(met, frame):
    """Of the first `met` chosen ties, keep those on which a meeting can become a viewing."""
    chosen, able = frame.scratch.chosen, frame.doing.able
    kept = np.uint64(0)
    for j in range(np.uint64(met)):
        k = chosen[j]
        chosen[kept] = k
        both = able[frame.ties.low[k]] | able[frame.ties.high[k]]
        holds, plays, free = both & HOLDER != 0, both & PLAYER != 0, both & UNFREE == 0
        kept += np.uint64(could_watch(holds, plays, free))
    return np.int64(kept)


@part
def bring_near(count, frame):
    """Touch the citizens of the chosen ties, so that they lie in the cache when they decide."""
    near = np.uint64(0)
    for place in range(np.uint64(count)):
        k = frame.scratch.chosen[place]
        near += frame.citizens[frame.ties.low[k]].cell
        near += frame.citizens[frame.ties.high[k]].cell
        near += frame.bond[k] + frame.complicity[k]
    frame.scratch.answers[0] = near


@step
def meet_one(k, frame):
    """The two ends of tie k decide: what to watch, who hosts, to offer, to join or to tell."""
    a, b = frame.ties.low[k], frame.ties.high[k]
    origin = choose_origin(k, a, b, frame)
    high = choose_host(k, a, b, origin, frame)
    host, guest = (b, a) if high else (a, b)
    offer(k, host, guest, origin, frame)


@step
def choose_origin(k, a, b, frame):
    """Which origin a and b, the ends of tie k, put on: what they have, or what they desire more."""
    low, high = frame.citizens[a], frame.citizens[b]
    chinese = max(int(low.title[CHINESE]), int(high.title[CHINESE]))
    korean = max(int(low.title[KOREAN]), int(high.title[KOREAN]))
    origin = KOREAN if chinese == NONE else CHINESE
    if chinese != NONE and korean != NONE:
        here = frame.environments[frame.now[WEEK], province_of(low)]
        there = frame.environments[frame.now[WEEK], province_of(high)]
        old, new = appeal_of(chinese, frame), appeal_of(korean, frame)
        wish_chinese = desire_of(low, CHINESE, old, here, frame)
        wish_chinese += desire_of(high, CHINESE, old, there, frame)
        wish_korean = desire_of(low, KOREAN, new, here, frame)
        wish_korean += desire_of(high, KOREAN, new, there, frame)
        draw = draw_of(ORIGIN, k, frame)
        origin = KOREAN if draw < demand_for_korean(wish_chinese, wish_korean) else CHINESE
    return origin


@step
def choose_host(k, a, b, origin, frame):
    """Whether the high end hosts."""
    low = int(frame.citizens[a].title[origin])
    high = int(frame.citizens[b].title[origin])
    draw = 0.0
    if low == high:
        draw = draw_of(HOST, k, frame)
    return high_end_hosts(low, high, draw)


@step
def takes_part(me, k, origin, title, sale, frame):
    """Chance of one end of tie k to take part in watching a title."""
    here = frame.environments[frame.now[WEEK], province_of(me)]
    wish = desire_of(me, origin, appeal_of(title, frame), here, frame)
    tie = (from_tie(int(frame.bond[k])), from_tie(int(frame.complicity[k])))
    return chance_of(me, origin, wish, tie, sale, frame)


@step
def draw_of(purpose, k, frame):
    """A draw in 0..1 for tie k."""
    return unit(tie_bits(frame.keys[purpose], k, frame))


@step
def offer(k, host, guest, origin, frame):
    """The host offers, or not; the guest answers."""
    me = frame.citizens[host]
    title = int(me.title[origin])
    sale = sells(frame.ties.layer[k], me.role)
    if draw_of(OFFER, k, frame) < takes_part(me, k, origin, title, sale, frame):
        frame.week.cells[me.cell, t.OFFERS] += 1
        frame.week.layers[frame.ties.layer[k], t.LAYER_OFFERS] += 1
        log_pair(OFFERED, host, k, origin, title, frame)
        code = answer(k, host, guest, origin, frame)
        place = frame.now[OFFERS]
        frame.now[OFFERS] = place + 1
        frame.offers.tie[place] = k
        frame.offers.host[place] = host
        frame.offers.guest[place] = guest
        frame.offers.title[place] = title
        frame.offers.code[place] = code


@step
def answer(k, host, guest, origin, frame):
    """The guest joins and may copy, or refuses and may tell; returns the offer's code."""
    me, title = frame.citizens[guest], int(frame.citizens[host].title[origin])
    code = np.uint8(CODE_KOREAN if origin == KOREAN else 0)
    if draw_of(JOIN, k, frame) < takes_part(me, k, origin, title, False, frame):
        code |= CODE_JOINED
        join(k, host, origin, title, frame)
        if copies(k, me, origin, title, frame):
            code |= CODE_COPIED
            frame.week.cells[me.cell, t.COPIES] += 1
            frame.week.layers[frame.ties.layer[k], t.LAYER_COPIES] += 1
            log_pair(COPIED, guest, k, origin, title, frame)
    else:
        refuse(k, host, guest, origin, title, frame)
    return code


@step
def join(k, host, origin, title, frame):
    """Watching together binds the two ends of tie k, and makes them complicit."""
    layers, layer = frame.week.layers[frame.ties.layer[k]], frame.setting.c
    frame.week.cells[frame.citizens[host].cell, t.JOINT_VIEWINGS] += 1
    layers[t.LAYER_JOINT_VIEWINGS] += 1
    before = int(frame.complicity[k])
    after = to_tie(complicity_after_watching(from_tie(before), layer.complicity_gain))
    threshold = to_tie(layer.naming_threshold)
    layers[t.LAYER_COMPLICIT_TIES] += int(after > threshold) - int(before > threshold)
    layers[t.LAYER_COMPLICITY] += after - before
    frame.complicity[k] = after
    bond = int(frame.bond[k])
    closer = to_tie(bond_after_watching(from_tie(bond), layer.bond_gain))
    layers[t.LAYER_BOND] += closer - bond
    frame.bond[k] = closer
    log_pair(VIEWED, host, k, origin, title, frame)


@step
def copies(k, me, origin, title, frame):
    """Whether the guest copies the title."""
    here = frame.environments[frame.now[WEEK], province_of(me)]
    plays = np.float64(me.device_rank) < here.players
    found = False
    if may_copy(is_adult(me), plays, int(me.title[origin]), title):
        found = draw_of(COPY, k, frame) < copying(frame.setting.c.copy_chance, here.copying)
    return found


@step
def refuse(k, host, guest, origin, title, frame):
    """A refusal costs some bond and makes a witness, who may report the host."""
    layer, me = frame.ties.layer[k], frame.citizens[guest]
    frame.week.cells[frame.citizens[host].cell, t.REFUSALS] += 1
    frame.week.layers[layer, t.LAYER_REFUSALS] += 1
    bond = int(frame.bond[k])
    after = to_tie(bond_after_refusal(from_tie(bond), frame.setting.c.refusal_loss))
    frame.week.layers[layer, t.LAYER_BOND] += after - bond
    frame.bond[k] = after
    log_pair(REFUSED, host, k, origin, title, frame)
    if is_adult(me) and tells(k, guest, host, frame):
        add_report(k, host, guest, accusation(act_of_host(k, host, frame), origin), frame)
        frame.week.cells[frame.citizens[host].cell, t.REPORTS] += 1
        log_told(REPORTED, frame.now[REPORTS] - 1, frame)


@step
def act_of_host(k, host, frame):
    """What a host is guilty of in the eyes of whoever refuses on tie k."""
    me, now = frame.citizens[host], frame.now[WEEK]
    act = ACT_SELL if sells(frame.ties.layer[k], me.role) else ACT_WATCH
    return charge(act, int(me.spread), now, frame.setting.c.evidence_weeks)


@step
def log_pair(event, citizen, k, origin, title, frame):
    """An event between the two ends of tie k."""
    if frame.logs:
        entry = new_entry(event, citizen, frame)
        low, high = frame.ties.low[k], frame.ties.high[k]
        entry.other = high if low == citizen else low
        entry.tie = k
        entry.origin = origin
        entry.title_week = title
