"""Users' own graphs, read before anything runs.

A graph that cannot be a society is a mistake of the input; what it says and nobody uses is said
once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from nksim.cli.output import note

if TYPE_CHECKING:
    from nksim.scenario.scenario import Scenario


def tell_graphs(scenarios: Iterable[Scenario], seed: int | None = None) -> None:
    """Read the graphs of these scenarios and say what is not used; GraphError if one is none."""
    if not (own := [scenario for scenario in scenarios if scenario.network is not None]):
        return
    from nksim.society.graph_sources import read_graphs

    said = dict[str, None]()
    for _, reading in read_graphs(own, seed):
        said.update(dict.fromkeys(reading.unused))
    for sentence in said:
        note(sentence)
