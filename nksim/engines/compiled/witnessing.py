"""Phase 7, witnessing: public sanctions are attended, ties hear, bonds to the punished wear thin.

What is heard is summed as integers in the week's columns and moves perceived risk once, in `believe`.
"""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, hash_two, unit
from nksim.core.jit import kernel, part
from nksim.core.units import from_tie, to_amount, to_shift, to_tie
from nksim.engines.compiled import tally as t
from nksim.rules.bonding import bond_after_sanction
from nksim.rules.codes import CHILD, FREE, WITNESSED

PUBLIC, ATTEND = int(Purpose.PUBLIC), int(Purpose.ATTEND)


@part
def tie_at(i, j, ties):
    """The j-th tie of citizen i: those that i owns first, then the others; -1 after the last."""
    own = ties.first[i + 1] - ties.first[i]
    if j < own:
        return ties.first[i] + j
    place = ties.reverse_first[i] + j - own
    return np.int64(ties.reverse[place]) if place < ties.reverse_first[i + 1] else np.int64(-1)


@kernel
def attend(punished, keys, district_first, cell, people, state, week, env, c, counts):
    """People of the district attend sanctions that are carried out in public."""
    told = to_amount(c.hearing_public)
    for s in range(len(punished)):
        i = punished[s]
        p = people.province[i]
        if unit(hash_one(keys[PUBLIC], np.uint64(i))) >= env.publicity[p]:
            continue
        counts[cell[i], t.PUBLIC_SANCTIONS] += 1
        d = people.district[i]
        for j in range(district_first[d], district_first[d + 1]):
            if state.status[j] != FREE or people.age[j] == CHILD:
                continue
            if unit(hash_two(keys[ATTEND], np.uint64(i), np.uint64(j))) < env.attendance[p]:
                week.heard[j] += told
                state.marks[j] |= WITNESSED
                counts[cell[j], t.ATTENDING] += 1


@kernel
def hear(punished, ties, state, week, c):
    """Everyone tied to the punished hears of it, the closer the more; close ones bear a grudge, or profess loyalty."""
    for s in range(len(punished)):
        i = punished[s]
        j = 0
        k = tie_at(i, j, ties)
        while k >= 0:
            other = ties.high[k] if ties.low[k] == i else ties.low[k]
            bond = from_tie(int(state.bond[k]))
            week.heard[other] += to_amount(c.hearing_tie * bond)
            week.shift[other] += to_shift(-c.grievance * bond)
            j += 1
            k = tie_at(i, j, ties)


@kernel
def turn_away(punished, ties, state, c, layers):
    """Ties to the punished lose bond unless they are complicit."""
    for s in range(len(punished)):
        j = 0
        k = tie_at(punished[s], j, ties)
        while k >= 0:
            bond = int(state.bond[k])
            after = to_tie(
                bond_after_sanction(
                    from_tie(bond), from_tie(int(state.complicity[k])), c.sanction_bond_loss
                )
            )
            layers[ties.layer[k], t.LAYER_WORN_TIES] += after < bond
            layers[ties.layer[k], t.LAYER_BOND] += after - bond
            state.bond[k] = after
            j += 1
            k = tie_at(punished[s], j, ties)
