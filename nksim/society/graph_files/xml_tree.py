"""XML of strangers as a tree: entities are refused, and names come without their name spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from nksim.core.errors import GraphError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARATION = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["'][^>]*\?>""")


def read_tree(content: bytes) -> Element:
    """The root of a document. GraphError for what is no XML, and for XML that swells."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import parse

    try:
        root: Element | None = parse(BytesIO(_readable(content)), forbid_dtd=True).getroot()
    except DefusedXmlException:
        raise GraphError(
            "declares XML entities or a DTD, which are not read; export it again without them"
        ) from None
    except (ParseError, LookupError, ValueError) as error:
        raise GraphError(f"is no XML: {error}; export it again") from None
    if root is None:
        raise GraphError("is empty; export it again")
    return root


def _readable(content: bytes) -> bytes:
    """The document in UTF-8 if it is in an encoding that the parser does not know."""
    declared = _DECLARATION.match(content)
    if declared is None or declared[1].lower().startswith((b"utf", b"us-", b"ascii", b"iso-8859")):
        return content
    return content[declared.end() :].decode(declared[1].decode("ascii")).encode()


def kind(element: Element) -> str:
    """The name of an element without its name space."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def below(element: Element, name: str) -> Iterator[Element]:
    """The elements of this name directly below."""
    return (child for child in element if kind(child) == name)


def has(element: Element, name: str) -> bool:
    """Whether there is an element of this name directly below."""
    return next(below(element, name), None) is not None


def within(element: Element, *path: str) -> Iterator[Element]:
    """The elements at the end of a path of names."""
    if not path:
        yield element
        return
    for child in below(element, path[0]):
        yield from within(child, *path[1:])


def needed(element: Element, name: str) -> str:
    """An attribute without which the element makes no sense."""
    given = element.get(name, "").strip()
    if not given:
        raise GraphError(f"an element {kind(element)!r} has no {name!r}; export it again")
    return given


def only_graph(root: Element, form: str, graphs: list[Element], left_aside: list[str]) -> Element:
    """The graph of a document: of several the first, and it is said."""
    if kind(root) != form or not graphs:
        raise GraphError(
            f"holds no graph: it begins with {kind(root)!r}, and {form!r} with 'graph' in it is"
            " expected; export it again"
        )
    if len(graphs) > 1:
        left_aside.append(f"the file holds {len(graphs)} graphs; only the first one is read")
    return graphs[0]
