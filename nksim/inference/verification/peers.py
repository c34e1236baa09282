"""Other people's simulations and equations of the same contagions.

EoN and NDlib, on the same graphs, in shares of people by week.

Both are optional (extra `verify`) and are imported where they are used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from nksim.core.errors import InputError

Shares = NDArray[np.float64]


def peer(name: str) -> Any:
    """The package of this name; raises InputError with the extra that brings it."""
    from warnings import catch_warnings, simplefilter

    try:
        with catch_warnings():
            simplefilter("ignore")  # what a peer imports is its own affair
            return import_module(name)
    except ModuleNotFoundError as error:
        raise InputError(
            f"package={error.name} is not installed, but needed by this check; it comes with"
            " the extra verify: pip install 'nksim[verify]'"
        ) from error


def eon_simulation(
    model: str,
    graph: nx.Graph,
    first: Collection[Any],
    rates: tuple[float, float],
    weeks: int,
    seed: int,
) -> Shares:
    """One run of EoN's event-driven `model` (fast_SIS, fast_SIR).

    Share infected, or removed in SIR, at weeks 1..weeks; rates are tau and gamma.
    """
    chance = np.random.Generator(np.random.Philox(key=seed))  # noqa: TID251 - EoN's luck, no part of the model
    times, *counts = getattr(peer("EoN"), model)(
        graph, *rates, initial_infecteds=list(first), tmax=weeks + 1, rng=chance
    )
    at = np.searchsorted(times, np.arange(1, weeks + 1), side="right") - 1
    return np.asarray(counts[-1][at] / len(graph), np.float64)


def eon_curve(model: str, weeks: int, *arguments: Any, **settings: Any) -> Shares:
    """Share infected, or removed in SIR, at weeks 1..weeks by equations of EoN.

    Counts given to them are for one person in all.
    """
    _, *counts = getattr(peer("EoN"), model)(
        *arguments, tmin=0, tmax=weeks, tcount=weeks + 1, **settings
    )
    return np.asarray(counts[-1][1:], np.float64)


def ndlib_simulation(
    model: str,
    graph: nx.Graph,
    first: Collection[Any],
    rates: dict[str, float],
    weeks: int,
    seed: int,
    thresholds: dict[Any, float] | None = None,
) -> list[dict[int, int]]:
    """One run of an NDlib model (SISModel, SIRModel, ThresholdModel).

    People by status, before the first week and after each.
    """
    epidemics, settings = (
        peer("ndlib.models.epidemics"),
        peer("ndlib.models.ModelConfig").Configuration(),
    )
    for name, chance in rates.items():
        settings.add_model_parameter(name, chance)
    settings.add_model_initial_configuration("Infected", list(first))
    for node, threshold in (thresholds or {}).items():
        settings.add_node_configuration("threshold", node, threshold)
    with _luck_put_back():
        simulation = getattr(epidemics, model)(graph, seed=seed)
        simulation.set_initial_status(settings)
        return [
            week["node_count"] for week in simulation.iteration_bunch(weeks + 1, node_status=False)
        ]


@contextmanager
def _luck_put_back() -> Iterator[None]:
    """Leave numpy's global generator, which NDlib seeds and draws from, as it was."""
    from numpy.random import get_state, set_state  # noqa: TID251 - NDlib takes no generator of its own

    before = get_state()
    try:
        yield
    finally:
        set_state(before)
