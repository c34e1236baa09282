"""A user's graph file as a PlainGraph; the ending of its name says how it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nksim.core.errors import GraphError
from nksim.core.reading import read_bytes, read_text
from nksim.society.graph_files.gexf import read_gexf
from nksim.society.graph_files.gml import read_gml
from nksim.society.graph_files.graphml import read_graphml
from nksim.society.graph_files.matrix_market import read_matrix_market
from nksim.society.graph_files.pajek import read_pajek
from nksim.society.graph_files.plain_graph import PlainGraph
from nksim.society.graph_files.table import read_table

WHAT = "network.file"
MOST_BYTES = 2 << 30
TREES: dict[str, Callable[[bytes], PlainGraph]] = {".graphml": read_graphml, ".gexf": read_gexf}
TEXTS: dict[str, Callable[[str], PlainGraph]] = {
    ".gml": read_gml,
    ".net": read_pajek,
    ".mtx": read_matrix_market,
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt", ".edgelist", ".edges"), read_table),
}
SUFFIXES = (*TREES, *TEXTS)


def read_graph_file(path: Path) -> PlainGraph:
    """The graph of a file. GraphError for what is no graph, FileError for what is no file."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise GraphError(
            f"{WHAT}={path.name}: suffix {path.suffix!r} is not known; allowed: "
            f"{', '.join(SUFFIXES)};"
            " a table of ties may be called .csv or .txt"
        )
    try:
        if suffix in TREES:
            return TREES[suffix](read_bytes(path, what=WHAT, limit=MOST_BYTES))
        return TEXTS[suffix](read_text(path, what=WHAT, limit=MOST_BYTES))
    except GraphError as error:
        raise GraphError(f"{WHAT}={path.name}: {error}") from None
