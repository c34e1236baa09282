"""Users' own graphs, read before anything runs.

A graph that cannot be a society is a mistake of the input; what it says and nobody uses is said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from nksim.cli.output import note

if TYPE_CHECKING:
    from nksim.scenario.scenario import Scenario
    from nksim.society.graph_sources import GraphReading


def tell_graphs(scenarios: Iterable[Scenario], seed: int | None = None) -> None:
    """Read the graphs of these scenarios and say what is not used of them; GraphError if one is none."""
    said = dict[str, None]()
    for _, reading in read_graphs(scenarios, seed):
        said.update(dict.fromkeys(reading.unused))
    for sentence in said:
        note(sentence)


def read_graphs(
    scenarios: Iterable[Scenario], seed: int | None = None
) -> Iterator[tuple[Scenario, GraphReading]]:
    """Each graph once, with the first scenario that has it.

    Of a generator whose arguments vary only the first graph is made; of the others the arguments are
    checked.
    """
    read, checked = set[str](), set[str]()
    for scenario in scenarios:
        if (network := scenario.network) is None:
            continue
        from nksim.society.generators import check_arguments
        from nksim.society.graph_sources import read_network

        settings = network.model_dump_json(include={"file", "generator", "layer", "weight"})
        whole = network.model_dump_json()
        if settings not in read:
            yield scenario, read_network(scenario, scenario.run.seed if seed is None else seed)
        elif network.generator is not None and whole not in checked:
            check_arguments(network.generator, network.arguments)
        read.add(settings)
        checked.add(whole)
