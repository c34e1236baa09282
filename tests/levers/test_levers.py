"""Each lever alone, on an Environment of round numbers.

What it moves, by how much, and that it moves nothing else.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nksim.core.clock import WEEKS_PER_YEAR, Clock
from nksim.core.columns import STYLES
from nksim.core.environment import AXES, Environment, columns_of, records_of
from nksim.levers.environment import baseline, growth
from nksim.levers.policy import LEVERS, environments, start_of
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.loading import load_scenario
from nksim.scenario.provinces import PROVINCES

STRENGTH = np.array([[0.0, 0.25, 0.5, 1.0, *[0.0] * 6]])  # of one week, by province
FULL = np.ones((1, 10))
# What a lever with these settings makes of 0.4, at strengths of 0, 1/4, 1/2 and 1.
MOVES: dict[str, tuple[dict[str, float], dict[str, tuple[float, float, float]]]] = {
    "law": (
        {
            "severity_factor_chinese": 2.0,
            "severity_factor_korean": 3.0,
            "sentence_factor": 5.0,
            "term_factor": 4.0,
            "bribe_factor": 0.5,
            "capacity_factor": 2.0,
            "spreading": 0.8,
            "duty": 0.2,
            "risk_rise": 0.2,
        },
        {
            "severity_chinese": (0.5, 0.6, 0.8),
            "severity_korean": (0.6, 0.8, 1.2),
            "sentence": (0.8, 1.2, 2.0),
            "labour_weeks": (0.7, 1.0, 1.6),
            "camp_weeks": (0.7, 1.0, 1.6),
            "bribe_factor": (0.35, 0.3, 0.2),
            "capacity": (0.5, 0.6, 0.8),
            "spreading": (0.5, 0.6, 0.8),
            "campaign": (0.45, 0.5, 0.6),
            "announced": (0.45, 0.5, 0.6),
        },
    ),
    "border_closure": (
        {"supply_left": 0.5, "escape_left": 0.25},
        {"openness": (0.35, 0.3, 0.2), "escape_openness": (0.325, 0.25, 0.1)},
    ),
    "searches": (
        {"rate_factor": 3.0, "find_factor": 2.0},
        {"search": (0.6, 0.8, 1.0), "find": (0.5, 0.6, 0.8)},
    ),
    "informants": (
        {"extra_share": 0.1, "reward": 0.5, "suspicion_rise": 0.2, "capacity_factor": 2.0},
        {
            "informants": (0.425, 0.45, 0.5),
            "reward": (0.525, 0.65, 0.9),
            "warned": (0.45, 0.5, 0.6),
            "capacity": (0.5, 0.6, 0.8),
        },
    ),
    "public_trials": (
        {"publicity": 0.8, "attendance": 0.6},
        {"publicity": (0.5, 0.6, 0.8), "attendance": (0.45, 0.5, 0.6)},
    ),
    "executions": ({"execution_share": 0.2}, {"execution_share": (0.35, 0.3, 0.2)}),
    "shaming_campaign": (
        {
            "style_check_factor": 5.0,
            "stigma": 0.2,
            "campaign": 0.4,
            "suspicion_rise": 0.2,
            "risk_rise": 0.08,
        },
        {
            **{f"style_check_{field}": (0.8, 1.0, 1.0) for field in STYLES},
            **{f"stigma_{field}": (0.45, 0.5, 0.6) for field in STYLES},
            "campaign": (0.5, 0.6, 0.8),
            "warned": (0.45, 0.5, 0.6),
            "announced": (0.42, 0.44, 0.48),
        },
    ),
    "soft_content": (
        {"appeal": 0.8, "trust_gain": 0.2},
        {"domestic_appeal": (0.5, 0.6, 0.8), "trust_gain": (0.45, 0.5, 0.6)},
    ),
    "confession_leniency": ({"leniency": 1.0}, {"leniency": (0.55, 0.7, 1.0)}),
    "device_control": (
        {"player_factor": 0.5, "copy_factor": 0.25},
        {"players": (0.35, 0.3, 0.2), "copying": (0.325, 0.25, 0.1)},
    ),
    "anti_corruption": ({"bribe_factor": 0.5}, {"bribe_factor": (0.35, 0.3, 0.2)}),
    "broadcast": ({"reach": 0.8}, {"radio_reach": (0.5, 0.6, 0.8)}),
}


def before(**values: float) -> Environment:
    """The same number everywhere, but for those that are given: one week, ten provinces."""
    shapes = {name: (len(axis), 1, 10) for name, axis in AXES.items()}
    return Environment(
        *(np.full(shapes.get(name, (1, 10)), values.get(name, 0.4)) for name in Environment._fields)
    )


def columns(environment: Environment) -> dict[str, list[float]]:
    """What the environment table would say of the week: numbers by province."""
    found = columns_of(records_of(environment))
    return {name: column[0].tolist() for name, column in found.items()}


def settings_of(lever: str, **values: float) -> Any:
    return LEVER_SETTINGS[lever].model_validate(
        {"name": "mine", "lever": lever, "from": "2020-01-06", **values}
    )


def changed(environment: Environment, start: Environment) -> set[str]:
    """Columns in which two weeks differ."""
    then = columns(start)
    return {name for name, values in columns(environment).items() if values != then[name]}


@pytest.mark.parametrize("lever", sorted(MOVES))
def test_a_lever__moves_its_numbers_and_no_other(lever: str) -> None:
    """In proportion to its strength in each province, and not at all where that is 0."""
    settings, moves = MOVES[lever]
    start = before()
    after = LEVERS[lever](start, settings_of(lever, **settings), STRENGTH)
    assert changed(after, start) == set(moves)
    for name, values in moves.items():
        assert columns(after)[name] == pytest.approx([0.4, *values, *[0.4] * 6]), name


def test_media_drives__add_up_and_mix_by_their_size() -> None:
    """A second drive, three times the first, makes three quarters of what arrives and shifts kind
    and age by that."""
    start = before(drives=0.0, drive_korean=0.0, drive_age=0.0)
    each = 1000.0 * WEEKS_PER_YEAR  # a chance of 1 a week
    small = settings_of(
        "media_drive", drives_per_1000=1000.0, korean_share=0.2, title_age_weeks=8.0
    )
    first = LEVERS["media_drive"](start, small, STRENGTH * 0.5)
    assert first.drives[0].tolist() == pytest.approx(
        [0.0, *(s * 1000.0 / each for s in (0.125, 0.25, 0.5)), *[0.0] * 6]
    )
    assert first.drive_korean[0].tolist() == pytest.approx([0.0, 0.2, 0.2, 0.2, *[0.0] * 6])
    assert first.drive_age[0].tolist() == pytest.approx([0.0, 8.0, 8.0, 8.0, *[0.0] * 6])
    other = settings_of(
        "media_drive", drives_per_1000=1000.0, korean_share=1.0, title_age_weeks=16.0
    )
    both = LEVERS["media_drive"](first, other, STRENGTH * 1.5)
    assert (both.drives / np.where(first.drives > 0, first.drives, 1.0))[
        0
    ].tolist() == pytest.approx([0.0, 4.0, 4.0, 4.0, *[0.0] * 6])
    assert both.drive_korean[0].tolist() == pytest.approx([0.0, 0.8, 0.8, 0.8, *[0.0] * 6])
    assert both.drive_age[0].tolist() == pytest.approx([0.0, 14.0, 14.0, 14.0, *[0.0] * 6])
    assert changed(both, first) == {"drives", "drive_korean", "drive_age"}


def test_deliveries__never_become_more_than_certain() -> None:
    """A chance of delivery is at most 1."""
    start = before(drives=0.999)
    many = settings_of("media_drive", drives_per_1000=1000.0)
    after = LEVERS["media_drive"](start, many, FULL)
    assert after.drives[0].tolist() == [1.0] * 10
    assert LEVERS["media_drive"](before(), many, FULL).drives[0].tolist() == pytest.approx(
        [0.4 + 1.0 / WEEKS_PER_YEAR] * 10
    )


def test_levers__at_strength_0_change_nothing_bit_for_bit() -> None:
    """A lever that is written down and not in force is no lever."""
    start = before(drives=0.3)
    for name, apply in LEVERS.items():
        assert not changed(apply(start, settings_of(name), np.zeros((1, 10))), start), name


def test_chances__are_kept_between_0_and_1() -> None:
    """More searches than weeks are no more than one a week and household.

    Ten times as many checks neither.
    """
    hard = settings_of("searches", rate_factor=100.0, find_factor=20.0)
    after = LEVERS["searches"](before(), hard, FULL)
    assert (after.search[0].tolist(), after.find[0].tolist()) == ([1.0] * 10, [1.0] * 10)
    none = settings_of("searches", rate_factor=0.0, find_factor=0.0)
    after = LEVERS["searches"](before(), none, FULL)
    assert (after.search[0].tolist(), after.find[0].tolist()) == ([0.0] * 10, [0.0] * 10)


def test_shaming__speaks_to_the_fields_it_names_alone() -> None:
    """Lessons on courtship leave fashion and speech as they were; norm and fear are of no field."""
    lessons = settings_of("shaming_campaign", fields=["courtship"], style_check_factor=2.0)
    after = LEVERS["shaming_campaign"](before(), lessons, FULL)
    assert changed(after, before()) == {
        "style_check_courtship",
        "stigma_courtship",
        "campaign",
        "warned",
        "announced",
    }
    assert after.style_check[:, 0, 0] == pytest.approx([0.4, 0.4, 0.8])
    assert after.stigma[:, 0, 0] == pytest.approx([0.4, 0.4, 0.45])


def test_a_later_law__takes_back_nothing_of_what_counts_as_distribution() -> None:
    """A law that is silent on spreading leaves it where an earlier one has put it."""
    for spreading, found in ((0.0, 0.4), (0.4, 0.4), (0.5, 0.5), (1.0, 1.0)):
        law = settings_of("law", spreading=spreading)
        assert LEVERS["law"](before(), law, FULL).spreading[0] == pytest.approx([found] * 10)


def test_norms_to_report__add_up_to_1_at_most() -> None:
    """Duty and campaign together are no more than a norm of full strength."""
    duty = LEVERS["law"](before(), settings_of("law", duty=0.5), FULL)
    assert duty.campaign[0] == pytest.approx([0.9] * 10)
    both = LEVERS["shaming_campaign"](duty, settings_of("shaming_campaign", campaign=0.5), FULL)
    assert both.campaign[0].tolist() == [1.0] * 10


def test_growth__is_half_way_at_its_midpoint() -> None:
    """And at one width from it where the logistic function is: 73%."""
    assert growth(2004.0, 2004.0, 3.0) == 0.5
    assert growth(2007.0, 2004.0, 3.0) == pytest.approx(0.7310585786)
    assert growth(2001.0, 2004.0, 3.0) == pytest.approx(0.2689414214)


def test_the_baseline__is_what_the_sections_say() -> None:
    """Times grow, everything else stands as it is written; what only levers bring is 0."""
    scenario = load_scenario(
        {
            "media": {
                "import_rate_chinese": 0.2,
                "import_rate_korean": 0.1,
                "era_midpoint": 2000.0,
                "era_width": 2.0,
                "latency_weeks": 7,
                "radio_reach": 0.05,
                "player_top": 0.8,
                "player_midpoint": 2002.0,
                "player_width": 4.0,
                "carrier_hiding": 0.5,
                "carrier_midpoint": 2006.0,
                "carrier_width": 3.0,
            },
            "enforcement": {
                "search_rate": 2.0,
                "find_chance": 0.4,
                "capacity": 3.0,
                "severity_chinese": 0.11,
                "severity_korean": 0.12,
                "labour_share": 0.13,
                "camp_share": 0.14,
                "execution_share": 0.15,
                "labour_weeks": 16,
                "camp_weeks": 17,
                "bribe_base": 0.18,
                "publicity": 0.19,
                "attendance": 0.21,
                "style_check": 0.22,
            },
        }
    )
    found = columns(baseline(scenario, [2006.0]))
    era, players = 1.0 / (1.0 + np.exp(-3.0)), 1.0 / (1.0 + np.exp(-1.0))
    wanted = dict.fromkeys(found, 0.0) | {
        "import_chinese": 0.2 * era,
        "import_korean": 0.1 * era,
        "openness": 1.0,
        "escape_openness": 1.0,
        "latency": 7.0,
        "radio_reach": 0.05,
        "players": 0.8 * players,
        "copying": 1.0,
        "sentence": 1.0,
        "bribe_factor": 1.0,
        "bribe_news": 1.0,
        "search": 2.0 / WEEKS_PER_YEAR,
        "find": 0.4 * 0.75,
        "capacity": 0.003,
        "severity_chinese": 0.11,
        "severity_korean": 0.12,
        "labour_share": 0.13,
        "camp_share": 0.14,
        "execution_share": 0.15,
        "labour_weeks": 16.0,
        "camp_weeks": 17.0,
        "bribe_base": 0.18,
        "publicity": 0.19,
        "attendance": 0.21,
        **{f"style_check_{field}": 0.22 for field in STYLES},
    }
    assert set(found) == set(wanted)
    for name, values in found.items():
        assert values == pytest.approx([wanted[name]] * 10), name
    three = baseline(scenario, [1990.0, 2006.0, 2040.0])
    for name, field in three._asdict().items():
        axis = (len(AXES[name]),) if name in AXES else ()
        assert field.shape == (*axis, 3, 10), name
    years = columns_of(records_of(three))
    for name, numbers in years.items():
        assert numbers.shape == (3, 10)
        assert numbers[1].tolist() == found[name], name
    assert (np.diff(years["players"], axis=0) > 0.1).all()
    assert (np.diff(years["import_korean"], axis=0)[0] > 0.01).all()
    assert (np.diff(years["find"], axis=0) < -0.05).all()


def test_levers__are_applied_in_the_scenarios_order_and_only_when_in_force() -> None:
    """Half way to 0.9 and then to 0.5, or the other way round: the order is part of a policy."""
    law = {"name": "law", "lever": "law", "from": "2020-01-13", "bribe_factor": 0.5}
    honest = {
        "name": "honest",
        "lever": "anti_corruption",
        "from": "2020-01-20",
        "bribe_factor": 0.4,
    }
    scenario = load_scenario(
        {"run": {"start": "2020-01-06", "until": "2020-01-27"}, "levers": [law, honest]}
    )
    weeks = environments(scenario)
    assert weeks.shape == (4, 10)
    assert weeks["bribe_factor"][:, 0] == pytest.approx([1.0, 0.5, 0.2, 0.2])
    clock = Clock(scenario.run.start, scenario.run.start)
    assert environments(scenario, clock).shape == (1, 10)
    assert start_of(scenario)["bribe_factor"].tolist() == [1.0] * 10
    two = [
        {"name": "a", "lever": "public_trials", "from": "2020-01-06", "publicity": 0.5},
        {
            "name": "b",
            "lever": "public_trials",
            "from": "2020-01-06",
            "publicity": 0.9,
            "strength": 0.5,
        },
    ]
    for levers, publicity in ((two, 0.7), (two[::-1], 0.5)):
        scenario = load_scenario({"run": {"start": "2020-01-06"}, "levers": levers})
        assert environments(scenario)["publicity"][0] == pytest.approx([publicity] * 10)


def test_the_start__is_the_first_week_before_any_lever() -> None:
    """Also where a lever is in force from the first day, and whatever later years bring."""
    law = {"name": "law", "lever": "law", "from": "2001-01-01"}
    scenario = load_scenario(
        {"run": {"start": "2004-03-01", "until": "2010-12-31"}, "levers": [law]}
    )
    first = columns_of(start_of(scenario)[None])
    year = Clock(scenario.run.start, scenario.run.until).year_of(0)
    wanted = columns_of(records_of(baseline(scenario, [year])))
    assert {name: column.tolist() for name, column in first.items()} == {
        name: column.tolist() for name, column in wanted.items()
    }


def test_a_lever__leaves_weeks_before_and_after_it_alone() -> None:
    """In force for two weeks of five, in one province; the times go on changing underneath."""
    raids = {"name": "raids", "lever": "searches", "from": "2020-01-13", "until": "2020-01-20"}
    raids |= {"provinces": ["Chagang"], "rate_factor": 3.0, "find_factor": 2.0}
    run = {"run": {"start": "2020-01-06", "until": "2020-02-03"}}
    plain = environments(load_scenario(run))
    raided = environments(load_scenario({**run, "levers": [raids]}))
    place = PROVINCES.index("Chagang")
    assert (raided["search"] / plain["search"])[:, place].tolist() == pytest.approx([1, 3, 3, 1, 1])
    assert (raided["find"] / plain["find"])[:, place].tolist() == pytest.approx([1, 2, 2, 1, 1])
    others = np.arange(10) != place
    assert np.array_equal(raided[:, others], plain[:, others])
    assert (np.diff(plain["find"][:, place]) != 0.0).all()
