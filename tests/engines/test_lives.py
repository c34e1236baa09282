"""People are born and die the same way in both engines, on forks, threads and after a break."""

from __future__ import annotations

import signal
from functools import cache
from typing import Any

import numpy as np
import pytest

from nksim.core.errors import InputError
from nksim.core.events import COUNTED_BY, Event
from nksim.engines import lives
from nksim.engines.compiled import engine as compiled_engine
from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.run import run
from nksim.engines.state import state_hash
from nksim.inference.verification.twins import compare_engines
from nksim.levers.policy import environments
from nksim.rules.codes import DEAD, INFANT, NONE
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society

# Many are searched and found, so that deaths by sentence are not rare among so few people.
HARSH = {
    "enforcement": {
        "search_rate": 2.0,
        "find_chance": 1.0,
        "execution_share": 0.5,
        "bribe_base": 0.1,
        "evidence_weeks": 520.0,
    },
    "levers": [{"name": "law", "lever": "law", "from": "2010-01-04", "spreading": 1.0}],
}
TURN = 156  # the first week of 2013


@cache
def world(size: int = 500, harsh: bool = True) -> Scenario:
    """Four years in which many watch."""
    written: dict[str, Any] = {
        "society": {"size": size, "willingness_mean": -1.0},
        "media": {"import_rate_korean": 0.5, "import_rate_chinese": 0.5},
        "run": {"start": "2010-01-04", "until": "2014-01-12"},
        "life": {"enabled": True},
    }
    return load_scenario(written | (HARSH if harsh else {}))


@cache
def society(size: int = 500) -> Society:
    """Its families."""
    return build_society(world(size))


def passed(engine: CompiledEngine, scenario: Scenario, until: int | None = None) -> str:
    """The hash after some weeks, all of them if nothing is said."""
    engine.pass_weeks(environments(scenario), until or engine.clock.weeks)
    return state_hash(engine.snapshot())


def test_both_engines__live_the_same_lives() -> None:
    """Counts, cohorts, events and the final state are the same, deaths by sentence included."""
    scenario = world(300)
    found = compare_engines(scenario, 1, events=True)
    assert found.identical, found.first_difference
    country = run(scenario, 1).country
    assert country.any()


def test_bands_that_differ__are_grown_into_in_both_engines() -> None:
    """Who comes of age, or grows old, has the traits of the new band: willingness, taste, fear."""
    differ = {
        "willingness_young": 0.6,
        "willingness_old": -0.6,
        "taste_korean_young": 0.5,
        "risk_aversion_young": -0.3,
        "trust_old": 0.2,
    }
    society = world(300).society.model_dump() | {"size": 200, "differences": differ}
    scenario = load_scenario(
        world(300).model_dump(mode="json", by_alias=True, exclude={"network"})
        | {"society": society}
    )
    found = compare_engines(scenario, 1, events=True)
    assert found.identical, found.first_difference


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_a_fork_and_any_threads__go_on_as_the_run_itself(threads: int) -> None:
    """Forked before a turn, on any number of threads, the end is the same."""
    scenario, begun = world(), CompiledEngine(world(), society(), threads=threads)
    alone = passed(CompiledEngine(scenario, society()), scenario)
    passed(begun, scenario, TURN - 9)
    forked = begun.fork()
    assert passed(begun, scenario) == alone
    assert passed(forked, scenario) == alone


@pytest.mark.parametrize("week", [TURN - 1, TURN, TURN + 1])
def test_a_run_put_down_at_a_turn__is_taken_up_again(week: int) -> None:
    """Put down just before, at and after a turn of the year, it ends as if it never had been."""
    scenario, engine = world(), CompiledEngine(world(), society())
    passed(engine, scenario, week)
    other = CompiledEngine(scenario, society())
    other.restore(engine.dump())
    assert other.society.size == engine.society.size
    assert passed(other, scenario) == passed(engine, scenario)
    for name in ("provinces", "layers", "years", "surveys", "cohorts"):
        assert np.array_equal(getattr(other.tables, name), getattr(engine.tables, name)), name


@pytest.mark.parametrize("threads", [1, 2])
def test_a_run_that_cannot_be_taken_up__is_refused(threads: int) -> None:
    """What is of other ties is refused, and so is a week of a year long past."""
    scenario, engine = world(), CompiledEngine(world(), society())
    passed(engine, scenario, TURN + 5)
    dumped = engine.dump()
    other = CompiledEngine(scenario, society(), threads=threads)
    with pytest.raises(ValueError, match="bond is of another society"):
        other.restore(dumped | {"bond": dumped["bond"][1:]})
    with pytest.raises(ValueError, match="before the year that has turned"):
        engine.restore(dumped | {"week": np.array(40)})


@pytest.mark.parametrize("threads", [1, 3])
def test_a_run_alone__writes_over_its_society_and_ends_the_same(threads: int) -> None:
    """Years written over the ones before give the same state, taken up after a break and forked."""
    scenario, expected = world(), passed(CompiledEngine(world(), society()), world())
    alone, taken_up = (
        CompiledEngine(scenario, build_society(scenario), threads=threads) for _ in range(2)
    )
    alone.own_society()
    taken_up.own_society()
    low = alone.society.ties.low
    passed(alone, scenario, TURN - 20)
    assert any(np.shares_memory(low, column) for column in alone.society.ties)
    taken_up.restore(alone.dump())
    forked, shared = alone.fork(), alone.society.ties.low.copy()
    before = alone.society
    for run_on in (taken_up, forked, alone):
        assert passed(run_on, scenario) == expected
    assert np.array_equal(before.ties.low, shared), "a fork's society was written over"


def test_a_run_alone_with_events__keeps_what_they_name() -> None:
    """Ties that were lost are named by what they were: nothing is written over."""
    scenario = world()
    alone, other = (
        CompiledEngine(scenario, build_society(scenario), events=True) for _ in range(2)
    )
    alone.own_society()
    assert passed(alone, scenario) == passed(other, scenario)
    one, same = alone.events_table(), other.events_table()
    assert one is not None
    assert same is not None
    assert one.equals(same)


def test_lives__are_the_same_under_every_policy() -> None:
    """The register, its homes and its ties do not know whom a policy has removed."""
    engines = [CompiledEngine(world(harsh=harsh), society()) for harsh in (True, False)]
    for engine, harsh in zip(engines, (True, False), strict=True):
        passed(engine, world(harsh=harsh))
    one, other = (engine.society for engine in engines)
    assert np.array_equal(one.numbers, other.numbers)
    assert np.array_equal(one.household_numbers, other.household_numbers)
    assert np.array_equal(one.ties.key, other.ties.key)
    assert (engines[0].frame.citizens["status"] == DEAD).any()
    assert not (engines[1].frame.citizens["status"] == DEAD).any()


@pytest.mark.parametrize("engine", ["compiled", "citizens"])
def test_a_society_of_a_later_year__is_refused(engine: str) -> None:
    scenario, begun = world(), CompiledEngine(world(), society())
    passed(begun, scenario, TURN + 1)
    with pytest.raises(
        InputError, match=r"society: somebody is born in week .* no year has turned"
    ):
        run(scenario, engine=engine, society=begun.society)


def test_turns_forgotten_for_want_of_room__are_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fork of an earlier week turns a year of which only later ones are remembered."""
    monkeypatch.setattr(lives, "ROOM", 1)
    scenario, engine = world(), CompiledEngine(world(), society())
    passed(engine, scenario, TURN - 60)
    early = engine.fork()
    assert passed(engine, scenario) == passed(early, scenario)


def test_children_of_the_dead__are_not_born() -> None:
    """A newborn with a parent whom a policy has removed is dead from the start, uncounted."""
    engine = CompiledEngine(world(), society())
    passed(engine, world(), TURN)
    before = engine.frame.citizens["status"] == DEAD
    turn = engine.lives.turn(TURN, engine.society)
    passed(engine, world(), TURN + 1)
    born = np.flatnonzero(turn.came_from < 0)
    orphaned = before[turn.mother] | ((turn.father >= 0) & before[turn.father])
    status = engine.frame.citizens["status"][born]
    assert ((status == DEAD) == orphaned).all()
    assert (status[~orphaned] == INFANT).all()


def test_nobody__watches_before_birth_or_as_an_infant() -> None:
    """First viewings lie after the age at which watching begins."""
    engine = CompiledEngine(world(), society())
    passed(engine, world())
    citizens, register = engine.frame.citizens, engine.society.register
    assert register is not None
    first = citizens["first"].astype(np.int64)
    seen = first != NONE
    ages = (first - register.birth[:, None])[seen] / 52.1775
    assert seen.any()
    assert ages.min() >= world().life.first_watching_age


def test_events_of_lives__are_as_many_as_are_counted() -> None:
    """Births, deaths and marriages are single events as often as the series counts them."""
    found = run(world(), 1, events=True)
    assert found.events is not None
    kinds = found.events["event"].value_counts()
    from nksim.core.columns import CELL_COUNTS, index_of

    place = index_of(CELL_COUNTS)
    for event in (Event.BIRTH, Event.DEATH, Event.MARRIAGE):
        (column,) = COUNTED_BY[event]
        assert kinds[event.name.lower()] == found.country[:, place[column]].sum() > 0
    assert kinds["tie_made"] > 0
    assert kinds["tie_lost"] > 0


def test_cohorts__hold_all_who_live() -> None:
    """Every year the cohorts add up to the living, and nobody watched before birth."""
    result = run(world(), 1)
    from nksim.core.columns import CELL_COUNTS, index_of

    place = index_of(CELL_COUNTS)
    living = ("free", "in_labour", "in_prison", "in_camp")
    ends = result.years[:, 1].sum(axis=1)[:, [place[name] for name in living]].sum(axis=1)
    assert (result.cohorts[:, :, 0].sum(axis=1) == ends).all()
    assert (result.cohorts[:, :, 1] <= result.cohorts[:, :, 0]).all()
    unborn = result.cohorts[:, 24:]  # born in 2020 and later
    assert not unborn.any()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_district_that_dies_out__is_no_obstacle(seed: int) -> None:
    """Of twelve people in ten provinces some die last of their district; the others go on."""
    tiny = load_scenario(
        {
            "society": {"size": 12},
            "run": {"start": "1996-01-01", "until": "2012-12-31"},
            "life": {"enabled": True, "famine": 3e6},
        }
    )
    found = compare_engines(tiny, seed)
    assert found.identical, found.first_difference
    engine = CompiledEngine(tiny, build_society(tiny, seed), seed)
    passed(engine, tiny)
    assert (np.diff(engine.society.district_first) == 0).any()


@pytest.mark.usefixtures("control_c")
def test_an_interrupt_in_a_turn__is_heard_when_the_year_has_turned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever breaks a run off at a turn goes on from there to the same end."""
    scenario, expected = world(), passed(CompiledEngine(world(), society()), world())
    engine, turned = CompiledEngine(scenario, society()), compiled_engine.turned

    def broken_off(*given: Any) -> Any:
        monkeypatch.setattr(compiled_engine, "turned", turned)
        signal.raise_signal(signal.SIGINT)
        return turned(*given)

    monkeypatch.setattr(compiled_engine, "turned", broken_off)
    with pytest.raises(KeyboardInterrupt):
        passed(engine, scenario)
    assert engine.week > 0
    assert passed(engine, scenario) == expected
