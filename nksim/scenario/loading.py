"""Loading a scenario from a file, a mapping or another scenario.

1. read the file over all that it extends
2. put in the overrides
3. find the graph file, if one is named
4. take ranges and sources aside
5. check everything against the schema
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nksim.core.checks import checked_mapping, checked_path
from nksim.core.errors import Fault, FileError, ScenarioError
from nksim.core.reading import check_file
from nksim.scenario.checking import build_scenario, in_file_order
from nksim.scenario.gone import without_gone
from nksim.scenario.layers import describe, extend, read_layers
from nksim.scenario.nodes import Node, Place, mapping_node, to_node
from nksim.scenario.overrides import override
from nksim.scenario.quantities import split_quantities, to_mapping
from nksim.scenario.scenario import Scenario

AS_SCENARIO = "give the path of a scenario file, a mapping of its keys, or a Scenario"
AS_OVERRIDES = "give values by their keys, for example {'society.size': 5000}"
Source = str | os.PathLike[str] | Mapping[str, Any] | Scenario


def load_scenario(
    path_or_mapping: Source, overrides: Mapping[str, object] | None = None
) -> Scenario:
    """The scenario of a YAML file, of a mapping, or of another scenario.

    `overrides` are values by dotted key. Raises InputError for what is none of these, ScenarioError
    with every fault: `file:line:column  key: what is wrong (got ...; allowed ...)`.

    >>> load_scenario({"society": {"size": 5000}}, {"run.seed": 7}).run.seed
    7
    """
    faults: list[Fault] = []
    if overrides is not None:
        checked_mapping(overrides, name="overrides", advice=AS_OVERRIDES)
    return resolve(_read(path_or_mapping, faults), overrides or {}, faults)


def load_stored_scenario(path_or_mapping: Source) -> Scenario:
    """A resolved scenario that any version has saved, as this version reads it.

    Keys that have gone since (see `nksim.scenario.gone`) are left out. Raises ScenarioError with
    every fault.
    """
    faults: list[Fault] = []
    return resolve(without_gone(_read(path_or_mapping, faults)), {}, faults)


def resolve(root: Node, overrides: Mapping[str, object], faults: list[Fault]) -> Scenario:
    """The scenario of a whole tree; ScenarioError with the faults found before and here."""
    if not faults:
        root = override(root, overrides, faults)
    root = _locate_graph(root, faults)
    root, notes = split_quantities(root, faults)
    scenario = build_scenario(root, faults)
    if faults or scenario is None:
        raise ScenarioError(in_file_order(faults))
    return scenario.with_notes(notes)


def _read(source: Source, faults: list[Fault]) -> Node:
    """The tree of a file over all that it extends, of a mapping, or of a scenario.

    Faults that leave it readable are added to `faults`.
    """
    if isinstance(source, Scenario):
        source = to_mapping(source)
    if isinstance(source, Mapping):
        return extend(to_node(source, Place()), Path(), faults)
    return read_layers(checked_path(source, name="scenario", advice=AS_SCENARIO), faults)


def _locate_graph(root: Node, faults: list[Fault]) -> Node:
    """The tree with an absolute path of the graph file, which is relative to the naming file."""
    network = root.content.get("network")
    named = network.content.get("file") if network and isinstance(network.content, dict) else None
    if network is None or named is None or not isinstance(named.content, str):
        return root
    if not named.content.strip():
        words = "is empty; give the name of a graph file, or a generator in its place"
        faults.append(named.place.fault(words, "network.file"))
        return root
    path = (Path(named.place.file).parent / named.content).absolute()
    try:
        check_file(path, what="network.file")
    except FileError as error:
        words = f"{error.reason} (got {describe(named.content)}; looked at {path})"
        faults.append(named.place.fault(words, "network.file"))
    located = mapping_node({**network.content, "file": Node(str(path), named.place)}, network.place)
    return mapping_node({**root.content, "network": located}, root.place)
