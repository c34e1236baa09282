"""The figures that pin who lives in a society and whom they know.

Counts by trait, sums, and digests of every column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nksim import Scenario, build_society, load_scenario
from nksim.core.columns import LAYERS
from nksim.society.society import Society
from tests.golden.figures import HERE, Figures, rounded, scenario_of

SOCIETIES = HERE / "societies.json"
COUNTRY = "country"
SETTLED: dict[str, dict[str, Any]] = {
    "usual": {"size": 700},
    "unusual": {
        "size": 900,
        "district_size": 50,
        "household_size": 2.7,
        "unit_households": 7,
        "urban_share": 0.3,
        "border_district_share": 0.4,
        "children_share": 0.35,
        "young_share": 0.15,
        "middle_share": 0.4,
        "women_share": 0.6,
        "core_share": 0.5,
        "wavering_share": 0.2,
        "trader_share": 0.1,
        "official_share": 0.07,
        "informant_share": 0.12,
        "taste_chinese": 0.3,
        "taste_korean": 0.8,
        "willingness_mean": 1.0,
        "willingness_spread": 0.5,
        "trust_spread": 0.5,
        "friend_same_age": 0.2,
        "friend_same_district": 0.3,
        "bond_spread": 0.4,
        "ties": {"kin": 3.3, "friend": 2.7, "neighbour": 6.1, "work": 2.2, "market": 1.5},
    },
    "hamlet": {"size": 55},
}


def societies() -> Iterator[tuple[str, Society]]:
    """The societies that are pinned, by name and seed."""
    for name, settings in SETTLED.items():
        for seed in (1, 2):
            yield f"{name}.{seed}", build_society(load_scenario({"society": settings}), seed)
    for name, scenario in graphs():
        yield name, build_society(scenario, 1)


def graphs() -> Iterator[tuple[str, Scenario]]:
    """A graph that says who people are, and one that says nothing but whom they know."""
    yield "told", scenario_of("graph")
    generated = {"generator": "circular_ladder_graph", "n": 45}
    yield (
        "untold",
        load_scenario({"network": generated, "society": {"district_size": 50}}),
    )


def country() -> Society:
    """A society of several blocks, built by two threads at once."""
    return build_society(load_scenario({"society": {"size": 40_000}}), 1, 2)


def society_figures(society: Society) -> Figures:
    """What is counted and summed of one society."""
    people, ties = society.people, society.ties
    return {
        "people": {name: _column(column) for name, column in people._asdict().items()},
        "ties": {name: _sums(column) for name, column in ties._asdict().items()},
        "layers": {
            layer: [int(chosen.sum()), int(ties.bond[chosen].astype(np.int64).sum())]
            for place, layer in enumerate(LAYERS)
            if (chosen := ties.layer == place).any()
        },
        "households": np.bincount(np.diff(society.household_first)).tolist(),
        "districts": _sums(society.district_first),
    }


def measured_societies() -> dict[str, Figures]:
    """All figures of all societies that are pinned."""
    found = {name: society_figures(society) for name, society in societies()}
    return found | {COUNTRY: society_figures(country())}


def _column(column: NDArray[Any]) -> list[Any]:
    few = column.dtype == np.uint8
    return [*_sums(column), *([np.bincount(column).tolist()] if few else [])]


def _sums(column: NDArray[Any]) -> list[Any]:
    """The sum, and the digest of type and bytes: the first to be read, the second to be sure."""
    digest = hashlib.sha256(str(column.dtype).encode() + np.ascontiguousarray(column).tobytes())
    return [rounded(column.sum(dtype=np.float64)), digest.hexdigest()[:16]]
