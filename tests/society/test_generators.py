"""networkx' generators as scenarios name them: any, with checked arguments, and with an end."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from nksim.core.errors import GraphError
from nksim.scenario.sections import Network
from nksim.society import generators
from nksim.society.argument_kinds import kind_of
from nksim.society.generators import generate_apart, seconds_for
from nksim.society.graph_sources import load_graph

SIZES: dict[str, tuple[dict[str, Any], int]] = {
    "stochastic_block_model": ({"sizes": [30, 30], "p": [[0.3, 0.02], [0.02, 0.3]]}, 60),
    "random_partition_graph": ({"sizes": [10, 20], "p_in": 0.5, "p_out": 0.1}, 30),
    "karate_club_graph": ({}, 34),
    "grid_2d_graph": ({"m": 3, "n": 4}, 12),
    "complete_graph": ({"n": ["Kim", "Lee", "Pak"]}, 3),
    "watts_strogatz_graph": ({"n": 1e2, "k": 4.0, "p": 0.1}, 100),
    "configuration_model": ({"deg_sequence": [2, 2, 2, 2, 3, 3]}, 6),
    "scale_free_graph": ({"n": 30}, 30),
    "random_internet_as_graph": ({"n": 1000}, 1000),
    "balanced_tree": ({"r": 2, "h": 3}, 15),
}


@pytest.mark.parametrize("generator", SIZES)
def test_any_generator__makes_people(generator: str) -> None:
    """A generator need not be called a graph to make one, nor make a simple one."""
    arguments, people = SIZES[generator]
    graph = load_graph(Network.model_validate({"generator": generator, **arguments}), 1).graph
    assert graph.number_of_nodes() == people
    assert type(graph) is nx.Graph
    assert not list(nx.selfloop_edges(graph))


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("watts_strogats_graph", {}, "did you mean watts_strogatz_graph"),
    ("to_networkx_graph", {"data": {}}, "is no networkx generator"),
    ("read_edgelist", {"path": "/etc/passwd"}, "is no networkx generator"),
    ("nx.path_graph", {"n": 3}, "is no networkx generator"),
    ("__import__", {}, "is no networkx generator"),
    ("watts_strogatz_graph", {"n": 10}, "needs k, p; its arguments are n, k, p, seed"),
    ("watts_strogatz_graph", {"n": 10, "k": 4, "q": 1}, "q=1 is no argument"),
    ("path_graph", {"n": 10**12}, "n=1000000000000 is above"),
    ("complete_graph", {"n": 10**400}, "network.n=a whole number of very many digits"),
    (
        "watts_strogatz_graph",
        {"n": 3, "k": 9, "p": 0.1},
        "network.generator=watts_strogatz_graph: k",
    ),
    ("path_graph", {"n": "many"}, "network.n='many': path_graph takes a whole number"),
    ("path_graph", {"n": 2.5}, r"network.n=2\.5"),
    ("path_graph", {"n": True}, "network.n=True"),
    ("path_graph", {"n": {}}, "network.n={}"),
    ("watts_strogatz_graph", {"n": [1], "k": 4, "p": 0}, r"network.n=\[1\]"),
    ("watts_strogatz_graph", {"n": 10, "k": "x", "p": 0.1}, "network.k='x'"),
    ("watts_strogatz_graph", {"n": 10, "k": 4, "p": "high"}, "network.p='high': .* a number for p"),
    ("watts_strogatz_graph", {"n": 10, "k": 4, "p": float("nan")}, "network.p=nan"),
    ("watts_strogatz_graph", {"n": 10, "k": 4, "p": 0.1, "seed": "x"}, "network.seed='x'"),
    ("gnp_random_graph", {"n": 10, "p": 0.1, "directed": "no"}, "takes true or false for directed"),
    (
        "stochastic_block_model",
        {"sizes": 30, "p": [[0.3]]},
        "takes a list of whole numbers for sizes",
    ),
    ("stochastic_block_model", {"sizes": [9], "p": 0.3}, "takes a list of lists of numbers for p"),
    ("ego_graph", {"n": 3}, "needs G: a graph, a function or a mapping"),
    ("graph_atlas_g", {}, "makes a list and no graph"),
    ("number_of_nonisomorphic_trees", {"order": 4}, "makes a int and no graph"),
]


@pytest.mark.parametrize(("generator", "arguments", "message"), WRONG)
def test_bad_generator__is_refused_with_what_is_allowed(
    generator: str, arguments: dict[str, Any], message: str
) -> None:
    """What is no generator, and arguments of a wrong kind, are refused by name."""
    with pytest.raises(GraphError, match=message):
        generate_apart(generator, arguments, 1)


def test_generator_without_an_end__is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A generator that would go on for ever is ended after the time that the message names."""
    monkeypatch.setattr(generators, "LEAST_SECONDS", 1)
    with pytest.raises(GraphError, match="did not end within 1 seconds and was ended"):
        generate_apart("duplication_divergence_graph", {"n": 5, "p": 0.0}, 1)


def test_generator_without_bounds__is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph that would fill the machine is refused when it has filled its share."""
    monkeypatch.setattr(generators, "available_bytes", lambda: 0)
    monkeypatch.setattr(generators, "LEAST_BYTES", 400 << 20)
    with pytest.raises(GraphError, match="of memory; choose a smaller graph"):
        generate_apart("path_graph", {"n": 20_000_000}, 1)


def test_time__grows_with_the_graph() -> None:
    """Small graphs have seconds, large ones as long as they need, and none has for ever."""
    assert seconds_for({"n": 12, "seed": 2**31}) == 6
    assert seconds_for({"sizes": [1000, 1000]}) == 16
    assert seconds_for({"n": 30_000_000}) == 3600


def test_generator__takes_our_seed() -> None:
    """The same seed makes the same graph, another seed another."""
    three, again, four = (
        set(generate_apart("watts_strogatz_graph", {"n": 200, "k": 6, "p": 0.2}, seed).edges)
        for seed in (3, 3, 4)
    )
    assert three == again != four


def test_generator_apart__is_the_generator() -> None:
    """A process of its own makes the graph that networkx makes here."""
    apart = generate_apart("barabasi_albert_graph", {"n": 50, "m": 2}, 7)
    assert list(apart.edges) == list(nx.barabasi_albert_graph(50, 2, seed=7).edges)


def test_every_argument__has_a_kind() -> None:
    """Whatever networkx offers, its arguments are known here; a newer one may bring more."""
    gone = {("nonisomorphic_trees", "create")}  # with networkx 3.3
    for name in dir(nx):
        maker = getattr(nx, name)
        if str(getattr(maker, "__module__", "")).startswith("networkx.generators."):
            for argument in generators.parameters_of(name):
                known = kind_of(name, argument) is not None
                assert known or (name, argument) in gone, (name, argument)
