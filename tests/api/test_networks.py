"""Pictures for which a run is made again, and moving ones: by `nksim plot` and from Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import nksim
from nksim.cli.app import app
from nksim.core.errors import InputError
from tests.fixtures.lively import lively_scenario
from tests.plots.test_figures import words


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("networks") / "results"
    nksim.run(lively_scenario(run={"until": "2015-06-28"}), seed=3, folder=place)
    return place


def test_a_network__is_of_the_run_that_is_stored(folder: Path, tmp_path: Path) -> None:
    """From the folder and from memory the same people stand there."""
    world = lively_scenario(run={"until": "2015-06-28"})
    drawn = words(nksim.run(world, seed=3).plot.network())
    assert "people, " in drawn
    done = CliRunner().invoke(
        app, ["plot", str(folder), "--figure", "network", "-o", str(tmp_path / "net.svg")]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "net.svg").stat().st_size > 10_000

    with pytest.raises(InputError, match="district=99 is none of this society"):
        nksim.plot(folder, figure="network", district=99)
    with pytest.raises(InputError, match="2001"):
        nksim.plot(folder, figure="network", year=2001)


def test_an_animation__is_written_beside_the_results_or_where_one_says(
    folder: Path, tmp_path: Path
) -> None:
    """By the name of the figure, or by a call of its own."""
    done = CliRunner().invoke(app, ["plot", str(folder), "--figure", "animation"])
    assert done.exit_code == 0, done.output
    assert (folder / "animation.gif").is_file()
    result = nksim.run(lively_scenario(run={"until": "2015-06-28"}), seed=3)
    made = nksim.animate(result, tmp_path / "spread.gif", outcome="ever_watched_share")
    assert made.stat().st_size > 5_000
    with pytest.raises(InputError, match=r"is no \.gif"):
        nksim.animate(result, tmp_path / "spread.png")
