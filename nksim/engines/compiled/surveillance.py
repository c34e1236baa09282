"""Phase 5, surveillance: house searches, reports by refusers and neighbours, style checks, confessions, names given.

Searches and checks write who is caught; reports and names are lists that go to the desks of the provinces.
An accusation is act * 2 + origin + 1, so that the graver is the greater.
"""

from __future__ import annotations

import math

import numpy as np

from nksim.core.draws import Purpose, hash_one, hash_two, lower_unit, unit, upper_unit
from nksim.core.jit import kernel, part
from nksim.core.units import from_belief, from_tie, to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.contact import BLOCK, EVENT_KOREAN, EVENT_TOLD
from nksim.engines.compiled.telling import highest_chance, tells
from nksim.rules.believing import confession
from nksim.rules.codes import (
    ACT_DISTRIBUTE,
    ACT_HOLD,
    ACT_STYLE,
    ACT_WATCH,
    CHILD,
    DEAD,
    FREE,
    MARKET,
    NONE,
    OFFICIAL,
    SEARCHED,
    STYLE,
    TRADER,
    WATCHED,
    WATCHED_KOREAN,
)

SEARCH, FIND, REPORT, NOTICE, CHECK, CONFESS, NAMING = (
    int(p)
    for p in (
        Purpose.SEARCH,
        Purpose.FIND,
        Purpose.REPORT,
        Purpose.NOTICE,
        Purpose.STYLE_CHECK,
        Purpose.CONFESSION,
        Purpose.NAMING,
    )
)

_S32 = np.uint64(32)


@kernel
def go_round(lo, hi, keys, first, cell, people, state, week, env, c, counts):
    """Searches of households lo..hi and style checks on their members."""
    if env.search.max() > 0.0:
        search_homes(lo, hi, keys, first, cell, people, state, week, env, c, counts)
    if env.style_check.max() > 0.0:
        check_style(first[lo], first[hi], keys, cell, people, state, week, env, counts)


@part
def search_homes(lo, hi, keys, first, cell, people, state, week, env, c, counts):
    """Households lo..hi are searched at random, those of officials rarely; what members hold may be found."""
    for h in range(lo, hi):
        head = first[h]
        p = people.province[head]
        draw = unit(hash_one(keys[SEARCH], np.uint64(h)))
        if draw >= env.search[p]:
            continue
        official = False
        for i in range(head, first[h + 1]):
            official = official or people.role[i] == OFFICIAL
        if official and draw >= env.search[p] * c.official_search:
            continue
        found = False
        for i in range(head, first[h + 1]):
            if state.status[i] != DEAD:
                state.marks[i] |= SEARCHED
            if state.status[i] != FREE:
                continue
            bits = hash_one(keys[FIND], np.uint64(i))
            if state.title_korean[i] != NONE and upper_unit(bits) < env.find[p]:
                week.caught[i] = max(int(week.caught[i]), ACT_HOLD * 2 + 2)
                found = True
            if state.title_chinese[i] != NONE and lower_unit(bits) < env.find[p]:
                week.caught[i] = max(int(week.caught[i]), ACT_HOLD * 2 + 1)
                found = True
        counts[cell[head], t.SEARCHES] += 1
        counts[cell[head], t.EMPTY_SEARCHES] += not found


@kernel
def report_hosts(lo, hi, cell, people, ties, events, suspects, accusations, counts):
    """Those who refused in events lo..hi and tell report the host; returns the number of reports."""
    written = 0
    for e in range(lo, hi):
        if events.code[e] & EVENT_TOLD == 0:
            continue
        host = events.host[e]
        sold = ties.layer[events.tie[e]] == MARKET and people.role[host] == TRADER
        suspects[written] = host
        accusations[written] = (
            (ACT_DISTRIBUTE if sold else ACT_WATCH) * 2 + (events.code[e] & EVENT_KOREAN) + 1
        )
        counts[cell[host], t.REPORTS] += 1
        written += 1
    return written


@part
def who_notices(lo, hi, stream, limit, neighbours, ties, halves, noticing):
    """Which of the ties `neighbours[lo:hi]` have an end that notices the other: their places go into `noticing`, their number is returned.

    `halves`, shape (2, BLOCK), gets the draws of both ends; hashing comes first and by itself, as in `who_meets`.
    """
    for j in range(np.uint64(hi - lo)):
        k = neighbours[lo + j]
        bits = hash_two(stream, np.uint64(ties.low[k]), np.uint64(ties.high[k]))
        halves[0, j] = np.uint32(bits >> _S32)
        halves[1, j] = np.uint32(bits)
    found = 0
    for j in range(hi - lo):
        noticing[found] = j
        found += min(halves[0, j], halves[1, j]) < limit
    return found


@kernel
def report_neighbours(
    lo,
    hi,
    keys,
    always,
    cell,
    neighbours,
    people,
    ties,
    state,
    week,
    env,
    c,
    suspects,
    accusations,
    counts,
):
    """Neighbours on ties `neighbours[lo:hi]` who notice a week with watching may report it; returns where it stopped and the number of reports.

    It stops early, between two blocks, when the lists might not hold the next.
    """
    written = 0
    highest = highest_chance(env, c)
    if highest <= 0.0 or c.notice_chance <= 0.0:
        return hi, 0
    limit = np.uint64(math.ceil(c.notice_chance * 4294967296.0))
    halves, noticing = np.empty((2, BLOCK), np.uint32), np.empty(BLOCK, np.uint32)
    for start in range(lo, hi, BLOCK):
        if written + 2 * BLOCK > len(suspects):
            return start, written
        for j in noticing[
            : who_notices(
                start,
                min(start + BLOCK, hi),
                keys[NOTICE],
                limit,
                neighbours,
                ties,
                halves,
                noticing,
            )
        ]:
            k = neighbours[start + j]
            a, b = ties.low[k], ties.high[k]
            for end in range(2):
                suspect, witness = (a, b) if end == 0 else (b, a)
                if np.uint64(halves[end, j]) >= limit or week.doing[suspect] & WATCHED == 0:
                    continue
                draw = unit(hash_two(keys[REPORT], np.uint64(witness), np.uint64(suspect)))
                if draw >= highest or people.age[suspect] == CHILD or people.age[witness] == CHILD:
                    continue
                if state.status[suspect] != FREE or state.status[witness] != FREE:
                    continue
                if tells(
                    witness,
                    from_tie(int(state.bond[k])),
                    from_tie(int(state.complicity[k])),
                    draw,
                    always,
                    people,
                    state,
                    env,
                    c,
                ):
                    korean = 1 if week.doing[suspect] & WATCHED_KOREAN else 0
                    suspects[written] = suspect
                    accusations[written] = ACT_WATCH * 2 + korean + 1
                    counts[cell[suspect], t.REPORTS] += 1
                    written += 1
    return hi, written


@part
def check_style(lo, hi, keys, cell, people, state, week, env, counts):
    """Citizens lo..hi with foreign style may be stopped in public."""
    for i in range(lo, hi):
        if state.marks[i] & STYLE == 0 or state.status[i] != FREE:
            continue
        if unit(hash_one(keys[CHECK], np.uint64(i))) < env.style_check[people.province[i]]:
            week.caught[i] = max(int(week.caught[i]), ACT_STYLE * 2 + 2)
            counts[cell[i], t.STYLE_STOPS] += 1


@kernel
def confess(lo, hi, keys, cell, people, state, week, env, c, counts):
    """Adult holders among citizens lo..hi who were not caught turn in: titles surrendered, no sanction."""
    for i in range(lo, hi):
        p = people.province[i]
        if (
            env.leniency[p] <= 0.0
            or week.caught[i] != 0
            or state.status[i] != FREE
            or people.age[i] == CHILD
        ):
            continue
        if state.title_chinese[i] == NONE and state.title_korean[i] == NONE:
            continue
        if unit(hash_one(keys[CONFESS], np.uint64(i))) < confession(
            from_belief(state.perceived_risk[i]), env.leniency[p], c.confession_rate
        ):
            counts[cell[i], t.LOST] += int(state.title_chinese[i] != NONE) + int(
                state.title_korean[i] != NONE
            )
            counts[cell[i], t.CONFESSIONS] += 1
            state.title_chinese[i] = NONE
            state.title_korean[i] = NONE


@kernel
def name_companions(punished, keys, cell, people, ties, state, c, suspects, accusations, counts):
    """Those sanctioned last week name companions with whom they share guilt; returns the number of names, or -1 if the lists are full."""
    written = 0
    threshold = to_tie(c.naming_threshold)
    for s in range(len(punished)):
        i = punished[s]
        low = ties.first[i + 1] - ties.first[i]
        for j in range(low + ties.reverse_first[i + 1] - ties.reverse_first[i]):
            k = (
                ties.first[i] + j
                if j < low
                else np.int64(ties.reverse[ties.reverse_first[i] + j - low])
            )
            other = ties.high[k] if j < low else ties.low[k]
            if (
                int(state.complicity[k]) <= threshold
                or state.status[other] != FREE
                or people.age[other] == CHILD
            ):
                continue
            if unit(hash_two(keys[NAMING], np.uint64(i), np.uint64(other))) < c.naming_chance:
                if written == len(suspects):
                    return -1
                suspects[written] = other
                accusations[written] = ACT_WATCH * 2 + (
                    2 if state.first_korean[other] != NONE else 1
                )
                written += 1
    for s in range(written):
        counts[cell[suspects[s]], t.NAMED] += 1
    return written
