"""Everything that can go wrong, as one small tree.

Every message says what is wrong, where, what is allowed and what to do.

NksimError
├── InputError         the user's input is wrong            exit code 2
│   ├── ScenarioError  faults of scenario files, all at once
│   ├── FileError      a file that cannot be read at all
│   ├── GraphError     a graph that cannot be a society
│   └── SizeError      more than this machine can hold
├── RunError           a run failed                         exit code 1
└── StoreError         results cannot be written or read    exit code 1
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nksim.core.characters import visible


class NksimError(Exception):
    """The root: catch this to catch everything nksim raises on purpose."""

    exit_code = 1


class InputError(NksimError):
    """What the user gave cannot be used; nothing was run and nothing written."""

    exit_code = 2


MOST_FAULTS = 20  # of one kind that are said; nobody reads more of them


@dataclass(frozen=True)
class Fault:
    """One thing wrong in an input, and where: line and column count from 1, 0 is unknown."""

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    key: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        words = f"{self.key}: {self.message}" if self.key else self.message
        return visible("  ".join(part for part in (place, words) if part)).replace("\n", "\\n")


class ScenarioError(InputError):
    """Faults of a scenario, all of them at once, in the order in which they stand in the file."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FileError(InputError):
    """A file that was named cannot be read: it is not there, no file, too large or no text.

    `what` is what it was given as, `reason` why it cannot be used; line and column count from 1,
    0 where the whole file is meant.
    """

    def __init__(
        self, what: str, path: object, reason: str, line: int = 0, column: int = 0
    ) -> None:
        self.what, self.path, self.reason = what, str(path), reason
        self.line, self.column = line, column
        place = f" line {line}, column {column}" if line else ""
        super().__init__(f"{what}={path}{place}: {reason}")


class GraphError(InputError):
    """A user's graph cannot be a society, or its file or generator gives no graph."""


class GraphWarning(UserWarning):
    """A user's graph says something that is not used: weights, directions, times, attributes."""


class SizeError(InputError):
    """The society asked for needs more memory than there is; said before anything is allocated."""


class RunError(NksimError):
    """A run failed on its way; runs that were finished are kept."""


class StoreError(NksimError):
    """A results folder cannot be written or read."""


class NoResultsError(StoreError):
    """What the user gave as a results folder is none."""

    exit_code = 2
