"""A scenario as YAML in which nothing is left to defaults and which loads as the same scenario.

The scenarios of a study have nearly all their sections and levers in common, and writing YAML is
slow; so each section and each lever is written by itself, and what was written is remembered.
"""

from __future__ import annotations

from functools import lru_cache
from io import StringIO
from pickle import dumps, loads
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from nksim.scenario.layers import QUANTITY_KEYS
from nksim.scenario.quantities import to_mapping
from nksim.scenario.scenario import Scenario

LEVERS = "levers"
REMEMBERED = 512


def render(scenario: Scenario) -> str:
    """The resolved scenario: every key written out, with ranges and sources that files gave."""
    return "".join(_section(name, content) for name, content in to_mapping(scenario).items())


def _section(name: str, content: Any) -> str:
    if name != LEVERS or not content:
        return _yaml(dumps({name: content}))
    head = f"{name}:\n"
    return head + "".join(_yaml(dumps({name: [lever]})).removeprefix(head) for lever in content)


@lru_cache(maxsize=REMEMBERED)
def _yaml(pickled: bytes) -> str:
    yaml = YAML(pure=True)
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(_styled(loads(pickled)), stream)
    return stream.getvalue()


def _styled(content: Any) -> Any:
    """Numbers with ranges and lists of plain values on one line, all else on lines of its own."""
    if isinstance(content, dict):
        styled = CommentedMap({key: _styled(inner) for key, inner in content.items()})
        if content.keys() & QUANTITY_KEYS:
            styled.fa.set_flow_style()
        return styled
    if isinstance(content, list | tuple):
        items = CommentedSeq(_styled(item) for item in content)
        if not any(isinstance(item, dict) for item in content):
            items.fa.set_flow_style()
        return items
    return content
