"""A resolved scenario as YAML: nothing is left to defaults, and it loads as the same scenario."""

from __future__ import annotations

from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from nksim.scenario.layers import QUANTITY_KEYS
from nksim.scenario.quantities import to_mapping
from nksim.scenario.scenario import Scenario


def render(scenario: Scenario) -> str:
    """The resolved scenario as YAML: every key, with ranges and sources that files gave."""
    yaml = YAML(pure=True)
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(_styled(to_mapping(scenario)), stream)
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
