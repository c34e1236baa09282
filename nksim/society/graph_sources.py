"""Where a user's graph comes from: the network section of a scenario comes in, a networkx graph leaves.

A file (GraphML, GEXF, GML, edge list, CSV) is chosen by its ending, a networkx generator by its name. Nothing is merged in
silence: an edge named twice makes a multigraph, which is then refused as a society.
"""

from __future__ import annotations

import csv
import inspect
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.errors import GraphError
from nksim.scenario.sections import Network

if TYPE_CHECKING:
    import networkx as nx

XML = (".graphml", ".gexf")
LISTS = (".edgelist", ".txt")
SUFFIXES = (*XML, ".gml", *LISTS, ".csv")
MOST_BYTES = 2 << 30
MOST_NODES = 30_000_000


def load_graph(network: Network, seed: int) -> nx.Graph:
    """The graph that a scenario's network section names, from its file or its generator. Raises GraphError."""
    if network.file is not None:
        return _read(Path(network.file))
    return _generate(str(network.generator), network.arguments, seed)


def _read(path: Path) -> nx.Graph:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise GraphError(
            f"network.file={path.name}: suffix {path.suffix!r} is not known; allowed: {', '.join(SUFFIXES)}"
        )
    if not path.is_file():
        raise GraphError(
            f"network.file={path} is not there or no file; give the path of a graph file"
        )
    if path.stat().st_size > MOST_BYTES:
        raise GraphError(
            f"network.file={path.name} has {path.stat().st_size} bytes, more than the {MOST_BYTES} allowed; thin the graph out first"
        )
    try:
        return _parse(path, suffix)
    except GraphError:
        raise
    except Exception as error:  # readers raise whatever their parsers raise
        raise GraphError(
            f"network.file={path.name} cannot be read as {suffix[1:]}: {error}; export it again"
        ) from error


def _parse(path: Path, suffix: str) -> nx.Graph:
    import networkx as nx

    if suffix in XML:
        _refuse_entities(path)
        return nx.read_graphml(path) if suffix == ".graphml" else nx.read_gexf(path)
    if suffix == ".gml":
        return nx.read_gml(path)
    if suffix == ".csv":
        return _read_csv(path)
    return _simple(nx.read_edgelist(path, create_using=nx.MultiGraph))


def _refuse_entities(path: Path) -> None:
    """XML that defines entities can grow without bound: it is refused before it is read."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import parse

    try:
        parse(path, forbid_dtd=True)
    except DefusedXmlException as error:
        raise GraphError(
            f"network.file={path.name} declares XML entities or a DTD, which are not read; export it again without them"
        ) from error


def _read_csv(path: Path) -> nx.Graph:
    """Rows of source, target and, under a heading that names them, layer and bond; without a heading the first two columns."""
    import networkx as nx

    graph = nx.MultiGraph()
    with path.open(newline="", encoding="utf-8-sig") as stream:
        rows = [row for row in csv.reader(stream) if row]
    names = [name.strip().lower() for name in rows[0]] if rows else []
    headed = "source" in names and "target" in names
    for row in rows[headed:]:
        edge = dict(
            zip(
                names if headed else ("source", "target"),
                (cell.strip() for cell in row),
                strict=False,
            )
        )
        if not edge.get("source") or not edge.get("target"):
            raise GraphError(
                f"network.file={path.name}: row={','.join(row)!r} names no two nodes; give source,target"
            )
        graph.add_edge(edge["source"], edge["target"], **_edge_data(edge))
    return _simple(graph)


def _edge_data(edge: Mapping[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {"layer": edge["layer"]} if edge.get("layer") else {}
    return {**data, "bond": float(edge["bond"])} if edge.get("bond") else data


def _simple(graph: nx.MultiGraph) -> nx.Graph:
    """The graph without room for parallel edges, unless it has some."""
    import networkx as nx

    simple = nx.Graph(graph)
    return simple if simple.number_of_edges() == graph.number_of_edges() else graph


def _generate(name: str, arguments: dict[str, Any], seed: int) -> nx.Graph:
    makers = _generators()
    if name not in makers:
        close = get_close_matches(name, makers, 1)
        raise GraphError(
            f"network.generator={name!r} is no networkx generator"
            + (f"; did you mean {close[0]}?" if close else "; see networkx.generators")
        )
    known = _parameters(makers[name])
    _check_arguments(name, arguments, known)
    if "seed" in known:
        arguments = {"seed": seed % 2**32, **arguments}
    try:
        return makers[name](**arguments)
    except Exception as error:  # generators raise whatever their arguments provoke
        raise GraphError(
            f"network.generator={name}: {error}; its arguments are {', '.join(known)}"
        ) from error


def _generators() -> dict[str, Callable[..., Any]]:
    """The generators of networkx by name; other functions that end alike are none."""
    import networkx as nx

    found = {name: getattr(nx, name) for name in dir(nx) if name.endswith("_graph")}
    return {
        name: maker
        for name, maker in found.items()
        if callable(maker) and maker.__module__.startswith("networkx.generators.")
    }


def _parameters(maker: Callable[..., Any]) -> list[str]:
    return [
        name
        for name in inspect.signature(maker).parameters
        if name not in ("create_using", "backend", "backend_kwargs")
    ]


def _check_arguments(name: str, arguments: dict[str, Any], known: list[str]) -> None:
    for key, given in arguments.items():
        if key not in known:
            raise GraphError(
                f"network.generator={name}: {key}={given!r} is no argument of it; allowed: {', '.join(known)}"
            )
        if isinstance(given, int) and given > MOST_NODES and key != "seed":
            raise GraphError(
                f"network.generator={name}: {key}={given} is above {MOST_NODES}; choose a smaller graph"
            )
