"""A fit that was broken off or stopped loses nothing, and makes nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from nksim.core.errors import InputError, StoreError
from nksim.inference.calibration.fitting import Effort, fit
from nksim.inference.calibration.observed import (
    Observed,
    least_distance,
)
from nksim.inference.calibration.proposing import AHEAD
from nksim.inference.calibration.question import Question
from nksim.inference.calibration.remembering import RUNS, Remembering
from nksim.inference.calibration.simulating import Simulator
from nksim.studies.axis import Axis
from tests.inference.fits import FLAT, SEEN, plain, small, small_history

pytestmark = pytest.mark.filterwarnings("ignore")  # pyABC's own


def test_a_fit_broken_off__goes_on_without_making_a_run_twice(tmp_path: Path) -> None:
    """Runs are at hand once they are finished, also those of an unfilled generation."""
    whole, made = small(tmp_path / "whole"), list[int]()

    def breaks(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        made.append(seed)
        if len(made) == 100:
            raise KeyboardInterrupt
        return plain(draw, seed, limit)

    effort = Effort(particles=40, runs=600, tolerance=0.7, jobs=1)
    with pytest.raises(KeyboardInterrupt):
        fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", effort)
    kept_runs = (tmp_path / "broken" / RUNS).read_text(encoding="utf-8")
    assert 99 <= len(kept_runs.splitlines()) <= 99 + AHEAD  # some more may have been under way
    (tmp_path / "broken" / RUNS).write_text(kept_runs + '["half a li', encoding="utf-8")
    again = fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", effort)
    pd.testing.assert_frame_equal(again.draws, whole.draws)
    assert len(set(made)) == len(made) - 1  # the one that broke
    pd.testing.assert_frame_equal(
        fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", effort).draws, whole.draws
    )
    assert len(set(made)) == len(made) - 1


def test_runs_that_were_taken_away__are_missed_in_words(tmp_path: Path) -> None:
    """The database knows that they were made and not what they said."""
    small(tmp_path)
    (tmp_path / RUNS).unlink()
    with pytest.raises(InputError, match="give another --out"):
        small(tmp_path)


def test_a_database_that_cannot_be_read__is_said_with_what_to_do(tmp_path: Path) -> None:
    found = small(tmp_path)
    (tmp_path / "pyabc.db").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="finished runs are kept"):
        small(tmp_path)
    for name in ("pyabc.db", "asked.json"):
        (tmp_path / name).unlink()
    pd.testing.assert_frame_equal(small(tmp_path).draws, found.draws)


def test_a_database_of_another_question__is_refused_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another model version, other ranges, figures or particles: each is named."""
    small(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for question, effort, words in (
        (
            Question(plain, (FLAT[0], Axis("a.y", low=0.0, high=2.0)), SEEN),
            Effort(particles=40),
            "other parameters",
        ),
        (Question(plain, FLAT, (SEEN[0],)), Effort(particles=40), "other targets"),
        (Question(plain, FLAT, SEEN), Effort(particles=50), "particles=40 .asked for 50."),
    ):
        with pytest.raises(InputError, match=words):
            fit(question, tmp_path, effort)
    monkeypatch.setattr("nksim.inference.calibration.database.model_version", lambda: "0.0.0+other")
    with pytest.raises(InputError, match=r"model=0\.1\.0.*asked for 0\.0\.0\+other"):
        small(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_runs_that_are_stopped__leave_the_fit_as_it_is(tmp_path: Path) -> None:
    """What is already too far off cannot come near again.

    The same draws, though most of those far off were not finished.
    """
    stopped = list[int]()

    def stops(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        found = plain(draw, seed, limit)
        if least_distance(first := {"C1": found["C1"]}, SEEN) > limit:
            stopped.append(seed)
            return first
        return found

    effort, whole = Effort(particles=40, runs=600, tolerance=0.7, jobs=2), small(tmp_path / "whole")
    pd.testing.assert_frame_equal(
        fit(Question(stops, FLAT, SEEN), tmp_path / "some", effort).draws, whole.draws
    )
    made = len(stopped)
    pd.testing.assert_frame_equal(
        fit(Question(stops, FLAT, SEEN), tmp_path / "some", effort).draws, whole.draws
    )
    assert len(stopped) == made > 50


def test_a_run_stopped_at_one_limit__is_made_again_for_a_larger_one(tmp_path: Path) -> None:
    """What was left out is needed then; for a smaller limit what is known will do."""
    asked = list[float]()

    def stops(draw: Mapping[str, float], seed: int, limit: float) -> dict[str, float]:
        asked.append(limit)
        return {"C1": 0.7} if limit < 1.4 else {"C1": 0.7, "C2": 0.3}

    runs = Remembering(Question(stops, FLAT, SEEN), tmp_path)
    assert [runs({"a.x": 0.7}, 1, limit) for limit in (1.0, 0.9)] == [{"C1": 0.7}] * 2
    assert (
        runs({"a.x": 0.7}, 1, 1.5)
        == Remembering(Question(stops, FLAT, SEEN), tmp_path)({"a.x": 0.7}, 1, 9.0)
        == {"C1": 0.7, "C2": 0.3}
    )
    assert asked == [1.0, 1.5]


def test_a_run_of_the_model__stops_when_a_cohort_is_too_far_off() -> None:
    """It says what it knows by then, as the whole run would."""
    scenario, far = (
        small_history(**{"run.until": "2014-12-31"}),
        (Observed("C1", 0.9, 0.01), Observed("C2", 0.5, 0.01)),
    )
    whole, stopped, gone_on = (
        Simulator(scenario, far)({}, 1),
        Simulator(scenario, far)({}, 1, 2.0),
        Simulator(scenario, far)({}, 1, 1e9),
    )
    assert set(stopped) == {"C1", "C6a"}
    assert stopped == {name: whole[name] for name in stopped}
    assert whole == gone_on == Simulator(scenario)({}, 1)
