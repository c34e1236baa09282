"""Where a user's graph comes from: the file or the networkx generator that a scenario names.

Nothing is left out in silence: what a graph says and a society does not use comes back in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nksim.core.errors import GraphError
from nksim.scenario.quantities import value_at
from nksim.scenario.scenario import Scenario
from nksim.scenario.sections import Network, Population
from nksim.society.generators import check_arguments, generate_apart
from nksim.society.given_graph import GivenGraph, make_ready
from nksim.society.graph_files.plain_graph import PlainGraph, listed
from nksim.society.graph_files.reading import read_graph_file
from nksim.society.graphs import GivenSociety, read_graph

if TYPE_CHECKING:
    import networkx as nx

OF_BUILT_SOCIETIES = (
    "size",
    "household_size",
    "friend_same_age",
    "friend_same_district",
    *(f"ties.{layer}" for layer in ("kin", "friend", "neighbour", "work", "market")),
)


class GraphReading(NamedTuple):
    """People and ties of a scenario's graph, and sentences about what is not used."""

    found: GivenSociety
    unused: tuple[str, ...]


def read_network(scenario: Scenario, seed: int) -> GraphReading:
    """What a scenario's graph tells of people and ties; nothing is drawn. Raises InputError."""
    network = scenario.network
    assert network is not None
    graph, unused = load_graph(network, seed)
    try:
        found = read_graph(graph, network.layer)
    except GraphError as error:
        raise GraphError(f"{_name(network)}: {error}") from None
    return GraphReading(found, (*unused, *_settings(scenario)))


def read_graphs(
    scenarios: Iterable[Scenario], seed: int | None = None
) -> Iterator[tuple[Scenario, GraphReading]]:
    """Each graph once, with the first scenario that has it.

    Of a generator whose arguments vary only the first graph is made; of the others the arguments
    are checked.
    """
    read, checked = set[str](), set[str]()
    for scenario in scenarios:
        if (network := scenario.network) is None:
            continue
        settings = network.model_dump_json(include={"file", "generator", "layer", "weight"})
        whole = network.model_dump_json()
        if settings not in read:
            yield scenario, read_network(scenario, scenario.run.seed if seed is None else seed)
        elif network.generator is not None and whole not in checked:
            check_arguments(network.generator, network.arguments)
        read.add(settings)
        checked.add(whole)


def load_graph(network: Network, seed: int) -> GivenGraph:
    """The graph of a network section, and what is not used of it. Raises InputError."""
    where, plain = _name(network), _read(network, seed)
    try:
        graph, unused = make_ready(plain, network)
    except GraphError as error:
        raise GraphError(f"{where}: {error}") from None
    return GivenGraph(graph, tuple(f"{where}: {sentence}" for sentence in unused))


def _read(network: Network, seed: int) -> PlainGraph:
    if network.file is not None:
        return read_graph_file(Path(network.file))
    return _plain(generate_apart(str(network.generator), network.arguments, seed))


def _plain(graph: nx.Graph) -> PlainGraph:
    """What a generator has made, as a file has it."""
    return PlainGraph(
        dict(graph.nodes(data=True)), list(graph.edges(data=True)), graph.is_directed()
    )


def _name(network: Network) -> str:
    if network.file is not None:
        return f"network.file={Path(network.file).name}"
    return f"network.generator={network.generator}"


def _settings(scenario: Scenario) -> list[str]:
    """Settings of the people and ties that a built society has, and a graph brings itself."""
    usual = Population()
    changed = [
        f"society.{key}={value_at(scenario, f'society.{key}')}"
        for key in OF_BUILT_SOCIETIES
        if value_at(scenario, f"society.{key}") != _value(usual, key)
    ]
    words = "not used, since the graph brings its own people and ties"
    return [f"{listed(changed)}: {words}"] if changed else []


def _value(population: Population, key: str) -> object:
    section, _, name = key.rpartition(".")
    return getattr(getattr(population, section) if section else population, name)
