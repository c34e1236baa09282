"""Keys of earlier versions that scenarios no longer have, and what to write in their place.

A file of an earlier version that uses one is refused with these words; a results folder of an
earlier version is read without it. When a key goes, give it a row here.
"""

from __future__ import annotations

from dataclasses import dataclass

from nksim.scenario.nodes import Node, mapping_node


@dataclass(frozen=True)
class Gone:
    """A key that has gone: since which version, why, and the key that takes its place, if any."""

    since: str
    why: str
    successor: str = ""

    def __str__(self) -> str:
        """The words that follow the key in an error message."""
        advice = f"give {self.successor} instead" if self.successor else "leave it out"
        return f"gone since {self.since}: {self.why}; {advice}"


# By dotted key: `section.key`, `levers.KIND.setting` for a setting of a lever, `levers.KIND` for a
# lever.
GONE: dict[str, Gone] = {
    "behaviour.w_betrayal": Gone(
        "0.2.0", "the fear of being told on is a state of each citizen", "attitudes.suspicion_base"
    ),
    "attitudes.risk_safe": Gone(
        "0.2.0", "evenings without consequences ease suspicion", "attitudes.suspicion_ease"
    ),
    "attitudes.style_gain": Gone(
        "0.2.0",
        "style is taken up field by field, in proportion to what is known of the outside",
        "attitudes.style_uptake.fashion",
    ),
    "attitudes.confession_rate": Gone(
        "0.2.0", "some holders are prone to turn in, and are used up", "attitudes.confession_share"
    ),
}


def gone_key(key: str) -> str:
    """What an error says of a key that has gone, `; gone since ...`; empty for any other key."""
    return f"; {GONE[key]}" if key in GONE else ""


def without_gone(root: Node) -> Node:
    """A scenario's tree without the keys that have gone; everything else keeps its place."""
    return _left(root, "") if GONE else root


def _left(node: Node, path: str) -> Node:
    """A mapping without what has gone from it, and the mappings and levers below it likewise."""
    if path == "levers" and isinstance(node.content, list):
        kept = [item for item in node.content if f"levers.{_kind(item)}" not in GONE]
        levers = [_left(item, f"levers.{_kind(item)}") for item in kept]
        return Node(levers, node.place, 1 + sum(item.size for item in levers))
    if not isinstance(node.content, dict):
        return node
    content = {}
    for key, value in node.content.items():
        inner = f"{path}.{key}".lstrip(".")
        if inner not in GONE:
            content[key] = _left(value, inner)
    return mapping_node(content, node.place)


def _kind(lever: Node) -> str:
    """Of which kind a lever is, as it is written; empty if that is not said."""
    kind = lever.content.get("lever") if isinstance(lever.content, dict) else None
    return str(kind.content) if kind is not None else ""
