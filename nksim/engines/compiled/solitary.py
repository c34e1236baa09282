"""Phase 4, solitary: holders watch alone, some people tune in to foreign broadcasts."""

from __future__ import annotations

import numpy as np

from nksim.core.columns import PROVINCE_COUNT
from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.events import Event
from nksim.core.jit import part, step
from nksim.core.units import to_tie
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.citizens import (
    appeal_of,
    chance_of,
    desire_of,
    is_adult,
    number_of,
    province_of,
)
from nksim.engines.compiled.logging import log_event, log_title
from nksim.engines.frame import BLOCK, WEEK
from nksim.rules.codes import (
    ALONE,
    CHINESE,
    FREE,
    HOLDER,
    KOREAN,
    LISTENED,
    NONE,
    PLAYER,
    UNFREE,
)
from nksim.rules.taking_part import demand_for_korean, watching_alone

MOOD, SOLITARY, LISTEN, RADIO = (
    int(p) for p in (Purpose.MOOD, Purpose.SOLITARY, Purpose.LISTEN, Purpose.RADIO)
)
FULL_TRUST = (1.0, 1.0)  # as among people of whom nobody has anything to fear
WATCHED_ALONE, LISTENED_IN = int(Event.SOLITARY_VIEWING), int(Event.LISTENING)


@part
def solitary(lo, hi, frame):
    """The whole phase for citizens lo..hi; what cannot happen anywhere is not asked of anybody."""
    reach = 0.0
    for province in range(PROVINCE_COUNT):
        reach = max(reach, frame.environments[frame.now[WEEK], province].radio_reach)
    for start in range(lo, hi, BLOCK):
        end = min(start + BLOCK, hi)
        if frame.setting.c.solo_chance > 0.0:
            count = who_could_alone(start, end, frame)
            bring_citizens_near(count, frame)
            for place in range(count):
                watch_alone(np.uint64(frame.scratch.chosen[place]), frame)
        if reach > 0.0:
            for place in range(who_could_listen(start, end, reach, frame)):
                listen(np.uint64(frame.scratch.chosen[place]), frame)


@part
def who_could_alone(lo, hi, frame):
    """Which of citizens lo..hi hold a title, have a player, are free and have the time for it."""
    chosen, able, stream = frame.scratch.chosen, frame.doing.able, frame.keys[SOLITARY]
    holds = np.uint64(0)
    for i in range(np.uint64(lo), np.uint64(hi)):
        chosen[holds] = i
        holds += np.uint64(able[i] & (HOLDER | PLAYER | UNFREE) == HOLDER | PLAYER)
    count = np.uint64(0)
    for place in range(holds):
        i = chosen[place]
        chosen[count] = i
        draw = unit(hash_one(stream, number_of(i, frame)))
        count += np.uint64(draw < frame.setting.c.solo_chance)
    return np.int64(count)


@part
def bring_citizens_near(count, frame):
    """Touch the chosen citizens, so that they lie in the cache when they decide."""
    near = np.uint64(0)
    for place in range(np.uint64(count)):
        near += frame.citizens[np.uint64(frame.scratch.chosen[place])].cell
    frame.scratch.answers[0] = near


@part
def who_could_listen(lo, hi, reach, frame):
    """Which of citizens lo..hi have a set; the draw that gives it is the same in every week."""
    chosen, stream = frame.scratch.chosen, frame.setting.always[RADIO]
    count = np.uint64(0)
    for i in range(np.uint64(lo), np.uint64(hi)):
        chosen[count] = i
        count += np.uint64(unit(hash_one(stream, number_of(i, frame))) < reach)
    return np.int64(count)


@step
def watch_alone(i, frame):
    """A holder with a player watches alone, as people do among whom there is nothing to fear."""
    me = frame.citizens[i]
    here = frame.environments[frame.now[WEEK], province_of(me)]
    chinese, korean = int(me.title[CHINESE]), int(me.title[KOREAN])
    origin = KOREAN if chinese == NONE else CHINESE
    if chinese != NONE and korean != NONE:
        wish_chinese = desire_of(me, CHINESE, appeal_of(chinese, frame), here, frame)
        wish_korean = desire_of(me, KOREAN, appeal_of(korean, frame), here, frame)
        draw = unit(hash_one(frame.keys[MOOD], number_of(i, frame)))
        origin = KOREAN if draw < demand_for_korean(wish_chinese, wish_korean) else CHINESE
    attraction = appeal_of(int(me.title[origin]), frame)
    wish, c = desire_of(me, origin, attraction, here, frame), frame.setting.c
    chance = chance_of(me, origin, wish, FULL_TRUST, False, frame)
    if unit(hash_one(frame.keys[SOLITARY], number_of(i, frame))) < watching_alone(
        c.solo_chance, chance
    ):
        met = frame.doing.met_with[i]
        frame.doing.did[i] |= ALONE | 1 << origin
        if origin == KOREAN:
            met.exposure = max(int(met.exposure), to_tie(attraction))
        frame.week.cells[me.cell, t.SOLITARY_VIEWINGS] += 1
        log_title(WATCHED_ALONE, i, origin, me.title[origin], frame)


@step
def listen(i, frame):
    """An adult with a set tunes in; the draw that gives people sets is the same every week."""
    me, c = frame.citizens[i], frame.setting.c
    here = frame.environments[frame.now[WEEK], province_of(me)]
    has_set = unit(hash_one(frame.setting.always[RADIO], number_of(i, frame))) < here.radio_reach
    if has_set and is_adult(me) and me.status == FREE:
        draw = unit(hash_one(frame.keys[LISTEN], number_of(i, frame)))
        if draw < c.listen_chance:
            wish = desire_of(me, KOREAN, 1.0, here, frame)
            chance = chance_of(me, KOREAN, wish, FULL_TRUST, False, frame)
            if draw < watching_alone(c.listen_chance, chance):
                met = frame.doing.met_with[i]
                frame.doing.did[i] |= LISTENED
                met.exposure = max(int(met.exposure), to_tie(1.0))
                frame.week.cells[me.cell, t.LISTENING] += 1
                log_event(LISTENED_IN, i, frame)
