"""One district as a network: who lives where, who watches, and which ties share guilt.

Places are worked out from homes alone, so that the picture is the same each time and in both
worlds: a home is a small ring, a person a dot on it, and homes of one unit stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import LAYERS
from nksim.core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

YEAR_WEEKS = 52
RING = 0.32  # of the room of a home
WATCHED = ("last_watched_chinese", "last_watched_korean")
COLUMNS = ["name", "province", "household", "status", *WATCHED]


@dataclass(frozen=True, eq=False)
class DistrictPicture:
    """What the picture of a district shows.

    `people`: x, y, watches (within a year), status. `ties`: x, y, x_other, y_other, layer,
    complicit. `layers`: layer, ties, complicit, and inside, the share within the district.
    """

    about: str
    people: pd.DataFrame
    ties: pd.DataFrame
    layers: pd.DataFrame


def district_picture(
    people: pd.DataFrame,
    ties: pd.DataFrame,
    homes: pd.DataFrame,
    district: int | None,
    week: int,
    threshold: float,
) -> DistrictPicture:
    """The district of a number, by default that with most viewers, at the end of a week.

    `people` and `ties` are those of a run held open, `homes` says where each person lives;
    `threshold` is the complicity from which on a tie is complicit. InputError for a district that
    there is not.
    """
    watched = people[list(WATCHED)].max(axis=1).fillna(-YEAR_WEEKS)
    watches = (watched > week - YEAR_WEEKS).to_numpy(bool)
    chosen = _district(homes["district"].to_numpy(np.int64), watches, district)
    here = homes["district"].to_numpy(np.int64) == chosen
    places = np.full((len(people), 2), np.nan)
    places[here] = layout(homes["unit"].to_numpy()[here], homes["head"].to_numpy()[here])
    province = str(homes["province"].to_numpy()[here][0])
    whom = int(watches[here].sum())
    about = f"district {chosen} in {province}: {int(here.sum()):,} people, {whom:,} of them watched"
    return DistrictPicture(
        f"{about} within a year",
        _people(people, places, watches, here),
        _within(ties, places, here, threshold),
        _by_layer(ties, here, threshold),
    )


def layout(unit: NDArray[np.int64], household: NDArray[np.int64]) -> NDArray[np.float64]:
    """Where each person is drawn, shape (people, 2): homes in rows, their members as rings."""
    homes, home_of, members = np.unique(household, return_inverse=True, return_counts=True)
    unit_of_home = np.zeros(len(homes), np.int64)
    unit_of_home[home_of] = unit
    seat = np.empty(len(homes), np.int64)
    seat[np.argsort(unit_of_home, kind="stable")] = np.arange(len(homes))
    across = int(np.ceil(np.sqrt(len(homes))))
    middle = np.stack([seat % across, seat // across], 1).astype(np.float64)
    turn = 2 * np.pi * _places_in(home_of) / members[home_of]
    ring = np.where(members[home_of] > 1, RING, 0.0)
    around = np.stack([np.cos(turn), np.sin(turn)], 1) * ring[:, None]
    return np.asarray(middle[home_of] + around)


def _places_in(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """The place of each row among those of its group."""
    order = np.argsort(groups, kind="stable")
    first = np.searchsorted(groups[order], groups[order])
    places = np.empty(len(groups), np.int64)
    places[order] = np.arange(len(groups)) - first
    return places


def _district(districts: NDArray[np.int64], watches: NDArray[np.bool_], asked: int | None) -> int:
    last = int(districts.max())
    if asked is None:
        return int(np.argmax(np.bincount(districts[watches], minlength=last + 1)))
    if not 0 <= asked <= last:
        raise InputError(f"district={asked} is none of this society; give one from 0 to {last}")
    return asked


def _people(
    people: pd.DataFrame,
    places: NDArray[np.float64],
    watches: NDArray[np.bool_],
    here: NDArray[np.bool_],
) -> pd.DataFrame:
    import pandas as pd

    columns = {"x": places[:, 0], "y": places[:, 1], "watches": watches}
    kept = {name: column[here] for name, column in columns.items()}
    return pd.DataFrame(kept | {"status": people["status"].to_numpy()[here]})


def _within(
    ties: pd.DataFrame, places: NDArray[np.float64], here: NDArray[np.bool_], threshold: float
) -> pd.DataFrame:
    """Ties both of whose ends live in the district, with where they are."""
    import pandas as pd

    low, high = ties["low"].to_numpy(np.int64), ties["high"].to_numpy(np.int64)
    inside = here[low] & here[high]
    one, other = places[low[inside]], places[high[inside]]
    return pd.DataFrame(
        {
            "x": one[:, 0],
            "y": one[:, 1],
            "x_other": other[:, 0],
            "y_other": other[:, 1],
            "layer": ties["layer"].to_numpy()[inside],
            "complicit": ties["complicity"].to_numpy()[inside] > threshold,
        }
    )


def _by_layer(ties: pd.DataFrame, here: NDArray[np.bool_], threshold: float) -> pd.DataFrame:
    """Ties of which an end lives in the district, by layer."""
    low, high = ties["low"].to_numpy(np.int64), ties["high"].to_numpy(np.int64)
    some = ties[here[low] | here[high]]
    inside = (here[low] & here[high])[here[low] | here[high]]
    marks = some.assign(complicit=some["complicity"] > threshold, inside=inside)
    grouped = marks.groupby("layer")
    counts = grouped.size().rename("ties").to_frame()
    counts["complicit"] = grouped["complicit"].mean()
    counts["inside"] = grouped["inside"].mean()
    rows: pd.DataFrame = counts.reindex(LAYERS, fill_value=0).rename_axis("layer").reset_index()
    return rows
