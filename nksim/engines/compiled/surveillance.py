"""Phase 5, surveillance: searches, style checks, reports and names.

Searches and checks write who is caught; reports and names are lists that go to the desk
(following.py); last of all, holders may turn in (confessing.py).
"""

from __future__ import annotations

import math

import numpy as np

from nksim.core.columns import PROVINCE_COUNT
from nksim.core.draws import Purpose, hash_one, hash_two, lower_unit, unit, upper_unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.core.units import add_small, to_small, to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import is_adult, number_of, province_of, tie_bits
from nksim.engines.compiled.logging import log_accused, log_told, new_entry
from nksim.engines.compiled.telling import add_report, tells
from nksim.engines.districts import note_search
from nksim.engines.frame import ARRESTED, BLOCK, REPORTS, WEEK
from nksim.rules.accusing import accusation, act_of, charge, origin_of
from nksim.rules.codes import (
    ACT_HOLD,
    ACT_STYLE,
    ACT_WATCH,
    CHINESE,
    DEAD,
    FREE,
    HEARD,
    KOREAN,
    NONE,
    OFFICIAL,
    SEARCHED,
    STYLED,
    UNFREE,
    WATCHED,
    WATCHED_KOREAN,
)
from nksim.rules.dressing import stopping
from nksim.rules.sanctioning import is_sanction
from nksim.rules.searching import searching

SEARCH, FIND, NOTICE, CHECK, NAMING = (
    int(p)
    for p in (
        Purpose.SEARCH,
        Purpose.FIND,
        Purpose.NOTICE,
        Purpose.STYLE_CHECK,
        Purpose.NAMING,
    )
)
SEARCHED_HOME, STOPPED, REPORTED, NAMED = (
    int(event) for event in (Event.SEARCH, Event.STYLE_STOP, Event.REPORT, Event.NAME)
)
_S32 = np.uint64(32)


@part
def search_homes(lo, hi, frame):
    """Households lo..hi are searched at random, those of officials rarely."""
    first, homes = frame.places.household_first, frame.places.household_number
    highest = 0.0
    for province in range(PROVINCE_COUNT):
        highest = max(highest, frame.environments[frame.now[WEEK], province].search)
    if highest > 0.0:
        for h in range(np.uint64(lo), np.uint64(hi)):
            draw = unit(hash_one(frame.keys[SEARCH], np.uint64(homes[h])))
            if draw < highest:
                search_home(first[h], first[h + np.uint64(1)], draw, frame)


@step
def search_home(head, end, draw, frame):
    """Search the home of citizens head..end; what members hold may be found."""
    me = frame.citizens[head]
    here = frame.environments[frame.now[WEEK], province_of(me)]
    official = False
    for i in range(head, end):
        official = official or frame.citizens[i].role == OFFICIAL
    if draw < searching(here.search, official, frame.setting.c):
        worst = 0
        for i in range(head, end):
            worst = max(worst, search_one(i, here.find, frame))
        note_search(frame.places.district[head], frame.week, frame.setting.c)
        frame.week.cells[me.cell, t.SEARCHES] += 1
        frame.week.cells[me.cell, t.EMPTY_SEARCHES] += worst == 0
        if frame.logs:
            entry = new_entry(SEARCHED_HOME, head, frame)
            if worst != 0:
                entry.act = act_of(worst)
                entry.origin = origin_of(worst)


@step
def search_one(i, find, frame):
    """Search one member of a home; returns the accusation that follows, or 0."""
    me, found = frame.citizens[i], 0
    if me.status != DEAD:
        me.marks |= SEARCHED
    if me.status == FREE:
        feel_search(i, frame)
        bits = hash_one(frame.keys[FIND], number_of(i, frame))
        act = charge_of(ACT_HOLD, me, frame)
        if me.title[KOREAN] != NONE and upper_unit(bits) < find:
            found = accusation(act, KOREAN)
        if me.title[CHINESE] != NONE and lower_unit(bits) < find:
            found = max(found, accusation(act, CHINESE))
        frame.doing.caught[i] = max(int(frame.doing.caught[i]), found)
    return found


@step
def feel_search(i, frame):
    """A search of one's own home frightens."""
    met = frame.doing.met_with[i]
    met.heard = add_small(int(met.heard), to_small(frame.setting.c.hearing_search))
    frame.doing.did[i] |= HEARD


@step
def charge_of(act, me, frame):
    """What a citizen is accused of who is found to have done an act."""
    return charge(act, int(me.spread), frame.now[WEEK], frame.setting.c.evidence_weeks)


@part
def check_style(lo, hi, frame):
    """Citizens lo..hi with foreign style may be stopped in public."""
    highest = 0.0
    for province in range(PROVINCE_COUNT):
        checks = frame.environments[frame.now[WEEK], province].style_check
        highest = max(highest, checks[0] + checks[1] + checks[2])
    for i in range(np.uint64(lo), np.uint64(hi)):
        if frame.doing.able[i] & (STYLED | UNFREE) != STYLED:
            continue
        draw = unit(hash_one(frame.keys[CHECK], number_of(i, frame)))
        if draw < highest:
            me = frame.citizens[i]
            checks = frame.environments[frame.now[WEEK], province_of(me)].style_check
            if draw < stopping(int(me.marks), checks[0], checks[1], checks[2]):
                code = accusation(ACT_STYLE, KOREAN)
                frame.doing.caught[i] = max(int(frame.doing.caught[i]), code)
                frame.week.cells[me.cell, t.STYLE_STOPS] += 1
                log_accused(STOPPED, i, code, frame)


@part
def report_neighbours(lo, hi, frame):
    """Neighbours on the ties neighbours[lo:hi] who notice a week with watching may report it.

    Returns where it stopped: early, between two blocks, if the list might not hold the next.
    """
    notice = frame.setting.c.notice_chance
    if frame.highest[0] <= 0.0 or notice <= 0.0:
        return hi
    limit = np.uint64(math.ceil(notice * 4294967296.0))
    for start in range(lo, hi, BLOCK):
        if frame.now[REPORTS] + 2 * BLOCK > len(frame.reports.suspect):
            return start
        for place in range(who_notices(start, min(start + BLOCK, hi), limit, frame)):
            j = frame.scratch.chosen[place]
            k = frame.ties.neighbours[start + j]
            a, b = frame.ties.low[k], frame.ties.high[k]
            if np.uint64(frame.scratch.bits[0, j]) < limit:
                notice_one(k, a, b, frame)
            if np.uint64(frame.scratch.bits[1, j]) < limit:
                notice_one(k, b, a, frame)
    return hi


@part
def who_notices(lo, hi, limit, frame):
    """Which of the ties neighbours[lo:hi] have an end that notices the other.

    Their places, counted from lo, go into scratch.chosen; the draws of both ends stay in
    scratch.bits. Hashing comes first and by itself, as where people meet.
    """
    neighbours = frame.ties.neighbours
    bits, chosen, stream = frame.scratch.bits, frame.scratch.chosen, frame.keys[NOTICE]
    for j in range(np.uint64(hi - lo)):
        k = neighbours[np.uint64(lo) + j]
        hashed = tie_bits(stream, k, frame)
        bits[0, j] = np.uint32(hashed >> _S32)
        bits[1, j] = np.uint32(hashed)
    found = np.uint64(0)
    for j in range(np.uint64(hi - lo)):
        chosen[found] = j
        found += np.uint64(np.uint64(min(bits[0, j], bits[1, j])) < limit)
    return np.int64(found)


@step
def notice_one(k, suspect, witness, frame):
    """A neighbour has noticed; the witness may report what the suspect watched."""
    if frame.doing.did[suspect] & WATCHED != 0:
        me, other = frame.citizens[suspect], frame.citizens[witness]
        adults, free = is_adult(me) and is_adult(other), me.status == FREE == other.status
        if adults and free and tells(k, witness, suspect, frame):
            origin = KOREAN if frame.doing.did[suspect] & WATCHED_KOREAN else CHINESE
            code = accusation(charge_of(ACT_WATCH, me, frame), origin)
            add_report(k, suspect, witness, code, frame)
            frame.week.cells[me.cell, t.REPORTS] += 1
            log_told(REPORTED, frame.now[REPORTS] - 1, frame)


@part
def name_companions(frame):
    """Those sanctioned last week name companions with whom they share guilt; who paid does not.

    Returns 1, or 0 if the list of reports is too short: then nothing has been written.
    """
    begun = frame.now[REPORTS]
    for s in range(frame.now[ARRESTED]):
        if is_sanction(frame.followed[s]) and not name_some(frame.arrested[s], frame):
            frame.now[REPORTS] = begun
            return 0
    for place in range(begun, frame.now[REPORTS]):
        named = frame.reports.suspect[place]
        frame.week.cells[frame.citizens[named].cell, t.NAMED] += 1
        log_told(NAMED, place, frame)
    return 1


@part
def name_some(i, frame):
    """Citizen i is asked about each complicit tie; False if the list is full."""
    threshold, chance = to_tie(frame.setting.c.naming_threshold), frame.setting.c.naming_chance
    j = 0
    k = tie_at(i, j, frame)
    while k >= 0:
        other = frame.ties.high[k] if frame.ties.low[k] == i else frame.ties.low[k]
        them = frame.citizens[other]
        known = int(frame.complicity[k]) > threshold and them.status == FREE and is_adult(them)
        if known:
            draw = unit(hash_two(frame.keys[NAMING], number_of(i, frame), number_of(other, frame)))
            if draw < chance:
                if frame.now[REPORTS] == len(frame.reports.suspect):
                    return False
                origin = KOREAN if them.first[KOREAN] != NONE else CHINESE
                code = accusation(charge_of(ACT_WATCH, them, frame), origin)
                add_report(k, other, i, code, frame)
        j += 1
        k = tie_at(i, j, frame)
    return True


@step
def tie_at(i, j, frame):
    """The j-th tie of citizen i: those that i owns first, then the others; -1 after the last."""
    ties = frame.ties
    own = ties.first[i + 1] - ties.first[i]
    place = ties.reverse_first[i] + j - own
    found = np.int64(-1)
    if j < own:
        found = ties.first[i] + j
    elif place < ties.reverse_first[i + 1]:
        found = np.int64(ties.reverse[place])
    return found
