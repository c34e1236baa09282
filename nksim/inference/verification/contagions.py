"""SI, SIS and SIR: the reduced model against theory in weekly steps, case by case."""

from __future__ import annotations

from functools import cache

import networkx as nx
import numpy as np

from nksim.engines.contract import EngineName
from nksim.inference.verification import theory
from nksim.inference.verification.case import Answer, Case, Effort, Shares, answer
from nksim.inference.verification.graphs import (
    configuration,
    degree_shares,
    erdos_renyi,
    generated,
    regular,
)
from nksim.inference.verification.reduction import contagion
from nksim.inference.verification.runs import infected, removed

ALL_MEET = 400  # people of a complete graph, who have 79,800 ties
FEW, FEW_CHANCES = (
    100,
    (0.003, 0.1),
)  # people who all meet, so few that chance shows; chances of passing on and of recovery
SETTLED = slice(60, None)  # weeks after which a level no longer knows where it began
FIRST = 0.05  # share infected at the start of an outbreak whose size is asked for
BIMODAL = (2, 2, 2, 10)  # degrees of a configuration model: few have many ties


def si_where_all_meet(effort: Effort) -> Answer:
    """Logistic growth from a tenth of the people."""
    scenario, growth, complete = (
        contagion(100, 0.05 / ALL_MEET),
        0.05,
        generated("complete_graph", 1, n=ALL_MEET),
    )
    expected = theory.logistic(0.1, growth, np.arange(1.0, 101.0))
    return answer(
        effort, lambda seed: infected(complete, 0.1, scenario, seed, effort.engine), expected, 0.01
    )


def si_on_regular(effort: Effort) -> Answer:
    """Growth where everyone has four ties."""
    scenario = contagion(60, 0.1)
    expected, _ = theory.edge_based(np.eye(5)[4], 0.1, 0.0, 0.02, 60)
    return answer(
        effort,
        lambda seed: infected(regular(effort.people, 4, seed), 0.02, scenario, seed, effort.engine),
        expected,
        0.005,
    )


def si_with_players(players: float, effort: Effort) -> Answer:
    """A share of the people has a player and can catch it.

    Above and below the window's edge of one player among three ties.
    """
    scenario = contagion(60, 0.9, players=players)
    expected = theory.reached_by_players(3.0, players, 0.01)
    return answer(
        effort,
        lambda seed: infected(
            erdos_renyi(effort.people, 3.0, seed), 0.01, scenario, seed, effort.engine
        )[-1],
        expected,
        0.01,
    )


def sis_where_all_meet(effort: Effort) -> Answer:
    """Endemic level where all meet all.

    The few people settle a little lower than infinitely many, which the exact chain knows.
    """
    expected, _ = theory.sis_where_few_meet(FEW, *FEW_CHANCES)
    return answer(effort, lambda seed: _few_meet(seed, effort.engine).mean(), expected, 0.002)


def sis_swings(effort: Effort) -> Answer:
    """How widely chance makes that level swing from week to week.

    The root of the mean squared distance from it.
    """
    level, expected = theory.sis_where_few_meet(FEW, *FEW_CHANCES)
    return answer(
        effort,
        lambda seed: np.sqrt(((_few_meet(seed, effort.engine) - level) ** 2).mean()),
        expected,
        0.002,
    )


@cache
def _few_meet(seed: int, engine: EngineName) -> Shares:
    scenario = contagion(560, FEW_CHANCES[0], recovery=FEW_CHANCES[1])
    return infected(generated("complete_graph", 1, n=FEW), 0.5, scenario, seed, engine)[SETTLED]


def sis_on_regular(effort: Effort, transmission: float = 0.05, recovery: float = 0.1) -> Answer:
    """Endemic level where everyone has six ties."""
    scenario = contagion(160, transmission, recovery=recovery)
    expected = theory.sis_on_regular(6, transmission, recovery)
    return answer(
        effort,
        lambda seed: infected(regular(effort.people, 6, seed), 0.5, scenario, seed, effort.engine)[
            SETTLED
        ].mean(),
        expected,
        0.005,
    )


def sis_below_threshold(effort: Effort) -> Answer:
    """Below the threshold nobody is infected in the end."""
    scenario = contagion(160, 0.01, recovery=0.1)
    return answer(
        effort,
        lambda seed: infected(regular(effort.people, 6, seed), 0.5, scenario, seed, effort.engine)[
            -1
        ],
        0.0,
        0.002,
    )


def _final_size(
    effort: Effort, graphs: dict[int, nx.Graph], transmission: float, removal: float = 0.2
) -> Answer:
    scenario = contagion(100, transmission, removal=removal)
    shares = np.mean(
        [np.pad(found, (0, 60 - len(found))) for found in map(degree_shares, graphs.values())],
        axis=0,
    )
    expected = theory.sir_final_size(shares, transmission, removal, FIRST)
    return answer(
        effort,
        lambda seed: removed(graphs[seed], FIRST, scenario, seed, effort.engine)[-1],
        expected,
        0.005,
    )


def sir_on_regular(effort: Effort) -> Answer:
    """Final size where everyone has four ties."""
    return _final_size(
        effort, {seed: regular(effort.people, 4, seed) for seed in _seeds(effort)}, 0.2
    )


def sir_on_erdos_renyi(effort: Effort) -> Answer:
    """Final size with Poisson degrees of mean five."""
    return _final_size(
        effort, {seed: erdos_renyi(effort.people, 5.0, seed) for seed in _seeds(effort)}, 0.15
    )


def sir_on_configuration(effort: Effort) -> Answer:
    """Final size where three in four have two ties and the fourth ten."""
    degrees = BIMODAL * (effort.people // len(BIMODAL))
    return _final_size(
        effort, {seed: configuration(degrees, seed) for seed in _seeds(effort)}, 0.15
    )


def sir_below_threshold(effort: Effort) -> Answer:
    """A small outbreak about the first cases, with Poisson degrees of mean five."""
    return _final_size(
        effort, {seed: erdos_renyi(effort.people, 5.0, seed) for seed in _seeds(effort)}, 0.025
    )


def sir_curve(effort: Effort) -> Answer:
    """The whole outbreak, week by week, with Poisson degrees of mean five."""
    graphs = {seed: erdos_renyi(effort.people, 5.0, seed) for seed in _seeds(effort)}
    scenario = contagion(60, 0.15, removal=0.2)
    expected, _ = theory.edge_based(degree_shares(graphs[1]), 0.15, 0.2, 0.02, 60)
    return answer(
        effort,
        lambda seed: infected(graphs[seed], 0.02, scenario, seed, effort.engine),
        expected,
        0.01,
    )


def _seeds(effort: Effort) -> range:
    return range(1, effort.replicates + 1)


CASES = (
    Case("SI where all meet all", "logistic growth", si_where_all_meet),
    Case("SI on a regular graph", "edge-based curve in weekly steps", si_on_regular),
    Case(
        "SI, players above the window's edge",
        "site percolation",
        lambda effort: si_with_players(0.6, effort),
    ),
    Case(
        "SI, players below the window's edge",
        "site percolation",
        lambda effort: si_with_players(0.2, effort),
    ),
    Case("SIS level where all meet all", "exact chain of counts", sis_where_all_meet),
    Case("SIS swings where all meet all", "exact chain of counts", sis_swings),
    Case("SIS level on a regular graph", "pair approximation in weekly steps", sis_on_regular),
    Case("SIS below the threshold", "dies out", sis_below_threshold),
    Case("SIR final size, regular graph", "final-size equation", sir_on_regular),
    Case("SIR final size, Erdős-Rényi graph", "final-size equation", sir_on_erdos_renyi),
    Case("SIR final size, configuration model", "final-size equation", sir_on_configuration),
    Case("SIR below the threshold", "final-size equation", sir_below_threshold),
    Case("SIR curve on an Erdős-Rényi graph", "edge-based curve in weekly steps", sir_curve),
)
