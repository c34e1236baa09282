"""The cascades of one run: titles from hand to hand, who told on whom, arrests after arrests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nksim.analysis.cascades.arrests import arrests_of, chains_of
from nksim.analysis.cascades.history import History
from nksim.analysis.cascades.reproduction import reproduction_of
from nksim.analysis.cascades.telling import tellings_of, told_of
from nksim.analysis.cascades.trees import cascades_of, holdings_of

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("cascades", "holdings", "reproduction", "told", "tellings", "arrests", "chains")


@dataclass(frozen=True, eq=False)
class Traced:
    """Tables made of the events of one run; each is worked out when it is first asked for."""

    history: History

    @cached_property
    def holdings(self) -> pd.DataFrame:
        """A row for each time that somebody came to hold a title."""
        return holdings_of(self.history)

    @cached_property
    def cascades(self) -> pd.DataFrame:
        """A row a tree: a title from its arrival on."""
        return cascades_of(self.holdings)

    @cached_property
    def reproduction(self) -> pd.DataFrame:
        """A row a week and origin: copies made by those who then came to hold a title."""
        return reproduction_of(self.history, self.holdings)

    @cached_property
    def tellings(self) -> pd.DataFrame:
        """A row for each time that somebody told on somebody."""
        return tellings_of(self.history)

    @cached_property
    def arrests(self) -> pd.DataFrame:
        """A row an arrest, with its cause and the arrest that it follows."""
        return arrests_of(self.history, self.tellings)

    @cached_property
    def told(self) -> pd.DataFrame:
        """Who told on whom, a row a kind of telling and layer of ties."""
        return told_of(self.tellings, self.arrests)

    @cached_property
    def chains(self) -> pd.DataFrame:
        """A row a chain of arrests that begins with one that follows none."""
        return chains_of(self.arrests)
