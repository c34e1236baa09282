"""How runs are made: what users choose besides the scenario, and what changes no number."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.core.checks import checked_workers
from nksim.engines.contract import EngineName

if TYPE_CHECKING:
    from nksim.engines.citizens.citizen import Citizen
    from nksim.experiments.checkpoints import Checkpointing

WORTH_SHARING = (
    50_000  # people from which on two threads in one run gain more than they cost; measured
)


def threads_for(size: int, runs: int, cores: int) -> int:
    """Threads within a run of so many people, where nobody has said: the cores that other runs leave idle."""
    return max(1, cores // max(runs, 1)) if size >= WORTH_SHARING else 1


@dataclass(frozen=True)
class How:
    """Engine, threads within a run, tables to keep (None: all), single events, a user's own Citizen.

    `forked`: pasts that runs share are simulated once. `checkpointing`: where long runs leave checkpoints.
    `societies`: a folder in which societies are kept, to be shared.
    """

    engine: EngineName = "compiled"
    threads: int = 1
    tables: tuple[str, ...] | None = None
    events: bool = False
    citizen: type[Citizen] | None = None
    forked: bool = True
    checkpointing: Checkpointing | None = None
    societies: Path | None = None

    def __post_init__(self) -> None:
        checked_workers(self.threads, name="threads")

    @property
    def leaves_checkpoints(self) -> bool:
        """Whether a run by itself can be taken up again; single events and a user's own citizens are in no checkpoint."""
        return (
            self.checkpointing is not None
            and not self.events
            and self.citizen is None
            and self.engine == "compiled"
        )

    @property
    def shares_pasts(self) -> bool:
        """Whether runs that are one until some week are simulated once until then; single events belong to one run."""
        return (
            self.forked and not self.events and self.citizen is None and self.engine == "compiled"
        )
