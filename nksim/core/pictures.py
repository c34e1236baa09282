"""Loading matplotlib, whatever a user has written into its settings.

A `matplotlibrc` that cannot be read, or a backend that does not exist, makes matplotlib's import
fail. Figures here need neither, so that matplotlib is then loaded as it was delivered.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

_SETTINGS = ("MATPLOTLIBRC", "MPLBACKEND")


def load_matplotlib() -> ModuleType:
    """The module; ImportError only if it is not there."""
    try:
        return importlib.import_module("matplotlib")
    except ImportError:
        raise
    except Exception:
        for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
            del sys.modules[name]
        with _without_settings():
            return importlib.import_module("matplotlib")


@contextmanager
def _without_settings() -> Iterator[None]:
    """Let matplotlib find its own settings only.

    Otherwise it looks into the working folder first, then where a variable says.
    """
    before, here = {name: os.environ.get(name) for name in _SETTINGS}, os.getcwd()
    delivered = _delivered()
    for name in _SETTINGS:
        os.environ.pop(name, None)
    os.environ["MATPLOTLIBRC"] = str(delivered / "matplotlibrc")
    os.chdir(delivered)
    try:
        yield
    finally:
        os.chdir(here)
        del os.environ["MATPLOTLIBRC"]
        os.environ.update({name: text for name, text in before.items() if text is not None})


def _delivered() -> Path:
    found = importlib.util.find_spec("matplotlib")
    folders = found.submodule_search_locations if found is not None else None
    return Path(next(iter(folders or [])), "mpl-data")
