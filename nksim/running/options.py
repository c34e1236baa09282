"""What a user may choose about a run besides its scenario and seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nksim.core.checks import checked_workers
from nksim.engines.contract import EngineName

if TYPE_CHECKING:
    from nksim.engines.citizens.citizen import Citizen

# People from which on two threads in one run gain more than they cost; measured.
WORTH_SHARING = 50_000


@dataclass(frozen=True)
class RunOptions:
    """The engine, threads within a run, whether single events are kept, and a user's own Citizen.

    Only `citizen` changes numbers. Raises InputError for a number of threads that is none.
    """

    engine: EngineName = "compiled"
    threads: int = 1
    events: bool = False
    citizen: type[Citizen] | None = None

    def __post_init__(self) -> None:
        checked_workers(self.threads, name="threads")

    @property
    def is_forkable(self) -> bool:
        """Whether such a run can be forked, and taken up again from a checkpoint.

        Single events belong to one run, and a user's own citizens may hold anything.
        """
        return self.engine == "compiled" and not self.events and self.citizen is None


def threads_for(size: int, runs: int, cores: int) -> int:
    """Threads within a run of `size` people if nobody has said.

    Cores that other runs leave idle.
    """
    return max(1, cores // max(runs, 1)) if size >= WORTH_SHARING else 1
