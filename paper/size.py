"""How large everything is made, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nksim
from nksim.studies.study import Study


@dataclass(frozen=True)
class Size:
    """How much is made: people of a run (0: as shipped) and how many of each kind."""

    people: int = 0
    screened: int = 3000  # people of explanations and sensitivity
    table: int = 800
    runs: int = 3000
    truths: int = 200
    drawn: int = 200
    replicates: int = 32
    explained: int = 8
    points: int = 6
    keys: tuple[str, ...] = ()
    assumptions: bool | tuple[str, ...] = True
    policies: tuple[str, ...] = ()
    split: bool = True


QUICK = Size(
    people=300,
    screened=200,
    table=180,
    runs=250,
    truths=20,
    drawn=4,
    replicates=2,
    explained=2,
    points=4,
    keys=("behaviour.w_risk", "media.copy_chance", "enforcement.search_rate"),
    assumptions=("no complicity",),
    policies=("law-only",),
    split=False,
)


@dataclass(frozen=True)
class Paper:
    """Where things lie, and how large they are."""

    size: Size
    out: Path

    def changes(self, **more: Any) -> dict[str, Any]:
        """What runs of the size differ in from what is shipped."""
        return ({"society.size": self.size.people} if self.size.people else {}) | more

    @property
    def posterior(self) -> Path:
        """The draws of the fit."""
        return self.out / "fit" / "posterior.csv"

    def study(self, **more: Any) -> Study:
        """The crackdown."""
        return nksim.load_study(["nksim:crackdown"], self.changes(**more))
