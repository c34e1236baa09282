"""The model as people who know Mesa expect it: subclass a citizen, run a batch, read data."""

from __future__ import annotations

import warnings
from typing import Any

import mesa
import networkx as nx
import pytest

from nksim.core.columns import CELL_COUNTS
from nksim.core.errors import InputError
from nksim.engines.citizens.citizen import Tie
from nksim.engines.citizens.model import Citizen, NKModel
from nksim.engines.run import run
from nksim.inference.verification.twins import compare_engines
from nksim.scenario.scenario import Scenario
from tests.fixtures.lively import lively_scenario, weekly


class Silent(Citizen):
    """A citizen who never reports anybody."""

    def decide_report(self, tie: Tie, suspect: Citizen) -> bool:
        return False


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return lively_scenario(run={"until": "2015-03-29"}, society={"size": 80})


def passed(model: NKModel) -> NKModel:
    while model.running:
        model.step()
    return model


def test_citizens_who_keep_silent__make_no_reports(scenario: Scenario) -> None:
    """Where nobody tells, the desks stay empty but for names given under questioning."""
    silent, usual = (
        passed(NKModel(scenario, rng=1, citizen=Silent)),
        passed(NKModel(scenario, rng=1)),
    )
    reports = silent.datacollector.get_model_vars_dataframe()["reports"]
    assert len(reports) == 12
    assert reports.sum() == 0
    assert usual.datacollector.get_model_vars_dataframe()["reports"].sum() > 0


def test_the_data_collector__holds_the_series_of_the_compiled_engine(scenario: Scenario) -> None:
    """Every count of every week, whichever way the same country is simulated."""
    frame = passed(NKModel(scenario, rng=7)).datacollector.get_model_vars_dataframe()
    compiled = run(scenario, 7)
    assert list(frame.columns) == [column.name for column in CELL_COUNTS]
    for column in frame.columns:
        assert frame[column].tolist() == weekly(compiled, column).tolist(), column
    assert frame["watching"].sum() > 0


def test_a_batch__has_a_row_for_every_week_of_every_run(scenario: Scenario) -> None:
    """Mesa's own batch runner runs the model over scenarios and seeds."""
    rows = mesa.batch_run(
        NKModel,
        parameters={"scenario": [scenario], "rng": [1, 2]},
        number_processes=1,
        data_collection_period=1,
        display_progress=False,
    )
    assert len(rows) == 2 * 12
    for seed in (1, 2):
        watching = [row["watching"] for row in rows if row["rng"] == seed]
        assert watching == weekly(run(scenario, seed), "watching").tolist()


def test_one_scenario_in_a_batch__runs_without_a_seed(scenario: Scenario) -> None:
    """Whoever names no seed gets the scenario's own."""
    rows = mesa.batch_run(NKModel, parameters={"scenario": [scenario]}, display_progress=False)
    assert rows[-1]["ever_watched"] == weekly(run(scenario), "ever_watched")[-1]


def test_the_citizens__are_agents_on_a_graph(scenario: Scenario) -> None:
    """Everybody is an agent of the model, every tie an edge with bond and complicity."""
    model = NKModel(scenario, rng=1)
    assert len(model.agents) == model.graph.number_of_nodes() == 80
    assert isinstance(model.graph, nx.Graph)
    assert all(
        {"layer", "bond", "complicity"} <= set(tie) for *_, tie in model.graph.edges(data=True)
    )


def test_a_model__runs_without_any_warning(scenario: Scenario) -> None:
    """Nothing that Mesa has grown out of is used."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = NKModel(scenario, seed=3)
        model.step()
    assert model.week == 1


def test_both_engines__agree_on_the_country_of_these_tests(scenario: Scenario) -> None:
    """What is shown here of one engine holds for the other."""
    assert compare_engines(scenario, 7).identical


class Doubtful(Citizen):
    """A citizen who gives a chance where a yes or a no is asked for."""

    def decide_join(self, tie: Tie, origin: int, attraction: float) -> Any:
        return self.chance_to_take_part(origin, attraction, tie["bond"], tie["complicity"])


class Forgetful(Citizen):
    """A citizen whose decision ends without an answer."""

    def decide_offer(self, tie: Tie, origin: int, attraction: float) -> bool:
        return None  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("kind", "words"), [(Doubtful, "Doubtful.decide_join"), (Forgetful, "decide_offer returned")]
)
def test_a_decision_that_is_neither_true_nor_false__is_refused(
    scenario: Scenario, kind: type[Citizen], words: str
) -> None:
    """A chance of 0.3 would count as yes, and nothing as no: both are said instead."""
    with pytest.raises(InputError, match=words):
        passed(NKModel(scenario, rng=1, citizen=kind))


def test_two_names_of_one_seed__must_agree(scenario: Scenario) -> None:
    """Neither wins in silence."""
    with pytest.raises(InputError, match="rng=1 and seed=2"):
        NKModel(scenario, rng=1, seed=2)
    assert NKModel(scenario, rng=2, seed=2).seed == 2


def test_a_model__keeps_its_scenario(scenario: Scenario) -> None:
    """What Mesa keeps of its own by that name does not reach it."""
    model = NKModel(scenario, rng=1)
    assert model.scenario is scenario
    with pytest.raises(InputError, match="keeps the scenario"):
        model.scenario = lively_scenario(society={"size": 90})
    assert model.scenario is scenario
