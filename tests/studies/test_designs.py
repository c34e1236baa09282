"""Designs: which points a sweep visits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nksim.core.errors import ScenarioError
from nksim.studies.designs import Axis, points
from nksim.studies.sweep import load_sweep

RISK = Axis("behaviour.w_risk", low=1.0, high=4.0, steps=4)
ORIGIN = Axis("society.provinces", ("a", "b", "c"))
SIZE = Axis("society.size", low=100, high=300, steps=3, whole=True)


def test_grid__is_every_combination() -> None:
    """Four numbers by three words: twelve points, each once."""
    made = points("grid", [RISK, ORIGIN])
    assert len({tuple(point.values()) for point in made}) == 12
    assert {point["behaviour.w_risk"] for point in made} == {1.0, 2.0, 3.0, 4.0}


def test_one_at_a_time__begins_with_the_scenario_itself() -> None:
    """Each point changes one value."""
    made = points("one-at-a-time", [RISK, SIZE])
    assert made[0] == {}
    assert [len(point) for point in made[1:]] == [1] * 7
    assert all(isinstance(point["society.size"], int) for point in made if "society.size" in point)


def test_latin_hypercube__meets_every_slice_once() -> None:
    """Sixteen points: each sixteenth of each range holds one.

    The same seed gives the same points.
    """
    made = points("latin-hypercube", [RISK, Axis("x", low=0.0, high=1.0)], 16, seed=3)
    assert sorted(int(point["x"] * 16) for point in made) == list(range(16))
    assert made == points("latin-hypercube", [RISK, Axis("x", low=0.0, high=1.0)], 16, seed=3)
    assert made != points("latin-hypercube", [RISK, Axis("x", low=0.0, high=1.0)], 16, seed=4)


def test_sobol__takes_the_next_power_of_two() -> None:
    """Fifty points wanted, sixty-four made; words are met about equally often."""
    made = points("sobol", [RISK, ORIGIN], 50)
    assert len(made) == 64
    assert (
        min(np.unique([point["society.provinces"] for point in made], return_counts=True)[1]) >= 20
    )


def test_log_scale__steps_by_ratios() -> None:
    """From a hundredth to one in three steps: a tenth lies in the middle."""
    assert Axis("x", low=0.01, high=1.0, steps=3, log=True).levels == pytest.approx(
        (0.01, 0.1, 1.0)
    )


SWEEP = """\
name: two
scenario:
  name: base
  society: {size: 300}
  run: {start: 2019-01-07, until: 2019-06-30}
  levers: [{name: law, lever: law, from: 2019-03-04}]
alternatives: {no-law: {without: [law]}}
design: grid
replicates: 2
values:
  behaviour.w_risk: [1.0, 4.0]
  levers.law.strength: {range: [0, 1], steps: 2}
"""


def test_sweep__crosses_points_with_alternatives_and_seeds(tmp_path: Path) -> None:
    """Four points under two worlds with two seeds.

    A lever that an alternative does not have is a mistake.
    """
    path = tmp_path / "sweep.yaml"
    path.write_text(
        SWEEP.replace(
            "  levers.law.strength: {range: [0, 1], steps: 2}\n",
            "  society.size: {range: [200, 300], steps: 2}\n",
        )
    )
    sweep = load_sweep(path)
    assert len(sweep.tasks) == 4 * 2 * 2
    assert sweep.scenarios[2].society.size == 300
    assert sweep.table()["scenario"].tolist()[:3] == ["base#0000", "no-law#0000", "base#0001"]


def test_lever_that_an_alternative_lacks__is_left_out_there(tmp_path: Path) -> None:
    """Its strength makes no difference without it: of four points two remain, each once."""
    path = tmp_path / "sweep.yaml"
    path.write_text(SWEEP)
    sweep = load_sweep(path)
    assert sweep.alternatives.count("base") == 4
    assert sweep.alternatives.count("no-law") == 2
    assert sweep.table().query("alternative == 'no-law'")["levers.law.strength"].isna().all()
    assert len({scenario.name for scenario in sweep.scenarios}) == 6


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("design: grid", "design: gird", "did you mean grid?"),
        ("design: grid", "design: sobol", "needs a number of points"),
        ("[1.0, 4.0]", "[1.0, 400]", "out of range"),
        ("[1.0, 4.0]", "{range: [4, 1]}", "low below high"),
        ("[1.0, 4.0]", "{range: [0, 1], scale: log}", "range above 0"),
        ("[1.0, 4.0]", "{range: [0, 1], stepps: 3}", "unknown key (got stepps"),
        ("w_risk", "w_rsik", "did you mean"),
        ("replicates: 2", "replicates: many", "whole number"),
        ("design: grid", "", "design: is missing from this sweep"),
        ("design: grid", "design: grid\npoints: 9", "design=grid has as many points as its"),
        ("design: grid", "design: one-at-a-time\npoints: 9", "has as many points as its values"),
        ("design: grid", "design: sobol\npoints: 0", "points: is out of range (got 0; allowed 1"),
        ("design: grid", "design: sobol\npoints: 4", "steps are of a grid: design=sobol takes"),
        ("[1.0, 4.0]", "[1.0, 1.0]", "values.behaviour.w_risk: 1.0 is given twice"),
        ("[1.0, 4.0]", "[1, 2, 1.0]", "values.behaviour.w_risk: 1.0 is given twice"),
        (
            "behaviour.w_risk: [1.0, 4.0]",
            "society.size: {range: [200, 202], steps: 9}",
            "steps=9 are too many: there are 3 whole numbers",
        ),
        ("  behaviour.w_risk: [1.0, 4.0]", "  behaviour.load_gain: prior", "gives no range"),
    ],
)
def test_mistakes__are_said_before_anything_runs(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """What is wrong, where, and what is allowed."""
    path = tmp_path / "sweep.yaml"
    path.write_text(
        SWEEP.replace("alternatives: {no-law: {without: [law]}}\n", "").replace(old, new)
    )
    with pytest.raises(ScenarioError) as caught:
        load_sweep(path)
    assert said in str(caught.value)
    assert "sweep.yaml:" in str(caught.value)


def test_more_points_than_values_make__are_refused(tmp_path: Path) -> None:
    """Four points over a list of two would be two points."""
    path = tmp_path / "sweep.yaml"
    lists = SWEEP.replace("{range: [0, 1], steps: 2}", "[0.2]")
    path.write_text(lists.replace("design: grid", "design: sobol\npoints: 4"))
    with pytest.raises(ScenarioError, match=r"make 2 different points \(got 4\); ask for fewer"):
        load_sweep(path)
    path.write_text(lists.replace("design: grid", "design: sobol\npoints: 2"))
    assert load_sweep(path).alternatives.count("base") == 2


def test_a_seed_of_an_alternative__is_refused(tmp_path: Path) -> None:
    """Seeds are those of the sweep."""
    path = tmp_path / "sweep.yaml"
    path.write_text(SWEEP.replace("{without: [law]}", "{run: {seed: 9}}"))
    with pytest.raises(ScenarioError, match="is not given to an alternative"):
        load_sweep(path)


@pytest.mark.parametrize("name", ["fear", "supply_and_search", "assumptions"])
def test_shipped_sweeps__load(name: str) -> None:
    """Every point is a scenario that can be run."""
    sweep = load_sweep(Path("scenarios/sweeps") / f"{name}.yaml")
    assert len(sweep.tasks) >= 18
    assert len({scenario.name for scenario in sweep.scenarios}) == len(sweep.scenarios)
