"""The reduced model beside EoN's equations, and EoN's and NDlib's own simulations.

EoN's time is continuous, so the chances a week are small here and its rates those that have these
chances within a week; NDlib's week has an order of its own. In SIR their rate of passing on is the
one with which a tie passes the infection on before removal as often as in the model.
"""

from __future__ import annotations

from functools import cache

import networkx as nx
import numpy as np

from nksim.inference.verification.cascades import FIRST as FIRST_ACTIVE
from nksim.inference.verification.cascades import WEEKS as CASCADE_WEEKS
from nksim.inference.verification.cascades import final_share, need
from nksim.inference.verification.case import Answer, Case, Effort, Shares, answer, comparison
from nksim.inference.verification.graphs import erdos_renyi, first_infected, regular
from nksim.inference.verification.peers import eon_curve, eon_simulation, ndlib_simulation
from nksim.inference.verification.reduction import contagion
from nksim.inference.verification.runs import infected, removed
from nksim.inference.verification.theory import rate, transmissibility

SLOW, WEEKS = (0.01, 0.02), 240  # chances a week so small that weeks hardly matter
FIRST = 0.2  # from fewer, weekly steps fall behind continuous time by weeks rather than days
MANY = 20  # ties
NDLIB = (0.02, 0.04), 120
SETTLED = 60
PEOPLE = 2_000  # for peers in plain Python
WEEKLY = 0.01  # what weekly steps and finite size may add


def sis_pairwise(effort: Effort) -> Answer:
    """The SIS curve with twenty ties each, against EoN's pairwise equations.

    With few ties these run ahead of any simulation.
    """
    chances, susceptible = (0.003, 0.02), 1.0 - FIRST
    start = (susceptible, FIRST, MANY * FIRST * susceptible, MANY * susceptible**2, MANY)
    expected = eon_curve("SIS_homogeneous_pairwise", WEEKS, *start, *map(rate, chances))
    return answer(
        effort,
        lambda seed: _sis(
            regular(effort.people // 2, MANY, seed), FIRST, chances, WEEKS, seed, effort
        ),
        expected,
        WEEKLY,
    )


def sir_edge_based(effort: Effort) -> Answer:
    """The SIR curve of those removed against EoN's edge-based equations.

    Degrees are Poisson, of mean five.
    """
    psi = (
        lambda x: np.exp(5.0 * (x - 1.0)),
        lambda x: 5.0 * np.exp(5.0 * (x - 1.0)),
    )  # of Poisson degrees, and its slope
    expected = eon_curve("EBCM_uniform_introduction", WEEKS, 1.0, *psi, *_sir_rates(), FIRST)
    scenario = contagion(WEEKS, SLOW[0], removal=SLOW[1])
    return answer(
        effort,
        lambda seed: removed(
            erdos_renyi(effort.people, 5.0, seed), FIRST, scenario, seed, effort.engine
        ),
        expected,
        WEEKLY,
    )


def sis_beside_eon(effort: Effort) -> Answer:
    """EoN's fast_SIS on the same Erdős-Rényi graphs: the level in the end."""

    def theirs(seed: int) -> float:
        first = first_infected(_ties(seed), 0.5, seed)
        return float(
            eon_simulation(
                "fast_SIS", _ties(seed), first, (rate(SLOW[0]), rate(SLOW[1])), WEEKS, seed
            )[WEEKS // 2 :].mean()
        )

    return comparison(
        effort,
        lambda seed: _sis(_ties(seed), 0.5, SLOW, WEEKS, seed, effort)[WEEKS // 2 :].mean(),
        theirs,
        WEEKLY,
    )


def sir_beside_eon(effort: Effort) -> Answer:
    """EoN's fast_SIR on the same Erdős-Rényi graphs: everyone ever removed."""
    weeks = WEEKS + 120
    scenario = contagion(weeks, SLOW[0], removal=SLOW[1])

    def theirs(seed: int) -> float:
        first = first_infected(_ties(seed), FIRST, seed)
        return float(eon_simulation("fast_SIR", _ties(seed), first, _sir_rates(), weeks, seed)[-1])

    return comparison(
        effort,
        lambda seed: removed(_ties(seed), FIRST, scenario, seed, effort.engine)[-1],
        theirs,
        WEEKLY,
    )


def sis_beside_ndlib(effort: Effort) -> Answer:
    """NDlib's SISModel on the same graphs.

    It decides losses and contacts from one state: there those who are about to lose still pass it
    on.

    The model, counted after its losses, has the same level if its chance to pass on is greater by
    just these.
    """
    (transmission, recovery), weeks = NDLIB

    def ours(seed: int) -> float:
        scenario = contagion(weeks, transmission / (1.0 - recovery), recovery=recovery)
        return float(infected(_ties(seed), 0.5, scenario, seed, effort.engine)[SETTLED:].mean()) * (
            1.0 - recovery
        )

    def theirs(seed: int) -> float:
        chances = {"beta": transmission, "lambda": recovery}
        counts = ndlib_simulation(
            "SISModel", _ties(seed), first_infected(_ties(seed), 0.5, seed), chances, weeks, seed
        )
        return float(np.mean([count[1] for count in counts[SETTLED:]])) / PEOPLE

    return comparison(effort, ours, theirs, WEEKLY)


def sir_beside_ndlib(effort: Effort) -> Answer:
    """NDlib's SIRModel on the same graphs.

    Its infected always have a week of contact, so its chance of passing on is lower for the same
    tie.
    """
    transmission, removal, weeks = 0.15, 0.2, 60
    spared = 1.0 - transmissibility(transmission, removal)
    weekly = 1.0 - spared / (removal + spared * (1.0 - removal))

    def theirs(seed: int) -> float:
        first = first_infected(_ties(seed), 0.01, seed)
        counts = ndlib_simulation(
            "SIRModel", _ties(seed), first, {"beta": weekly, "gamma": removal}, weeks, seed
        )
        return counts[-1][2] / PEOPLE

    scenario = contagion(weeks, transmission, removal=removal)
    return comparison(
        effort,
        lambda seed: removed(_ties(seed), 0.01, scenario, seed, effort.engine)[-1],
        theirs,
        WEEKLY,
    )


def threshold_beside_ndlib(effort: Effort) -> Answer:
    """NDlib's ThresholdModel, inside the window, on the same graphs and thresholds."""

    def theirs(seed: int) -> float:
        graph = _few_ties(seed)
        thresholds = {node: need(degree) / max(degree, 1) - 1e-9 for node, degree in graph.degree()}
        first = first_infected(graph, FIRST_ACTIVE, seed)
        return (
            ndlib_simulation("ThresholdModel", graph, first, {}, CASCADE_WEEKS, seed, thresholds)[
                -1
            ][1]
            / PEOPLE
        )

    return comparison(
        effort, lambda seed: final_share(_few_ties(seed), seed, effort), theirs, WEEKLY
    )


def _sir_rates() -> tuple[float, float]:
    """Rates of passing on and of removal in continuous time.

    Tau / (tau + gamma) is the model's transmissibility.
    """
    removal, passed = rate(SLOW[1]), transmissibility(*SLOW)
    return removal * passed / (1.0 - passed), removal


@cache
def _ties(seed: int) -> nx.Graph:
    return erdos_renyi(PEOPLE, 6.0, seed)


@cache
def _few_ties(seed: int) -> nx.Graph:
    return erdos_renyi(PEOPLE, 3.0, seed)


def _sis(
    graph: nx.Graph,
    first: float,
    chances: tuple[float, float],
    weeks: int,
    seed: int,
    effort: Effort,
) -> Shares:
    """The SIS curve where weekly steps are nearest to continuous time.

    That is in the middle of the week's losses.
    """
    scenario = contagion(weeks, chances[0], recovery=chances[1])
    return infected(graph, first, scenario, seed, effort.engine) * (1.0 - chances[1] / 2.0)


CASES = (
    Case("SIS curve on a regular graph", "EoN, SIS_homogeneous_pairwise", sis_pairwise, "EoN"),
    Case("SIR curve of those removed", "EoN, EBCM_uniform_introduction", sir_edge_based, "EoN"),
    Case("SIS level, same graphs", "EoN, fast_SIS", sis_beside_eon, "EoN"),
    Case("SIR final size, same graphs", "EoN, fast_SIR", sir_beside_eon, "EoN"),
    Case("SIS level, same graphs", "NDlib, SISModel", sis_beside_ndlib, "ndlib.models.epidemics"),
    Case(
        "SIR final size, same graphs", "NDlib, SIRModel", sir_beside_ndlib, "ndlib.models.epidemics"
    ),
    Case(
        "threshold cascade, same graphs",
        "NDlib, ThresholdModel",
        threshold_beside_ndlib,
        "ndlib.models.epidemics",
    ),
)
