"""Tiny worlds do today what they did yesterday: cheap enough to be asked of every mutant."""

from __future__ import annotations

import pytest

from tests.golden.figures import moved, stored
from tests.golden.tiny import TINY, TINY_SEEDS, TINY_WORLDS, tiny_figures

CASES = [(world, seed) for world in TINY_WORLDS for seed in TINY_SEEDS]


@pytest.mark.parametrize(("world", "seed"), CASES)
def test_tiny_figures__hold(world: str, seed: int) -> None:
    """No count, state or figure of a tiny world moves without being heard of."""
    apart = moved(stored(TINY)[f"{world}.{seed}"], tiny_figures(world, seed))
    assert not apart, "\n".join(
        [f"{len(apart)} figures moved; `make golden` if that was meant", *apart[:10]]
    )
