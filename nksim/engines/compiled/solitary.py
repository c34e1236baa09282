"""Phase 4, solitary: holders watch alone, some people tune in to foreign broadcasts."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import kernel, part
from nksim.core.units import to_belief
from nksim.engines.compiled import tally as t
from nksim.engines.compiled.contact import chance, desire
from nksim.rules.codes import ALONE, CHILD, FREE, LISTENED, NONE
from nksim.rules.taking_part import demand_for_korean

ORIGIN, SOLITARY, LISTEN, RADIO = (
    int(p) for p in (Purpose.MOOD, Purpose.SOLITARY, Purpose.LISTEN, Purpose.RADIO)
)


@kernel
def solitary(lo, hi, now, keys, always, appeal, cell, people, state, week, env, c, counts):
    """The whole phase for citizens lo..hi; what cannot happen this week anywhere is not asked of everybody."""
    if c.solo_chance > 0.0:
        watch_alone(lo, hi, now, keys, appeal, cell, people, state, week, env, c, counts)
    if env.radio_reach.max() > 0.0:
        listen(lo, hi, keys, always, cell, people, state, week, env, c, counts)


@part
def watch_alone(lo, hi, now, keys, appeal, cell, people, state, week, env, c, counts):
    """Holders with a player among citizens lo..hi watch alone, as people do among whom there is nothing to fear."""
    for i in range(lo, hi):
        chinese, korean_title = int(state.title_chinese[i]), int(state.title_korean[i])
        if (chinese == NONE and korean_title == NONE) or state.status[i] != FREE:
            continue
        if np.float64(people.device_rank[i]) >= env.players[people.province[i]]:
            continue
        draw = unit(hash_one(keys[SOLITARY], np.uint64(i)))
        if draw >= c.solo_chance:
            continue
        korean = chinese == NONE
        if chinese != NONE and korean_title != NONE:
            wish_chinese = desire(i, False, appeal[now - chinese], people, env)
            wish_korean = desire(i, True, appeal[now - korean_title], people, env)
            korean = unit(hash_one(keys[ORIGIN], np.uint64(i))) < demand_for_korean(
                wish_chinese, wish_korean
            )
        attraction = appeal[now - (korean_title if korean else chinese)]
        if draw < c.solo_chance * chance(
            i, korean, attraction, 1.0, 1.0, False, people, state, env, c
        ):
            week.doing[i] |= (2 if korean else 1) | ALONE
            week.exposure[i] = max(int(week.exposure[i]), to_belief(attraction))
            counts[cell[i], t.SOLITARY_VIEWINGS] += 1


@part
def listen(lo, hi, keys, always, cell, people, state, week, env, c, counts):
    """Adults with a set among citizens lo..hi tune in; `always` holds the streams that are the same in every week."""
    for i in range(lo, hi):
        p = people.province[i]
        if env.radio_reach[p] <= 0.0 or people.age[i] == CHILD or state.status[i] != FREE:
            continue
        if unit(hash_one(always[RADIO], np.uint64(i))) >= env.radio_reach[p]:
            continue
        draw = unit(hash_one(keys[LISTEN], np.uint64(i)))
        if draw < c.listen_chance and draw < c.listen_chance * chance(
            i, True, 1.0, 1.0, 1.0, False, people, state, env, c
        ):
            week.doing[i] |= LISTENED
            week.exposure[i] = max(int(week.exposure[i]), to_belief(1.0))
            counts[cell[i], t.LISTENING] += 1
