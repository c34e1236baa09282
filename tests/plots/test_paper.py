"""Figures of another width and in another font; and what maps and lever strips are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.core.errors import InputError
from nksim.plots.comparison import curves_figure
from nksim.plots.paper import Paper, on_paper
from nksim.plots.sheet import save_figure
from nksim.plots.style import alternative_line
from nksim.plots.tile_map import TILES
from nksim.scenario.provinces import PROVINCES
from tests.plots import tables
from tests.plots.test_figures import FIGURES


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"width": 1.0}, "inches from 2 to 40"),
        ({"font": "DejaVu Serf"}, "did you mean DejaVu Serif"),
    ],
)
def test_paper__that_is_none_is_refused(given: dict[str, float], said: str) -> None:
    """With what is allowed, before anything is drawn."""
    with pytest.raises(InputError, match=said):
        Paper(**given)  # type: ignore[arg-type]


def test_the_tile_map__has_every_province_once_in_its_place() -> None:
    """Ten tiles, none on another, the border in the north."""
    assert {*TILES} == {*PROVINCES}
    places = [place[:2] for place in TILES.values()]
    assert len({*places}) == 10
    assert TILES["Ryanggang"][1] < TILES["Kangwon"][1] < TILES["South Hwanghae"][1]


@pytest.mark.parametrize("ending", ["png", "pdf", "svg"])
def test_a_picture__is_as_wide_as_asked_for_and_twice_the_same(ending: str, tmp_path: Path) -> None:
    """Half as wide, half as high, with its letters; in another font; byte for byte again."""
    draw, _ = FIGURES["map"]
    sizes, files = [], []
    for width, name in ((9.0, "a"), (4.5, "b"), (4.5, "c")):
        with on_paper(Paper(width, "DejaVu Serif")):
            figure = draw()
            files.append(save_figure(figure, tmp_path / f"{name}.{ending}").read_bytes())
            sizes.append(tuple(figure.get_size_inches()))
    assert sizes[1] == pytest.approx([size / 2 for size in sizes[0]])
    assert files[1] == files[2] != files[0]
    if ending == "pdf":
        assert b"DejaVuSerif" in files[1]
        assert b"/FontFile2" in files[1]


def test_levers_of_each__are_drawn_as_its_curves_are() -> None:
    """The law of the second scenario has the second's colour, dashes and mark."""
    figure = curves_figure(tables.study_of())
    look = alternative_line(0)
    lines = [line for line in figure.axes[-1].lines if line.get_color() == look.colour]
    assert lines
    assert {line.get_marker() for line in lines} >= {look.marker}
