"""A week in steps: what `pass_weeks` lets pass in one call, and threads take in pieces.

Both go through STEPS in its order; a step works on rows of its kind, or on the whole at once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import PROVINCE_COUNT
from nksim.core.dealing import next_of
from nksim.core.draws import Purpose, week_streams
from nksim.core.jit import kernel, part
from nksim.engines.compiled.belief import belief
from nksim.engines.compiled.confessing import confess
from nksim.engines.compiled.contact import meet
from nksim.engines.compiled.escaping import escape
from nksim.engines.compiled.following import follow_up
from nksim.engines.compiled.observation import survey
from nksim.engines.compiled.sanction import release, sentence
from nksim.engines.compiled.solitary import solitary
from nksim.engines.compiled.supply import supply
from nksim.engines.compiled.surveillance import (
    check_style,
    name_companions,
    report_neighbours,
    search_homes,
)
from nksim.engines.compiled.upkeep import upkeep
from nksim.engines.compiled.watching import watch_together
from nksim.engines.compiled.witnessing import witness
from nksim.engines.counts import record_week
from nksim.engines.districts import remember_week
from nksim.engines.frame import OFFERS, REPORTS, WEEK
from nksim.rules.reporting import report_at_most
from nksim.rules.sanctioning import WEALTH_CLASSES, cost_of_arrest, wealth_of

PURPOSE_NUMBERS = np.array([int(purpose) for purpose in Purpose], np.uint64)

# Each step with the phase to which it belongs and the rows that it is dealt.
STEPS: tuple[tuple[str, str, str], ...] = (
    ("supply", "supply", "citizens"),
    ("meet", "contact", "ties"),
    ("watch_together", "contact", "citizens"),
    ("solitary", "solitary", "citizens"),
    ("search_homes", "surveillance", "households"),
    ("check_style", "surveillance", "citizens"),
    ("report_neighbours", "surveillance", "neighbours"),
    ("name_companions", "surveillance", "whole"),
    ("follow_up", "surveillance", "whole"),
    ("confess", "surveillance", "citizens"),
    ("release", "sanction", "citizens"),
    ("sentence", "sanction", "whole"),
    ("witness", "witnessing", "whole"),
    ("escape", "escape", "citizens"),
    ("belief", "belief", "citizens"),
    ("upkeep", "belief", "citizens"),
    ("survey", "observation", "citizens"),
)
(
    SUPPLY,
    MEET,
    WATCH_TOGETHER,
    SOLITARY,
    SEARCH_HOMES,
    CHECK_STYLE,
    REPORT_NEIGHBOURS,
    NAME_COMPANIONS,
    FOLLOW_UP,
    CONFESS,
    RELEASE,
    SENTENCE,
    WITNESS,
    ESCAPE,
    BELIEF,
    UPKEEP,
    SURVEY,
) = range(len(STEPS))


@part
def take(number, lo, hi, frame):
    """One step on rows lo..hi; returns the row at which it stopped, before hi if a list is full."""
    if number == SUPPLY:
        supply(lo, hi, frame)
    elif number == MEET:
        return meet(lo, hi, frame)
    elif number == WATCH_TOGETHER:
        watch_together(lo, hi, frame)
    elif number == SOLITARY:
        solitary(lo, hi, frame)
    elif number == SEARCH_HOMES:
        search_homes(lo, hi, frame)
    elif number == CHECK_STYLE:
        check_style(lo, hi, frame)
    elif number == REPORT_NEIGHBOURS:
        return report_neighbours(lo, hi, frame)
    else:
        return take_later(number, lo, hi, frame)
    return hi


@part
def take_later(number, lo, hi, frame):
    """The steps after the reports."""
    if number == NAME_COMPANIONS:
        return name_companions(frame)
    if number == FOLLOW_UP:
        follow_up(frame)
    elif number == CONFESS:
        confess(lo, hi, frame)
    elif number == RELEASE:
        release(lo, hi, frame)
    elif number == SENTENCE:
        sentence(frame)
    elif number == WITNESS:
        witness(frame)
    elif number == ESCAPE:
        escape(lo, hi, frame)
    elif number == BELIEF:
        belief(lo, hi, frame)
    elif number == UPKEEP:
        upkeep(lo, hi, frame)
    else:
        survey(lo, hi, frame)
    return hi


@part
def begin(frame):
    """The streams of the week, empty lists, the highest chance to report, the cost of an arrest."""
    week_streams(frame.setting.seed, np.uint64(frame.now[WEEK]), PURPOSE_NUMBERS, frame.keys)
    frame.now[OFFERS] = 0
    frame.now[REPORTS] = 0
    frame.highest[0] = 0.0
    for province in range(PROVINCE_COUNT):
        here = frame.environments[frame.now[WEEK], province]
        most = report_at_most(here.reward, here.campaign, frame.setting.c)
        frame.highest[0] = max(frame.highest[0], most)
        if frame.costs[province, BASE] != here.bribe_base or (
            frame.costs[province, NEWS] != here.bribe_news
        ):
            work_out_costs(province, here.bribe_base, here.bribe_news, frame)


BASE, NEWS = WEALTH_CLASSES, WEALTH_CLASSES + 1  # from what a province's costs were worked out


@part
def work_out_costs(province, base, news, frame):
    """What an arrest costs in a province, by wealth class."""
    for group in range(WEALTH_CLASSES):
        cost = cost_of_arrest(wealth_of(group), base, news, frame.setting.c)
        frame.costs[province, group] = cost
    frame.costs[province, BASE] = base
    frame.costs[province, NEWS] = news


@part
def end(frame):
    """Let districts remember the week, record it, and go on to the next."""
    remember_week(frame.week, frame.places.people, frame.districts, frame.deaths, frame.setting.c)
    record_week(frame.now[WEEK], frame.week, frame.tables)
    frame.now[WEEK] += 1


@kernel
def pass_weeks(last, rows, frame):
    """Let weeks pass until `last`; `rows` has the number of rows of each step."""
    none = np.int64(0)  # not the number itself, for which all steps would be compiled once more
    while frame.now[WEEK] < last:
        begin(frame)
        for number in range(len(rows)):
            take(number, none, rows[number], frame)
        end(frame)


BEGIN, END = -1, -2


class Deal(NamedTuple):
    """The rows of a step in pieces, of which a thread that is free takes the next."""

    following: NDArray[np.int64]  # (1,): the number of the piece that nobody has taken yet
    edges: NDArray[np.int64]  # (pieces + 1,): where they begin and end
    took: NDArray[np.int64]  # (pieces, TOOK): where a piece's lists lie, in whose lists


TOOK = 5  # columns of `took`
WHO, OFFERS_FROM, OFFERS_TO, REPORTS_FROM, REPORTS_TO = range(TOOK)
ROW, UNTIL, PIECE, MYSELF = range(4)  # of a thread: where it is, and its own number


@kernel
def take_step(number, deal, own, frame):
    """The door for threads: begin or end a week, or take pieces of a step until none is left.

    Returns False if a list is full; make it longer and call again.
    """
    if number == BEGIN:
        begin(frame)
    elif number == END:
        end(frame)
    else:
        return take_pieces(number, deal, own, frame)
    return True


@part
def take_pieces(number, deal, own, frame):
    """Take a piece of a step after the other; False if a list is full."""
    while True:
        if own[ROW] == own[UNTIL]:
            own[PIECE] = next_of(deal.following)
            if own[PIECE] >= len(deal.edges) - 1:
                return True
            own[ROW], own[UNTIL] = deal.edges[own[PIECE]], deal.edges[own[PIECE] + 1]
            took = deal.took[own[PIECE]]
            took[WHO] = own[MYSELF]
            took[OFFERS_FROM], took[REPORTS_FROM] = frame.now[OFFERS], frame.now[REPORTS]
        if own[ROW] < own[UNTIL]:
            own[ROW] = take(number, own[ROW], own[UNTIL], frame)
            if own[ROW] < own[UNTIL]:
                return False
        took = deal.took[own[PIECE]]
        took[OFFERS_TO], took[REPORTS_TO] = frame.now[OFFERS], frame.now[REPORTS]
