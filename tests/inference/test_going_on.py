"""A fit that was broken off or stopped loses nothing, and makes nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from nksim.core.errors import InputError
from nksim.inference.calibration.fitting import Effort, fit
from nksim.inference.calibration.proposing import AHEAD
from nksim.inference.calibration.question import Question
from nksim.inference.calibration.remembering import RUNS
from nksim.studies.axis import Axis
from tests.inference.fits import FLAT, SEEN, plain, small

EFFORT = Effort(table=60, runs=150, worth=60.0, jobs=1)


def test_a_fit_broken_off__goes_on_without_making_a_run_twice(tmp_path: Path) -> None:
    """Runs are at hand once they are finished, also those of a round that was not."""
    whole, made = small(tmp_path / "whole"), list[int]()

    def breaks(draw: Mapping[str, float], seed: int) -> dict[str, float]:
        made.append(seed)
        if len(made) == 70:
            raise KeyboardInterrupt
        return plain(draw, seed)

    with pytest.raises(KeyboardInterrupt):
        fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", EFFORT)
    kept_runs = (tmp_path / "broken" / RUNS).read_text(encoding="utf-8")
    assert 69 <= len(kept_runs.splitlines()) <= 69 + AHEAD  # some more may have been under way
    (tmp_path / "broken" / RUNS).write_text(kept_runs + '["half a li', encoding="utf-8")
    again = fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", EFFORT)
    pd.testing.assert_frame_equal(again.draws, whole.draws)
    assert len(set(made)) == len(made) - 1  # the one that broke
    pd.testing.assert_frame_equal(
        fit(Question(breaks, FLAT, SEEN), tmp_path / "broken", EFFORT).draws, whole.draws
    )
    assert len(set(made)) == len(made) - 1


def test_more_runs__go_on_from_those_that_are_there(tmp_path: Path) -> None:
    """What was found with fewer is the beginning of what is found with more."""
    few, more = small(tmp_path, runs=80), small(tmp_path, runs=150)
    assert few.runs == 80 < more.runs
    pd.testing.assert_frame_equal(more.draws.iloc[:80], few.draws)


def test_runs_that_were_taken_away__are_made_again(tmp_path: Path) -> None:
    """They follow from the seed."""
    before = small(tmp_path)
    (tmp_path / RUNS).unlink()
    pd.testing.assert_frame_equal(small(tmp_path).statistics, before.statistics)


def test_a_folder_of_another_question__is_refused_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another model version, other ranges, figures or table: each is named."""
    small(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for question, effort, words in (
        (
            Question(plain, (FLAT[0], Axis("a.y", low=0.0, high=2.0)), SEEN),
            EFFORT,
            "other parameters",
        ),
        (Question(plain, FLAT, (SEEN[0],)), EFFORT, "other targets"),
        (Question(plain, FLAT, SEEN), Effort(table=50), "table=60 .asked for 50."),
    ):
        with pytest.raises(InputError, match=words):
            fit(question, tmp_path, effort)
    monkeypatch.setattr("nksim.inference.calibration.asked.model_version", lambda: "0.0.0+other")
    with pytest.raises(InputError, match=r"model=0\.1\.0.*asked for 0\.0\.0\+other"):
        small(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
