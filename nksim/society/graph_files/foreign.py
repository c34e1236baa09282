"""Files of another format under the name of a table of ties: told by how they begin.

Read as a table they would be people called `graph` and `[`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nksim.core.errors import GraphError
from nksim.society.graph_files.lines import MARK

BEGINNING = 20_000  # characters of a file that are looked at
_COMMENT = re.compile(r"#|%|//|/\*")
_XML = re.compile(r"<[?!a-z]", re.IGNORECASE)
_PAJEK = re.compile(r"\*(?:vertices|network|arcs|arcslist|edges|edgeslist|matrix)\b", re.IGNORECASE)
_GML = re.compile(r'(?:\w+\s+(?:"[^"]*"|[\w.+-]+)\s+)*graph\s*\[', re.IGNORECASE)
_DOT = re.compile(r'(?:strict\s+)?(?:di)?graph\s*(?:"[^"]*"|\w+)?\s*\{', re.IGNORECASE)
_DL = re.compile(r"dl\s+n\s*=\s*\d", re.IGNORECASE)
_JSON = re.compile(r'(?:\{|\[\s*\{)\s*"[^"]*"\s*:')


def refuse_other_formats(text: str) -> None:
    """GraphError for a text that begins as another format than a table does."""
    lines = re.split(r"\r\n|\r|\n", text[:BEGINNING])
    begins = "\n".join(_content(lines))
    if _XML.match(begins):
        raise _xml(begins)
    if _PAJEK.match(begins):
        raise _named("Pajek", ".net")
    if _GML.match(begins):
        raise _named("GML", ".gml")
    for name, pattern in (("Graphviz", _DOT), ("UCINET DL", _DL), ("JSON", _JSON)):
        if pattern.match(begins):
            raise GraphError(
                f"looks like {name}, which is not read; export it as .graphml, or as a table of"
                " ties (source,target)"
            )


def _content(lines: Iterable[str]) -> Iterable[str]:
    """The lines that hold something and are no comment."""
    for line in lines:
        text = line.strip().strip(MARK).strip()
        if text and not _COMMENT.match(text):
            yield text


def _xml(begins: str) -> GraphError:
    for name, tag, suffix in (("GEXF", "<gexf", ".gexf"), ("GraphML", "<graphml", ".graphml")):
        if tag in begins.casefold():
            return _named(name, suffix)
    return GraphError("looks like XML, which is no table of ties; export it as .graphml or .gexf")


def _named(name: str, suffix: str) -> GraphError:
    return GraphError(f"looks like {name}, which is no table of ties; name the file {suffix}")
