"""Wrong types and values at every door of the Python interface.

An InputError that says what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nksim
from nksim.core.errors import InputError

WORLD = {
    "society": {"size": 100},
    "run": {"start": "2019-01-07", "until": "2019-02-01"},
    "levers": [{"name": "new-law", "lever": "law", "from": "2019-01-14"}],
}
SCENARIO = nksim.load_scenario(WORLD)
OTHER = nksim.load_scenario({"society": {"size": 120}})
run, compare = nksim.run, nksim.compare
DOORS: list[tuple[str, Callable[[Any], object], tuple[object, ...]]] = [
    ("scenario=", nksim.load_scenario, (None, 5, b"x", [], "", "a\0b", {1, 2})),
    ("overrides", lambda given: nksim.load_scenario({}, given), (5, [], {1: 2})),
    ("scenario=", run, ("x", None, {"a": 1}, Path("x"))),
    ("seed=", lambda given: run(SCENARIO, given), (1.5, True, -1, 2**70, "x")),
    ("engine=", lambda given: run(SCENARIO, engine=given), ("x", None, 1, ["compiled"])),
    ("threads=", lambda given: run(SCENARIO, threads=given), (0, -1, 1.5, True, "2", 10**6)),
    ("events=", lambda given: run(SCENARIO, events=given), ("no", 1, None)),
    ("progress=", lambda given: run(SCENARIO, progress=given), (5, "x")),
    ("citizen=", lambda given: run(SCENARIO, citizen=given), (5, int, "x")),
    ("society", lambda given: run(SCENARIO, society=given), (5, "x", OTHER)),
    ("checkpoint_every=", lambda given: kept(checkpoint_every=given), (0, -5, 1.5, True, "x")),
    ("stop_on_bad_checkpoint=", lambda given: kept(stop_on_bad_checkpoint=given), ("x", 1)),
    ("scheduler=", lambda given: kept(scheduler="tcp://x:1", checkpoint_every=given), (5,)),
    ("posterior=", lambda given: run(SCENARIO, posterior=given), ("nope.csv", 5)),
    ("checkpoint_every=", lambda given: run(SCENARIO, checkpoint_every=given), (5, -5, "x")),
    ("societies=", lambda given: run(SCENARIO, societies=given), ("somewhere", 5)),
    ("jobs=", lambda given: run(SCENARIO, jobs=given), (0, 2)),
    ("scheduler=", lambda given: run(SCENARIO, scheduler=given), (5, "tcp://x:1")),
    ("command=", lambda given: run(SCENARIO, command=given), ("nksim run",)),
    ("stop_on_bad_checkpoint=", lambda g: run(SCENARIO, stop_on_bad_checkpoint=g), (True, "x")),
    ("baseline=", lambda given: compare(given, {"a": SCENARIO}), ("x", None)),
    ("alternatives", lambda given: compare(SCENARIO, given), (None, [SCENARIO], {1: SCENARIO})),
    ("alternatives", lambda given: compare(SCENARIO, given), ({"a": "x"}, {"a\x1b": SCENARIO})),
    ("give at least one alternative", lambda given: compare(SCENARIO, given), ({},)),
    ("replicates=", lambda given: compared(replicates=given), (0, 1, -1, 2.0, "2", 10**9)),
    ("seed=", lambda given: compared(seed=given), (1.5, True, -1, 2**63 - 1)),
    ("outcomes=", lambda given: compared(outcomes=given), ("deaths", ["death"], None, [1])),
    ("limit=", lambda given: compared(limit=given), (100, "x")),
    ("jobs=", lambda given: compared(jobs=given), (0, -1, 1.5, "2")),
    ("scheduler=", lambda given: compared(scheduler=given), (5, b"x")),
    ("folder=", lambda given: compared(folder=given), (5, "", b"x")),
    ("until_resolved=", lambda given: compared(until_resolved=given), ("x", 0, True, float("inf"))),
    ("societies=", lambda given: compared(societies=given), (5, __file__, Path(__file__, "a"))),
    ("societies=", lambda given: run(SCENARIO, folder="new", societies=given), (__file__,)),
    ("citizen=", lambda given: compared(citizen=given), (5, int)),
    ("scenario=", nksim.build_society, ("x", None)),
    ("seed=", lambda given: nksim.build_society(SCENARIO, given), (1.5, "x", -1)),
    ("threads=", lambda given: nksim.build_society(SCENARIO, threads=given), (0, 1.5)),
    ("folder=", nksim.open_results, (None, 5, "")),
    ("folder=", nksim.open_society, (None, 5, "")),
    ("society=", lambda given: nksim.save_society(given, "x"), (None, "x")),
    ("scenario=", nksim.NKModel, (None, 5)),
    ("name=", SCENARIO.without, (["new-law"], 1, None)),
    ("no lever named 'old-law'", SCENARIO.without, ("old-law",)),
]
CASES = [(says, door, given) for says, door, values in DOORS for given in values]


def kept(**more: Any) -> object:
    """Runs in a folder, which is not made if they are refused."""
    return run(SCENARIO, folder="never-made", **more)


def compared(**given: Any) -> object:
    return nksim.compare(SCENARIO, {"other": SCENARIO}, **given)


@pytest.mark.parametrize(
    ("says", "door", "given"), CASES, ids=[f"{says}{str(given)[:20]!a}" for says, _, given in CASES]
)
def test_wrong_thing__is_refused_in_words(
    says: str, door: Callable[[Any], object], given: object, tmp_path: Path
) -> None:
    """Whoever mistakes one thing for another is told which, and nothing is run or written."""
    given = nksim.build_society(given) if given is OTHER else given
    with pytest.raises(InputError) as caught:
        door(given)
    assert says in str(caught.value)


def test_numbers_of_numpy__are_numbers() -> None:
    """Loops over numpy's ranges give seeds and sizes."""
    scenario = nksim.load_scenario({"society": {"size": np.int64(50)}, "run": {"seed": np.int8(3)}})
    assert (scenario.society.size, scenario.run.seed) == (50, 3)
    people = nksim.build_society(scenario, np.int32(5))  # type: ignore[arg-type]
    assert people.built_with == 5
