"""Every figure: it says what it shows and in which unit, and is the same picture each time."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.text import Text

from nksim.analysis.curves import spread_of
from nksim.analysis.pictured import (
    layers_before_and_after,
    province_map,
    province_years,
    title_ages,
)
from nksim.observations.costs_first import LEADING
from nksim.observations.period import Period
from nksim.plots.assumptions import assumptions_figure
from nksim.plots.birth_cohorts import birth_cohorts_figure
from nksim.plots.comparison import (
    costs_figure,
    curves_figure,
    differences_figure,
    outcomes_figure,
    plot_comparison,
    provinces_figure,
)
from nksim.plots.explanation import explanation_figure
from nksim.plots.forest import forest_figure
from nksim.plots.heat_map import heat_heading, heat_map_figure
from nksim.plots.provinces import province_figure
from nksim.plots.sensitivity import sensitivity_figure, split_figure
from nksim.plots.sheet import Heading, save_figure
from nksim.plots.spread_curves import spread_figure
from nksim.plots.style import FAMILIES
from nksim.plots.survey_figure import survey_figure
from nksim.plots.sweep_figure import sweep_figure
from nksim.plots.tie_layers import tie_layers_figure
from nksim.plots.tile_map import tile_map_figure
from nksim.plots.title_age import title_age_figure
from nksim.scenario.levers import LEVER_SETTINGS
from tests.fixtures.worlds import fake_result
from tests.plots import tables
from tests.plots.figures_of_fits import FIGURES_OF_FITS
from tests.plots.written import beyond_the_scales, words

WATCHED = "watched_last_year_share"
PLOTS = Path(__file__).parents[2] / "nksim" / "plots"
KEYS = ["behaviour.w_risk", "network.kind"]
# A figure, and words that it must show: what it is, against what, in which unit.
FIGURES: dict[str, tuple[Callable[[], Any], tuple[str, ...]]] = {
    "spread": (
        lambda: spread_figure(spread_of(fake_result())),
        ("Foreign media in North Korea: short", "(% of people)", "one run, seed 1", "new-law x0.8"),
    ),
    "costs": (
        lambda: costs_figure(tables.study_of()),
        ("What it cost people, against base", "Deaths\n(people)", "(person-years)", "2019-2020"),
    ),
    "outcomes": (
        lambda: outcomes_figure(tables.study_of()),
        (
            "Outcomes against base",
            "(points)",
            "(per 1,000)",
            "(weeks)",
            "3 pairs",
            "all else of 2020",
        ),
    ),
    "provinces": (
        lambda: provinces_figure(tables.study_of()),
        ("Province by province", "Pyongyang", "Sanctions (per 1,000)", "a year (points)", "2,000"),
    ),
    "forest": (
        lambda: forest_figure(leading(), Heading("What changed", "3 pairs")),
        ("What changed", "3 pairs", "Sanctions (per 1,000)", "Mean bond (points)", "(0 to 0)"),
    ),
    "province": (
        lambda: province_figure(province_years(tables.kept_runs(), "Chagang", WATCHED), "Chagang"),
        (
            "Chagang: Watched within a year",
            "(% of its people)",
            "200 people a run live there",
            "closed-border *",
            "in some provinces only",
            "2 runs each",
        ),
    ),
    "map": (
        lambda: tile_map_figure(province_map(tables.kept_runs(), WATCHED, [2019, 2020])),
        ("Watched within a year, province by province", "base, 2019", "law, 2020", "Ryang", "%"),
    ),
    "layers": (
        lambda: tie_layers_figure(layers_before_and_after(tables.kept_runs(), Period(2020, 2020))),
        ("Ties before and after, 2019 and 2020", "% of all copies", "(% chance)", "neighbour"),
    ),
    "cohorts": (
        lambda: birth_cohorts_figure(tables.generations()),
        (
            "Generations in base: who has watched",
            "(% of the cohort)",
            "2,000 people at first, mean of 3 runs",
            "1980s",
            "mean age of the cohort (years)",
        ),
    ),
    "titles": (
        lambda: title_age_figure(title_ages(tables.kept_runs())),
        ("How old the titles are", "(weeks)", "South Korean", "2,000 people", "new-law x0.8"),
    ),
    "heat": (
        lambda: heat_map_figure(
            tables.two_values(),
            ("behaviour.w_risk", "media.title_loss"),
            "punished",
            heat_heading("fear", "punished", "6 points"),
        ),
        ("Sweep fear: Sanctions (per 1,000)", "6 points", "behaviour.w_risk", "title_loss", "10.0"),
    ),
    "curves": (
        lambda: curves_figure(tables.study_of()),
        ("base and alternatives", "Detained\n(per 1,000 people)", "10-90% band of 3 runs each"),
    ),
    "differences": (
        lambda: differences_figure(tables.study_of()),
        ("What each alternative changed, against base", "(points)", "(weeks)", "90% interval"),
    ),
    "assumptions": (
        lambda: assumptions_figure(tables.under_assumptions()),
        ("Sanctions, per 1,000", "Watched within a year, points", "fear only", "not resolved"),
    ),
    "explanation": (
        lambda: explanation_figure(tables.explained(), "base"),
        (
            "What law does against base, taken apart",
            "Sanctions\n(per 1,000)",
            "Watched within a year\n(points)",
            "put in: assumed perception",
            "law.duty *",
            "3 replicates",
        ),
    ),
    "survey": (
        lambda: survey_figure(tables.questions_asked()),
        ("What a survey of escapees says", "%", "real survey, 1 sd", "Ever watched foreign video"),
    ),
    "sweep": (
        lambda: sweep_figure(tables.sweep_points(), KEYS, "fear"),
        ("Sweep: fear", "4 points, mean of 2 replicates", "(per 1,000)", "(%)", "behaviour."),
    ),
    "sensitivity": (
        lambda: sensitivity_figure(tables.indices()),
        ("What moves the outcomes", "Watched within a year, points", "what luck alone gives"),
    ),
    "split": (
        lambda: split_figure(tables.shares()),
        ("Where differences between runs come from", "share of the variance", "chance"),
    ),
    **FIGURES_OF_FITS,
}


def leading() -> pd.DataFrame:
    """The outcomes of a comparison that matter."""
    rows = tables.study_of().outcomes
    return rows[rows["outcome"].isin(LEADING)]


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


def test_every_module_of_plots__is_drawn_here() -> None:
    """A new figure is tested like the others: its module is imported here or for fits."""
    here = (Path(__file__), Path(__file__).with_name("figures_of_fits.py"))
    tested = {
        node.module.rpartition(".")[2]
        for path in here
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
