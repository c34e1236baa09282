"""Phase 5, surveillance: searches, style checks, reports, names, cases followed up, confessions.

Searches and checks write who is caught; reports and names are lists that go to the desk.
"""

from __future__ import annotations

import math

import numpy as np

from nksim.core.columns import PROVINCE_COUNT
from nksim.core.draws import Purpose, hash_one, hash_two, lower_unit, unit, upper_unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.core.units import add_small, from_belief, to_small, to_tie
from nksim.engines.cases import (
    LATE_WEEKS,
    accuse,
    let_lapse,
    make_places,
    open_case,
    proves,
    take_up,
    waited,
)
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import is_adult, number_of, province_of, tie_bits
from nksim.engines.compiled.logging import log_accused, log_event, log_told, new_entry
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
    HOLDER,
    KOREAN,
    NONE,
    OFFICIAL,
    SEARCHED,
    STYLED,
    TOLD_ON,
    UNFREE,
    WATCHED,
    WATCHED_KOREAN,
)
from nksim.rules.confessing import prone_to_confess
from nksim.rules.dressing import stopping
from nksim.rules.sanctioning import is_sanction
from nksim.rules.searching import searching

SEARCH, FIND, NOTICE, CHECK, CONFESS, CONFESSOR, NAMING, FOLLOW_UP, PROOF = (
    int(p)
    for p in (
        Purpose.SEARCH,
        Purpose.FIND,
        Purpose.NOTICE,
        Purpose.STYLE_CHECK,
        Purpose.CONFESSION,
        Purpose.CONFESSOR,
        Purpose.NAMING,
        Purpose.FOLLOW_UP,
        Purpose.PROOF,
    )
)
LOST, SEARCHED_HOME, STOPPED, REPORTED, NAMED, CONFESSED = (
    int(event)
    for event in (
        Event.LOSS,
        Event.SEARCH,
        Event.STYLE_STOP,
        Event.REPORT,
        Event.NAME,
        Event.CONFESSION,
    )
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


@part
def follow_up(frame):
    """The desk opens cases on what it hears, lets old ones lapse, follows up what it can."""
    open_cases(frame)
    if frame.desk.length[0] > 0:
        lapse(frame)
        for province in range(PROVINCE_COUNT):
            capacity = frame.environments[frame.now[WEEK], province].capacity
            make_places(capacity, province, frame.keys[FOLLOW_UP], frame.desk)
        people, week = frame.citizens, frame.now[WEEK]
        life = int(frame.setting.c.case_life_weeks)
        for place in range(take_up(people["cell"], people["case"], week, life, frame.desk)):
            follow_up_one(frame.desk.taken[place], frame)
    for cell in range(len(frame.backlog)):
        frame.week.cells[cell, t.BACKLOG] += frame.backlog[cell]


@part
def open_cases(frame):
    """Every suspect of the week gets a case, in the order of the suspects."""
    reports = frame.reports
    for place in range(frame.now[REPORTS]):
        accuse(reports.suspect[place], reports.accusation[place], frame.desk)
    if frame.now[REPORTS] > 0:
        for i in range(np.uint64(len(frame.desk.accused))):
            if frame.desk.accused[i] != 0:
                me = frame.citizens[i]
                opened = me.case == 0
                me.case = open_case(i, int(me.case), frame.now[WEEK], frame.desk)
                frame.week.cells[me.cell, t.CASES_OPENED] += opened
                frame.backlog[me.cell] += opened


@part
def lapse(frame):
    """Cases of which nobody has told for too long are closed."""
    life = int(frame.setting.c.case_life_weeks)
    for place in range(let_lapse(frame.now[WEEK], life, frame.desk)):
        me = frame.citizens[frame.desk.lapsed[place]]
        me.case = 0
        frame.backlog[me.cell] -= 1
        frame.week.cells[me.cell, t.CASES_LAPSED] += 1


@step
def follow_up_one(suspect, frame):
    """A case is followed up: it ends in an arrest, or is dropped."""
    me = frame.citizens[suspect]
    counts, weeks = frame.week.cells[me.cell], waited(suspect, frame.now[WEEK], frame.desk)
    counts[t.CASES_FOLLOWED] += 1
    counts[t.CASE_WEEKS] += weeks
    counts[t.CASES_LATE] += weeks >= LATE_WEEKS
    frame.backlog[me.cell] -= 1
    proof = frame.setting.c.proof_chance
    if me.status == FREE and proves(number_of(suspect, frame), frame.keys[PROOF], proof):
        caught = frame.doing.caught
        caught[suspect] = max(caught[suspect], me.case)
        frame.doing.did[suspect] |= TOLD_ON
    else:
        counts[t.CASES_DROPPED] += 1
    me.case = 0


@part
def confess(lo, hi, frame):
    """Adult holders among citizens lo..hi who were not caught turn in: no titles, no sanction."""
    lenient = 0.0
    for province in range(PROVINCE_COUNT):
        lenient = max(lenient, frame.environments[frame.now[WEEK], province].leniency)
    if lenient > 0.0:
        for i in range(np.uint64(lo), np.uint64(hi)):
            if frame.doing.able[i] & (HOLDER | UNFREE) == HOLDER and frame.doing.caught[i] == 0:
                confess_one(i, frame)


@step
def confess_one(i, frame):
    """A holder who was not caught may turn in, if prone to it."""
    me, c = frame.citizens[i], frame.setting.c
    leniency = frame.environments[frame.now[WEEK], province_of(me)].leniency
    always = unit(hash_one(frame.setting.always[CONFESSOR], number_of(i, frame)))
    prone = prone_to_confess(always, leniency, from_belief(me.perceived_risk), c)
    if (
        prone
        and is_adult(me)
        and unit(hash_one(frame.keys[CONFESS], number_of(i, frame))) < c.confession_pace
    ):
        frame.week.cells[me.cell, t.CONFESSIONS] += 1
        log_event(CONFESSED, i, frame)
        surrender(i, me, 0, frame)


@step
def surrender(i, me, code, frame):
    """Lose all titles; `code` is what one is accused of, or 0."""
    for origin in range(2):
        if me.title[origin] != NONE:
            frame.week.cells[me.cell, t.LOST] += 1
            if frame.logs:
                entry = new_entry(LOST, i, frame)
                entry.origin = origin
                entry.title_week = me.title[origin]
                if code != 0:
                    entry.act = act_of(code)
            me.title[origin] = NONE
