"""`nksim.life` and `nksim life`: from scenarios at hand, from a study file, from stored runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import nksim
from nksim.cli.app import app
from nksim.core.errors import InputError
from nksim.scenario.rendering import render
from tests.fixtures.lively import lively_scenario

SHORT = {"until": "2015-06-28"}
BORDER = {"name": "closed", "lever": "border_closure", "from": "2015-03-02", "supply_left": 0.1}
SEARCHED = {"name": "searches", "lever": "searches", "from": "2015-03-02", "rate_factor": 9.0}
Worlds = dict[str, nksim.Scenario]


@pytest.fixture(scope="module")
def worlds() -> Worlds:
    """A baseline, and two policies."""
    levers = {"base": [], "border": [BORDER], "searched": [SEARCHED]}
    return {
        name: lively_scenario(given, run=SHORT).model_copy(update={"name": name})
        for name, given in levers.items()
    }


@pytest.fixture(scope="module")
def folder(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both policies compared with the baseline, in two runs without events."""
    place = tmp_path_factory.mktemp("lives") / "results"
    others = {name: worlds[name] for name in ("border", "searched")}
    nksim.compare(worlds["base"], others, replicates=2, seed=7, folder=place)
    return place


def test_a_life__is_the_same_from_scenarios_and_from_stored_runs(
    worlds: Worlds, folder: Path
) -> None:
    """Whether runs are made or made again, the same person parts in the same week."""
    others = {name: worlds[name] for name in ("border", "searched")}
    made = nksim.life(worlds["base"], others, policy="searched", seed=8)
    stored = nksim.life(folder, policy="searched", seed=8)
    assert made.record == stored.record
    assert made.sentences == stored.sentences
    assert made.record["policy"] == "searched"
    again = nksim.life(nksim.open_results(folder), policy="searched", seed=8, citizen=made.citizen)
    assert again.record == made.record


def test_what_there_is_not__is_refused(worlds: Worlds, folder: Path, tmp_path: Path) -> None:
    """Another policy, another seed, other people, a folder without a comparison."""
    with pytest.raises(InputError, match="policy='closed' is not allowed; give one of border"):
        nksim.life(folder, policy="closed")
    with pytest.raises(InputError, match="seed=99 is no run"):
        nksim.life(folder, seed=99)
    with pytest.raises(InputError, match="engine=citizens: stored runs"):
        nksim.life(folder, engine="citizens")
    larger = lively_scenario([BORDER], run=SHORT, society={"size": 220})
    with pytest.raises(InputError, match="have other people or ties"):
        nksim.life(worlds["base"], {"larger": larger})
    with pytest.raises(InputError, match="citizen=200 is nobody"):
        nksim.life(worlds["base"], {"border": worlds["border"]}, citizen=200)
    nksim.run(worlds["base"], folder=tmp_path / "single")
    with pytest.raises(InputError, match="holds no comparison"):
        nksim.life(tmp_path / "single")


def test_life__prints_the_parting_and_writes_text_record_and_figure(
    worlds: Worlds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command names the week, the decision with its numbers, and where it is written."""
    monkeypatch.chdir(tmp_path)
    for name in ("base", "border"):
        Path(f"{name}.yaml").write_text(render(worlds[name]))
    words = ["life", "base.yaml", "border.yaml", "--seed", "8", "--quiet"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    for part in ("The two worlds are the same until 2015-03-02", "The chance to bring a title was"):
        assert part in said
    assert "Each year under base / under border" in done.stdout
    record = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert record["parted"] >= record["policy_from"] == "2015-03-02"
    assert [Path(name).suffix for name in record["files"]] == [".txt", ".json", ".png"]
    assert all(Path(name).is_file() for name in record["files"])
    kept = json.loads(Path(record["files"][1]).read_text())
    assert kept["chain"] == record["chain"]


def test_life_of_a_folder__takes_no_settings(folder: Path) -> None:
    """What lies there has been run."""
    done = CliRunner().invoke(app, ["life", str(folder), "--size", "500"])
    assert done.exit_code == 2
    assert "cannot change what lies in folder" in done.output
