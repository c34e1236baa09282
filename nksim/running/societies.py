"""Societies of runs: opened where a folder has them, else built."""

from __future__ import annotations

from pathlib import Path

from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society
from nksim.store.societies import ABOUT, open_society, save_society, society_folder


def society_for(scenario: Scenario, seed: int, threads: int, folder: Path | None) -> Society:
    """The society of a scenario and seed: opened if the folder has it, else built.

    A built one is saved where a folder is given.
    """
    if folder is None:
        return build_society(scenario, seed, threads)
    place = society_folder(folder, scenario, seed)
    if not (place / ABOUT).exists():
        save_society(build_society(scenario, seed, threads), place)
    return open_society(place)
