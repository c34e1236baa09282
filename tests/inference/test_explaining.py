"""Explanations of policies whose parts are known: what is off, what is on, and what adds up."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from nksim.analysis.shapley import whole
from nksim.core.errors import InputError, RunError
from nksim.engines.run import run
from nksim.inference.explaining.channel_game import channel_game
from nksim.inference.explaining.explaining import Explanation, Question, explain_study
from nksim.inference.explaining.plan import Plan
from nksim.inference.explaining.running import Past
from nksim.inference.explaining.setting_game import setting_game
from nksim.inference.goal import Goal
from nksim.levers.policy import environments
from nksim.running.forks import Interrupted
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.studies.study import study_of
from tests.fixtures.hearing import Hearing
from tests.fixtures.lively import lively_scenario

FROM = "2015-03-02"
LAW = {"name": "law", "lever": "law", "from": FROM, "bribe_factor": 0.2, "risk_rise": 0.2}
RAIDS = {"name": "raids", "lever": "searches", "from": FROM, "rate_factor": 9.0}
TRUCE = {"name": "truce", "lever": "searches", "from": "2015-01-05", "rate_factor": 0.0}
INSPECTORS = {"name": "clean", "lever": "anti_corruption", "from": "2015-01-05", "bribe_factor": 0}
# Nothing is feared, every home is searched every week, and whoever is caught and pays goes free.
FEARLESS: dict[str, dict[str, Any]] = {
    "behaviour": {"w_risk": 0.0},
    "enforcement": {"search_rate": 20.0, "find_chance": 1.0, "bribe_base": 1.0, "capacity": 0.0},
    "attitudes": {"confession_share": 0.0},
}
EXACT = Plan(exact=8)
NAMES = ("punished", "watched_last_year_share", "watching_share")


def explained(
    baseline: Scenario, folder: Path, *policies: Scenario, n: int = 3, plan: Plan = EXACT
) -> Explanation:
    named = {f"policy {number}": policy for number, policy in enumerate(policies)}
    study = study_of(baseline, named, replicates=n, seed=1)
    return explain_study(Question(study, tuple(named), NAMES, plan), folder, jobs=2)


def values(found: Explanation, outcome: str, kind: str) -> pd.Series:
    rows = found.parts[(found.parts["outcome"] == outcome)]
    return rows[rows["kind"] == kind].set_index("part")["mean"]


def hash_of(policy: Scenario, coalition: int, kind: str) -> str:
    """The state at the end of one mixture over the calm country."""
    calm = lively_scenario()
    course = environments(calm)
    games = {"channel": channel_game(policy, course), "setting": setting_game(policy, calm, course)}
    game = games[kind]
    if coalition < 0:
        coalition = whole(len(game.parts))
    past = Past(calm, build_society(calm, 3), 3, course)
    start = game.start(coalition)
    ((_, observed),) = past.runs([(start, lambda: game.mixture(coalition))])
    return observed.state_hash


@cache
def law_and_raids() -> Scenario:
    return lively_scenario([LAW, RAIDS])


@pytest.mark.parametrize("kind", ["channel", "setting"])
def test_all_parts_off__is_the_baseline_bit_for_bit(kind: str) -> None:
    """Whatever the policy would have done."""
    assert hash_of(law_and_raids(), 0, kind) == run(lively_scenario(), 3).state_hash


@pytest.mark.parametrize("kind", ["channel", "setting"])
def test_all_parts_on__is_the_policy_bit_for_bit(kind: str) -> None:
    """Forked from the baseline where they part."""
    assert hash_of(law_and_raids(), -1, kind) == run(law_and_raids(), 3).state_hash


@pytest.mark.parametrize("lever", LEVER_SETTINGS)
def test_every_lever__is_itself_with_all_settings_on(lever: str) -> None:
    """Its Environments, bit for bit; with none on, those of the baseline."""
    policy = lively_scenario([{"name": "it", "lever": lever, "from": FROM}])
    calm = lively_scenario()
    course = environments(calm)
    game = setting_game(policy, calm, course)
    on = game.mixture(whole(len(game.parts))).environments
    assert on.tobytes() == environments(policy).tobytes()
    assert game.mixture(0).environments.tobytes() == course.tobytes()


def test_two_channels_that_interact__share_what_they_do_together(tmp_path: Path) -> None:
    """By hand: searches punish nobody while all pay, refused bribes nobody while none is searched.

    So each alone does nothing, and each is half of what both do; of fear nothing comes, for nobody
    acts on it.
    """
    baseline = lively_scenario([TRUCE], **FEARLESS)
    found = explained(baseline, tmp_path, lively_scenario([INSPECTORS], **FEARLESS))
    rows = found.parts[found.parts["outcome"] == "punished"].set_index(["kind", "part"])
    effect = rows.loc[("whole", "whole"), "mean"]
    assert effect > 10.0
    for part in ("searches", "bribes refused"):
        assert rows.loc[("channel", part), "alone"] == 0.0
        assert rows.loc[("channel", part), "without"] == 0.0
        assert rows.loc[("channel", part), "mean"] == pytest.approx(effect / 2)
    for part in ("bribes known to fail", "learnt fear", "learnt suspicion"):
        assert rows.loc[("channel", part), "mean"] == 0.0
    for part in ("truce.rate_factor", "clean.bribe_factor"):
        assert rows.loc[("setting", part), "mean"] == pytest.approx(effect / 2)


def test_a_lever_whose_effect_is_one_setting__is_found_so(tmp_path: Path) -> None:
    """Where nobody is ever arrested, a law that changes arrests and frightens only frightens."""
    quiet: dict[str, dict[str, Any]] = {
        "enforcement": {
            "search_rate": 0.0,
            "capacity": 0.0,
            "style_check": 0.0,
            "report_base": -20.0,
        },
        "attitudes": {"confession_share": 0.0},
    }
    made_up = LAW | {
        "severity_factor_chinese": 1.0,
        "severity_factor_korean": 1.0,
        "bribe_factor": 1.0,
        "risk_rise": 0.9,
    }
    found = explained(lively_scenario(**quiet), tmp_path, lively_scenario([made_up], **quiet))
    effect = values(found, "watching_share", "whole")["whole"]
    assert effect < -0.01
    settings = values(found, "watching_share", "setting")
    assert settings["law.risk_rise"] == pytest.approx(effect)
    assert (settings.drop("law.risk_rise") == 0.0).all()
    assert len(settings) > 3
    channels = values(found, "watching_share", "channel")
    assert channels["announced fear"] == pytest.approx(effect)
    assert found.shares.set_index("outcome").loc["watching_share", "put_in"] == pytest.approx(1.0)


@pytest.mark.parametrize("plan", [Plan(exact=8), Plan(exact=1, pairs=2)])
def test_shapley_values__add_up_to_the_whole(plan: Plan, tmp_path: Path) -> None:
    """From all coalitions as from some orderings, in every seed."""
    found = explained(lively_scenario(), tmp_path, lively_scenario([RAIDS, INSPECTORS]), plan=plan)
    for split in found.splits:
        assert split.shapley.sum(axis=1) == pytest.approx(split.whole)
    assert found.splits[0].whole.any()


def test_runs__are_kept_and_not_made_again(tmp_path: Path) -> None:
    """More replicates make only what is new, and say the same of the old."""
    policy = lively_scenario([RAIDS])
    first = explained(lively_scenario(), tmp_path, policy, n=2)
    again = explained(lively_scenario(), tmp_path, policy, n=2)
    more = explained(lively_scenario(), tmp_path, policy, n=3)
    assert (again.made, again.kept) == (0, first.made)
    assert more.made == first.made // 2
    pd.testing.assert_frame_equal(first.parts, again.parts)
    assert np.array_equal(more.splits[0].shapley[:2], first.splits[0].shapley)
    elsewhere = explained(lively_scenario(), tmp_path / "elsewhere", policy, n=2)
    pd.testing.assert_frame_equal(first.parts, elsewhere.parts)


def test_what_two_policies_share__is_run_once(tmp_path: Path) -> None:
    """The same policy twice costs no more than once."""
    policy = lively_scenario([RAIDS])
    once = explained(lively_scenario(), tmp_path / "once", policy, n=2)
    twice = explained(lively_scenario(), tmp_path / "twice", policy, policy, n=2)
    assert twice.made == once.made
    assert len(twice.parts) == 2 * len(once.parts)


def test_until_resolved__adds_replicates_up_to_the_limit(tmp_path: Path) -> None:
    """A width that is never reached ends at the limit."""
    study = study_of(lively_scenario(), {"raids": lively_scenario([RAIDS])}, replicates=2)
    question = Question(study, ("raids",), NAMES)
    found = explain_study(question, tmp_path, goal=Goal(1e-9, "watching_share", 5))
    assert found.study.replicates == 5
    assert set(found.parts["replicates"]) == {5}


def test_settings__carry_their_sources(tmp_path: Path) -> None:
    """A number with a source says it; one without is assumed."""
    sourced = RAIDS | {"rate_factor": {"value": 9.0, "source": "P9"}, "find_factor": 2.0}
    found = explained(lively_scenario(), tmp_path, lively_scenario([sourced]), n=2)
    rows = found.parts[found.parts["kind"] == "setting"].set_index("part")
    assert set(rows.loc["raids.rate_factor", "source"]) == {"P9"}
    assert set(rows.loc["raids.find_factor", "source"]) == {"assumed"}


def test_a_policy_that_is_more_than_levers__is_refused() -> None:
    """What a changed habit does is no effect of a policy."""
    baseline = lively_scenario()
    other = lively_scenario([RAIDS], behaviour={"w_risk": 1.0})
    with pytest.raises(InputError, match=r"differs from .* in `behaviour` as well"):
        setting_game(other, baseline, environments(baseline))


def test_progress__hears_every_week_that_is_to_be_made(tmp_path: Path) -> None:
    """A bar that is full at the end."""
    study = study_of(lively_scenario(), {"raids": lively_scenario([RAIDS])}, replicates=2)
    heard = Hearing()
    explain_study(Question(study, ("raids",), NAMES), tmp_path, progress=heard)
    assert sum(heard.passed) == sum(heard.to_come) > 0


def test_a_lever_that_is_changed__is_explained_by_the_setting_that_differs() -> None:
    """The baseline searches as well, the policy more."""
    milder = lively_scenario([RAIDS | {"rate_factor": 2.0}])
    policy, course = lively_scenario([RAIDS]), environments(milder)
    game = setting_game(policy, milder, course)
    assert [part.name for part in game.parts] == ["raids.rate_factor"]
    assert game.mixture(0).environments.tobytes() == course.tobytes()
    assert game.mixture(1).environments.tobytes() == environments(policy).tobytes()


def test_work_that_is_broken_off__goes_on_where_it_was(tmp_path: Path) -> None:
    """What was finished is kept."""
    study = study_of(lively_scenario(), {"raids": lively_scenario([RAIDS])}, replicates=2)
    question = Question(study, ("raids",), NAMES)
    with pytest.raises(Interrupted):
        explain_study(question, tmp_path, progress=Hearing(stop_after=80))
    rest = explain_study(question, tmp_path)
    assert rest.made > 0
    assert rest.kept > 0


def test_a_run_that_fails__is_said_with_its_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is a failed run, not a wrong input."""

    def fail(*_: object) -> None:
        raise ValueError("no luck")

    monkeypatch.setattr("nksim.inference.explaining.making.build_society", fail)
    with pytest.raises(RunError, match="seed=1 failed: ValueError: no luck"):
        explained(lively_scenario(), tmp_path, lively_scenario([RAIDS]), n=2)
