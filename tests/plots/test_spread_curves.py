from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import matplotlib.image
import pytest

from nksim.analysis.curves import spread_of
from nksim.plots.names import spread_labels
from nksim.plots.spread_curves import plot_spread, spread_figure
from nksim.plots.style import ORIGIN_LINES
from nksim.store.results import open_results
from nksim.store.saving import save_runs
from tests.fixtures.worlds import fake_result, short_scenario

TWENTY = [
    {"name": f"lever-number-{number}", "lever": "law", "from": f"20{number:02d}-03-01"}
    for number in range(20)
]


def test_png__is_written_for_one_run(tmp_path: Path) -> None:
    """A run leaves a picture of some size, and nothing beside it."""
    path = plot_spread(spread_of(fake_result()), tmp_path / "curves.png")
    assert matplotlib.image.imread(path).shape[1] > 1000
    assert [item.name for item in tmp_path.iterdir()] == ["curves.png"]


def test_band__appears_with_several_runs(tmp_path: Path) -> None:
    """One run has no band; three runs have one around their median."""
    save_runs([fake_result(seed=seed, replicate=seed - 1) for seed in (1, 2, 3)], tmp_path)
    results = open_results(tmp_path)
    many, one = (spread_figure(spread_of(runs)) for runs in (results, fake_result()))
    assert len(many.axes[0].collections) == len(ORIGIN_LINES)
    assert len(one.axes[0].collections) == 0


def test_levers__are_named_without_touching_each_other() -> None:
    """Twenty levers are twenty names, and no two of them overlap."""
    result = fake_result(
        short_scenario(run={"start": "1996-01-01", "until": "2022-12-31"}, levers=TWENTY)
    )
    figure = spread_figure(spread_of(result))
    figure.draw_without_rendering()
    texts = [text for text in figure.axes[-1].texts if text.get_text().startswith("lever-number")]
    boxes = [text.get_window_extent() for text in texts]
    assert len(boxes) == len(TWENTY)
    assert not any(a.overlaps(b) for position, a in enumerate(boxes) for b in boxes[:position])
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.width for box in boxes)


def test_no_levers__still_gives_a_figure(tmp_path: Path) -> None:
    """A world without policies is drawn, too."""
    assert (
        plot_spread(spread_of(fake_result(short_scenario(levers=[]))), tmp_path / "x.png")
        .stat()
        .st_size
        > 10_000
    )


def test_axes__say_their_unit() -> None:
    """Whoever sees a curve can read what it counts."""
    result = fake_result()
    figure = spread_figure(spread_of(result))
    assert all("(% of people)" in axes.get_ylabel() for axes in figure.axes[:-1])


@pytest.mark.parametrize("values", [[0.0, 0.0, 0.0], [1.0, 0.99, 0.5], [0.2, 0.9, 0.21]])
def test_labels__keep_their_distance_and_their_order(values: list[float]) -> None:
    """Names beside curves that meet are moved apart."""
    places = spread_labels(values, 0.1, 1.0)
    ordered = [
        places[position]
        for position in sorted(range(3), key=lambda position: (values[position], -position))
    ]
    assert all(after - before >= 0.1 - 1e-12 for before, after in pairwise(ordered))
    assert min(places) >= 0.0
    assert max(places) <= 1.0
