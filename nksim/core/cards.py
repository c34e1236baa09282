"""Short HTML of objects, as notebooks show them: a title and a few facts, names as text."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

CELL = 'style="text-align:left;vertical-align:top;padding:.1em 1em .1em 0"'
MOST_NAMES = 8


def card(title: str, facts: Mapping[str, object]) -> str:
    """A title and facts by their names, those without a value left out.

    >>> "&lt;b&gt;" in card("<b>", {"seeds": 3})
    True
    """
    rows = "".join(
        f"<tr><th scope='row' {CELL}>{escape(name)}</th><td {CELL}>{escape(str(fact))}</td></tr>"
        for name, fact in facts.items()
        if str(fact)
    )
    return f"<table><caption {CELL}><b>{escape(title)}</b></caption><tbody>{rows}</tbody></table>"


def names_in_short(names: list[str]) -> str:
    """Names one after the other; of many the first, and how many more there are.

    >>> names_in_short(["a", "b"])
    'a, b'
    """
    few = ", ".join(names[:MOST_NAMES])
    return f"{few} and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else few
