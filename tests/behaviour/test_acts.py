"""Acts and what follows: spreading and selling, terms, expected deaths, families, confessions."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import nksim
from nksim.core.draws import Purpose, draw_one, stream
from nksim.core.units import BELIEF
from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.run import run
from nksim.levers.policy import environments
from nksim.observations.result import Result
from nksim.rules.codes import (
    IN_CAMP,
    IN_LABOUR,
    IN_PRISON,
    OFFICIAL,
    ORDINARY,
    WITNESSED_PEER,
    YOUNG,
)
from nksim.rules.sanctioning import bribe, wealth_class, wealth_of
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society
from tests.fixtures.lively import lively_scenario, weekly

FROM = "2015-02-16"
SPREADING = {"name": "spreading", "lever": "law", "from": FROM, "spreading": 1.0}
HARSH = {"name": "harsh", "lever": "law", "from": FROM, "term_factor": 50.0, "bribe_factor": 0.2}
DRIVE = {"name": "drive", "lever": "confession_leniency", "from": FROM}


def lived(scenario: Scenario) -> tuple[Society, Result]:
    """A society and what happened to it, event by event."""
    society = build_society(scenario)
    return society, nksim.run(scenario, events=True, society=society)


def events_of(result: Result, event: str) -> pd.DataFrame:
    """All events of a kind."""
    assert result.events is not None
    found: pd.DataFrame = result.events[result.events["event"] == event]
    return found


def expected(result: Result) -> float:
    """Deaths to be expected of all who were caught."""
    country = result.series.query("province == 'all'")
    return float(country["expected_deaths"].sum())


def test_hosting_a_group_or_giving_a_copy__is_an_act_of_its_own() -> None:
    """Whoever is charged with it did one of them within the weeks for which evidence lasts."""
    result = lived(lively_scenario(enforcement={"evidence_weeks": 13}))[1]
    spreaders = events_of(result, "arrest").query("act == 'spreading'")
    assert len(spreaders) > 20
    copies, viewings = events_of(result, "copy"), events_of(result, "viewing")
    guests = viewings[viewings["layer"] != "household"].groupby(["citizen", "week"]).size()
    gave = copies.groupby(["other", "week"]).size()
    for arrest in spreaders.itertuples():
        weeks = range(arrest.week - 13, arrest.week)
        hosted = any(guests.get((arrest.citizen, week), 0) >= 3 for week in weeks)
        assert hosted or any((arrest.citizen, week) in gave.index for week in weeks)


def test_spreading_of_which_no_evidence_lasts__is_never_charged() -> None:
    """A week is over before anybody is told on for what was done in it."""
    result = lived(lively_scenario(enforcement={"evidence_weeks": 0}))[1]
    acts = set(events_of(result, "arrest")["act"])
    assert acts == {"style", "watching", "holding", "selling"}


def test_spreading__can_be_death_only_where_the_law_says_so() -> None:
    """Before the law only dealers are sentenced to death, afterwards also who spreads."""
    for levers, may in (([], {"selling"}), ([SPREADING], {"selling", "spreading"})):
        settings = {"execution_share": 1.0, "bribe_base": 0.0}
        result = lived(lively_scenario(levers, enforcement=settings))[1]
        sanctions = events_of(result, "sanction")
        dead = set(sanctions.loc[sanctions["sanction"] == "death", "act"])
        assert dead == may


def test_expected_deaths__are_the_chances_of_those_caught_without_their_luck() -> None:
    """Each dealer by the chance not to buy off, times the share; to be seen where nobody dies."""
    scenario = lively_scenario(enforcement={"execution_share": 0.01})
    society, result = lived(scenario)
    dealers = events_of(result, "arrest").query("act == 'selling'")["citizen"]
    wealth = [wealth_of(wealth_class(float(society.people.wealth[i]))) for i in dealers]
    chances = [0.01 * (1.0 - bribe(each, 0.5, 1.0, 2.0)) for each in wealth]
    assert len(chances) > 5
    assert expected(result) == pytest.approx(sum(chances), abs=len(chances) / BELIEF)
    assert result.ledger["deaths"].sum() == 0
    assert expected(lived(lively_scenario(enforcement={"execution_share": 0.0}))[1]) == 0.0


def test_terms__are_never_longer_than_the_law_allows() -> None:
    """A year of labour training and fifteen years of a camp, also under terms times fifty."""
    scenario = lively_scenario(
        [HARSH], enforcement={"labour_weeks": 26, "camp_weeks": 260}, society={"size": 400}
    )
    engine, course = CompiledEngine(scenario, build_society(scenario)), environments(scenario)
    people, longest = engine.snapshot().citizens, {IN_LABOUR: 0, IN_PRISON: 0, IN_CAMP: 0}
    for week in range(engine.clock.weeks):
        engine.pass_weeks(course, week + 1)
        for place in longest:
            terms = people["release"][people["status"] == place] - week
            longest[place] = max(longest[place], int(terms.max(initial=0)))
    assert longest == {IN_LABOUR: 52, IN_PRISON: 782, IN_CAMP: 782}


def after(**enforcement: Any) -> tuple[Society, np.ndarray, set[int]]:
    """A society, its people at the end, and the households of those sent away for long."""
    scenario = lively_scenario(enforcement=enforcement, society={"official_share": 0.3})
    society, result = lived(scenario)
    engine = CompiledEngine(scenario, society)
    engine.pass_weeks(environments(scenario), engine.clock.weeks)
    sent = events_of(result, "sanction").query("sanction in ('prison', 'camp', 'death')")
    return society, engine.snapshot().citizens, set(society.people.household[sent["citizen"]])


def test_families_of_those_sent_away__lose_standing_where_that_is_the_rule() -> None:
    """Wealth and office of the household are gone, and nobody else's."""
    society, people, homes = after(family_loss=1.0)
    struck = np.isin(society.people.household, list(homes))
    start = np.minimum(society.people.wealth * 32, 31).astype(int)
    assert np.array_equal(people["wealth_class"][~struck], start[~struck])
    assert np.array_equal(people["role"][~struck], society.people.role[~struck])
    assert (people["wealth_class"][struck] == 0).sum() > struck.sum() / 2
    lost = struck & (society.people.role == OFFICIAL) & (people["role"] == ORDINARY)
    assert lost.any()
    changed = people["role"] != society.people.role
    assert (society.people.role[changed] == OFFICIAL).all()


def test_families__lose_nothing_where_it_is_not_the_rule() -> None:
    """By default the law is for the one who is punished."""
    society, people, homes = after()
    assert homes
    assert np.array_equal(people["role"], society.people.role)
    start = np.minimum(society.people.wealth * 32, 31).astype(int)
    assert np.array_equal(people["wealth_class"], start)


def test_public_sanctions__call_the_unit_and_the_school() -> None:
    """Where nobody else comes, all who attend live in the unit or are young like the punished."""
    scenario = lively_scenario(
        enforcement={"attendance_others": 0.0, "attendance": 0.8, "publicity": 1.0},
        society={"size": 400, "unit_households": 5},
    )
    society, result = lived(scenario)
    seen = events_of(result, "attendance")
    witness, punished = seen["citizen"].to_numpy(), seen["other"].to_numpy(dtype=int)
    people = society.people
    unit = people.unit[witness] == people.unit[punished]
    school = (people.age[witness] == YOUNG) & (people.age[punished] == YOUNG)
    assert (unit | school).all()
    assert (unit & ~school).any()
    assert (school & ~unit).any()
    assert np.array_equal(people.district[witness], people.district[punished])
    assert (people.age[witness] > 0).all()


def test_witnessed_peers__are_the_young_who_saw_the_young_punished() -> None:
    """And nobody else."""
    scenario = lively_scenario(enforcement={"publicity": 1.0})
    society, result = lived(scenario)
    engine = CompiledEngine(scenario, society)
    engine.pass_weeks(environments(scenario), engine.clock.weeks)
    marked = np.flatnonzero(engine.snapshot().citizens["marks"] & WITNESSED_PEER)
    seen, age = events_of(result, "attendance"), society.people.age
    young = (age[seen["citizen"]] == YOUNG) & (age[seen["other"].to_numpy(dtype=int)] == YOUNG)
    assert set(marked) == set(seen["citizen"][young])
    assert 0 < len(marked) < (engine.snapshot().citizens["marks"] & 2 != 0).sum()


def test_those_who_confess__are_prone_to_it_and_are_used_up() -> None:
    """A drive is a wave: only low draws of a life ever turn in."""
    result = lived(lively_scenario([DRIVE], attitudes={"confession_share": 0.3}))[1]
    confessors = events_of(result, "confession")["citizen"].unique()
    with np.errstate(over="ignore"):
        key = stream(5, Purpose.CONFESSOR, 0)
        draws = np.array([draw_one(key, int(each)) for each in confessors])
    assert len(draws) > 5
    assert (draws < 0.3).all()


def test_knowledge_of_the_outside__comes_of_south_korean_titles_and_broadcasts_alone() -> None:
    """Chinese titles tell nothing of the South; a radio does."""
    chinese = {"import_rate_korean": 0.0, "radio_reach": 0.0}
    assert not weekly(run(lively_scenario(media=chinese)), "knowledge").any()
    heard = run(lively_scenario(media=chinese | {"radio_reach": 0.3}))
    assert weekly(heard, "knowledge")[-1] > 0
    watched = run(lively_scenario(media={"radio_reach": 0.0}))
    assert weekly(watched, "knowledge")[-1] > 0


def test_knowledge__wears_trust_by_its_effect_and_takes_style_with_it() -> None:
    """The sign is disputed and follows the setting; without knowledge nobody takes up style."""
    trust = [
        weekly(run(lively_scenario(attitudes={"attitude_effect": effect})), "regime_trust")[-1]
        for effect in (0.1, 0.0, -0.1)
    ]
    assert trust == sorted(trust)
    assert trust[0] < trust[2]
    ignorant = run(lively_scenario(attitudes={"knowledge_gain": 0.0}))
    assert not weekly(ignorant, "style").any()


def test_a_threshold_above_every_threat__is_no_deterrence() -> None:
    """Threats below it count for nothing, as if nobody minded risk; at 0 all of them count."""
    calm = {"attitudes": {"suspicion_base": 0.0, "suspicion_seen": 0.0}}
    mild = {"enforcement": {"bribe_relief": 0.0, "report_base": -20.0, "naming_chance": 0.0}}
    threshold = {"behaviour": {"risk_threshold": 1.0}}
    careless = {"behaviour": {"w_risk": 0.0}}
    hashes = [
        run(lively_scenario(**calm, **mild, **more)).state_hash
        for more in (threshold, careless, {"behaviour": {"risk_threshold": 0.0}}, {})
    ]
    assert hashes[0] == hashes[1] != hashes[2] == hashes[3]
