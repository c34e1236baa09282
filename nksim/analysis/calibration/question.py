"""A question to the data: which numbers, in which ranges, by which statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nksim.analysis.calibration.observed import Observed
from nksim.analysis.calibration.priors import Prior
from nksim.core.errors import InputError

Simulate = Callable[[Mapping[str, float], int, float], dict[str, float]]


@dataclass(frozen=True)
class Question:
    """`simulate(draw, seed, limit)` gives a statistic for each id in `observed`; a draw has a number for the key of every prior.

    Where those known so far are already further than `limit` from the observed ones, it may leave out the others.
    """

    simulate: Simulate
    priors: Sequence[Prior]
    observed: Sequence[Observed]

    def __post_init__(self) -> None:
        for what, rows in (("parameters", self.priors), ("targets", self.observed)):
            if not rows:
                raise InputError(f"{what}: there are none; give at least one")

    @property
    def names(self) -> dict[str, str]:
        """Keys by the names under which pyABC knows them, which have no dots."""
        return {prior.key.replace(".", "__"): prior.key for prior in self.priors}
