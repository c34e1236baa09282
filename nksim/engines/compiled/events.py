"""The optional event table: who offered, refused, watched, copied, reported, was caught, and on which tie.

In a society of a user's own graph `citizen_name` and `other_name` say what the user calls them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nksim.core.columns import LAYERS, ORIGINS
from nksim.engines.compiled.contact import EVENT_COPIED, EVENT_JOINED, EVENT_KOREAN, Events
from nksim.society.society import Society

ACTS = ("style", "watching", "holding", "distribution")
COLUMNS = ["week", "event", "citizen", "other", "layer", "origin", "title_week", "detail"]
SANCTIONS = ("", "bribe", "criticism", "labour", "camp", "death")


class EventTable:
    """Collects a row for each event, week by week; `frame()` makes one table of them."""

    def __init__(self, society: Society) -> None:
        self.ties = society.ties
        self.names = (
            None if society.labels is None else np.array([*society.labels, ""], object)
        )  # nobody, -1, has the last: none
        self.parts: list[pd.DataFrame] = []

    def watched(self, week: int, events: Events) -> None:
        """Offers of the week and what came of them: refused, watched or copied; `citizen` is the host."""
        code = events.code
        happened = np.select(
            [(code & EVENT_COPIED) != 0, (code & EVENT_JOINED) != 0],
            ["copied", "watched"],
            "refused",
        )
        self._add(
            week=week,
            event=happened,
            citizen=events.host.astype(np.int64),
            other=events.guest.astype(np.int64),
            layer=np.array(LAYERS)[self.ties.layer[events.tie]],
            origin=np.array(ORIGINS)[code & EVENT_KOREAN],
            title_week=events.title.astype(np.int64),
            detail="",
        )

    def reported(self, week: int, suspects: Sequence[int], accusations: Sequence[int]) -> None:
        """Reports and names that reached a desk this week; `citizen` is the suspect."""
        self._accused(
            week, "reported", np.array(suspects, np.int64), np.array(accusations, np.int64), ""
        )

    def caught(
        self,
        week: int,
        citizens: NDArray[np.int64],
        kinds: NDArray[np.int64],
        accusation: NDArray[np.uint8],
    ) -> None:
        """Everyone caught this week, with the act and what followed."""
        self._accused(
            week,
            "caught",
            citizens,
            accusation[citizens].astype(np.int64),
            np.array(SANCTIONS)[kinds],
        )

    def frame(self) -> pd.DataFrame:
        """One row an event."""
        if not self.parts:
            return self._with_names(pd.DataFrame(columns=COLUMNS))
        return self._with_names(pd.concat(self.parts, ignore_index=True))

    def _with_names(self, rows: pd.DataFrame) -> pd.DataFrame:
        if self.names is None:
            return rows
        who, other = (rows[column].astype(np.int64) for column in ("citizen", "other"))
        return rows.assign(citizen_name=self.names[who], other_name=self.names[other])

    def _accused(
        self,
        week: int,
        event: str,
        who: NDArray[np.int64],
        accusation: NDArray[np.int64],
        sanction: Any,
    ) -> None:
        acts = np.array(ACTS, object)[(accusation - 1) >> 1]
        detail = acts if isinstance(sanction, str) else acts + ": " + sanction.astype(object)
        origin = np.array(ORIGINS)[(accusation - 1) & 1]
        self._add(
            week=week,
            event=event,
            citizen=who,
            other=-1,
            layer="",
            origin=origin,
            title_week=-32768,
            detail=detail,
        )

    def _add(self, **columns: Any) -> None:
        if len(columns["citizen"]):
            self.parts.append(pd.DataFrame(columns))
