from __future__ import annotations

import numpy as np
import pytest

from nksim.core.columns import LAYERS, STYLES
from nksim.engines.compiled.engine import CompiledEngine
from nksim.engines.run import run
from nksim.levers.policy import environments
from nksim.observations.observations import Observations
from nksim.rules.codes import DEAD, FREE, NONE
from nksim.society.building import build_society
from tests.fixtures.lively import EVERYTHING, lively_scenario, weekly

DRIVE = {"name": "drive", "lever": "media_drive", "from": "2015-02-02", "drives_per_1000": 1000}
HELD = ("in_labour", "in_prison", "in_camp")
LENIENCY = {"name": "leniency", "lever": "confession_leniency", "from": "2015-05-04"}


@pytest.fixture(scope="module")
def country() -> Observations:
    return run(lively_scenario([DRIVE, LENIENCY], society={"size": 600}))


@pytest.mark.parametrize("column", [*EVERYTHING, "deliveries", "confessions"])
def test_the_lively_country__lets_everything_happen(country: Observations, column: str) -> None:
    """Nothing is shown about what never happens, so here everything does."""
    assert weekly(country, column).sum() > 0


def test_people__are_free_or_detained_or_dead(country: Observations) -> None:
    """Nobody is born, nobody disappears."""
    everyone = sum(weekly(country, status) for status in ("free", *HELD, "dead"))
    assert (everyone == 600).all()
    assert np.array_equal(weekly(country, "dead"), weekly(country, "executed").cumsum())


def test_the_detained__are_those_sent_away_and_not_yet_back() -> None:
    """Whoever is sent to labour, a prison or a camp stays until released; nobody has style here."""
    plain = run(lively_scenario(attitudes={"style_uptake": dict.fromkeys(STYLES, 0.0)}))
    sent = sum(weekly(plain, f"sent_to_{place}") for place in ("labour", "prison", "camp"))
    held = sum(weekly(plain, place) for place in HELD)
    assert np.array_equal(held, (sent - weekly(plain, "released")).cumsum())
    assert held.sum() > 0
    assert not weekly(plain, "style_arrests").any()


def test_cases__are_followed_up_or_lapse_or_still_wait(country: Observations) -> None:
    """No file is lost on a desk."""
    opened, followed, lapsed = (
        weekly(country, f"cases_{what}").cumsum() for what in ("opened", "followed", "lapsed")
    )
    assert np.array_equal(opened, followed + lapsed + weekly(country, "backlog"))
    assert (
        weekly(country, "cases_opened") <= weekly(country, "reports") + weekly(country, "named")
    ).all()


def test_holdings__grow_by_what_is_acquired_and_shrink_by_what_is_lost(
    country: Observations,
) -> None:
    """Titles come from somewhere and go somewhere."""
    holding = weekly(country, "holding_chinese") + weekly(country, "holding_korean")
    assert np.array_equal(
        np.diff(holding, prepend=0), weekly(country, "acquired") - weekly(country, "lost")
    )
    sources = sum(
        weekly(country, source)
        for source in ("imports_chinese", "imports_korean", "deliveries", "copies")
    )
    assert (weekly(country, "acquired") <= sources).all()


def test_an_offer__is_refused_or_accepted(country: Observations) -> None:
    """Who is asked says yes or no; a copy is made only where people watched together."""
    assert np.array_equal(
        weekly(country, "refusals") + weekly(country, "joint_viewings"), weekly(country, "offers")
    )
    assert (weekly(country, "copies") <= weekly(country, "joint_viewings")).all()


def test_an_arrest__ends_in_a_bribe_or_a_sanction(country: Observations) -> None:
    """Nobody who is caught goes unrecorded."""
    endings = sum(
        weekly(country, ending)
        for ending in (
            "bribes",
            "criticised",
            "sent_to_labour",
            "sent_to_prison",
            "sent_to_camp",
            "executed",
        )
    )
    assert np.array_equal(weekly(country, "arrests"), endings)
    assert (weekly(country, "arrests_told") <= weekly(country, "arrests")).all()
    punished = endings - weekly(country, "bribes") + weekly(country, "style_punished")
    assert (weekly(country, "public_sanctions") <= punished).all()


def test_style__is_counted_apart_from_media(country: Observations) -> None:
    """Who is held for style alone stands in counts of their own, and in no count of arrests."""
    held = weekly(country, "style_arrests")
    assert np.array_equal(held, weekly(country, "style_bribes") + weekly(country, "style_punished"))
    assert (held <= weekly(country, "style_stops")).all()
    fields = [weekly(country, f"style_{field}") for field in STYLES]
    assert (np.maximum.reduce(fields) <= weekly(country, "style")).all()
    assert (weekly(country, "style") <= sum(fields)).all()


def test_cases_followed_up__are_proved_or_dropped(country: Observations) -> None:
    """An arrest on somebody's word comes of a case that was proved."""
    proved = weekly(country, "cases_followed") - weekly(country, "cases_dropped")
    assert (weekly(country, "arrests_told") <= proved).all()
    assert proved.sum() > 0


def test_reports__come_from_those_who_refused_where_neighbours_notice_nothing() -> None:
    """Only a witness can report, and who refuses is a witness."""
    blind = run(lively_scenario(enforcement={"notice_chance": 0.0, "report_base": 1.0}))
    assert weekly(blind, "reports").sum() > 0
    assert (weekly(blind, "reports") <= weekly(blind, "refusals")).all()


def test_people_who_never_meet__do_not_watch_together() -> None:
    """Without contact there is no offer, no refusal, no copy; one still watches alone."""
    lonely = run(lively_scenario(behaviour={"contact_rate": dict.fromkeys(LAYERS, 0.0)}))
    assert not any(
        weekly(lonely, column).any()
        for column in ("offers", "refusals", "joint_viewings", "copies")
    )
    assert weekly(lonely, "solitary_viewings").sum() > 0


def test_people_who_never_meet_and_neighbours_who_notice_nothing__make_no_reports() -> None:
    """Where nobody sees anything nobody can report it; searches go on."""
    quiet = run(
        lively_scenario(
            behaviour={"contact_rate": dict.fromkeys(LAYERS, 0.0)},
            enforcement={"notice_chance": 0.0},
        )
    )
    assert not weekly(quiet, "reports").any()
    assert weekly(quiet, "arrests").sum() > 0


def test_a_closed_country__has_no_titles() -> None:
    """Nothing comes from nothing: without imports or deliveries nobody ever holds, watches or is caught."""
    closed = run(
        lively_scenario(
            media={"import_rate_chinese": 0.0, "import_rate_korean": 0.0, "radio_reach": 0.0}
        )
    )
    assert not any(
        weekly(closed, column).any()
        for column in (
            "holding",
            "watching",
            "ever_watched",
            "offers",
            "reports",
            "arrests",
            "acquired",
            "knowledge",
            "style",
        )
    )
    assert weekly(closed, "searches").sum() == weekly(closed, "empty_searches").sum() > 0


def test_the_detained_and_the_dead__do_nothing_and_hold_nothing() -> None:
    """Who is in a camp or dead neither watches nor keeps a title, and the dead stay dead."""
    scenario = lively_scenario([DRIVE], society={"size": 600})
    engine, course = CompiledEngine(scenario, build_society(scenario)), environments(scenario)
    people, away = engine.snapshot().citizens, 0
    for week in range(engine.clock.weeks):
        before = people["status"].copy()
        engine.pass_weeks(course, week + 1)
        after = people["status"].copy()
        gone = (before != FREE) & (after != FREE)
        away += int(gone.sum())
        assert (people["last"][gone] < week).all()
        assert (people["title"][gone] == NONE).all()
        assert (after[before == DEAD] == DEAD).all()
        held = (after != FREE) & (after != DEAD)
        assert (people["release"][held] > week).all()
    assert away > 100
    assert (after == DEAD).any()
