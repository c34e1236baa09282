"""nksim: how smuggled foreign media spread between people in North Korea, and what a crackdown does to it.

Names are looked up when they are first used, so that importing nksim costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nksim.api import compare as compare
    from nksim.api import resume as resume
    from nksim.api import run as run
    from nksim.api import start as start
    from nksim.engines.citizens.citizen import Citizen as Citizen
    from nksim.engines.citizens.model import NKModel as NKModel
    from nksim.scenario.loading import load_scenario as load_scenario
    from nksim.scenario.scenario import Scenario as Scenario
    from nksim.society.building import build_society as build_society
    from nksim.store.results import open_results as open_results
    from nksim.store.societies import open_society as open_society
    from nksim.store.societies import save_society as save_society

    __version__: str

_HOMES = {
    "load_scenario": "nksim.scenario.loading",
    "Scenario": "nksim.scenario.scenario",
    "run": "nksim.api",
    "compare": "nksim.api",
    "start": "nksim.api",
    "resume": "nksim.api",
    "NKModel": "nksim.engines.citizens.model",
    "Citizen": "nksim.engines.citizens.citizen",
    "open_results": "nksim.store.results",
    "build_society": "nksim.society.building",
    "save_society": "nksim.store.societies",
    "open_society": "nksim.store.societies",
}
__all__ = [
    "Citizen",
    "NKModel",
    "Scenario",
    "__version__",
    "build_society",
    "compare",
    "load_scenario",
    "open_results",
    "open_society",
    "resume",
    "run",
    "save_society",
    "start",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("nksim")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module nksim has no attribute {name!r}; it has {', '.join(__all__)}")
