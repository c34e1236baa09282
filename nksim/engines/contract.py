"""What an engine is: it lets weeks pass, counts them, and shows its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

from numpy.typing import NDArray

from nksim.core.clock import Clock
from nksim.core.environment import Environments
from nksim.engines.counts import Tables
from nksim.engines.state import Records, State
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd

EngineName = Literal["compiled", "citizens"]

# The phases of a week in their order, in both engines and in docs/model.md.
PHASES = (
    "policy",
    "supply",
    "contact",
    "solitary",
    "surveillance",
    "sanction",
    "witnessing",
    "escape",
    "belief",
    "observation",
)


class Engine(Protocol):
    """One run of a scenario in a society."""

    clock: Clock
    seed: int

    @property
    def week(self) -> int:
        """The number of weeks that have passed."""

    @property
    def stride(self) -> int:
        """How many weeks to let pass in one call, so that it comes back before anyone waits."""

    @property
    def society(self) -> Society:
        """The society of the year."""

    def own_society(self) -> None:
        """Nobody else looks at its society: a year may be written over the one before."""

    def begin_week(self) -> None:
        """Let the year turn, if it does before the week that comes next."""

    @property
    def tables(self) -> Tables:
        """The counts of the weeks that have passed."""

    @property
    def districts(self) -> Records:
        """What districts remember, of state.DISTRICT; may be written between two weeks."""

    def pass_weeks(self, environments: Environments, until: int) -> None:
        """Let weeks pass until `until`, under Environments of shape (weeks, provinces)."""

    def snapshot(self) -> State:
        """Everything that changes."""

    def fork(self, own_week: bool = True) -> Self:
        """A copy that goes its own way from here."""

    def dump(self) -> dict[str, NDArray[Any]]:
        """Everything that outlives a week, as arrays by name."""

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Go back, or on, to what `dump` gave; ValueError, and it is lost, if of another run."""

    def events_table(self) -> pd.DataFrame | None:
        """The event table, if it was asked for."""

    def close(self) -> None:
        """Give everything back."""
