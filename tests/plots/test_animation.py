"""The spread as a moving picture: a frame a year, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from nksim.analysis.pictured import moving_map
from nksim.core.errors import InputError
from nksim.plots.animation import save_animation, spread_frames
from tests.plots import tables
from tests.plots.test_figures import words

WATCHED = "watched_last_year_share"


def test_frames__are_the_years_with_a_map_for_each_scenario() -> None:
    """Each says its year, and the provinces have the figures of that year."""
    frames = spread_frames(moving_map(tables.kept_runs(), WATCHED))
    assert len(frames) == 2
    for year, frame in zip((2019, 2020), frames, strict=True):
        written = words(frame)
        for wanted in (str(year), "Watched within a year", "base", "law", "Ryang", "2,000 people"):
            assert wanted in written


def test_an_animation__is_a_gif_with_these_frames_and_the_same_bytes(tmp_path: Path) -> None:
    """Years are shown one after the other, the last longest, again and again."""
    moving = moving_map(tables.kept_runs(), WATCHED, "law")
    first = save_animation(spread_frames(moving), tmp_path / "a.gif")
    with Image.open(first) as opened:
        assert (opened.format, opened.n_frames) == ("GIF", 2)
        assert opened.info["loop"] == 0
        assert opened.info["duration"] < 1000
        opened.seek(1)
        assert opened.info["duration"] > 2000
    again = save_animation(spread_frames(moving), tmp_path / "b.gif")
    assert again.read_bytes() == first.read_bytes()


def test_another_ending__is_refused(tmp_path: Path) -> None:
    """A moving picture is a GIF."""
    frames = spread_frames(moving_map(tables.kept_runs(), WATCHED))
    with pytest.raises(InputError, match=r"animation=.* is no \.gif"):
        save_animation(frames, tmp_path / "a.png")
