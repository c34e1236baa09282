"""Phase 3, contact: the two ends of a tie meet, one offers, the other joins or refuses, a guest copies.

Each tie is looked at once, in three sieves: who meets (a hash for every tie), who of these could watch at all (one byte an
end), who does. A tie's bond and complicity are its own and change at once; what happens to citizens is written to a list of
events first and applied afterwards, so that the order of ties cannot matter.
An event's code: 1 South Korean, 2 the host is the high end, 4 joined, 8 copied, 16 refused and will
tell.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.draws import Purpose, hash_two, unit
from nksim.core.jit import kernel, part, step
from nksim.core.units import from_belief, from_tie, to_belief, to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.telling import highest_chance, tells
from nksim.rules.bonding import bond_after_refusal, bond_after_watching, complicity_after_watching
from nksim.rules.codes import CHILD, HOLDER, KOREAN, MARKET, NONE, PLAYER, TRADER
from nksim.rules.taking_part import demand_for_korean, willing

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
BLOCK = 4096
_S32 = np.uint64(32)
EVENT_KOREAN, EVENT_HIGH, EVENT_JOINED, EVENT_COPIED, EVENT_TOLD = 1, 2, 4, 8, 16


class Events(NamedTuple):
    """Offers of a week in the order of their ties, shape (events,): the tie, who offered what to whom, and what came of it."""

    tie: NDArray[np.uint32]
    host: NDArray[np.uint32]
    guest: NDArray[np.uint32]
    title: NDArray[np.int16]  # release week
    code: NDArray[np.uint8]


def new_events(room: int) -> Events:
    """Lists for that many events."""
    tie, host, guest = (np.empty(room, np.uint32) for _ in range(3))
    return Events(tie, host, guest, np.empty(room, np.int16), np.empty(room, np.uint8))


def first_events(events: Events, count: int) -> Events:
    """A copy of the first ones, without the room behind them."""
    return Events._make(column[:count].copy() for column in events)


def joined(parts: list[Events]) -> Events:
    """All of them, one after the other."""
    return Events._make(
        np.concatenate(column) for column in zip(new_events(0), *parts, strict=True)
    )


@step
def desire(i, korean, attraction, people, env):
    """Taste of citizen i for an origin, times the attraction of the title, less what domestic content takes away."""
    taste = np.float64(people.taste_korean[i]) if korean else np.float64(people.taste_chinese[i])
    return taste * attraction * (1.0 - env.domestic_appeal[people.province[i]])


@step
def chance(i, korean, attraction, bond, complicity, sells, people, state, env, c):
    """Chance of citizen i to take part, on a tie of this bond and complicity."""
    p = people.province[i]
    severity = env.severity_korean[p] if korean else env.severity_chinese[p]
    return willing(
        np.float64(people.willingness[i]),
        desire(i, korean, attraction, people, env),
        bond,
        complicity,
        from_belief(state.regime_trust[i]),
        from_belief(state.perceived_risk[i]),
        np.float64(people.risk_aversion[i]),
        severity,
        sells,
        c,
    )


@part
def who_meets(lo, hi, stream, limits, ties, bits, meeting):
    """Which of the ties lo..hi meet: their numbers go into `meeting`, shape (BLOCK,), and how many there are is returned.

    Hashing comes first and by itself, so that the processor does several ties at a time; `bits`, shape (BLOCK,), is its scratch.
    """
    low, high, layer = ties.low, ties.high, ties.layer
    for j in range(np.uint64(hi - lo)):
        bits[j] = np.uint32(
            hash_two(stream, np.uint64(low[lo + j]), np.uint64(high[lo + j])) >> _S32
        )
    met = 0
    for j in range(hi - lo):
        meeting[met] = lo + j
        met += np.uint64(bits[j]) < limits[layer[lo + j]]
    return met


@part
def who_could_watch(met, ties, able, meeting):
    """Of the first `met` ties in `meeting`, keep those with a title, a player and both ends at liberty; returns how many."""
    kept = 0
    for j in range(met):
        k = meeting[j]
        meeting[kept] = k
        kept += able[ties.low[k]] | able[ties.high[k]] == HOLDER | PLAYER
    return kept


@kernel
def meet(
    lo,
    hi,
    now,
    keys,
    always,
    limits,
    appeal,
    cell,
    people,
    ties,
    state,
    week,
    env,
    c,
    counts,
    layers,
    events,
):
    """Ties lo..hi: returns where it stopped and how many events it wrote; it stops early when the lists are full."""
    written = 0
    room = len(events.tie)
    threshold = to_tie(c.naming_threshold)
    highest = highest_chance(env, c)
    meeting = np.empty(BLOCK, np.uint32)
    bits = np.empty(BLOCK, np.uint32)
    start, m, met = lo, 0, 0
    while True:
        if m == met:
            if start == hi:
                break
            end = min(start + BLOCK, hi)
            met = who_could_watch(
                who_meets(start, end, keys[CONTACT], limits, ties, bits, meeting),
                ties,
                week.able,
                meeting,
            )
            start, m = end, 0
            continue
        k = meeting[m]
        m += 1
        if written == room:
            return np.int64(k), written
        layer = ties.layer[k]
        a, b = ties.low[k], ties.high[k]
        chinese = max(int(state.title_chinese[a]), int(state.title_chinese[b]))
        korean_title = max(int(state.title_korean[a]), int(state.title_korean[b]))
        korean = chinese == NONE
        if chinese != NONE and korean_title != NONE:
            old, new = appeal[now - chinese], appeal[now - korean_title]
            wish_chinese = desire(a, False, old, people, env) + desire(b, False, old, people, env)
            wish_korean = desire(a, True, new, people, env) + desire(b, True, new, people, env)
            korean = unit(hash_two(keys[ORIGIN], np.uint64(a), np.uint64(b))) < demand_for_korean(
                wish_chinese, wish_korean
            )
        title_a = int(state.title_korean[a]) if korean else int(state.title_chinese[a])
        title_b = int(state.title_korean[b]) if korean else int(state.title_chinese[b])
        high = title_b > title_a or (
            title_a == title_b and unit(hash_two(keys[HOST], np.uint64(a), np.uint64(b))) < 0.5
        )
        host, guest, title = (b, a, title_b) if high else (a, b, title_a)
        bond, complicity = from_tie(int(state.bond[k])), from_tie(int(state.complicity[k]))
        attraction = appeal[now - title]
        sells = layer == MARKET and people.role[host] == TRADER
        offers = chance(host, korean, attraction, bond, complicity, sells, people, state, env, c)
        if unit(hash_two(keys[OFFER], np.uint64(a), np.uint64(b))) >= offers:
            continue
        counts[cell[host], t.OFFERS] += 1
        layers[layer, t.LAYER_OFFERS] += 1
        code = (EVENT_KOREAN if korean else 0) | (EVENT_HIGH if high else 0)
        joins = chance(guest, korean, attraction, bond, complicity, False, people, state, env, c)
        if unit(hash_two(keys[JOIN], np.uint64(a), np.uint64(b))) < joins:
            code |= EVENT_JOINED
            counts[cell[host], t.JOINT_VIEWINGS] += 1
            layers[layer, t.LAYER_JOINT_VIEWINGS] += 1
            new_bond = to_tie(bond_after_watching(bond, c.bond_gain))
            new_complicity = to_tie(complicity_after_watching(complicity, c.complicity_gain))
            layers[layer, t.LAYER_COMPLICIT_TIES] += (new_complicity > threshold) - (
                int(state.complicity[k]) > threshold
            )
            layers[layer, t.LAYER_COMPLICITY] += new_complicity - int(state.complicity[k])
            state.complicity[k] = new_complicity
            guest_title = (
                int(state.title_korean[guest]) if korean else int(state.title_chinese[guest])
            )
            p = people.province[guest]
            able = (
                people.age[guest] != CHILD
                and np.float64(people.device_rank[guest]) < env.players[p]
            )
            if (
                able
                and guest_title < title
                and unit(hash_two(keys[COPY], np.uint64(a), np.uint64(b)))
                < c.copy_chance * env.copying[p]
            ):
                code |= EVENT_COPIED
                counts[cell[guest], t.COPIES] += 1
                layers[layer, t.LAYER_COPIES] += 1
        else:
            counts[cell[host], t.REFUSALS] += 1
            layers[layer, t.LAYER_REFUSALS] += 1
            new_bond = to_tie(bond_after_refusal(bond, c.refusal_loss))
            draw = unit(hash_two(keys[REPORT], np.uint64(guest), np.uint64(host)))
            if (
                draw < highest
                and people.age[guest] != CHILD
                and tells(
                    guest, from_tie(new_bond), complicity, draw, always, people, state, env, c
                )
            ):
                code |= EVENT_TOLD
        layers[layer, t.LAYER_BOND] += new_bond - int(state.bond[k])
        state.bond[k] = new_bond
        events.tie[written], events.host[written], events.guest[written] = k, host, guest
        events.title[written], events.code[written] = title, code
        written += 1
    return hi, written


@kernel
def watch_together(lo, hi, now, appeal, cell, state, week, events, counts):
    """Apply the joint viewings of all events to citizens lo..hi."""
    for e in range(len(events.tie)):
        code, host, guest = events.code[e], events.host[e], events.guest[e]
        if (
            min(host, guest) >= hi
        ):  # events stand in the order of their low ends: the rest is others'
            break
        if code & EVENT_JOINED == 0 or max(host, guest) < lo:
            continue
        korean = code & EVENT_KOREAN
        attraction = to_belief(appeal[now - events.title[e]])
        for end in range(2):
            me, other = (host, guest) if end == 0 else (guest, host)
            if me < lo or me >= hi:
                continue
            week.doing[me] |= 2 if korean else 1
            week.exposure[me] = max(int(week.exposure[me]), attraction)
            week.companions[me] += 1
            week.companions_trust[me] += state.regime_trust[other]
            if end == 1 and code & EVENT_COPIED:
                titles = state.title_korean if korean == KOREAN else state.title_chinese
                counts[cell[me], t.ACQUIRED] += titles[me] == NONE
                titles[me] = max(int(titles[me]), int(events.title[e]))
