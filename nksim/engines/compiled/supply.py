"""Phase 2, supply: titles are lost, brought over the border, delivered from outside."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, lower_unit, unit, upper_unit
from nksim.core.jit import kernel, part
from nksim.engines.compiled import tally as t
from nksim.rules.codes import CHILD, FREE, HOLDER, NONE, PLAYER, TRADER, UNFREE

LOSS, IMPORT, DELIVERY, DELIVERED = (
    int(p) for p in (Purpose.LOSS, Purpose.IMPORT, Purpose.DELIVERY, Purpose.DELIVERED)
)


@kernel
def supply(lo, hi, now, keys, cell, people, state, week, env, c, per_finder, counts):
    """The whole phase for citizens lo..hi."""
    begin_week(lo, hi, week)
    lose_titles(lo, hi, keys, cell, state, c, counts)
    bring_titles(lo, hi, now, keys, cell, people, state, env, c, per_finder, counts)
    get_ready(lo, hi, people, state, week, env)


@part
def begin_week(lo, hi, week):
    """Clear what citizens lo..hi did last week."""
    for i in range(lo, hi):
        week.doing[i] = 0
        week.exposure[i] = 0
        week.companions[i] = 0
        week.companions_trust[i] = 0
        week.heard[i] = 0
        week.shift[i] = 0
        week.caught[i] = 0


@part
def lose_titles(lo, hi, keys, cell, state, c, counts):
    """Holders among citizens lo..hi lose, sell or break what they hold."""
    for i in range(lo, hi):
        if state.status[i] != FREE or (
            state.title_chinese[i] == NONE and state.title_korean[i] == NONE
        ):
            continue
        bits = hash_one(keys[LOSS], np.uint64(i))
        if state.title_chinese[i] != NONE and upper_unit(bits) < c.title_loss:
            state.title_chinese[i] = NONE
            counts[cell[i], t.LOST] += 1
        if state.title_korean[i] != NONE and lower_unit(bits) < c.title_loss:
            state.title_korean[i] = NONE
            counts[cell[i], t.LOST] += 1


@part
def bring_titles(lo, hi, now, keys, cell, people, state, env, c, per_finder, counts):
    """Adults of border districts among citizens lo..hi import titles and find deliveries; `per_finder` is the country's people for each of them."""
    for i in range(lo, hi):
        if people.border[i] == 0 or state.status[i] != FREE or people.age[i] == CHILD:
            continue
        p = people.province[i]
        share = 1.0 if people.role[i] == TRADER else c.nontrader_import_share
        bits = hash_one(keys[IMPORT], np.uint64(i))
        fresh = now - int(env.latency[p])
        if upper_unit(bits) < env.import_chinese[p] * env.openness[p] * share:
            counts[cell[i], t.IMPORTS_CHINESE] += 1
            counts[cell[i], t.ACQUIRED] += state.title_chinese[i] == NONE
            state.title_chinese[i] = max(int(state.title_chinese[i]), fresh)
        if lower_unit(bits) < env.import_korean[p] * env.openness[p] * share:
            counts[cell[i], t.IMPORTS_KOREAN] += 1
            counts[cell[i], t.ACQUIRED] += state.title_korean[i] == NONE
            state.title_korean[i] = max(int(state.title_korean[i]), fresh)
        if (
            env.drives[p] > 0.0
            and unit(hash_one(keys[DELIVERY], np.uint64(i))) < env.drives[p] * per_finder
        ):
            counts[cell[i], t.DELIVERIES] += 1
            fresh = now - int(env.drive_age[p])
            if unit(hash_one(keys[DELIVERED], np.uint64(i))) < env.drive_korean[p]:
                counts[cell[i], t.ACQUIRED] += state.title_korean[i] == NONE
                state.title_korean[i] = max(int(state.title_korean[i]), fresh)
            else:
                counts[cell[i], t.ACQUIRED] += state.title_chinese[i] == NONE
                state.title_chinese[i] = max(int(state.title_chinese[i]), fresh)


@part
def get_ready(lo, hi, people, state, week, env):
    """Write down in one byte what of citizens lo..hi decides whether a meeting can become a viewing."""
    for i in range(lo, hi):
        holds = state.title_chinese[i] != NONE or state.title_korean[i] != NONE
        plays = np.float64(people.device_rank[i]) < env.players[people.province[i]]
        week.able[i] = (
            (HOLDER if holds else 0)
            | (PLAYER if plays else 0)
            | (UNFREE if state.status[i] != FREE else 0)
        )
