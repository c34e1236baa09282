"""From a Society's columns to Mesa agents and a networkx graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from nksim.core.columns import AGE_BANDS, LAYERS, ROLES, SEXES
from nksim.core.units import from_tie
from nksim.engines.citizens.citizen import Citizen
from nksim.scenario.provinces import PROVINCES

if TYPE_CHECKING:
    from nksim.engines.citizens.model import NKModel

PLAIN = (
    "province",
    "district",
    "household",
    "urban",
    "border",
    "age",
    "woman",
    "songbun",
    "role",
    "wealth",
    "device_rank",
    "risk_aversion",
    "willingness",
    "trust_mean",
)


def citizens_of(model: NKModel, kind: type[Citizen]) -> list[Citizen]:
    """One agent for each citizen, in the society's order."""
    people = model.society.people
    columns = {name: getattr(people, name).tolist() for name in PLAIN}
    columns["taste"] = list(
        zip(people.taste_chinese.tolist(), people.taste_korean.tolist(), strict=True)
    )
    columns["name"] = [model.society.name_of(i) for i in range(model.society.size)]
    return [kind(model, i, _traits(columns, i)) for i in range(model.society.size)]


def _traits(columns: dict[str, list[Any]], i: int) -> dict[str, Any]:
    traits = {name: column[i] for name, column in columns.items()}
    traits["cell"] = (traits["province"] * 4 + traits["age"]) * 2 + traits["woman"]
    return traits


def graph_of(model: NKModel) -> nx.Graph:
    """The social graph: nodes are citizens' indices, with their names and traits in words.

    Edges carry low, high, layer, bond and complicity.
    """
    ties = model.society.ties
    graph = nx.Graph()
    graph.add_nodes_from((citizen.index, _in_words(citizen)) for citizen in model.citizens)
    ends = zip(
        ties.low.tolist(), ties.high.tolist(), ties.layer.tolist(), ties.bond.tolist(), strict=True
    )
    graph.add_edges_from(
        (
            low,
            high,
            {
                "low": low,
                "high": high,
                "layer": LAYERS[layer],
                "bond": from_tie(bond),
                "complicity": 0.0,
            },
        )
        for low, high, layer, bond in ends
    )
    return graph


def _in_words(citizen: Citizen) -> dict[str, Any]:
    return {
        "name": citizen.name,
        "province": PROVINCES[citizen.province],
        "district": citizen.district,
        "household": citizen.household,
        "age": AGE_BANDS[citizen.age],
        "sex": SEXES[citizen.woman],
        "role": ROLES[citizen.role],
    }
