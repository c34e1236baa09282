"""What hears how far long work has come. Whoever wants to show it brings an object of this kind."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears how work goes on; `advance` is called from any thread."""

    def say(self, words: str) -> None:
        """Something worth telling, in a sentence."""

    def begin(self, weeks: int) -> None:
        """So many weeks are to be simulated."""

    def advance(self, weeks: int) -> None:
        """So many weeks have passed since the last call."""


class Silent:
    """Hears everything and shows nothing."""

    def say(self, words: str) -> None:
        """Nothing."""

    def begin(self, weeks: int) -> None:
        """Nothing."""

    def advance(self, weeks: int) -> None:
        """Nothing."""


SILENT = Silent()
