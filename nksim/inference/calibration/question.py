"""A question to the data: which numbers, in which ranges, by which statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nksim.core.errors import InputError
from nksim.inference.calibration.observed import Observed
from nksim.studies.axis import Axis

if TYPE_CHECKING:
    from numpy.typing import NDArray

Simulate = Callable[[Mapping[str, float], int], dict[str, float]]


@dataclass(frozen=True)
class Question:
    """`simulate(draw, seed)` gives a statistic for each id in `observed`, none if a run failed.

    A draw has a number for the key of every prior.
    """

    simulate: Simulate
    priors: Sequence[Axis]
    observed: Sequence[Observed]
    weeks: int = 1  # of a run

    def __post_init__(self) -> None:
        for what, rows in (("parameters", self.priors), ("targets", self.observed)):
            if not rows:
                raise InputError(f"{what}: there are none; give at least one")

    @property
    def keys(self) -> list[str]:
        """The numbers that are asked about."""
        return [prior.key for prior in self.priors]

    @property
    def names(self) -> list[str]:
        """The figures that are asked."""
        return [row.id for row in self.observed]

    def draw(self, shares: NDArray[np.float64]) -> dict[str, float]:
        """The numbers at shares of the way through their ranges, shape (keys,)."""
        return {
            prior.key: prior.low + float(share) * prior.width
            for prior, share in zip(self.priors, shares, strict=True)
        }
