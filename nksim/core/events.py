"""Single events: their names, the meaning of their columns, the record in which engines log them.

`citizen` is whom an event happens to or who does it; `other` is whom it concerns beside them.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from nksim.core.columns import Column


class Event(IntEnum):
    """Kinds of events, in the order in which they can happen in a week."""

    LOSS = 0
    IMPORT = 1
    DELIVERY = 2
    OFFER = 3
    VIEWING = 4
    REFUSAL = 5
    COPY = 6
    SOLITARY_VIEWING = 7
    LISTENING = 8
    SEARCH = 9
    STYLE_STOP = 10
    REPORT = 11
    NAME = 12
    CONFESSION = 13
    RELEASE = 14
    ARREST = 15
    SANCTION = 16
    ATTENDANCE = 17
    BIRTH = 18  # from here on: at a turn of the year, before its first week
    DEATH = 19
    MARRIAGE = 20
    MOVE = 21
    TIE_MADE = 22
    TIE_LOST = 23


MEANINGS: dict[Event, str] = {
    Event.LOSS: (
        "citizen no longer holds title_week: lost, confiscated (with the act) or surrendered"
    ),
    Event.IMPORT: "citizen brings title_week over the border",
    Event.DELIVERY: "citizen finds title_week, delivered from outside",
    Event.OFFER: "citizen offers to watch title_week with other, on tie",
    Event.VIEWING: "citizen, who offered, and other watch title_week together",
    Event.REFUSAL: "other refuses citizen's offer",
    Event.COPY: "citizen copies title_week from other, who offered it; source is how other got it",
    Event.SOLITARY_VIEWING: "citizen watches title_week alone",
    Event.LISTENING: "citizen tunes in to foreign broadcasts",
    Event.SEARCH: "the home of citizen, its first member, is searched; act if something was found",
    Event.STYLE_STOP: "citizen is stopped for foreign style",
    Event.REPORT: "reporter reports citizen for act, on tie",
    Event.NAME: "reporter, under questioning, names citizen, on tie",
    Event.CONFESSION: "citizen turns in what they hold",
    Event.RELEASE: "citizen is released at the end of a term",
    Event.ARREST: "citizen is caught for act",
    Event.SANCTION: "what follows an arrest: a bribe, criticism, labour, prison, camp or death",
    Event.ATTENDANCE: "citizen attends the public sanction of other",
    Event.BIRTH: "citizen is born to other",
    Event.DEATH: "citizen dies of age or illness",
    Event.MARRIAGE: "citizen and other, his wife, marry",
    Event.MOVE: "citizen comes to live in another home",
    Event.TIE_MADE: "citizen and other come to know each other on a layer",
    Event.TIE_LOST: "citizen and other lose touch, or one of them dies",
}
EVENT_NAMES = tuple(event.name.lower() for event in Event)
ACTS = ("style", "watching", "holding", "spreading", "selling")
SANCTIONS = ("", "bribe", "criticism", "labour", "prison", "camp", "death")
NOBODY = -1  # no other, no tie, no origin, no act, no reporter

# By which count of the series each kind of event is counted; none for what only events tell.
COUNTED_BY: dict[Event, tuple[str, ...]] = {
    Event.LOSS: ("lost",),
    Event.IMPORT: ("imports_chinese", "imports_korean"),
    Event.DELIVERY: ("deliveries",),
    Event.OFFER: ("offers",),
    Event.VIEWING: ("joint_viewings",),
    Event.REFUSAL: ("refusals",),
    Event.COPY: ("copies",),
    Event.SOLITARY_VIEWING: ("solitary_viewings",),
    Event.LISTENING: ("listening",),
    Event.SEARCH: ("searches",),
    Event.STYLE_STOP: ("style_stops",),
    Event.REPORT: ("reports",),
    Event.NAME: ("named",),
    Event.CONFESSION: ("confessions",),
    Event.RELEASE: ("released",),
    Event.ARREST: ("arrests", "style_arrests"),
    Event.SANCTION: (
        "bribes",
        "criticised",
        "sent_to_labour",
        "sent_to_prison",
        "sent_to_camp",
        "executed",
        "style_bribes",
        "style_punished",
    ),
    Event.ATTENDANCE: ("attending",),
    Event.BIRTH: ("births",),
    Event.DEATH: ("natural_deaths",),
    Event.MARRIAGE: ("marriages",),
    Event.MOVE: (),
    Event.TIE_MADE: (),
    Event.TIE_LOST: (),
}

EVENT_COLUMNS = (
    Column("number", "int64", "", "Number of the event in its run, from 0; sorted by it"),
    Column("week", "int64", "weeks", "Week of the run, from 0"),
    Column("event", "str", "", "What happened: " + ", ".join(EVENT_NAMES)),
    Column(
        "citizen",
        "int64",
        "",
        "Whom it happens to or who does it: their number, without lives their place",
    ),
    Column("other", "Int64", "", "Whom it concerns beside them; empty where there is none"),
    Column("tie", "Int64", "", "The tie on which it happens, by its key; without lives its place"),
    Column("layer", "str", "", "Layer of the tie; empty where there is none"),
    Column("origin", "str", "", "Origin of the title; empty where there is none"),
    Column("title_week", "Int64", "weeks", "Release week of the title; empty where there is none"),
    Column("act", "str", "", "What somebody is accused of: " + ", ".join(ACTS)),
    Column("sanction", "str", "", "What followed: " + ", ".join(SANCTIONS[1:])),
    Column("reporter", "Int64", "", "Who told; empty where nobody did"),
    Column(
        "source",
        "Int64",
        "",
        "Of a copy: number of the event by which the host came to hold the title",
    ),
)

EVENT_RECORD = np.dtype(
    (
        np.record,
        [
            ("citizen", "i4"),
            ("other", "i4"),
            ("tie", "i4"),
            ("reporter", "i4"),
            ("title_week", "i2"),
            ("event", "u1"),
            ("origin", "i1"),
            ("act", "i1"),
            ("sanction", "i1"),
        ],
    )
)
