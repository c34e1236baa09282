"""nksim: how smuggled foreign media spread in North Korea, and what a crackdown does to it.

Names are looked up when they are first used, so that importing nksim costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nksim.api import verifying as verify
    from nksim.api.calibrating import calibrate
    from nksim.api.comparing import compare
    from nksim.api.explaining import explain
    from nksim.api.exporting import export
    from nksim.api.files import check, diff
    from nksim.api.folders import animate, plot, repair, survey
    from nksim.api.living import life
    from nksim.api.merging import merge
    from nksim.api.open_runs import resume, start
    from nksim.api.planning import plan
    from nksim.api.reporting import report
    from nksim.api.runs import run
    from nksim.api.sensitivity import sensitivity
    from nksim.api.sweeping import sweep
    from nksim.api.tracing import traces
    from nksim.engines.citizens.citizen import Citizen
    from nksim.engines.citizens.model import NKModel
    from nksim.scenario.loading import load_scenario
    from nksim.scenario.scenario import Scenario
    from nksim.society.building import build_society
    from nksim.store.results import open_results
    from nksim.store.societies import open_society, save_society
    from nksim.studies.posterior import load_posterior
    from nksim.studies.study import load_study
    from nksim.studies.sweep import load_sweep

    __version__: str

_HOMES = {
    "Citizen": "nksim.engines.citizens.citizen",
    "NKModel": "nksim.engines.citizens.model",
    "Scenario": "nksim.scenario.scenario",
    "animate": "nksim.api.folders",
    "build_society": "nksim.society.building",
    "calibrate": "nksim.api.calibrating",
    "check": "nksim.api.files",
    "compare": "nksim.api.comparing",
    "diff": "nksim.api.files",
    "explain": "nksim.api.explaining",
    "export": "nksim.api.exporting",
    "life": "nksim.api.living",
    "load_posterior": "nksim.studies.posterior",
    "load_scenario": "nksim.scenario.loading",
    "load_study": "nksim.studies.study",
    "load_sweep": "nksim.studies.sweep",
    "merge": "nksim.api.merging",
    "open_results": "nksim.store.results",
    "open_society": "nksim.store.societies",
    "plan": "nksim.api.planning",
    "plot": "nksim.api.folders",
    "repair": "nksim.api.folders",
    "report": "nksim.api.reporting",
    "resume": "nksim.api.open_runs",
    "run": "nksim.api.runs",
    "save_society": "nksim.store.societies",
    "sensitivity": "nksim.api.sensitivity",
    "start": "nksim.api.open_runs",
    "survey": "nksim.api.folders",
    "sweep": "nksim.api.sweeping",
    "traces": "nksim.api.tracing",
    "verify": "nksim.api.verifying",
}
_MODULES = ("verify",)  # names that stand for a module
__all__ = [
    "Citizen",
    "NKModel",
    "Scenario",
    "__version__",
    "animate",
    "build_society",
    "calibrate",
    "check",
    "compare",
    "diff",
    "explain",
    "export",
    "life",
    "load_posterior",
    "load_scenario",
    "load_study",
    "load_sweep",
    "merge",
    "open_results",
    "open_society",
    "plan",
    "plot",
    "repair",
    "report",
    "resume",
    "run",
    "save_society",
    "sensitivity",
    "start",
    "survey",
    "sweep",
    "traces",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("nksim")
    if name in _MODULES:
        return import_module(_HOMES[name])
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module nksim has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted(__all__)
