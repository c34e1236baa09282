"""`nksim survey`: stored runs come in; the virtual survey beside the real one and beside the truth leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from nksim.cli.options import Json, OutPicture, ResultsFolder
from nksim.cli.output import print_json, print_table, records, say, tell_strays
from nksim.cli.plot import picture_file

if TYPE_CHECKING:
    import pandas as pd

FIGURE, WIDTH = "survey", 100


def survey(
    results: ResultsFolder,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario", help="Only this scenario, by its name.", show_default="the first"
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also questions that no real survey has asked.")
    ] = False,
    power: Annotated[
        bool,
        typer.Option("--power", help="Also how many interviews would show a decline after 2020."),
    ] = False,
    design_effect: Annotated[
        float,
        typer.Option(
            "--design-effect",
            min=1.0,
            help="With --power: times as many, since relatives leave together.",
        ),
    ] = 1.0,
    out: OutPicture = None,
    json: Json = False,
) -> None:
    """Say what a survey of escapees would report, beside real surveys and beside the truth in the simulated population.

    Escapees are not the population: the truth is lower than what they tell. A star marks rows that the model may be fitted to.

    Example: nksim survey results/history
    """
    from nksim.analysis.power import power_of_survey
    from nksim.analysis.surveys import survey_summary
    from nksim.plots.survey_figure import plot_survey
    from nksim.store.results import open_results

    tell_strays(results)
    stored = open_results(results)
    chosen = _chosen(stored.scenario_names, scenario)
    rows = stored.survey[stored.survey["scenario"] == chosen]
    summary = survey_summary(rows, every=every)
    asked = survey_summary(rows)
    share = stored.scenarios[chosen].survey.interviews_share
    needed = power_of_survey(rows, share, design_effect) if power else None
    drawn = asked[asked["survey"].notna() & asked["real"].notna()]
    place = picture_file(out, stored.folder, FIGURE)
    figure = plot_survey(drawn, place) if len(drawn) else None
    if json:
        print_json(
            {"scenario": chosen, "figure": figure and str(figure), "rows": records(summary)}
            | ({} if needed is None else {"power": records(needed)})
        )
        return
    _print(chosen, summary)
    if needed is not None:
        _print_power(needed, share)
    say(
        str(figure)
        if figure
        else "no real survey has asked anybody who left in these years: there is no picture"
    )


def _chosen(names: tuple[str, ...], scenario: str | None) -> str:
    from nksim.core.errors import InputError
    from nksim.scenario.keys import nearest

    if scenario is not None and scenario not in names:
        raise InputError(
            f"--scenario={scenario} is not among these results (allowed {', '.join(names)}{nearest(scenario, names)})"
        )
    return scenario or names[0]


def _print(name: str, summary: pd.DataFrame) -> None:
    from nksim.core.numerals import decimal

    lines = [
        [
            f"{row['statistic'].replace('_', ' ')}",
            f"{row['left_from']}-{row['left_to']}",
            f"{row['evidence'] or ''}{'*' if row['core'] else ''}",
            _percent(row["real"]),
            _percent(row["survey"]),
            _span(row["survey_low"], row["survey_high"]),
            _percent(row["truth"]),
            "" if row["deviation"] is None else decimal(row["deviation"], 1, signed=True),
        ]
        for row in records(summary)
    ]
    runs = int(summary["replicates"].max())
    heads = [
        "question",
        "left in",
        "evidence",
        "real %",
        "survey %",
        "10-90%",
        "truth %",
        "deviation, sd",
    ]
    print_table(
        f"{name}: {'one run' if runs == 1 else f'median of {runs} runs'}",
        heads,
        lines,
        numbers=True,
        width=WIDTH,
    )


def _print_power(needed: pd.DataFrame, share: float) -> None:
    """Interviews and years, a row a decline and a year whose arrivals are taken as the rule."""
    from nksim.core.numerals import decimal, percent

    first = needed.iloc[0]
    lines = [
        [
            decimal(100 * row["decline"], 0),
            _number(row["interviews_needed"]),
            f"{row['arrivals_like']}: {decimal(row['arrivals'], 0)}",
            _number(row["years_usual"], 1),
            _number(row["years_everyone"], 1),
        ]
        for row in records(needed)
    ]
    asked = f"{decimal(first['interviews_before'], 0)} asked who left in 2016-2020, of whom {_percent(first['before'])}% had watched in their last year"
    heads = [
        "decline, points",
        "interviews needed",
        "arrivals like",
        f"years, {percent(share)} asked",
        "years, all asked",
    ]
    print_table(
        f"To see a decline after 2020 with 80% chance ({asked})",
        heads,
        lines,
        numbers=True,
        width=WIDTH,
    )


def _number(value: Any, digits: int = 0) -> str:
    from nksim.core.numerals import NO_VALUE, decimal

    words = decimal(value, digits)
    return "none is enough" if words == NO_VALUE else words


def _span(low: Any, high: Any) -> str:
    return f"{_percent(low)} to {_percent(high)}" if _percent(low) and _percent(high) else ""


def _percent(share: Any) -> str:
    from nksim.core.numerals import NO_VALUE, decimal

    words = NO_VALUE if share is None else decimal(100 * share, 1)
    return "" if words == NO_VALUE else words
