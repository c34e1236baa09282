"""The figures of a report: each as SVG, with what it shows in words and its numbers in tables."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from nksim.analysis.curves import ORIGINS, SMOOTH_WEEKS, Spread
from nksim.core.numerals import percent
from nksim.observations.questions import title_of_question
from nksim.plots.comparison import CHANGES, PANELS, curves_figure, differences_figure
from nksim.plots.inline import inline_svg
from nksim.plots.spread_curves import PANELS as SPREAD_PANELS
from nksim.plots.spread_curves import spread_figure
from nksim.plots.style import ORIGIN_LINES
from nksim.plots.survey_figure import survey_figure
from nksim.reports.data_tables import DataTable, yearly_table
from nksim.reports.numbers import LEVEL_IN_WORDS
from nksim.reports.words import Words, catalogue

if TYPE_CHECKING:
    import pandas as pd

    from nksim.analysis.comparison_tables import ComparisonTables
    from nksim.plots.weekly import Panel


@dataclass(frozen=True)
class Picture:
    """A figure: its markup, what it shows, and its numbers."""

    name: str
    title: str
    below: str
    alt: str
    svg: Markup
    tables: tuple[DataTable, ...]


def curves_picture(compared: ComparisonTables, words: Words) -> Picture:
    """Weekly curves of baseline and policies."""
    below = words("time.below", runs=compared.replicates, weeks=SMOOTH_WEEKS)
    tables = _panel_tables(PANELS, compared.curves, "median", words)
    first, last = _days(compared.curves)
    return Picture(
        "curves",
        words("time.curves"),
        below,
        words("time.curves_alt", first=first, last=last),
        _svg(curves_figure(compared), "curves", words),
        tables,
    )


def changes_picture(compared: ComparisonTables, words: Words) -> Picture:
    """Weekly differences of the policies from the baseline."""
    below = words(
        "time.changes_below", runs=compared.replicates, weeks=SMOOTH_WEEKS, level=LEVEL_IN_WORDS
    )
    tables = _panel_tables(CHANGES, compared.changes, "mean", words)
    first, last = _days(compared.changes)
    return Picture(
        "changes",
        words("time.differences"),
        below,
        words("time.differences_alt", first=first, last=last, level=LEVEL_IN_WORDS),
        _svg(differences_figure(compared), "changes", words),
        tables,
    )


def spread_picture(spread: Spread, number: int, words: Words) -> Picture:
    """Spread curves of one scenario, the one of this number."""
    first, last = _days(spread.curves)
    tables = [
        yearly_table(
            _named_origins(spread.curves, panel), "median", _label(panel, words), 100, words
        )
        for panel in SPREAD_PANELS
    ]
    name = f"spread{number}"
    return Picture(
        name,
        words("time.spread", scenario=spread.scenario),
        words("time.below", runs=spread.runs, weeks=SMOOTH_WEEKS),
        words("time.spread_alt", first=first, last=last),
        _svg(spread_figure(spread), name, words),
        tuple(tables),
    )


def survey_picture(asked: pd.DataFrame, words: Words) -> Picture:
    """Real surveys, the simulated one and everybody."""
    heads = ("question", "left", "real", "simulated", "truth")
    rows = tuple(_survey_row(row, words) for row in asked.to_dict("records"))
    table = DataTable(
        words("section.survey"), tuple(words(f"survey.{head}") for head in heads), rows
    )
    svg = _svg(survey_figure(_asked_in_words(asked, words)), "survey", words)
    return Picture("survey", words("section.survey"), "", words("survey.alt"), svg, (table,))


def _asked_in_words(asked: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The same questions, named in this language: a figure writes such a name as it is."""
    return asked.assign(statistic=[words.named("question", one, one) for one in asked["statistic"]])


def _survey_row(row: dict[Hashable, Any], words: Words) -> tuple[str, ...]:
    statistic = str(row["statistic"])
    title = words.named("question", statistic, title_of_question(statistic))
    years = f"{row['left_from']}-{row['left_to']}"
    numbers = [percent(row[name], 1) for name in ("real", "survey", "truth")]
    return (f"{title} ({row['evidence']})", years, *numbers)


def _panel_tables(
    panels: Iterable[Panel], curves: pd.DataFrame, value: str, words: Words
) -> tuple[DataTable, ...]:
    named = curves.rename(columns={"scenario": "name"})
    return tuple(
        yearly_table(
            named[named["column"] == panel.column],
            value,
            _label(panel, words),
            panel.factor,
            words,
        )
        for panel in panels
    )


def _named_origins(curves: pd.DataFrame, panel: Panel) -> pd.DataFrame:
    labels = {f"{panel.column}{origin}_share": ORIGIN_LINES[origin].label for origin in ORIGINS}
    rows = curves[curves["column"].isin(labels)]
    return rows.assign(name=rows["column"].map(labels))


def _label(panel: Panel, words: Words) -> str:
    return words.named("figure", panel.label, panel.label).replace("\n", " ")


def _days(curves: pd.DataFrame) -> tuple[str, str]:
    dates = curves["date"]
    return f"{dates.min():%Y-%m-%d}", f"{dates.max():%Y-%m-%d}"


def _svg(figure: Any, prefix: str, words: Words) -> Markup:
    """Its markup is made here and escaped where it is made, so that the page takes it as it is."""
    texts = {text: words.named("figure", text, text) for text in catalogue()["figure"]}
    return Markup(inline_svg(figure, prefix, texts))
