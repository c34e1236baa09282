"""A question to the data: which numbers, in which ranges, by which statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nksim.core.errors import InputError
from nksim.inference.calibration.observed import Observed
from nksim.studies.axis import Axis

Simulate = Callable[[Mapping[str, float], int, float], dict[str, float]]


@dataclass(frozen=True)
class Question:
    """`simulate(draw, seed, limit)` gives a statistic for each id in `observed`.

    A draw has a number for the key of every prior.

    Where those known so far are already further than `limit` from the observed ones, it may leave
    out the others.
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
    def names(self) -> dict[str, str]:
        """Keys by the names under which pyABC knows them, which have no dots."""
        return {prior.key.replace(".", "__"): prior.key for prior in self.priors}
