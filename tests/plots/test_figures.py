"""Every figure: it says what it shows and in which unit, and is the same picture each time."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from matplotlib.text import Text

from nksim.plots.assumptions import assumptions_figure
from nksim.plots.comparison import (
    costs_figure,
    curves_figure,
    plot_comparison,
)
from nksim.plots.sensitivity import sensitivity_figure
from nksim.plots.sheet import save_figure
from nksim.plots.style import FAMILIES
from nksim.scenario.levers import LEVER_SETTINGS
from tests.plots import tables
from tests.plots.figures import FIGURES
from tests.plots.written import beyond_the_scales, words

PLOTS = Path(__file__).parents[2] / "nksim" / "plots"
HERE = Path(__file__).parent


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure__says_what_it_shows_and_in_which_unit(name: str) -> None:
    """Whoever finds the picture alone can read it."""
    draw, shown = FIGURES[name]
    written = words(draw())
    assert not [wanted for wanted in shown if wanted not in written], written


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure__drawn_twice_is_the_same_file(name: str, tmp_path: Path) -> None:
    """Byte by byte."""
    draw, _ = FIGURES[name]
    first = save_figure(draw(), tmp_path / "a.png").read_bytes()
    assert save_figure(draw(), tmp_path / "b.png").read_bytes() == first


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_written__runs_off_the_sheet(name: str) -> None:
    """A word that is cut off is not read."""
    figure = FIGURES[name][0]()
    figure.draw_without_rendering()
    sheet, unseen = figure.bbox, beyond_the_scales(figure)
    for text in figure.findobj(Text):
        box = text.get_window_extent()
        if text.get_visible() and text.get_text() and box.width and text not in unseen:
            assert box.x0 >= -1, text.get_text()
            assert box.x1 <= sheet.width + 1, text.get_text()


def test_names_of_sixty_letters__stay_on_the_sheet() -> None:
    """They are written smaller, then shortened in the middle, and stay apart."""
    long = tuple(f"{'a-very-long-name-of-a-policy-' * 2}{number:02d}" for number in range(2))
    study = tables.study_of(long)
    for draw in (costs_figure, curves_figure):
        figure = draw(study)
        figure.draw_without_rendering()
        shown = [text for text in figure.findobj(Text) if "a-very" in text.get_text()]
        assert len({text.get_text() for text in shown}) >= 2
        boxes = [text.get_window_extent() for text in shown]
        assert min(box.x0 for box in boxes) >= 0
        assert max(box.x1 for box in boxes) <= figure.bbox.width + 1


def test_a_comparison__is_five_files_with_costs_first(tmp_path: Path) -> None:
    """What people pay is looked at before what a policy changed."""
    paths = plot_comparison(tables.study_of(), tmp_path)
    assert [path.name for path in paths] == [
        "comparison-costs.png",
        "comparison-outcomes.png",
        "comparison-provinces.png",
        "comparison-curves.png",
        "comparison-differences.png",
    ]
    assert all(path.stat().st_size > 10_000 for path in paths)


def test_a_point__is_hollow_where_nothing_is_resolved() -> None:
    """Certain and uncertain differences are told apart without colour."""
    figure = assumptions_figure(tables.under_assumptions())
    marks = [line for line in figure.axes[0].lines if line.get_marker() not in ("", "None", None)]
    faces = [line.get_markerfacecolor() for line in marks if len(line.get_xdata()) == 1]
    assert faces.count("white") == 2
    assert len(faces) == 4


def test_no_value__is_drawn_nowhere_and_said() -> None:
    """An outcome without a value in any run has an empty panel that says so."""
    empty = tables.indices().assign(index=float("nan"), low=float("nan"), high=float("nan"))
    assert "no value in any run" in words(sensitivity_figure(empty))


def test_every_module_of_plots__is_drawn_in_figures() -> None:
    """A new figure is tested like the others: its module is among the imports of the lists."""
    lists = [HERE / name for name in ("figures.py", "figures_of_fits.py")]
    tested = {
        node.module.rpartition(".")[2]
        for path in lists
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nksim.plots.")
    }
    drawing = {path.stem for path in PLOTS.glob("*.py") if "_figure(" in path.read_text("utf-8")}
    tools = {"intervals", "paper", "weekly"}  # panels and strips that the figures are made of
    assert drawing - tools <= tested


@pytest.mark.parametrize("lever", sorted(LEVER_SETTINGS))
def test_a_lever__declares_the_family_it_is_drawn_as(lever: str) -> None:
    """What is offered is never drawn as punishment because nobody thought of it."""
    assert LEVER_SETTINGS[lever].family in FAMILIES


COMPUTING = {"mean", "median", "quantile", "std", "var", "sem", "agg", "rolling", "pivot_table"}
RUNNING = tuple(
    f"nksim.{room}" for room in ("store.results", "running", "studies", "engines", "society")
)


@pytest.mark.parametrize("path", sorted(PLOTS.glob("*.py")), ids=lambda path: path.stem)
def test_a_figure__computes_nothing_and_opens_nothing(path: Path) -> None:
    """Means, intervals and differences are made once, in the analysis; figures are given them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not called & COMPUTING
    assert not [module for module in imported if module.startswith(RUNNING)]
    assert "open_results" not in path.read_text(encoding="utf-8")
