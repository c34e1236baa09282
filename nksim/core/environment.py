"""The Environment: every number that policy and the times set for a week, declared once.

Levers write it, engines read it, the environment table shows it. Each field has a unit and a
meaning; fields of origins have one number for each origin, and a column each in the table.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple, get_type_hints

import numpy as np
from numpy.typing import NDArray

from nksim.core.columns import ORIGINS, STYLES, Column

Numbers = NDArray[np.float64]
Environments = NDArray[np.void]  # records of ENVIRONMENT_RECORD, shape (weeks, provinces)


class Meaning(NamedTuple):
    """What a field of the Environment says: unit, sentence, and the columns it has in tables.

    A field with an `axis` has a number, and a column, for each of its places (an origin, a field
    of style): `column` is what these columns begin with, and the sentence has a gap for the place.
    """

    unit: str
    sentence: str
    column: str = ""
    axis: tuple[str, ...] = ()


class Environment(NamedTuple):
    """The numbers of one week or of many.

    Plain fields have shape (provinces,) for a week and (weeks, provinces) for a run; fields with
    an axis have it before that: (origins, provinces) or (origins, weeks, provinces).
    """

    imports: Annotated[
        Numbers,
        Meaning(
            "1/week", "Chance that a trader at the border imports a {} title", "import", ORIGINS
        ),
    ]
    openness: Annotated[Numbers, Meaning("share", "Imports that come through the border")]
    escape_openness: Annotated[Numbers, Meaning("share", "Escapes that succeed")]
    escape: Annotated[
        Numbers,
        Meaning("1/week", "Chance to escape of adults without any mark that raises their odds"),
    ]
    latency: Annotated[Numbers, Meaning("weeks", "Age of a title when it is imported")]
    drives: Annotated[
        Numbers,
        Meaning(
            "1/week",
            "Deliveries from outside for each citizen of the country; adults of border districts"
            " find them",
        ),
    ]
    drive_korean: Annotated[Numbers, Meaning("share", "Deliveries with South Korean titles")]
    drive_age: Annotated[Numbers, Meaning("weeks", "Age of the titles delivered")]
    radio_reach: Annotated[
        Numbers, Meaning("share", "People within reach who can tune in to foreign broadcasts")
    ]
    domestic_appeal: Annotated[
        Numbers, Meaning("share", "Appeal of foreign titles that domestic television takes away")
    ]
    players: Annotated[Numbers, Meaning("share", "Households with a usable player")]
    copying: Annotated[Numbers, Meaning("factor", "Copying, times")]
    severity: Annotated[
        Numbers, Meaning("share", "Perceived severity for {} titles", "severity", ORIGINS)
    ]
    spreading: Annotated[
        Numbers,
        Meaning("share", "How far the law takes hosting groups and giving copies for distribution"),
    ]
    sentence: Annotated[Numbers, Meaning("factor", "Shares of labour and camp, times")]
    labour_share: Annotated[Numbers, Meaning("share", "Sentences to labour training")]
    camp_share: Annotated[Numbers, Meaning("share", "Sentences to a prison or a political camp")]
    execution_share: Annotated[
        Numbers, Meaning("share", "Sentences for distribution that are death")
    ]
    labour_weeks: Annotated[Numbers, Meaning("weeks", "Term of labour training")]
    camp_weeks: Annotated[Numbers, Meaning("weeks", "Term in a prison or a camp")]
    bribe_base: Annotated[
        Numbers, Meaning("share", "Chance that a bribe succeeds at median wealth")
    ]
    bribe_factor: Annotated[Numbers, Meaning("factor", "Success of bribes, times")]
    bribe_news: Annotated[Numbers, Meaning("factor", "The same, as people know it by now")]
    search: Annotated[Numbers, Meaning("1/week", "Chance that a household is searched")]
    find: Annotated[Numbers, Meaning("share", "Chance that a search finds a title of one holder")]
    informants: Annotated[Numbers, Meaning("share", "Adults who report regularly, in addition")]
    reward: Annotated[Numbers, Meaning("share", "Reward for a report, 0 to 1")]
    campaign: Annotated[Numbers, Meaning("share", "Strength of the norm to report, 0 to 1")]
    capacity: Annotated[Numbers, Meaning("1/week", "Cases followed up, per person")]
    publicity: Annotated[
        Numbers, Meaning("share", "Chance that a sanction is carried out in public")
    ]
    attendance: Annotated[
        Numbers, Meaning("share", "Chance that a citizen of the district attends")
    ]
    style_check: Annotated[
        Numbers,
        Meaning("1/week", "Chance that someone with foreign {} is stopped", "style_check", STYLES),
    ]
    stigma: Annotated[
        Numbers,
        Meaning("1/week", "Chance that shame makes a person drop foreign {}", "stigma", STYLES),
    ]
    leniency: Annotated[Numbers, Meaning("share", "How fully those who confess are spared")]
    announced: Annotated[
        Numbers, Meaning("share", "Fear that laws and campaigns have announced so far")
    ]
    announcement: Annotated[Numbers, Meaning("share", "Rise of this in the week: a shock")]
    warned: Annotated[
        Numbers, Meaning("share", "Suspicion that campaigns and rewards have announced so far")
    ]
    warning: Annotated[Numbers, Meaning("share", "Rise of this in the week: a shock")]
    trust_gain: Annotated[
        Numbers, Meaning("share", "Rise of the mean to which regime trust is pulled")
    ]


MEANINGS: dict[str, Meaning] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Environment, include_extras=True).items()
}
AXES = {name: meaning.axis for name, meaning in MEANINGS.items() if meaning.axis}
_IN_WORDS = {"chinese": "Chinese or other", "korean": "South Korean"}

# The same as a record for each week and province, in which kernels look numbers up by name.
ENVIRONMENT_RECORD = np.dtype(
    (
        np.record,
        [
            (name, np.float64, (len(AXES[name]),)) if name in AXES else (name, np.float64)
            for name in Environment._fields
        ],
    )
)


def _columns_of(name: str) -> tuple[Column, ...]:
    meaning = MEANINGS[name]
    if not meaning.axis:
        return (Column(name, "float64", meaning.unit, meaning.sentence),)
    return tuple(
        Column(
            f"{meaning.column}_{place}",
            "float64",
            meaning.unit,
            meaning.sentence.format(_IN_WORDS.get(place, place)),
        )
        for place in meaning.axis
    )


ENVIRONMENT_COLUMNS = tuple(column for name in Environment._fields for column in _columns_of(name))


def columns_of(environments: Environments) -> dict[str, Numbers]:
    """Every column of the environment table by its name, shape (weeks, provinces)."""
    found: dict[str, Numbers] = {}
    for name in Environment._fields:
        values = np.asarray(environments[name])
        parts = np.moveaxis(values, -1, 0) if name in AXES else values[None]
        for column, part in zip(_columns_of(name), parts, strict=True):
            found[column.name] = part
    return found


def records_of(environment: Environment) -> Environments:
    """The Environments of many weeks as records, shape (weeks, provinces)."""
    records = np.empty(environment.openness.shape, ENVIRONMENT_RECORD)
    for name, values in environment._asdict().items():
        records[name] = np.moveaxis(values, 0, -1) if name in AXES else values
    return records
