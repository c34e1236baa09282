"""Whether a witness tells the state: asked where someone refuses to watch along, and where a neighbour notices."""

from __future__ import annotations

import numpy as np

from nksim.core.draws import Purpose, hash_one, unit
from nksim.core.jit import part, step
from nksim.core.units import from_belief
from nksim.rules.codes import INFORMANT
from nksim.rules.reporting import report, report_at_most

EXTRA = int(Purpose.INFORMANT)


@step
def tells(witness, bond, complicity, draw, always, people, state, env, c):
    """Whether a witness reports, given a draw in 0..1."""
    p = people.province[witness]
    informant = (
        people.role[witness] == INFORMANT
        or unit(hash_one(always[EXTRA], np.uint64(witness))) < env.informants[p]
    )
    trust, load = from_belief(state.regime_trust[witness]), from_belief(state.load[witness])
    return draw < report(
        trust, bond, complicity, load, informant, env.reward[p], env.campaign[p], c
    )


@part
def highest_chance(env, c):
    """No witness of the country reports with a higher chance this week."""
    highest = 0.0
    for p in range(len(env.reward)):
        highest = max(highest, report_at_most(env.reward[p], env.campaign[p], c))
    return highest
