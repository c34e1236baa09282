"""A life in two worlds: equal until it parts, and a chain of events back to the policy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nksim.analysis.cascades.history import History
from nksim.core.errors import InputError
from nksim.core.events import Event
from nksim.engines.contract import EngineName
from nksim.engines.lives import census
from nksim.engines.run import run
from nksim.inference.two_worlds.chain import chain_of, chain_to_punishment
from nksim.inference.two_worlds.life import Lived, life_of, lived
from nksim.inference.two_worlds.log import SAME, TOUCHED
from nksim.inference.two_worlds.pair import POLICY, Pair, order_of
from nksim.inference.two_worlds.picking import differences, picked
from nksim.inference.two_worlds.steps import DECIDED, UNKNOWN
from nksim.inference.two_worlds.wording import sentences_of
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from tests.fixtures.lively import lively_scenario

FROM = "2015-04-06"
LEVERS = {
    "law": {"lever": "law", "duty": 0.6},
    "border": {"lever": "border_closure", "supply_left": 0.2},
    "searches": {"lever": "searches", "rate_factor": 3.0},
    "shame": {"lever": "shaming_campaign"},
    "leniency": {"lever": "confession_leniency"},
    "devices": {"lever": "device_control"},
    "radio": {"lever": "broadcast", "reach": 0.9},
    "trials": {"lever": "public_trials"},
}
SOCIETY = {"size": 240}


def world_with(*kinds: str) -> Scenario:
    """The lively country under some levers from a day on."""
    levers = [{"name": kind, "from": FROM, **LEVERS[kind]} for kind in kinds]
    return lively_scenario(levers, society=SOCIETY).model_copy(
        update={"name": "+".join(kinds) or "base"}
    )


def lived_with(
    *kinds: str, engine: EngineName = "compiled", seed: int = 3, lives: bool = False
) -> Lived:
    """The country without these levers and with them; with lives it goes on for two turns."""
    longer = {"life.enabled": True, "run.until": "2017-03-26"} if lives else {}
    worlds = tuple(load_scenario(world, longer) for world in (world_with(), world_with(*kinds)))
    society = build_society(worlds[0], seed)
    first, second = (
        History(
            world,
            seed,
            run(world, seed, events=True, society=society, engine=engine).events,
            census(world, society),
        )
        for world in worlds
    )
    return lived((first, second), society, engine)


@pytest.fixture(scope="module")
def found() -> Lived:
    return lived_with(*LEVERS)


@pytest.mark.parametrize("kinds", [(kind,) for kind in LEVERS] + [tuple(LEVERS)], ids="+".join)
def test_every_life__leads_back_to_the_policy(kinds: tuple[str, ...]) -> None:
    """Each link is an earlier event that one world lacks, and luck explains each decision."""
    assert_all_lead_back(lived_with(*kinds).pair, kinds)


def test_lives_of_the_born_and_the_dead__lead_back_too() -> None:
    """People are born, marry and move; whoever comes later has a number of their own."""
    found = lived_with(*LEVERS, lives=True)
    census_of_all = found.histories[0].census
    newest = int(census_of_all.ever.index.max())
    assert newest >= len(census_of_all.frames[0])
    assert_all_lead_back(found.pair, tuple(LEVERS))
    life = life_of(found, newest, "typical")
    assert (life.weeks["status"] == "not alive").any()
    assert life.weeks["perceived_risk"].notna().any()
    assert f"Citizen {newest} (" in sentences_of(life)[0]


def assert_all_lead_back(pair: Pair, kinds: tuple[str, ...]) -> None:
    """Walk every chain."""
    people = np.flatnonzero(differences(pair))
    assert len(people) > 20
    explained = 0
    for person in people:
        chain = chain_of(pair, int(person))
        assert chain is not None
        assert chain.ends != UNKNOWN, chain
        last = chain.links[-1].found.event.week
        courses = [world.environments for world in pair.worlds]
        assert (courses[0][: last + 1] != courses[1][: last + 1]).any()
        moments = [order_of(link.found.event) for link in chain.links]
        assert moments == sorted(moments, reverse=True)
        for link in chain.links:
            assert pair.is_differing(link.found)
            assert (link.why == DECIDED) == (link.decision is not None)
            if link.decision:
                low, high = sorted(link.decision.chances)
                assert low <= link.decision.draw < high
                assert link.decision.numbers
                explained += 1
    assert explained > 5 or kinds == ("trials",)  # whoever must see one decides nothing


@pytest.mark.slow
def test_both_engines__tell_the_same_chains(found: Lived) -> None:
    """The chain is walked through the events of the citizens as of the compiled engine."""
    slow = lived_with(*LEVERS, engine="citizens").pair
    people = np.flatnonzero(differences(found.pair))
    assert people.tolist() == np.flatnonzero(differences(slow)).tolist()
    for person in people[::40]:
        for chain in (chain_of, chain_to_punishment):
            assert chain(slow, int(person)) == chain(found.pair, int(person))


def test_lives__are_equal_until_they_part(found: Lived) -> None:
    """Before the parting week both worlds have all events of a person; in it one lacks one."""
    for person in np.flatnonzero(differences(found.pair))[::20]:
        life = life_of(found, int(person), "typical")
        parted = life.parting_week
        assert parted is not None
        assert parted >= life.policy_week > 0
        rows = [
            {
                tuple(row)
                for row in own[list(SAME)].astype(object).fillna(-1).itertuples(index=False)
            }
            for own in (touching(history, int(person)) for history in found.histories)
        ]
        apart = rows[0] ^ rows[1]
        assert min(row[0] for row in apart) == parted
        assert len(apart) == (life.events["world"] != "both").sum()
        assert life.felt_week is not None
        assert life.policy_week <= life.felt_week <= parted


def touching(history: History, person: int):
    """The events of a history that touch a person."""
    events = history.events
    touched = [events[name].fillna(-1).astype(int) == person for name in TOUCHED]
    return events[touched[0] | touched[1] | touched[2]]


def test_a_closed_border__is_where_the_chain_begins() -> None:
    """Somebody far away brought no title: with a fifth of the chance, and the same luck."""
    found = lived_with("border")
    pair = found.pair
    for person in np.flatnonzero(differences(pair))[::10]:
        chain = chain_of(pair, int(person))
        assert chain is not None
        first = chain.links[-1]
        assert first.found.event.event == Event.IMPORT
        assert first.found.side != POLICY
        assert first.decision is not None
        assert first.decision.chances[1] == pytest.approx(0.2 * first.decision.chances[0])
        assert first.decision.numbers == {"openness": (1.0, pytest.approx(0.2))}
    life = life_of(found, None, "diverging")
    text = "\n".join(sentences_of(life))
    assert "brought a" in text
    assert "over the border. The chance to bring a title was" in text
    assert text.endswith("There the policy itself made the difference: border of border.")


def test_who_is_picked__is_what_the_word_says(found: Lived) -> None:
    """The most differing, one in the middle, and one punished under the policy alone."""
    counts = differences(found.pair)
    assert counts[picked(found.pair, "diverging")] == counts.max()
    middle = np.median(counts[counts > 0])
    assert abs(counts[picked(found.pair, "typical")] - middle) <= 1
    person = picked(found.pair, "punished")
    kinds = [
        {each.sanction for each in world.log.of(person, Event.SANCTION) if each.citizen == person}
        for world in found.pair.worlds
    ]
    assert max(kinds[0], default=1) <= 1 < max(kinds[1])
    chain = chain_to_punishment(found.pair, person)
    assert chain is not None
    assert chain.links[0].found.side == POLICY
    with pytest.raises(InputError, match="pick='average' is not allowed"):
        picked(found.pair, "average")


def test_worlds_that_are_alike__have_no_parting() -> None:
    """At strength 0 nothing differs, and that is said; so is a person that there is not."""
    alike = world_with("law")
    alike = alike.model_copy(
        update={"levers": tuple(each.model_copy(update={"strength": 0.0}) for each in alike.levers)}
    )
    base = lived_with("law")
    first = base.histories[0]
    same = lived((first, replace(first, scenario=alike)), base.pair.worlds[0].society, "compiled")
    with pytest.raises(InputError, match="nothing differs between base and law with seed=3"):
        picked(same.pair, "typical")
    life = life_of(same, 5, "typical")
    assert life.chain is None
    assert life.parting_week is None
    assert life.felt_week is None
    assert "All their years are alike" in "\n".join(sentences_of(life))
    with pytest.raises(InputError, match="citizen=240 is nobody"):
        life_of(same, 240, "typical")


def test_years__count_the_same_in_both_worlds_before_they_part(found: Lived) -> None:
    """And as often as the events of each world say."""
    life = life_of(found, None, "diverging")
    by_world = life.years.groupby("world", sort=False)[["watched_together", "arrested"]].sum()
    for history in found.histories:
        rows = touching(history, life.citizen)
        viewings = (rows["event"] == "viewing").sum()
        assert by_world.loc[history.scenario.name, "watched_together"] == viewings
