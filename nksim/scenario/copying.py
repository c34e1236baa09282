"""Copying a scenario, study or sweep file so that the copy runs by itself.

Comments stay as they are.

The copy has a name of its own, and the files that it extends, compares or draws a graph from are
named as they are found from where it lies: by `nksim:NAME` if they come with nksim, else by their
path.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode

from nksim.scenario.document import parse_document
from nksim.scenario.layers import read_text
from nksim.scenario.nodes import Place
from nksim.scenario.shipped import SCHEMA, located, shipped_name

YAML_SUFFIXES = (".yaml", ".yml")
_SCHEMA_LINE = re.compile(rf"\$schema=\S*{re.escape(SCHEMA)}")
_PLAIN = re.compile(r"[\w./][\w./:-]*\w", re.ASCII)


def copy_of(source: Path, target: Path) -> str:
    """The text of a scenario, study or sweep file, to be written at `target`.

    Any other text is returned as it is.

    Raises ScenarioError if the source cannot be read.
    """
    text = read_text(source, Place())
    if source.suffix not in YAML_SUFFIXES:
        return text
    parse_document(text, str(source))  # refuses what would be dangerous to look through
    for start, end, words in sorted(_changes(text, source, target), reverse=True):
        text = f"{text[:start]}{_written(words)}{text[end:]}"
    return _SCHEMA_LINE.sub(f"$schema={SCHEMA}", text, count=1)


def _changes(text: str, source: Path, target: Path) -> Iterator[tuple[int, int, str]]:
    """From where to where another word is to stand: the name, and each file that is named."""
    root = YAML(typ="safe", pure=True).compose(text)
    for scalar, is_name in _named(root):
        words = target.stem if is_name else _from(target, source, scalar.value)
        if words != scalar.value:
            yield scalar.start_mark.index, scalar.end_mark.index, words


def _named(root: Any) -> Iterator[tuple[Any, bool]]:
    """The scalar that names the whole, and those that name files."""
    for key, inner in _pairs(root):
        if key in ("name", "extends", "baseline", "scenario") and inner.id == "scalar":
            yield inner, key == "name"
        elif key == "network":
            yield from ((file, False) for word, file in _pairs(inner) if word == "file")
        elif key in ("baseline", "scenario"):
            yield from _files_of(inner)
        elif key == "alternatives":
            for _, alternative in _pairs(inner):
                if alternative.id == "scalar":
                    yield alternative, False
                yield from _files_of(alternative)


def _files_of(scenario: Any) -> Iterator[tuple[Any, bool]]:
    """The files that a scenario written into a study names; its name stays."""
    yield from (
        (inner, False)
        for inner, is_name in (_named(scenario) if scenario.id == "mapping" else ())
        if not is_name
    )


def _pairs(node: Any) -> Iterator[tuple[str, Any]]:
    if node.id == "mapping":
        yield from ((str(key.value), inner) for key, inner in node.value)


def _from(target: Path, source: Path, words: str) -> str:
    """How a file that the source names is named from where the copy lies."""
    path = located(words, source.parent)
    if name := shipped_name(path):
        return name
    return words if Path(words).is_absolute() else os.path.relpath(path, target.parent)


def _written(words: str) -> str:
    """A word as YAML: in quotes where it would be read as something else."""
    tag = YAML(typ="safe", pure=True).resolver.resolve(ScalarNode, words, (True, False))
    is_plain = _PLAIN.fullmatch(words) and str(tag).endswith(":str")
    return words if is_plain else json.dumps(words, ensure_ascii=False)
