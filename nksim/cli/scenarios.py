"""Scenarios from files and flags, or all faults of all files at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nksim.core.errors import Fault
    from nksim.scenario.scenario import Scenario


def load_all(
    paths: Sequence[Path],
    settings: Sequence[str] = (),
    size: int | None = None,
    seed: int | None = None,
) -> list[Scenario]:
    """The scenarios of these files with the values set by flags.

    ScenarioError with the faults of all of them.
    """
    from nksim.core.errors import ScenarioError

    overrides = parse_settings(settings, size, seed)
    loaded = [load_or_faults(path, overrides) for path in paths]
    faults = [fault for _, found in loaded for fault in found]
    if faults:
        raise ScenarioError(list(dict.fromkeys(faults)))
    return [scenario for scenario, _ in loaded if scenario is not None]


def load_or_faults(path: Path, overrides: dict[str, Any]) -> tuple[Scenario | None, list[Fault]]:
    """A scenario, or what is wrong with its file."""
    from nksim.core.errors import ScenarioError
    from nksim.scenario.loading import load_scenario

    try:
        return load_scenario(path, overrides), []
    except ScenarioError as error:
        return None, list(error.faults)


def parse_settings(
    settings: Sequence[str], size: int | None = None, seed: int | None = None
) -> dict[str, Any]:
    """The values that flags set, by key; ScenarioError for a key that is set twice.

    A seed of the command line is no value of the scenario, but `--set run.seed` beside it is one
    too many.
    """
    from nksim.core.errors import Fault, ScenarioError
    from nksim.scenario.overrides import leaves_of, parse_override

    overrides, faults = dict[str, Any](), list[Fault]()
    flags = {"society.size": ("--size", size), "run.seed": ("--seed", seed)}
    given_by = {key: flag for key, (flag, value) in flags.items() if value is not None}
    for text in settings:
        try:
            key, given = parse_override(text)
        except ScenarioError as error:
            faults.extend(error.faults)
            continue
        for leaf in leaves_of(key, given):
            if leaf in given_by:
                faults.append(
                    Fault(f"is given by {given_by[leaf]} as well; keep one", key=f"--set {leaf}")
                )
        if key in overrides:
            faults.append(Fault("is given twice; keep one", key=f"--set {key}"))
        overrides[key] = given
    if faults:
        raise ScenarioError(faults)
    return overrides if size is None else overrides | {"society.size": size}
