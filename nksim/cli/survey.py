"""`nksim survey`: stored runs come in; the virtual survey beside the real one and beside the truth leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.options import Json, Out, ResultsFolder
from nksim.cli.output import print_json, print_table, records, say

if TYPE_CHECKING:
    import pandas as pd

FIGURE, WIDTH = "survey.png", 100


def survey(
    results: ResultsFolder,
    scenario: Annotated[str | None, typer.Option("--scenario", help="Only this scenario, by its name.", show_default="the first")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also questions that no real survey has asked.")] = False,
    out: Out = None,
    json: Json = False,
) -> None:
    """Say what a survey of escapees would report, beside real surveys and beside the truth in the simulated population.

    Escapees are not the population: the truth is lower than what they tell. A star marks rows that the model may be fitted to.

    Example: nksim survey results/history
    """
    from nksim.analysis.surveys import survey_summary
    from nksim.plots.survey_figure import plot_survey
    from nksim.store.results import open_results

    stored = open_results(results)
    chosen = _chosen(stored.scenario_names, scenario)
    rows = stored.survey[stored.survey["scenario"] == chosen]
    summary = survey_summary(rows, every=every)
    asked = survey_summary(rows)
    figure = plot_survey(asked[asked["survey"].notna() & asked["real"].notna()], out or stored.folder / FIGURE)
    if json:
        print_json({"scenario": chosen, "figure": str(figure), "rows": records(summary)})
        return
    _print(chosen, summary)
    say(str(figure))


def _chosen(names: tuple[str, ...], scenario: str | None) -> str:
    from nksim.core.errors import InputError
    from nksim.scenario.keys import nearest

    if scenario is not None and scenario not in names:
        raise InputError(f"--scenario={scenario} is not among these results (allowed {', '.join(names)}{nearest(scenario, names)})")
    return scenario or names[0]


def _print(name: str, summary: pd.DataFrame) -> None:
    lines = [
        [
            f"{row['statistic'].replace('_', ' ')}", f"{row['left_from']}-{row['left_to']}", f"{row['evidence'] or ''}{'*' if row['core'] else ''}",
            _percent(row["real"]), _percent(row["survey"]), f"{_percent(row['survey_low'])}-{_percent(row['survey_high'])}",
            _percent(row["truth"]), "" if row["deviation"] is None else f"{row['deviation']:+.1f}",
        ]
        for row in records(summary)
    ]  # fmt: skip
    runs = int(summary["replicates"].max())
    heads = ["question", "left in", "evidence", "real %", "survey %", "10-90%", "truth %", "deviation, sd"]
    print_table(f"{name}: {'one run' if runs == 1 else f'median of {runs} runs'}", heads, lines, numbers=True, width=WIDTH)


def _percent(share: Any) -> str:
    return "" if share is None or share != share else f"{100 * share:.1f}"
