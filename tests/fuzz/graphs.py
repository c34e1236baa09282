"""Graph files as the field writes them, and what goes wrong with them on the way."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

import networkx as nx
from hypothesis import strategies as st

RING = nx.Graph([(i, (i + step) % 12) for i in range(12) for step in (1, 2)])
NAMES = st.text(
    st.sampled_from("abcXYZ019 -_.'\"#%,;|\t{}[]<>&김바é\u200b\ufeff\x07\x85\u2028"), max_size=6
)
CELLS = NAMES | st.sampled_from(
    ["source", "target", "weight", "layer", "bond", "kin", "0.5", "0,5", "1e5", "NA", "nan", "-1"]
)
LINES = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\x0b"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949", "latin-1"])
VALUES = st.sampled_from(
    ["", "NaN", "a", "0", "15-29", "Pyongyang", "kin", 1, 0.5, -3, 10**30, True]
)
ATTRIBUTES = st.sampled_from(
    [
        "province",
        "age",
        "sex",
        "role",
        "songbun",
        "household",
        "layer",
        "bond",
        "weight",
        "label",
        "x",
    ]
)


class GraphFile(NamedTuple):
    """A file's ending and what stands in it."""

    suffix: str
    content: bytes


@st.composite
def tables(draw: st.DrawFn) -> GraphFile:
    """A table of ties that may be anything: rows of cells, any separator, any end of line."""
    separator = draw(st.sampled_from([" ", "\t", ",", ";", "|", ", ", "  ", " ; "]))
    rows = draw(st.lists(st.lists(CELLS, max_size=5), max_size=8))
    text = draw(LINES).join(separator.join(row) for row in rows)
    suffix = draw(st.sampled_from([".csv", ".txt", ".edgelist", ".tsv", ".mtx"]))
    return GraphFile(suffix, _encoded(text, draw(ENCODINGS)))


@st.composite
def documents(draw: st.DrawFn) -> GraphFile:
    """GraphML, GEXF, GML and Pajek of a graph of any kind, as networkx writes it."""
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]))
    pairs = st.tuples(st.integers(0, 6), st.integers(0, 6))
    graph = kind(draw(st.lists(pairs, max_size=10)))
    for told in [*graph.nodes.values(), *graph.edges.values()]:
        told.update(draw(st.dictionaries(ATTRIBUTES, VALUES, max_size=2)))
    suffix, write = draw(st.sampled_from(sorted(WRITERS.items())))
    try:
        return GraphFile(suffix, write(graph))
    except Exception:  # writers do not take every value
        return GraphFile(suffix, write(RING))


@st.composite
def damaged(draw: st.DrawFn) -> GraphFile:
    """A file of which something was cut off, doubled, replaced or put in."""
    file = draw(tables() | documents())
    content = file.content
    for _ in range(draw(st.integers(1, 4))):
        at, length = (draw(st.integers(0, max(0, len(content)))) for _ in range(2))
        part = content[at : at + length]
        put = draw(
            st.sampled_from([b"", part * 2, b"\0", b'"', b"<", b"[", b"]", b"*", b"\xff", b"1"])
        )
        content = content[:at] + put + content[at + length :]
        content = content[: 1 << 16]
    suffix = draw(st.just(file.suffix) | st.sampled_from(sorted(WRITERS)))
    return GraphFile(suffix, content)


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


def _written(write: Callable[..., None]) -> Callable[[nx.Graph], bytes]:
    def bytes_of(graph: nx.Graph) -> bytes:
        stream = io.BytesIO()
        write(graph, stream)
        return stream.getvalue()

    return bytes_of


def _pajek(graph: nx.Graph) -> bytes:
    return "\n".join(nx.generate_pajek(nx.create_empty_copy(graph, with_data=False))).encode() + (
        b"\n*arcs\n" + b"".join(b"%d %d\n" % (1, 1 + i % 3) for i in range(graph.size()))
    )


WRITERS: dict[str, Callable[[nx.Graph], bytes]] = {
    ".graphml": _written(nx.write_graphml),
    ".gexf": _written(nx.write_gexf),
    ".gml": _written(nx.write_gml),
    ".net": _pajek,
}
FILES = tables() | documents() | damaged()
ARGUMENTS = (
    st.integers(-3, 40)
    | st.floats(-2, 2)
    | st.sampled_from(["x", "", True, None, [], [3, 3], [[0.5]], {}, 10**30, float("nan"), "2"])
)
