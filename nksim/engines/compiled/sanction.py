"""Phase 6, sanction: those whose term ends are released; those caught bribe or are sentenced, and lose their titles."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import kernel
from nksim.engines.compiled import tally as t
from nksim.rules.codes import (
    BRIBE,
    BRIBED,
    CAMP,
    DEAD,
    DEATH,
    DETAINED,
    FREE,
    LABOUR,
    NONE,
    PUNISHED,
)
from nksim.rules.sanctioning import bribe, harshness, sanction

BRIBING, SENTENCE = int(Purpose.BRIBE), int(Purpose.SENTENCE)


@kernel
def release(lo, hi, now, cell, state, counts):
    """Citizens lo..hi whose term has ended are free again."""
    for i in range(lo, hi):
        if state.status[i] == DETAINED and state.release[i] <= now:
            state.status[i] = FREE
            counts[cell[i], t.RELEASED] += 1


@kernel
def sentence(caught, now, keys, cell, people, state, week, env, c, kinds, counts):
    """Every citizen in `caught`, all at liberty, gets a sanction or bribes; `kinds` says which."""
    for s in range(len(caught)):
        i = caught[s]
        p = people.province[i]
        accusation = int(week.caught[i]) - 1
        counts[cell[i], t.ARRESTS] += 1
        counts[cell[i], t.LOST] += int(state.title_chinese[i] != NONE) + int(
            state.title_korean[i] != NONE
        )
        state.title_chinese[i] = NONE
        state.title_korean[i] = NONE
        if unit(hash_one(keys[BRIBING], np.uint64(i))) < bribe(
            np.float64(people.wealth[i]), env.bribe_base[p], env.bribe_factor[p], c.bribe_wealth
        ):
            kinds[s] = BRIBE
            state.marks[i] |= BRIBED
            counts[cell[i], t.BRIBES] += 1
            continue
        act, origin = accusation >> 1, accusation & 1
        factor = harshness(act, origin, int(people.age[i]), env.sentence[p], c)
        draw = unit(hash_one(keys[SENTENCE], np.uint64(i)))
        kind = sanction(
            draw, act, factor, env.execution_share[p], env.camp_share[p], env.labour_share[p]
        )
        kinds[s] = kind
        state.marks[i] |= PUNISHED
        if kind == LABOUR:
            state.status[i] = DETAINED
            state.release[i] = min(now + int(env.labour_weeks[p]), 32000)
            counts[cell[i], t.SENT_TO_LABOUR] += 1
        elif kind == CAMP:
            state.status[i] = DETAINED
            state.release[i] = min(now + int(env.camp_weeks[p]), 32000)
            counts[cell[i], t.SENT_TO_CAMP] += 1
        elif kind == DEATH:
            state.status[i] = DEAD
            counts[cell[i], t.EXECUTED] += 1
        else:
            counts[cell[i], t.CRITICISED] += 1
