"""Channels: every number that policy sets belongs to one of them."""

from __future__ import annotations

from nksim.core.environment import Environment
from nksim.levers.channels import CHANNELS, acting, first_moved, mixed
from nksim.levers.policy import environments
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.loading import load_scenario
from nksim.scenario.scenario import Scenario

RUN = {"start": "2018-01-01", "until": "2019-12-30"}


def world(*kinds: str) -> Scenario:
    levers = [{"name": kind, "lever": kind, "from": "2018-09-03"} for kind in kinds]
    return load_scenario({"run": RUN, "levers": levers})


def test_every_number_of_the_environment__belongs_to_one_channel() -> None:
    """Else an effect would be left out, or counted twice."""
    fields = [name for channel in CHANNELS for name in channel.fields]
    assert sorted(fields) == sorted(Environment._fields)


def test_channels__stand_in_the_order_of_the_alphabet() -> None:
    """And not by what they do."""
    titles = [channel.title for channel in CHANNELS]
    assert titles == sorted(titles)


def test_channels__have_a_name_for_tables_and_a_title_for_people() -> None:
    """And two are no numbers of the Environment but what districts learn."""
    said = {channel.name: channel.title for channel in CHANNELS}
    assert said == {
        "announced_fear": "announced fear",
        "announced_suspicion": "announced suspicion",
        "arrests": "arrests and terms",
        "bribes_known": "bribes known to fail",
        "bribes_refused": "bribes refused",
        "learnt_fear": "learnt fear",
        "learnt_suspicion": "learnt suspicion",
        "searches": "searches",
        "severity": "severity felt",
        "style_checks": "style checks",
        "supply": "supply",
        "trials_in_public": "trials in public",
        "trust_asked_for": "trust asked for",
    }
    learnt = {channel.name: channel.learns for channel in CHANNELS if channel.learns}
    assert learnt == {"learnt_fear": "fear", "learnt_suspicion": "doubt"}


def test_what_is_put_in__is_perception_alone() -> None:
    """What people are told to feel; what is done, and what they learn from it, comes out."""
    put_in = [channel.name for channel in CHANNELS if channel.put_in]
    assert put_in == ["announced_fear", "announced_suspicion", "severity"]


def test_a_mixture__is_the_baseline_without_channels_and_the_policy_with_all() -> None:
    """Bit for bit, for everything that a state can do at once."""
    before, after = environments(world()), environments(world(*LEVER_SETTINGS))
    channels = acting(before, after)
    assert mixed(before, after, ()).tobytes() == before.tobytes()
    assert mixed(before, after, channels).tobytes() == after.tobytes()
    assert channels == CHANNELS


def test_acting__names_what_a_policy_touches_and_what_districts_may_learn_from_it() -> None:
    """More searches are searches, and what people make of them."""
    before, after = environments(world()), environments(world("searches"))
    names = [channel.name for channel in acting(before, after)]
    assert names == ["learnt_fear", "learnt_suspicion", "searches"]
    assert acting(before, before) == ()


def test_first_moved__is_the_week_in_which_the_lever_begins() -> None:
    """September 2018 is 35 weeks after the first Monday of the year."""
    before, after = environments(world()), environments(world("searches"))
    weeks = {one.name: first_moved(one, before, after) for one in CHANNELS}
    assert weeks["searches"] == 35
    assert weeks["supply"] == weeks["learnt_fear"] == len(before)


def test_first_moved__is_the_week_in_which_any_province_is_concerned() -> None:
    """Searches in Pyongyang alone are searches."""
    here = {"name": "here", "lever": "searches", "from": "2018-09-03", "provinces": ["Pyongyang"]}
    before, after = (
        environments(world()),
        environments(load_scenario({"run": RUN, "levers": [here]})),
    )
    (searches,) = (one for one in CHANNELS if one.name == "searches")
    assert first_moved(searches, before, after) == 35
