"""Posterior draws: a CSV file of draws, of which each seed takes one.

A column a number of the scenario, a row a draw, all of equal weight, as `nksim calibrate` leaves
them. A world without a lever takes the draws without its settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from nksim.core.characters import visible
from nksim.core.errors import MOST_FAULTS, InputError, ScenarioError
from nksim.core.reading import read_rows, twice
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.scenario.shipped import located

LARGEST_FILE = 16 << 20
FIXED = ("run", "network", "society.size", "name", "description")


@dataclass(frozen=True)
class Posterior:
    """Equally weighted draws of the numbers `keys`, and the file they stand in."""

    keys: tuple[str, ...]
    draws: tuple[tuple[float, ...], ...]
    path: str = ""
    lines: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if faults := [fault for key in self.keys if (fault := _fault_of_key(key))]:
            raise InputError("\n".join(f"posterior={self.path} {fault}" for fault in faults))

    def draw(self, seed: int) -> dict[str, float]:
        """The values of a seed, by key.

        Consecutive seeds take consecutive draws; after the last the first comes again.
        """
        return dict(zip(self.keys, self.draws[seed % len(self.draws)], strict=True))

    def at(self, scenario: Scenario, seed: int) -> Scenario:
        """A scenario with the values of a seed.

        Raises InputError, with the line of the draw, for a number that the scenario does not have
        or does not allow.
        """
        try:
            return load_scenario(
                scenario,
                {key: number for key, number in self.draw(seed).items() if scenario.takes(key)},
            )
        except ScenarioError as error:
            words = "; ".join(
                f"{fault.key.removeprefix('--set ')}: {fault.message}" for fault in error.faults
            )
            raise InputError(
                f"posterior={self.path} line {self._line(seed)} does not fit "
                f"scenario={scenario.name}: {words}"
            ) from None

    def _line(self, seed: int) -> int:
        place = seed % len(self.draws)
        return self.lines[place] if self.lines else place + 2

    def left_out(self, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
        """Settings of levers that none of these scenarios has."""
        return tuple(
            key for key in self.keys if not any(scenario.takes(key) for scenario in scenarios)
        )


def load_posterior(path: str | Path) -> Posterior:
    """The draws of a file; InputError with the line of what is no number."""
    rows = list(read_rows(located(path), what="posterior", limit=LARGEST_FILE))
    if len(rows) < 2:
        raise InputError(
            f"posterior={path} holds no draws; give a file that `nksim calibrate` has "
            "left: a line of keys, then a line of numbers a draw"
        )
    (first, keys), *lines = rows
    faults = [f"line {first}: {fault}" for fault in _faults_of_keys(keys)]
    faults += [f"line {number}: {fault}" for number, line in lines if (fault := _fault(keys, line))]
    if faults:
        raise InputError(
            "\n".join(f"posterior={path} {visible(fault)}" for fault in faults[:MOST_FAULTS])
        )
    draws = tuple(tuple(float(cell) for cell in line) for _, line in lines)
    return Posterior(tuple(keys), draws, str(path), tuple(number for number, _ in lines))


def drawn(scenario: Scenario, posterior: Posterior | None, seed: int) -> Scenario:
    """The scenario of a seed: itself where there is no posterior."""
    return scenario if posterior is None else posterior.at(scenario, seed)


def _faults_of_keys(keys: list[str]) -> list[str]:
    faults = [f"{key} is given twice" for key in twice(keys)]
    faults += [fault for key in keys if (fault := _fault_of_key(key))]
    return faults if all(key.strip() for key in keys) else [*faults, "a column has no key"]


def _fault_of_key(key: str) -> str:
    """Why the number of a key is not drawn: people and weeks are those of the scenario."""
    if not any(key == fixed or key.startswith(f"{fixed}.") for fixed in FIXED):
        return ""
    return (
        f"{key} is not drawn: people, weeks and seeds are those of the scenario. Columns are"
        " numbers of rules and levers, such as behaviour.w_risk (`nksim show` lists them); take the"
        " column out"
    )


def _fault(keys: list[str], line: list[str]) -> str:
    if len(line) != len(keys):
        return f"has {len(line)} values for {len(keys)} keys"
    wrong = next(
        (
            f"{key}={cell[:40]}"
            for key, cell in zip(keys, line, strict=True)
            if not _is_number(cell)
        ),
        "",
    )
    return f"{wrong} is no number" if wrong else ""


def _is_number(cell: str) -> bool:
    try:
        return isfinite(float(cell))
    except ValueError:
        return False
