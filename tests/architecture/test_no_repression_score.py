"""What nksim never says: which policy represses best. Nothing ranks levers or prices an effect.

Tables, figures, sweeps and printed text are looked at with made-up numbers in which an order by
effect would differ from the study's own, so that sorting by effect is seen.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import nksim
from nksim.analysis.comparison_tables import WEEKLY
from nksim.analysis.costs import cost_differences
from nksim.analysis.differences import paired_differences
from nksim.analysis.groups import differences_by_group
from nksim.analysis.leading import leading_inputs
from nksim.analysis.put_in import put_in_sentences
from nksim.analysis.sentences import sentences
from nksim.analysis.sweeps import MAIN, by_point, rank_correlations
from nksim.analysis.under_assumptions import assumption_frame, assumption_sentences
from nksim.cli.comparison_table import (
    print_assumptions,
    print_differences,
    print_group_differences,
    print_leading,
)
from nksim.cli.explanation_table import print_details, print_parts
from nksim.observations.costs_first import COSTS_TO_PEOPLE, LEADING, LEDGER_COSTS, with_costs
from nksim.observations.outcomes import OUTCOMES
from nksim.observations.tables import LEDGER, TABLES
from nksim.observations.yearly_columns import GROUPS
from nksim.plots.assumptions import assumptions_figure
from nksim.plots.comparison import (
    CHANGES,
    PANELS,
    costs_figure,
    curves_figure,
    differences_figure,
    outcomes_figure,
    provinces_figure,
)
from tests.fixtures.studies import study_folder
from tests.plots.tables import explained, indices, study_of

ROOT = Path(__file__).parents[2]
# The study's own order; by effect, by cost and by name the order would be another each time.
ORDER = ("some", "most", "least")
EFFECT = {"base": 0.0, "some": -0.2, "most": -0.3, "least": -0.1}
COST = {"base": 0.0, "some": 1.0, "most": 2.0, "least": 3.0}
SHARE = {
    "outcome": "watched_last_year_share",
    "unit": "share",
    "effect": -0.05,
    "effect_low": -0.06,
    "effect_high": -0.04,
    "put_in": 0.5,
    "put_in_low": 0.4,
    "put_in_high": 0.6,
    "unsourced": 0.5,
    "unsourced_low": 0.4,
    "unsourced_high": 0.6,
    "replicates": 3,
}
EFFECTS = ("watched_last_year_share", "watching_share", "new_viewers", "viewer_weeks")
SCORES = re.compile(
    r"averted|cost.?effective|per person-year|best polic|most effective|optimal"
    r"|suppression (score|rank)|recommend",
    re.IGNORECASE,
)
# What says that nothing of the kind is done, or speaks of statistics and memory.
INNOCENT = re.compile(r"more effective repression", re.IGNORECASE)


def outcomes() -> pd.DataFrame:
    """Three seeds of a baseline and three policies, each with a cost and an effect of its own."""
    rows = [
        {"scenario": name, "seed": seed, "replicate": seed}
        | {one.name: 10.0 + COST[name] + 0.01 * seed * COST[name] for one in OUTCOMES}
        | dict.fromkeys(EFFECTS, 0.5 + EFFECT[name] + 0.01 * seed * EFFECT[name])
        for name in ("base", *ORDER)
        for seed in range(3)
    ]
    return pd.DataFrame(rows)


def order_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """The policies in the order in which a table has them."""
    return tuple(dict.fromkeys(rows["scenario"]))


def costs_come_first(names: list[str]) -> bool:
    """Whether a list of outcomes that has an effect begins with a cost to people."""
    return not {*names} & {*EFFECTS} or names[0] in COSTS_TO_PEOPLE


def test_differences__keep_the_order_of_the_study_and_begin_with_costs() -> None:
    """Outcomes, costs and groups: a policy that suppresses more does not move up."""
    found = paired_differences(outcomes(), "base")
    assert order_of(found) == ORDER
    for _, rows in found.groupby("scenario"):
        assert costs_come_first(list(rows["outcome"]))
    ledger = outcomes().assign(**{one.name: 1.0 for one in LEDGER if one.name not in EFFECTS})
    assert order_of(cost_differences(ledger.assign(year=2020), "base")) == ORDER
    groups = outcomes().assign(**{one.name: 1.0 for one in GROUPS if one.name not in EFFECTS})
    groups = groups.assign(sex="woman")
    by_group = differences_by_group(groups, "base", ["sex"])
    assert order_of(by_group) == ORDER
    assert costs_come_first(list(by_group["outcome"]))


def test_costs__are_never_left_out_where_an_effect_is_told() -> None:
    """Whoever asks for one effect alone is told of deaths, detention and sanctions before it."""
    for name in EFFECTS:
        assert costs_come_first(list(with_costs([name])))
        assert {"deaths", "person_years_detained", "punished"} <= {*with_costs([name])}
    for listed in (LEADING, MAIN):
        assert costs_come_first(list(listed))
    assert WEEKLY[0] == PANELS[0].column == CHANGES[0].column == "detained_share"


def test_no_table__holds_an_effect_divided_by_a_cost() -> None:
    """No column, unit or item of a cost is viewings averted, or anything a person-year."""
    columns = [column for table in TABLES.values() for column in table]
    for column in columns:
        assert not SCORES.search(f"{column.name} {column.unit} {column.meaning}"), column.name
    assert not {"viewer_weeks", "joint_viewings"} & {*LEDGER_COSTS}
    for outcome in OUTCOMES:
        assert not SCORES.search(f"{outcome.name} {outcome.title} {outcome.meaning}")


def test_assumptions__are_told_without_ranking_policies() -> None:
    """That a difference turns round is said; which policy suppresses more is not."""
    found = paired_differences(outcomes(), "base")
    turned = found.assign(**{name: -found[name] for name in ("mean", "low", "high")})
    frame = assumption_frame({"as assumed": found, "other": turned.assign(low=turned["mean"])})
    assert order_of(frame) == ORDER
    assert not {"rank", "score"} & set(frame.columns)
    said = "\n".join(assumption_sentences(frame))
    assert said
    assert not re.search(r"lies (below|above)|better|worse|rank", said)


def test_an_explanation__orders_no_part_by_what_it_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Channels by name, settings as the study has them, costs to people before watching."""
    parts = explained()
    assert costs_come_first(list(parts["outcome"]))
    for _, rows in parts.groupby("outcome"):
        assert list(rows["part"])[1:3] == ["announced fear", "searches"]
        assert list(rows["part"])[3:] == ["law.duty", "law.rate_factor"]
    print_parts(parts)
    print_details(parts)
    shares = pd.DataFrame([{"scenario": name} | SHARE for name in ORDER])
    text = capsys.readouterr().out + "\n".join(put_in_sentences(shares, "base"))
    assert not SCORES.search(text)
    assert text.index("Sanctions") < text.index("Watched within a year")
    places = [text.index(f"{name} against base") for name in ORDER]
    assert places == sorted(places)


def test_sweeps_and_sensitivity__order_no_policy_by_what_it_does() -> None:
    """Points stand in the order of the design; of inputs only assumptions are sorted."""
    design = pd.DataFrame(
        {"scenario": ORDER, "alternative": ORDER, "levers.law.strength": [0.1, 0.2, 0.3]}
    )
    points = by_point(design, outcomes())
    assert order_of(points) == ORDER
    assert tuple(rank_correlations(points, design)["alternative"]) == ORDER
    assert list(leading_inputs(indices(), 10)["input"])[-2:] == ["lever a", "lever b"]


def test_printed_text__scores_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Tables and sentences of a comparison, as they stand on a terminal."""
    found = paired_differences(outcomes(), "base")
    print_leading(found[found["outcome"].isin(LEADING)], "base")
    print_differences(found)
    print_group_differences(found.assign(group="woman", people=100, thin=True), "base")
    print_assumptions(assumption_frame({"as assumed": found}))
    text = capsys.readouterr().out + "\n".join(sentences(found, "base"))
    assert not SCORES.search(text)
    places = [text.index(f"{name}:") for name in ORDER]
    assert places == sorted(places)
    assert text.index("Deaths") < text.index("Watched within a year")


def legend_of(figure: Figure) -> tuple[str, ...]:
    """The policies of a figure in the order of its legend."""
    return tuple(text.get_text() for text in figure.legends[0].get_texts())


def test_pictures__score_nothing_and_keep_the_order_of_the_study() -> None:
    """Every figure of a comparison, by what is written on it."""
    study = study_of(ORDER)
    figures = [
        draw(study)
        for draw in (
            costs_figure,
            outcomes_figure,
            provinces_figure,
            curves_figure,
            differences_figure,
        )
    ]
    figures.append(assumptions_figure(assumption_frame({"as assumed": study.outcomes})))
    for figure in figures:
        figure.draw_without_rendering()
        assert not SCORES.search("\n".join(text.get_text() for text in figure.findobj(Text)))
    assert legend_of(figures[2]) == ORDER
    for figure in (*figures[:2], figures[-1]):
        labels = [text.get_text() for text in figure.axes[0].get_yticklabels()]
        assert tuple(labels) == ORDER
    for figure in figures[1:3]:
        assert re.match("Deaths|Sanctions", figure.axes[0].get_title(loc="left"))


def test_a_report__scores_nothing_and_keeps_the_order_of_the_study(tmp_path: Path) -> None:
    """A whole page: policies in the study's own order everywhere, costs before effects."""
    effects = {
        name: {"watched_last_year_share": (EFFECT[name],) * 6, "punished": (COST[name],) * 6}
        for name in ORDER
    }
    text = nksim.report(study_folder(tmp_path / "results", effects)).read_text(encoding="utf-8")
    assert not SCORES.search(text)
    for table in re.findall(r'<table class="intervals">.*?</table>', text, re.DOTALL):
        assert tuple(re.findall(r'<th scope="row">(.*?)</th>', table)) == ORDER
    places = [text.index(f'id="{name}"') for name in ("costs", "changes", "who")]
    assert places == sorted(places)
    for policy in ORDER:
        said = text[text.index(f"{policy}, against") :]
        assert said.index("Sanctions") < said.index("Watched within a year")


@pytest.mark.parametrize("folder", ["nksim", "docs", "scenarios"])
def test_no_text__speaks_of_scoring_repression(folder: str) -> None:
    """Code, documents and shipped studies: the words for such a score do not occur."""
    kinds = {".py", ".md", ".yaml", ".csv", ".txt", ".toml", ".html"}
    for path in (ROOT / folder).rglob("*"):
        if path.suffix in kinds and "mutants" not in path.name:
            text = INNOCENT.sub("", path.read_text(encoding="utf-8"))
            found = SCORES.search(text)
            assert not found, f"{path}: {found and found.group()}"


def test_this_test__can_fail() -> None:
    """An order by effect, a ratio and a score would each be seen."""
    by_effect = outcomes().sort_values("watched_last_year_share")
    assert order_of(paired_differences(by_effect, "base")) != ORDER
    assert not costs_come_first(["watched_last_year_share", "punished"])
    for text in ("viewings_averted_per_person_year", "Averted per person-year", "best policy"):
        assert SCORES.search(text)
