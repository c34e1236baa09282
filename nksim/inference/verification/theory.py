"""What theory says of contagions on large random graphs, in the model's own weekly steps.

A week is recovery, then contact over every tie, then removal (see `reduction`), so the equations
are those of discrete time; for small chances they become the differential equations of the
textbooks. Sources: Kiss, Miller & Simon, Mathematics of Epidemics on Networks (2017), chapters 4
and 6; Watts, PNAS 99 (2002) 5766; Gleeson & Cahalane, Physical Review E 75 (2007) 056103.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Shares = NDArray[np.float64]
ROUNDS = 20_000


def rate(chance: float) -> float:
    """The rate of a continuous process that has this chance within a week."""
    return -float(np.log1p(-chance))


def logistic(first: float, growth: float, weeks: Shares) -> Shares:
    """SI where all meet all.

    `growth` is the rise a week while few are infected, as a factor less one.
    """
    return np.asarray(1.0 / (1.0 + (1.0 / first - 1.0) * (1.0 + growth) ** -weeks))


def sis_where_few_meet(
    people: int, transmission: float, recovery: float, weeks: int = 400
) -> tuple[float, float]:
    """Mean and standard deviation of the share infected on a complete graph, exactly.

    It is the chain of all counts of few people, from half of them.

    Binomial losses, then binomial infections with chance 1 - (1 - transmission)**infected (the
    chain-binomial model of Reed and Frost).
    """
    from scipy.stats import binom

    counts = np.arange(people + 1)
    losses = binom.pmf(counts[None, :], counts[:, None], 1.0 - recovery)
    caught = 1.0 - (1.0 - transmission) ** counts
    gains = np.array([binom.pmf(counts - left, people - left, caught[left]) for left in counts])
    chances = np.linalg.matrix_power(losses @ gains, weeks)[people // 2]
    mean = float(chances @ counts) / people
    return mean, float(np.sqrt(chances @ (counts / people - mean) ** 2))


def sis_on_regular(degree: int, transmission: float, recovery: float) -> float:
    """Endemic share where everyone has `degree` ties, counted after contact.

    Pairs closed as in Kiss et al. (4.10), in weekly steps.

    Kept are the shares of ties between two susceptible (ss) and between a susceptible and an
    infected person (si, both ways together half of it).
    """
    susceptible, ss, si = 0.5, 0.25, 0.25
    for _ in range(ROUNDS):
        ii, keep = 1.0 - ss - 2.0 * si, 1.0 - recovery
        infected = (1.0 - susceptible) * keep
        ss, si = ss + 2.0 * si * recovery + ii * recovery**2, si * keep + ii * recovery * keep
        susceptible = 1.0 - infected
        spared = 1.0 - transmission * si / susceptible  # by one neighbour of whom nothing is known
        ss, si = (
            ss * spared ** (2 * (degree - 1)),
            ss * spared ** (degree - 1) * (1.0 - spared ** (degree - 1))
            + si * (1.0 - transmission) * spared ** (degree - 1),
        )
        susceptible *= spared**degree
    return 1.0 - susceptible


def transmissibility(transmission: float, removal: float, *, first: bool = False) -> float:
    """Chance that an infected person passes it on over a tie before removal.

    The first infected have one week of contact more.
    """
    still = (1.0 - transmission) if first else 1.0
    return 1.0 - still * removal / (1.0 - (1.0 - removal) * (1.0 - transmission))


def edge_based(
    degrees: Shares, transmission: float, removal: float, first: float, weeks: int
) -> tuple[Shares, Shares]:
    """Shares infected and removed at the end of each week on a random graph.

    `degrees` are those of the graph; Kiss et al., section 6.4, in weekly steps.

    Kept are the chance that a neighbour has not passed it on (theta) and that it is infected and
    has not (phi).
    """
    theta, phi, infected, removed = 1.0, first, [first], [0.0]
    for _ in range(weeks):
        before, theta = theta, theta - transmission * phi
        phi = (
            (1.0 - transmission) * phi
            + (1.0 - first) * (_excess(degrees, before) - _excess(degrees, theta))
        ) * (1.0 - removal)
        ever = 1.0 - (1.0 - first) * _generating(degrees, theta) - removed[-1]
        infected.append(ever * (1.0 - removal))
        removed.append(removed[-1] + ever * removal)
    return np.array(infected[1:]), np.array(removed[1:])


def sir_final_size(degrees: Shares, transmission: float, removal: float, first: float) -> float:
    """Share ever infected on a random graph of these degrees.

    A share `first` is infected at the start; Kiss et al., section 6.2.

    A neighbour has not passed it on: never infected, or infected and unlucky on this tie.
    """
    usual, early = (
        transmissibility(transmission, removal),
        transmissibility(transmission, removal, first=True),
    )

    def spared(theta: float) -> float:
        return 1.0 - first * early - (1.0 - first) * usual * (1.0 - _excess(degrees, theta))

    return 1.0 - (1.0 - first) * _generating(degrees, _settled(spared, 0.5))


def reached_by_players(mean_degree: float, players: float, first: float) -> float:
    """Share who end up infected on an Erdos-Renyi graph if only a share can catch it.

    Site percolation, window from players * degree = 1.
    """

    def reached(share: float) -> float:
        return first + (1.0 - first) * players * (1.0 - float(np.exp(-mean_degree * share)))

    return _settled(reached, 1.0)


def threshold_final_size(
    degrees: Shares, need: Callable[[int], int], first: float, unasked: float = 0.0
) -> float:
    """Share who end up active if a person of degree k follows `need(k)` active neighbours.

    Gleeson and Cahalane 2007, equations 1 to 3.

    With one active neighbour too few a person follows with chance `unasked` all the same.
    """
    from scipy.stats import binom

    k = np.arange(len(degrees))
    needs = np.array([need(int(degree)) for degree in k])
    by_tie = k * degrees / (k * degrees).sum()

    def follow(neighbours: NDArray[np.int64], q: float) -> Shares:
        return np.asarray(
            binom.sf(needs - 1, neighbours, q) + unasked * binom.pmf(needs - 1, neighbours, q)
        )

    def along(q: float) -> float:
        return first + (1.0 - first) * float((by_tie * follow(np.maximum(k - 1, 0), q)).sum())

    return first + (1.0 - first) * float((degrees * follow(k, _settled(along, first))).sum())


def _settled(step: Callable[[float], float], value: float) -> float:
    """The fixed point that a step leads to."""
    for _ in range(ROUNDS):
        before, value = value, step(value)
        if abs(value - before) < 1e-13:
            break
    return value


def _generating(degrees: Shares, x: float) -> float:
    return float((degrees * x ** np.arange(len(degrees))).sum())


def _excess(degrees: Shares, x: float) -> float:
    """Generating function of the further ties of a person reached over a tie."""
    k = np.arange(1, len(degrees))
    weights = k * degrees[1:]
    return float((weights * x ** (k - 1)).sum() / weights.sum())
