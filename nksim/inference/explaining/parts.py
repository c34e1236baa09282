"""What an effect is split among, and what people live under where only some parts are on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from nksim.analysis.shapley import alone
from nksim.analysis.splits import Kind, Part
from nksim.core.environment import Environments
from nksim.levers.channels import Learnt

BASELINE = "baseline"  # the identity of the coalition of no part


@dataclass(frozen=True, eq=False)
class Mixture:
    """What people live under in one run: Environments, and what follows the baseline's path."""

    environments: Environments
    follows: tuple[Learnt, ...] = ()


class Game(Protocol):
    """A policy's parts, and for every coalition of them what people live under."""

    @property
    def policy(self) -> str:
        """The name of the policy."""

    @property
    def kind(self) -> Kind:
        """Whether parts are channels or settings."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts."""

    def start(self, coalition: int) -> int:
        """A week before which the mixture is the baseline; their number if it always is."""

    def identity(self, coalition: int) -> str:
        """What tells a mixture from others over one baseline: equal ones are equal runs."""

    def mixture(self, coalition: int) -> Mixture:
        """What people live under where these parts are on."""


def chosen(parts: Iterable[Part], coalition: int) -> set[str]:
    """The names of the parts that are on."""
    return {part.name for place, part in enumerate(parts) if coalition & alone(place)}


def first_difference(one: Environments, other: Environments) -> int:
    """The first week in which two courses differ; their number if none does."""
    number = len(one)
    rows, others = (each.view(np.uint8).reshape(number, -1) for each in (one, other))
    differs = (rows != others).any(axis=1)
    weeks = np.flatnonzero(differs)
    return int(weeks[0]) if len(weeks) else number
