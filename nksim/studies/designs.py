"""Designs: which points of ranges and lists of values are run.

- grid: every combination of the values
- one-at-a-time: the scenario itself, then each value alone
- latin-hypercube: so many points, each range cut into as many slices of which each is met once
  (McKay et al. 1979)
- sobol: so many points of a scrambled Sobol' sequence (Owen 1998), a power of two
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nksim.studies.axis import Axis

if TYPE_CHECKING:
    from numpy.typing import NDArray

Design = Literal["grid", "one-at-a-time", "latin-hypercube", "sobol"]
DESIGNS: tuple[Design, ...] = ("grid", "one-at-a-time", "latin-hypercube", "sobol")
SAMPLED = ("latin-hypercube", "sobol")
Point = dict[str, Any]


def points(design: Design, axes: Sequence[Axis], number: int = 64, seed: int = 1) -> list[Point]:
    """The points of a design; `number` and `seed` are those of a sampled one.

    A Sobol' design has the next power of two of points.
    """
    if design == "grid":
        return [
            dict(zip((axis.key for axis in axes), values, strict=True))
            for values in product(*(axis.levels for axis in axes))
        ]
    if design == "one-at-a-time":
        return [{}, *({axis.key: value} for axis in axes for value in axis.levels)]
    return [
        {axis.key: axis.at(share) for axis, share in zip(axes, row, strict=True)}
        for row in _shares(design, len(axes), number, seed).tolist()
    ]


def _shares(design: Design, dimensions: int, number: int, seed: int) -> NDArray[np.float64]:
    from scipy.stats import qmc

    if design == "sobol":
        return np.asarray(
            qmc.Sobol(dimensions, rng=seed).random_base2(max(math.ceil(math.log2(number)), 0))
        )
    return np.asarray(qmc.LatinHypercube(dimensions, rng=seed).random(number))
