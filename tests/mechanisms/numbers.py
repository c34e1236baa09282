"""What halving and doubling each number of the rules does, in paired runs of the history.

A number whose halving and doubling move nothing earns no place in the model: the table names it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

import nksim
from nksim.analysis.intervals import interval_of_mean
from nksim.scenario.quantities import Quantity, quantities
from tests.mechanisms.mechanisms import MEASURES
from tests.mechanisms.pairs import Window, window_of

SECTIONS = ("media.", "behaviour.", "enforcement.", "attitudes.")
SINCE, YEARS = "2012-01-01", (2017, 2019)
MEASURED = (
    "watching",
    "weak",
    "arrests",
    "detained",
    "deaths",
    "suspicion",
    "risk",
    "household_bond",
    "trust",
    "style",
)
HALVED, DOUBLED = 0.5, 2.0
Changes = Mapping[tuple[str, float], Sequence[Sequence[float]]]


def numbers(scenario: nksim.Scenario) -> list[Quantity]:
    """The numbers of the rules that are not 0 in a scenario."""
    known = quantities(scenario)
    return [each for each in known if each.key.startswith(SECTIONS) and each.value != 0]


def off(scenario: nksim.Scenario) -> list[str]:
    """The numbers that are 0: options that are off, which cannot be halved."""
    return [each.key for each in quantities(scenario) if _is_off(each)]


def _is_off(each: Quantity) -> bool:
    return each.key.startswith(SECTIONS) and each.value == 0


def changed_to(each: Quantity, factor: float) -> float:
    """The number times a factor, within what is allowed.

    Of log-odds below zero the odds are halved and doubled; a year is moved by two, back and on.
    """
    found = each.value * factor
    if each.value < 0.0:
        found = each.value + math.log(factor)
    elif each.unit == "year":
        found = each.value + 2.0 * math.log2(factor)
    found = found if each.high is None else min(found, each.high)
    return found if each.low is None else max(found, each.low)


def measured(size: int, seed: int, threads: int) -> dict[tuple[str, float], list[float]]:
    """For each number and factor the difference of every measure, of one seed."""
    scenario = nksim.load_scenario("nksim:history", {"society.size": size})
    trunk = nksim.start(scenario, seed)
    trunk.run(until=SINCE)
    baseline = _values(trunk.fork())

    def apart(asked: tuple[Quantity, float]) -> list[float]:
        each, factor = asked
        run = trunk.fork()
        run.change({each.key: changed_to(each, factor)})
        return list((_values(run) - baseline).tolist())

    asked = [(each, factor) for each in numbers(scenario) for factor in (HALVED, DOUBLED)]
    with ThreadPoolExecutor(threads) as pool:
        found = pool.map(apart, asked)
        return {(each.key, by): rows for (each, by), rows in zip(asked, found, strict=True)}


def _values(run: nksim.OpenRun) -> np.ndarray:
    window: Window = window_of(run.run(until=f"{YEARS[1]}-12-31"), *YEARS)
    return np.array([MEASURES[name][1](window) for name in MEASURED])


def page(scenario: nksim.Scenario, changes: Changes, seeds: int) -> str:
    """What docs/numbers.md says below its head."""
    idle = ", ".join(inert(scenario, changes)) or "none"
    return "\n".join(
        [
            "",
            f"{scenario.society.size:,} people, {seeds} seeds, changed from {SINCE[:4]} on,"
            f" measured in {YEARS[0]}-{YEARS[1]}: halved / doubled (at most what is allowed)."
            " A dot, or an empty cell, is a difference that is not told from none.",
            "",
            *table(scenario, changes),
            "",
            f"Off as shipped, and so neither halved nor doubled: {', '.join(off(scenario))}.",
            "",
            f"Moves nothing that is measured here: {idle}.",
            "",
        ]
    )


def table(scenario: nksim.Scenario, changes: Changes) -> list[str]:
    """The rows in Markdown: halved and doubled; an empty cell is not told from none."""
    titles = [MEASURES[name][0] for name in MEASURED]
    lines = [f"| number | value | {' | '.join(titles)} |"]
    lines.append("| --- | ---: |" + " --- |" * len(titles))
    for each in numbers(scenario):
        halved, doubled = (_resolved(changes[each.key, by]) for by in (HALVED, DOUBLED))
        cells = (_cell(*pair) for pair in zip(halved, doubled, strict=True))
        lines.append(f"| {each.key} | {each.value:g} | {' | '.join(cells)} |")
    return lines


def inert(scenario: nksim.Scenario, changes: Changes) -> list[str]:
    """The numbers of which neither half nor double moves anything that is measured."""
    return [
        each.key
        for each in numbers(scenario)
        if not any(any(_resolved(changes[each.key, factor])) for factor in (HALVED, DOUBLED))
    ]


def _resolved(rows: Sequence[Sequence[float]]) -> list[str]:
    """The mean difference of each measure where its interval leaves out zero, else nothing."""
    return [_mean(np.array(column)) for column in zip(*rows, strict=True)]


def _mean(apart: np.ndarray) -> str:
    low, high = interval_of_mean(apart)
    return f"{apart.mean():+.2g}" if low > 0.0 or high < 0.0 else ""


def _cell(halved: str, doubled: str) -> str:
    return f"{halved or '·'} / {doubled or '·'}" if halved or doubled else ""
