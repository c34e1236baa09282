"""One run to be made: a scenario, a seed and the number of the replicate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nksim.core.checks import checked_seed
from nksim.scenario.scenario import Scenario
from nksim.studies.posterior import Posterior, drawn


@dataclass(frozen=True)
class Task:
    """One run to be made."""

    scenario: Scenario
    seed: int
    replicate: int

    def __str__(self) -> str:
        return f"{self.scenario.name} seed {self.seed}"


def tasks_of(
    scenarios: Sequence[Scenario],
    seed: int | None = None,
    replicates: int = 1,
    posterior: Posterior | None = None,
) -> list[Task]:
    """Every scenario with `replicates` seeds in a row, a seed at a time.

    `seed` is that of the first replicate, by default each scenario's own. With a posterior each
    seed has numbers of its own, the same for all scenarios. Raises InputError for seeds that are
    none.
    """
    firsts = [scenario.run.seed if seed is None else seed for scenario in scenarios]
    for first in firsts:
        checked_seed(first, runs=replicates)
    return [
        Task(drawn(scenario, posterior, first + number), first + number, number)
        for number in range(replicates)
        for scenario, first in zip(scenarios, firsts, strict=True)
    ]
