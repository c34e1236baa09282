"""networkx' generators as scenarios name them: any, with checked arguments, and with an end."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from nksim.core.errors import GraphError
from nksim.scenario.sections import Network
from nksim.society import generators, tie_counts
from nksim.society.argument_kinds import kind_of
from nksim.society.generators import check_arguments, generate_apart, seconds_for
from nksim.society.graph_sources import load_graph
from nksim.society.tie_counts import expected_ties

# Those that older releases of networkx do not have.
NEWER = {"random_lobster_graph", "kneser_graph", "hkn_harary_graph", "hnm_harary_graph"}


def there(cases: list[Any]) -> list[Any]:
    """Cases of generators that this release of networkx has, or that none has."""
    return [case for case in cases if case[0] not in NEWER or hasattr(nx, case[0])]


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
    (
        "watts_strogatz_graph",
        {"n": 10, "k": 4, "p": "high"},
        "network.p='high': .* a number from 0 to 1 for p",
    ),
    ("watts_strogatz_graph", {"n": 10, "k": 4, "p": float("nan")}, "network.p=nan"),
    ("watts_strogatz_graph", {"n": 10, "k": 4, "p": 0.1, "seed": "x"}, "network.seed='x'"),
    ("gnp_random_graph", {"n": 10, "p": 0.1, "directed": "no"}, "takes true or false for directed"),
    (
        "stochastic_block_model",
        {"sizes": 30, "p": [[0.3]]},
        "takes a list of whole numbers for sizes",
    ),
    (
        "stochastic_block_model",
        {"sizes": [9], "p": 0.3},
        "takes a list of lists of numbers from 0 to 1",
    ),
    ("gnp_random_graph", {"n": 10, "p": 1.5}, r"network.p=1\.5: .* a number from 0 to 1 for p"),
    ("watts_strogatz_graph", {"n": 10, "k": 4, "p": -0.1}, r"network.p=-0\.1"),
    ("random_lobster_graph", {"n": 10, "p1": 2, "p2": 0.1}, "network.p1=2: .* from 0 to 1"),
    ("planted_partition_graph", {"l": 2, "k": 3, "p_in": 1, "p_out": 7}, "network.p_out=7"),
    ("stochastic_block_model", {"sizes": [9], "p": [[1.3]]}, r"network.p=\[\[1\.3\]\]"),
    ("scale_free_graph", {"n": 10, "beta": 1.1}, r"network.beta=1\.1: .* from 0 to 1"),
    ("general_random_intersection_graph", {"n": 5, "m": 1, "p": [2]}, r"network.p=\[2\]"),
    ("gnm_random_graph", {"n": 10, "m": 1000}, "network.m=1000: n=10 nodes have 45 pairs"),
    ("dense_gnm_random_graph", {"n": 10, "m": -3}, "network.m=-3: .* m=0 to m=45"),
    ("gnm_random_graph", {"n": 10, "m": 91, "directed": True}, "nodes have 90 pairs"),
    ("gnm_random_graph", {"n": 10, "m": 10, "seed": -1}, "network.seed=-1: .* from 0 to"),
    ("gnm_random_graph", {"n": 10, "m": 10, "seed": 2**63}, "network.seed=a whole number of very"),
    ("gnm_random_graph", {"n": 10, "m": 10, "seed": 1.5}, r"network.seed=1\.5"),
    ("karate_club_graph", {"n": 4}, "n=4 is no argument of it; it takes no arguments$"),
    ("complete_graph", {"n": 100_000}, "about 4,999,950,000 ties; at most 5,000,000 are allowed"),
    ("hypercube_graph", {"n": 10**6}, r"would make about 10\^15 or more ties"),
    ("kneser_graph", {"n": 60, "k": 20}, r"would make about 10\^15 or more ties"),
    ("ego_graph", {"n": 3}, "needs G: a graph, a function or a mapping"),
    ("graph_atlas_g", {}, "makes a list and no graph"),
    ("number_of_nonisomorphic_trees", {"order": 4}, "makes a int and no graph"),
]


@pytest.mark.parametrize(("generator", "arguments", "message"), there(WRONG))
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


def test_ties_that_nobody_foresaw__are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph with too many ties is refused when it is made, if not before."""
    monkeypatch.setattr(tie_counts, "MOST_TIES", 20)
    assert expected_ties("grid_2d_graph", {"m": 5, "n": 5}) == 0.0
    with pytest.raises(GraphError, match="has made 40 ties; at most 20 are allowed"):
        generate_apart("grid_2d_graph", {"m": 5, "n": 5}, 1)


def test_time__grows_with_the_graph() -> None:
    """Small graphs have seconds, large ones as long as they need, and none has for ever."""
    assert seconds_for({"n": 12, "seed": 2**31}) == 6
    assert seconds_for({"sizes": [20_000, 39_999]}) == 8
    assert seconds_for({"n": 100_000}) == 11
    assert seconds_for({"n": 30_000_000}) == 60


TIES: list[tuple[str, dict[str, Any], float]] = [
    ("complete_graph", {"n": 20}, 0.0),
    ("complete_graph", {"n": ["Kim", "Lee", "Pak"]}, 0.0),
    ("paley_graph", {"p": 13}, 0.6),
    ("turan_graph", {"n": 20, "r": 4}, 0.0),
    ("barbell_graph", {"m1": 5, "m2": 3}, 0.1),
    ("lollipop_graph", {"m": 5, "n": 3}, 0.0),
    ("windmill_graph", {"n": 4, "k": 5}, 0.0),
    ("ring_of_cliques", {"num_cliques": 4, "clique_size": 5}, 0.1),
    ("caveman_graph", {"l": 4, "k": 5}, 0.0),
    ("connected_caveman_graph", {"l": 4, "k": 5}, 0.1),
    ("relaxed_caveman_graph", {"l": 4, "k": 5, "p": 0.1}, 0.2),
    *(
        (name, {"n": 200, "p": 0.2, "directed": directed}, 0.1)
        for name in ("gnp_random_graph", "erdos_renyi_graph", "fast_gnp_random_graph")
        for directed in (False, True)
    ),
    ("gnm_random_graph", {"n": 10, "m": 45}, 0.0),
    ("dense_gnm_random_graph", {"n": 10, "m": 45}, 0.0),
    ("watts_strogatz_graph", {"n": 20, "k": 4, "p": 0.1}, 0.0),
    ("newman_watts_strogatz_graph", {"n": 400, "k": 4, "p": 0.5}, 0.1),
    ("connected_watts_strogatz_graph", {"n": 20, "k": 4, "p": 0.1}, 0.0),
    ("barabasi_albert_graph", {"n": 50, "m": 3}, 0.0),
    ("powerlaw_cluster_graph", {"n": 50, "m": 3, "p": 0.1}, 0.1),
    ("random_regular_graph", {"n": 20, "d": 3}, 0.0),
    ("hkn_harary_graph", {"n": 20, "k": 3}, 0.0),
    ("hnm_harary_graph", {"n": 20, "m": 50}, 0.0),
    ("circulant_graph", {"n": 20, "offsets": [1, 3]}, 0.0),
    ("stochastic_block_model", {"sizes": [99, 50], "p": [[0.3, 0.1], [0.1, 0.9]]}, 0.1),
    ("random_partition_graph", {"sizes": [99, 50], "p_in": 0.5, "p_out": 0.1}, 0.1),
    ("planted_partition_graph", {"l": 4, "k": 50, "p_in": 0.5, "p_out": 0.1}, 0.1),
    ("gaussian_random_partition_graph", {"n": 300, "s": 30, "v": 30, "p_in": 1, "p_out": 0.1}, 0.2),
    ("kneser_graph", {"n": 7, "k": 2}, 1e-9),
    ("hypercube_graph", {"n": 6}, 1e-9),
    ("balanced_tree", {"r": 3, "h": 4}, 0.1),
    ("balanced_tree", {"r": 1, "h": 9}, 0.0),
    ("binomial_tree", {"n": 6}, 0.1),
    ("dorogovtsev_goltsev_mendes_graph", {"n": 5}, 1e-9),
    ("mycielski_graph", {"n": 7}, 0.4),
]


@pytest.mark.parametrize(("generator", "arguments", "off"), there(TIES))
def test_ties__are_about_as_many_as_expected(
    generator: str, arguments: dict[str, Any], off: float
) -> None:
    """What is refused for its ties before it runs would have had about so many."""
    made = generators.generate(generator, arguments, 5).number_of_edges()
    assert expected_ties(generator, arguments) == pytest.approx(made, rel=off)


def test_ties_of_every_formula__are_tried() -> None:
    """A formula that nobody compares with networkx is worth nothing."""
    assert set(tie_counts.FORMULAS) - {name for name, _, _ in TIES} == {"binomial_graph"}


@pytest.mark.parametrize("p", [0, 1, 0.5])
def test_chances__may_be_certain(p: float) -> None:
    """None and all are chances, and what is called p but is a distance is none."""
    assert len(generators.generate("gnp_random_graph", {"n": 5, "p": p}, 1)) == 5
    check_arguments("random_geometric_graph", {"n": 5, "radius": 0.1, "p": 3 + p})
    check_arguments("gnm_random_graph", {"n": 10, "m": 45, "seed": 2**63 - 1})


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
