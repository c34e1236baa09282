"""What one person is like at the end of every week, in one world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import ORIGINS
from nksim.core.units import BELIEF, TIE
from nksim.engines.people import STATUS
from nksim.engines.state import State
from nksim.inference.two_worlds.world import Hear, World
from nksim.rules.codes import NONE
from nksim.society.census import lives_in, place_of
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd

ABSENT = "not alive"
BELIEFS = ("perceived_risk", "suspicion", "regime_trust", "habit")


def lifeline(world: World, person: int, hear: Hear = lambda weeks: None) -> pd.DataFrame:
    """A row a week: beliefs, bonds and shared guilt with others, titles held, and where they are.

    Shares are 0 to 1; `bond` and `complicity` are means over all ties of the person.
    """
    import pandas as pd

    rows = [_row(state, society, person) for state, society in world.states(hear)]
    weeks = {"world": world.name, "week": np.arange(len(rows)), "date": world.clock.dates()}
    frame = pd.DataFrame(weeks | {name: [row[name] for row in rows] for name in rows[0]})
    return frame.astype({"date": "datetime64[ns]"})


def _row(state: State, society: Society, person: int) -> dict[str, Any]:
    """What a person is like; nothing but that they are not there before birth and after death."""
    if not lives_in(society, person):
        nothing = dict.fromkeys((*BELIEFS, "knowledge", "bond", "complicity"), np.nan)
        return nothing | {f"holds_{origin}": False for origin in ORIGINS} | {"status": ABSENT}
    place = place_of(society, person)
    now, ties = state.citizens[place], _ties_of(society, place)
    row: dict[str, Any] = {name: int(now[name]) / BELIEF for name in BELIEFS}
    row["knowledge"] = int(now["knowledge"]) / TIE
    for name in ("bond", "complicity"):
        values = getattr(state, name)[ties]
        row[name] = float(values.mean()) / TIE if len(values) else float("nan")
    for origin, title in zip(ORIGINS, now["title"], strict=True):
        row[f"holds_{origin}"] = int(title) != NONE
    return row | {"status": STATUS[int(now["status"])]}


def _ties_of(society: Society, place: int) -> NDArray[np.int64]:
    above = np.arange(society.ties.first[place], society.ties.first[place + 1])
    below = slice(society.ties.reverse_first[place], society.ties.reverse_first[place + 1])
    return np.concatenate([above, society.ties.reverse[below].astype(np.int64)])
