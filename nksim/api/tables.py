"""Tables of stored runs, as attributes of whatever has made them."""

from __future__ import annotations

from typing import Any

from nksim.store.results import Results


class Tables:
    """Something with `results`, whose tables are its own.

    `.outcomes`, `.series`, `.failures` ...
    """

    results: Results

    def __getattr__(self, name: str) -> Any:
        """A table of the stored runs, or whatever else is known of them."""
        if name.startswith("_") or "results" not in self.__dict__:
            raise AttributeError(f"{type(self).__name__} has no {name!r}")
        return getattr(self.results, name)
