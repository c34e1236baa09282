"""The small tables of the figure of a life in two worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nksim.analysis.policies import telling_levers
from nksim.inference.two_worlds.life import Life
from nksim.inference.two_worlds.wording import who
from nksim.observations.levers import lever_columns

if TYPE_CHECKING:
    import pandas as pd

YEARS_BEFORE = 3
# The rows of marks: kinds of events, and in which role the person must be; None is any.
MARKS: dict[str, tuple[tuple[str, str | None], ...]] = {
    "together": (("viewing", None),),
    "alone": (("solitary_viewing", "citizen"),),
    "copied": (("copy", "citizen"),),
    "refused": (("refusal", "other"),),
    "told on": (("report", "citizen"), ("name", "citizen")),
    "searched": (("search", "citizen"),),
    "arrested": (("arrest", "citizen"),),
}


@dataclass(frozen=True, eq=False)
class LifePicture:
    """What the figure of a life shows.

    `marks`: date, mark, scenario. `weeks`: date, scenario, column, value. `levers` are those by
    which the worlds differ; `policy_from` and `parted` are dates, the latter None if they never do.
    """

    title: str
    below: str
    scenarios: tuple[str, str]
    marks: pd.DataFrame
    weeks: pd.DataFrame
    levers: pd.DataFrame
    days: tuple[Any, Any]
    policy_from: Any
    parted: Any


def life_picture(life: Life) -> LifePicture:
    """Both lives from some years before the policy on."""
    import pandas as pd

    first = pd.Timestamp(life.date(life.policy_week)) - pd.DateOffset(years=YEARS_BEFORE)
    weeks = life.weeks[life.weeks["date"] >= first]
    parted = None if life.parting_week is None else pd.Timestamp(life.date(life.parting_week))
    baseline, policy = life.names
    seed = life.pair.worlds[0].seed
    return LifePicture(
        f"A life in two worlds: {who(life, life.citizen, life.policy_week)}",
        f"simulated, {life.people:,} people, seed {seed}; {baseline} and {policy}",
        life.names,
        _marks(life, first),
        weeks.rename(columns={"world": "scenario"}),
        _levers(life),
        (weeks["date"].min(), weeks["date"].max()),
        pd.Timestamp(life.date(life.policy_week)),
        parted,
    )


def _marks(life: Life, first: Any) -> pd.DataFrame:
    """A mark for each event of the kinds that are shown, in each world that has it."""
    import pandas as pd

    events = life.events[life.events["date"] >= first]
    parts = []
    for mark, kinds in MARKS.items():
        for kind, role in kinds:
            rows = events[events["event"] == kind]
            if role is not None:
                rows = rows[rows[role].fillna(-1).astype("int64") == life.citizen]
            for name in life.names:
                dates = rows.loc[rows["world"].isin((name, "both")), "date"]
                parts.append(pd.DataFrame({"date": dates, "mark": mark, "scenario": name}))
    return pd.concat(parts, ignore_index=True)


def _levers(life: Life) -> pd.DataFrame:
    import pandas as pd

    parts = [
        pd.DataFrame(lever_columns(world.scenario)).assign(scenario=world.name)
        for world in life.pair.worlds
    ]
    return telling_levers(pd.concat(parts, ignore_index=True), len(parts))
