"""Worlds so small that the citizens engine lives through them in half a second.

Everything happens in them.

They are what mutants of the rules, the levers and the tables are tried on (`make mutants`).
"""

from __future__ import annotations

from nksim import Scenario, load_scenario
from tests.golden.figures import HERE, Figures, figures

TINY = HERE / "tiny.json"
TINY_WORLDS = ("dense", "levers", "years", "rare", "lives")
TINY_SEEDS = (1, 2)


def tiny_scenario(world: str) -> Scenario:
    """One of the tiny worlds."""
    return load_scenario(HERE / "tiny" / f"{world}.yaml")


def tiny_figures(world: str, seed: int) -> Figures:
    """All figures of one run of a tiny world with the citizens engine."""
    return figures(tiny_scenario(world), seed, "citizens")


def measured_tiny() -> dict[str, Figures]:
    """All figures of the tiny worlds."""
    return {
        f"{world}.{seed}": tiny_figures(world, seed) for world in TINY_WORLDS for seed in TINY_SEEDS
    }
