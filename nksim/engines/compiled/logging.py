"""Writing single events down, where a run keeps them."""

from __future__ import annotations

from nksim.core.events import NOBODY
from nksim.core.jit import step
from nksim.engines.frame import LOGGED
from nksim.rules.accusing import act_of, origin_of
from nksim.rules.codes import NONE


@step
def new_entry(event, citizen, frame):
    """The next entry of the log, for an event of a citizen, with nothing else in it yet."""
    entry = frame.log[frame.now[LOGGED]]
    frame.now[LOGGED] += 1
    entry.event = event
    entry.citizen = citizen
    entry.other = NOBODY
    entry.tie = NOBODY
    entry.reporter = NOBODY
    entry.title_week = NONE
    entry.origin = NOBODY
    entry.act = NOBODY
    entry.sanction = 0
    return entry


@step
def log_title(event, citizen, origin, title, frame):
    """An event of one citizen and a title."""
    if frame.logs:
        entry = new_entry(event, citizen, frame)
        entry.origin = origin
        entry.title_week = title


@step
def log_event(event, citizen, frame):
    """An event of one citizen."""
    if frame.logs:
        new_entry(event, citizen, frame)


@step
def log_accused(event, citizen, accusation, frame):
    """An event of one citizen and what they are accused of."""
    if frame.logs:
        entry = new_entry(event, citizen, frame)
        entry.act = act_of(accusation)
        entry.origin = origin_of(accusation)


@step
def log_told(event, report, frame):
    """A report or a name, by its place in the week's list."""
    if frame.logs:
        told = frame.reports
        entry = new_entry(event, told.suspect[report], frame)
        entry.reporter = told.teller[report]
        entry.tie = told.tie[report]
        entry.act = act_of(told.accusation[report])
        entry.origin = origin_of(told.accusation[report])
