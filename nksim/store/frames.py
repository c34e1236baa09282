"""Tables on their way to other programs: read when their turn comes, with a label a column."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from nksim.core.errors import InputError
from nksim.observations.tables import DECLARED

if TYPE_CHECKING:
    import pandas as pd

Frames = dict[str, "Callable[[], pd.DataFrame]"]
DICTIONARY = "data_dictionary"


def labels_of(table: str) -> dict[str, str]:
    """What each column of a table means, with its unit; nothing for one that is not declared."""
    return {
        column.name: f"{column.meaning} ({column.unit})" if column.unit else column.meaning
        for column in DECLARED.get(table, ())
    }


def needed(module: str, to: str, extra: str) -> ModuleType:
    """The package that writes a format; InputError says how to install it."""
    try:
        return import_module(module)
    except ImportError:
        raise InputError(
            f"to={to} needs the package {module}; install it with: pip install 'nksim[{extra}]'"
        ) from None
