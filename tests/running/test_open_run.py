"""A run held open: looked at, changed, forked, saved and taken up again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import nksim
from nksim.core.errors import InputError, StoreError
from nksim.running.open_run import OpenRun
from nksim.scenario.scenario import Scenario
from tests.fixtures.lively import lively_scenario

HALF = "2015-05-31"
LAW = {"lever": "law", "name": "law", "from": "2015-06-01"}


@pytest.fixture
def scenario() -> Scenario:
    return lively_scenario()


def half(scenario: Scenario) -> OpenRun:
    return nksim.start(scenario, seed=3).run(until=HALF)


def test_a_run_in_stretches__is_the_run_at_once(scenario: Scenario) -> None:
    """Whether it is stopped and looked at or not, the country lives the same weeks."""
    run = half(scenario)
    assert (run.week, str(run.date)) == (21, "2015-06-01")
    assert len(run.series.query("province == 'all'")) == 21
    whole = nksim.run(scenario, 3)
    run.step(2).run()
    assert run.is_over
    assert run.state_hash == whole.state_hash
    assert run.outcomes.equals(whole.outcomes)


def test_a_lever_applied_on_the_way__is_the_same_lever_in_the_file(scenario: Scenario) -> None:
    """From the next week on the policy holds, and the run ends as one that always knew of it."""
    run = half(scenario).apply({"lever": "law"}).run()
    assert run.state_hash == nksim.run(lively_scenario([LAW]), 3).state_hash
    assert run.state_hash != nksim.run(scenario, 3).state_hash
    (change,) = run.changes
    assert (change.week, change.date) == (21, "2015-06-01")
    assert change.what["lever"]["lever"] == "law"


def test_values_changed_on_the_way__hold_from_the_next_week(scenario: Scenario) -> None:
    """The past stays, the future is another."""
    run, other = half(scenario), half(scenario)
    other.change({"behaviour.w_risk": 0.1, "enforcement.search_rate": 20.0}).run()
    run.run()
    assert run.series.query("week < 21").equals(other.series.query("week < 21"))
    later = other.series.query("week >= 21")["searches"].sum()
    assert later > 3 * run.series.query("week >= 21")["searches"].sum() > 0


@pytest.mark.parametrize(
    "key",
    ["society.size", "run.until", "network.k", "name", "levers", "life.enabled", "run", "society"],
)
def test_what_makes_the_people__cannot_change_on_the_way(scenario: Scenario, key: str) -> None:
    """Who lives there, and how lives go, is settled before the first week."""
    with pytest.raises(InputError, match="cannot change within a run"):
        half(scenario).change({key: 1})


def test_a_run_that_is_over__changes_no_more(scenario: Scenario) -> None:
    """Nothing would come of it, so it is refused, and does not stand among the changes."""
    run = half(scenario).run()
    for change in (
        lambda: run.change({"behaviour.w_risk": 1.0}),
        lambda: run.apply({"lever": "law"}),
    ):
        with pytest.raises(InputError, match="the run is over"):
            change()
    assert run.changes == ()


def test_a_fork__goes_its_own_way(scenario: Scenario) -> None:
    """Two futures of one past, neither disturbs the other."""
    run = half(scenario)
    other = run.fork().apply({"lever": "searches", "rate_factor": 4})
    other.run()
    assert run.week == 21
    assert run.changes == ()
    assert run.run().state_hash == nksim.run(scenario, 3).state_hash != other.state_hash


GO_ON = """
import sys, nksim
run = nksim.resume(sys.argv[1]).run()
print(run.state_hash, len(run.changes))
"""


def test_a_saved_run__ends_the_same_in_another_process(scenario: Scenario, tmp_path: Path) -> None:
    """Saved in its middle and taken up elsewhere, it comes to the same end."""
    run = half(scenario).change({"behaviour.w_risk": 1.0})
    place = run.save(tmp_path / "half")
    run.run()
    words = subprocess.run(
        [sys.executable, "-c", GO_ON, str(place)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    ).stdout.split()
    assert words == [run.state_hash, "1"]
    with pytest.raises(InputError, match="is there already"):
        run.save(place)


def test_a_damaged_or_foreign_save__is_refused_in_words(scenario: Scenario, tmp_path: Path) -> None:
    """Nothing is gone on with that would not fit."""
    place = half(scenario).save(tmp_path / "half")
    about = json.loads((place / "run.json").read_text())
    (place / "run.json").write_text(json.dumps(about | {"model": "0.0.1+0"}))
    with pytest.raises(StoreError, match=r"model=0\.0\.1"):
        nksim.resume(place)
    (place / "run.json").write_text(json.dumps(about))
    (place / "state.npz").write_bytes(b"PK nothing")
    with pytest.raises(StoreError, match="is damaged"):
        nksim.resume(place)
    with pytest.raises(InputError, match="holds no saved run"):
        nksim.resume(tmp_path / "nowhere")


def test_people_and_ties__are_what_they_are_now(scenario: Scenario) -> None:
    """A row for everyone, and what the series counts can be counted there too."""
    run = half(scenario)
    people, ties, last = run.people, run.ties, run.series.query("province == 'all'").iloc[-1]
    assert len(people) == scenario.society.size
    living = people.query("status != 'dead'")
    held = people["status"].isin(["in_labour", "in_prison", "in_camp"])
    assert held.sum() == last["detained"]
    assert living["style"].sum() == last["style"]
    held = living["title_week_chinese"].notna() | living["title_week_korean"].notna()
    assert held.sum() == last["holding"] > 0
    assert ties["bond"].between(0, 1).all()
    assert (ties["low"] < ties["high"]).all()
    assert np.isclose(ties["bond"].mean(), run.outcomes["mean_bond"].iloc[0])


def test_people_who_are_born_and_move__stand_in_the_tables_of_their_year() -> None:
    """After two turns of the year everybody and every tie is of the society of that year."""
    changes = {"society.size": 300, "life.enabled": True, "run.until": "2014-03-30"}
    run = nksim.start(nksim.load_scenario("nksim:quick", changes), seed=1).run()
    now = run.society_now
    assert now is not run.society
    assert run.people["district"].tolist() == now.people.district.tolist()
    assert run.people["age"].value_counts().sum() == now.size
    assert len(run.ties) == now.tie_count
    assert run.ties["high"].max() < len(run.people)


def test_what_is_asked_wrongly__is_said(scenario: Scenario) -> None:
    """Days that have passed, weeks that are not there, a lever twice."""
    run = half(scenario)
    for until, words in (("2015-01-05", "not in the weeks"), ("soon", "is no day")):
        with pytest.raises(InputError, match=words):
            run.run(until=until)
    with pytest.raises(InputError, match="weeks=0"):
        run.step(0)
    run.apply(LAW)
    with pytest.raises(InputError, match="name=law"):
        run.apply(LAW)
    with pytest.raises(InputError, match="the run is over"):
        run.run().step()
    with pytest.raises(InputError, match="nothing has happened yet"):
        _ = nksim.start(scenario).series
