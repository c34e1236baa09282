from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from typer.testing import CliRunner

from nksim.core.columns import CELL_COUNTS, index_of
from nksim.core.errors import InputError
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.run import run
from nksim.inference.verification import contagions, theory
from nksim.inference.verification.case import Answer, Case, Effort
from nksim.inference.verification.graphs import (
    configuration,
    degree_shares,
    erdos_renyi,
    first_infected,
    regular,
    with_first,
)
from nksim.inference.verification.known_answers import CASES, EFFORTS, Verdict, verify_answers
from nksim.inference.verification.peers import eon_curve, ndlib_simulation, peer
from nksim.inference.verification.reduction import contagion
from nksim.inference.verification.runs import infected
from nksim.scenario.loading import load_scenario
from nksim.scenario.rendering import render
from nksim.scenario.sections import Network

READABLE = Effort(people=200, replicates=3, engine="citizens")


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=[f"{case.name} - {case.against}" for case in CASES])
def test_the_reduced_model__gives_the_known_answer(case: Case) -> None:
    """Made plain by scenario values, the model is the contagion of the textbooks."""
    answer = case.examine(EFFORTS["small"])
    assert answer.agrees, Verdict(case, answer).row()


def test_known_answers__are_at_least_twelve_of_all_kinds() -> None:
    """SI, SIS, SIR and thresholds are there, theory and both peers."""
    named = " / ".join(f"{case.name}: {case.against}" for case in CASES)
    assert len(CASES) >= 12
    for word in (
        "SI ",
        "SIS level",
        "SIR final size",
        "Erdős",
        "regular",
        "configuration",
        "cascade window",
        "EoN",
        "NDlib",
    ):
        assert word in named


def short_level(effort: Effort) -> Answer:
    """An SIS level that the readable engine reaches within seconds."""
    return contagions.sis_on_regular(effort, transmission=0.1, recovery=0.2)


@pytest.mark.slow
def test_a_rule_broken_on_purpose__misses_the_known_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """If guests copied only three titles in four, the endemic level would tell."""
    honest: Callable[..., bool] = Citizen.decide_copy

    def forgetful(citizen: Citizen, tie: Tie, origin: int, title: int) -> bool:
        return (citizen.model.week + citizen.index) % 4 > 0 and honest(citizen, tie, origin, title)

    assert short_level(READABLE).agrees
    monkeypatch.setattr(Citizen, "decide_copy", forgetful)
    assert not short_level(READABLE).agrees


@pytest.mark.slow
def test_a_rate_off_by_a_fifth__misses_the_known_answer() -> None:
    """The tolerance of the fast engine's case is narrow enough to see a fifth less transmission."""
    effort = EFFORTS["small"]
    scenario, expected = contagion(120, 0.04, recovery=0.1), theory.sis_on_regular(6, 0.05, 0.1)
    found = [
        infected(regular(effort.people, 6, seed), 0.5, scenario, seed)[60:].mean()
        for seed in (1, 2)
    ]
    assert (
        abs(np.mean(found) - expected)
        > contagions.sis_on_regular(Effort(effort.people, 4)).tolerance[0]
    )


def test_both_engines__spread_alike() -> None:
    """What is shown of the fast engine holds for the readable one."""
    graph, scenario = regular(100, 4, 1), contagion(20, 0.2, recovery=0.1)
    assert (
        infected(graph, 0.2, scenario, 1, "citizens").tolist()
        == infected(graph, 0.2, scenario, 1).tolist()
    )


def test_without_any_chance_to_pass_it_on__only_the_first_stay_infected() -> None:
    """Only contact spreads titles in the reduced model, only recovery takes them away."""
    graph = erdos_renyi(500, 5.0, 1)
    assert infected(graph, 0.1, contagion(30, 0.0), 1).tolist() == [0.1] * 30
    assert infected(graph, 0.1, contagion(30, 0.0, recovery=0.5), 1)[-1] == 0.0


def test_weekly_steps__become_the_textbooks_equations() -> None:
    """For small chances the edge-based curve in weekly steps is EoN's in continuous time."""
    degrees, weeks = np.eye(5)[4], 4000
    _, removed = theory.edge_based(degrees, 0.001, 0.001, 0.02, weeks)
    psi = (lambda x: x**4, lambda x: 4 * x**3)
    textbook = eon_curve(
        "EBCM_uniform_introduction", weeks, 1.0, *psi, theory.rate(0.001), theory.rate(0.001), 0.02
    )
    assert np.abs(removed - textbook).max() < 0.002
    assert removed[-1] > 0.5


def test_the_edge_based_curve__ends_at_the_final_size() -> None:
    """Two ways to the same number: step by step, and all at once."""
    degrees = degree_shares(configuration((2, 2, 2, 10) * 25, 1))
    _, removed = theory.edge_based(degrees, 0.3, 0.2, 0.01, 500)
    assert removed[-1] == pytest.approx(theory.sir_final_size(degrees, 0.3, 0.2, 0.01), abs=1e-9)


def test_the_level_on_a_regular_graph__is_the_textbooks_for_small_chances() -> None:
    """Pairs closed as in the textbooks: 1 - gamma / (gamma + tau k - gamma k / (k - 1))."""
    expected = 1.0 - 2.0 / (2.0 + 6.0 - 2.0 * 6 / 5)
    assert theory.sis_on_regular(6, 0.001, 0.002) == pytest.approx(expected, abs=0.002)


def test_first_infected__are_the_share_asked_for_and_the_same_again() -> None:
    """Peers start from the same people."""
    graph = erdos_renyi(200, 3.0, 1)
    assert len(first_infected(graph, 0.1, 1)) == 20
    assert (
        first_infected(graph, 0.1, 1)
        == first_infected(graph, 0.1, 1)
        != first_infected(graph, 0.1, 2)
    )


def test_a_scenario_file_with_a_graph_file__is_the_same_contagion(tmp_path: Path) -> None:
    """Whoever writes values and first infected into files gets the same weeks."""
    graph, scenario = erdos_renyi(120, 4.0, 1), contagion(25, 0.2, recovery=0.1)
    nx.write_graphml(with_first(graph, range(12)), tmp_path / "people.graphml")
    filed = scenario.model_copy(update={"network": Network(file="people.graphml")})
    (tmp_path / "sis.yaml").write_text(render(filed))
    country = run(load_scenario(tmp_path / "sis.yaml"), 1).country
    shares = country[:, index_of(CELL_COUNTS)["holding"]] / 120
    assert shares.tolist() == infected(graph, range(12), scenario, 1).tolist()
    assert 0.1 < shares[-1] < 1.0


def told(found: float, expected: float) -> Case:
    """A case that simulates nothing."""
    answer = Answer(np.array([found]), np.array([expected]), np.array([0.001]), 0.002)
    return Case("made up", "nothing", lambda effort: answer)


def test_an_answer__agrees_within_four_errors_and_the_allowance() -> None:
    """0.006 off agrees where the tolerance is 0.006, 0.007 does not.

    The worst of a curve decides.
    """
    assert told(0.5055, 0.5).examine(READABLE).agrees
    assert not told(0.507, 0.5).examine(READABLE).agrees
    curve = Answer(np.array([0.5, 0.6]), np.array([0.5, 0.5]), np.array([0.0, 0.0]), 0.01)
    assert not curve.agrees
    assert curve.worst == 1


def test_a_size_that_does_not_exist__is_refused() -> None:
    """The message names what there is."""
    with pytest.raises(InputError, match=r"size=huge is not known \(allowed: small, large\)"):
        verify_answers("huge")


def test_a_peer_that_is_missing__is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has no EoN reads how to get it."""
    monkeypatch.setitem(sys.modules, "EoN", None)
    with pytest.raises(InputError, match=r"package=EoN is not installed.*nksim\[verify\]"):
        peer("EoN")


def run_command(monkeypatch: pytest.MonkeyPatch, cases: tuple[Case, ...], *words: str) -> Any:
    from nksim.cli.app import app
    from nksim.inference.verification import known_answers
    from nksim.running.progress import SILENT

    monkeypatch.setattr(known_answers.verify_answers, "__defaults__", (SILENT, cases))
    return CliRunner().invoke(app, ["verify", "answers", "--quiet", *words])


def test_the_command__passes_and_fails_with_its_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 0 if all agree; 1 and the names of those that do not."""
    good = run_command(monkeypatch, (told(0.5, 0.5),))
    assert good.exit_code == 0
    assert "pass" in good.stdout
    assert "all 1 agree" in good.stdout
    bad = run_command(monkeypatch, (told(0.5, 0.5), told(0.6, 0.5)))
    assert bad.exit_code == 1
    assert "FAIL" in bad.stdout
    assert "1 of 2 known answers are missed: made up" in bad.stderr
    rows = json.loads(run_command(monkeypatch, (told(0.6, 0.5),), "--json").stdout)
    assert rows["agree"] == 0
    assert rows["cases"][0]["agrees"] is False
    assert "Example: nksim verify answers" in " ".join(
        run_command(monkeypatch, (), "--help").stdout.split()
    )


def test_few_who_all_meet__end_where_arithmetic_says() -> None:
    """Without recovery everyone is infected; without passing on nobody.

    One of two, over one week, as by hand.
    """
    assert theory.sis_where_few_meet(10, 0.3, 0.0) == pytest.approx((1.0, 0.0), abs=1e-6)
    assert theory.sis_where_few_meet(10, 0.0, 0.3) == pytest.approx((0.0, 0.0), abs=1e-6)
    level, swings = theory.sis_where_few_meet(2, 0.5, 0.5, weeks=1)
    assert level == pytest.approx(
        0.5 * 0.75
    )  # one infected: keeps it with 1/2, and then passes it on with 1/2
    assert swings == pytest.approx(
        float(np.sqrt(0.5 * 0.375**2 + 0.25 * 0.125**2 + 0.25 * 0.625**2))
    )


def test_a_peers_luck__is_its_seeds_alone() -> None:
    """NDlib's run is the same again, and numpy's own generator is left as it was."""
    graph, rates = regular(60, 4, 1), {"beta": 0.2, "lambda": 0.2}
    before = np.random.get_state()[1].tolist()  # noqa: TID251
    runs = [
        ndlib_simulation("SISModel", graph, [0, 1, 2, 3], rates, 20, seed) for seed in (1, 1, 2)
    ]
    assert runs[0] == runs[1] != runs[2]
    assert np.random.get_state()[1].tolist() == before  # noqa: TID251
