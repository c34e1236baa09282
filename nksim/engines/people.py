"""Citizens and ties as they are at a moment, as tables for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.core.columns import AGE_BANDS, LAYERS, ORIGINS, ROLES, SEXES, SONGBUN
from nksim.core.units import BELIEF, TIE
from nksim.engines.state import State
from nksim.rules.codes import (
    BRIBED,
    COURTSHIP,
    FASHION,
    NONE,
    PUNISHED,
    SEARCHED,
    SPEECH,
    STYLE,
    WITNESSED,
    WITNESSED_PEER,
)
from nksim.scenario.provinces import PROVINCES
from nksim.society.society import Society

if TYPE_CHECKING:
    import pandas as pd

STATUS = ("free", "in_labour", "in_prison", "in_camp", "dead", "free")
MARKS = {
    "searched": SEARCHED,
    "witnessed": WITNESSED,
    "witnessed_peer": WITNESSED_PEER,
    "punished": PUNISHED,
    "bribed": BRIBED,
    "style": STYLE,
    "fashion": FASHION,
    "speech": SPEECH,
    "courtship": COURTSHIP,
}


def people_frame(society: Society, state: State) -> pd.DataFrame:
    """A row a citizen: who they are, what they hold, have seen and believe.

    Shares are 0 to 1; weeks are counted from the run's start, missing where there is none.
    """
    import pandas as pd

    people, now = society.people, state.citizens
    columns: dict[str, Any] = {
        "name": [society.name_of(i) for i in range(society.size)],
        "province": _words(people.province, PROVINCES),
        "district": people.district,
        "household": people.household,
        "age": _words(people.age, AGE_BANDS),
        "sex": _words(people.woman, SEXES),
        "role": _words(now["role"], ROLES),
        "songbun": _words(people.songbun, SONGBUN),
        "wealth": people.wealth,
        "status": _words(now["status"], STATUS),
    }
    for place, origin in enumerate(ORIGINS):
        title = now["title"][:, place]
        columns[f"title_week_{origin}"] = _weeks(title)
        columns[f"first_watched_{origin}"] = _weeks(now["first"][:, place])
        columns[f"last_watched_{origin}"] = _weeks(now["last"][:, place])
    for name in ("perceived_risk", "suspicion", "regime_trust", "habit", "load"):
        columns[name] = now[name] / BELIEF
    columns["knowledge"] = now["knowledge"] / TIE
    columns |= {name: (now["marks"] & bit) != 0 for name, bit in MARKS.items()}
    return pd.DataFrame(columns)


def ties_frame(society: Society, state: State) -> pd.DataFrame:
    """A row a tie: its two ends by their places among the people, layer, bond and complicity."""
    import pandas as pd

    ties = society.ties
    return pd.DataFrame(
        {
            "low": ties.low,
            "high": ties.high,
            "layer": _words(ties.layer, LAYERS),
            "bond": state.bond / TIE,
            "complicity": state.complicity / TIE,
        }
    )


def _words(codes: Any, words: tuple[str, ...]) -> Any:
    return np.array(words, object)[codes]


def _weeks(weeks: Any) -> Any:
    import pandas as pd

    return pd.arrays.IntegerArray(weeks.astype(np.int64), weeks == NONE)
