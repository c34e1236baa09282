"""What a policy costs: one row a calendar year; rows may be summed.

A crackdown is paid for by people who sit in camps, whose homes are searched in vain, whose
friendships wear out, and who fall silent.
"""

from __future__ import annotations

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import SURVEY_COUNTS, index_of
from nksim.core.units import BELIEF
from nksim.observations.stack import CELL, DETAINED, LAYER, Columns, Numbers, Stack, total
from nksim.observations.tables import LEDGER, PUNISHMENTS

_SURVEY = index_of(SURVEY_COUNTS)
_SURVEY_UNIT = 1024.0
POPULATION = 1


def ledger_columns(stack: Stack) -> Columns:
    """What each calendar year cost people and the state; arrays of shape (runs, years)."""
    weekly = weekly_costs(stack)
    return {"year": stack.year_numbers} | {
        column.name: stack.yearly(weekly[column.name]) for column in LEDGER if column.name in weekly
    }


def weekly_costs(stack: Stack) -> Columns:
    """The items of the ledger week by week, shape (runs, weeks)."""
    country, layers = stack.country, stack.layers.sum(axis=2)
    items = {
        "deaths": "executed",
        "searches": "searches",
        "searched_in_vain": "empty_searches",
        "reports": "reports",
        "bribes": "bribes",
        "style_punished": "style_punished",
        "joint_viewings": "joint_viewings",
        "viewer_weeks": "watching",
    }
    return {item: country[..., CELL[column]] for item, column in items.items()} | {
        "person_years_detained": total(country, DETAINED) / WEEKS_PER_YEAR,
        "person_years_in_camps": country[..., CELL["in_camp"]] / WEEKS_PER_YEAR,
        "expected_deaths": country[..., CELL["expected_deaths"]] / BELIEF,
        "punished": country[..., [CELL[name] for name in PUNISHMENTS]].sum(axis=-1),
        "ties_worn": layers[..., LAYER["worn_ties"]],
        "silenced_person_years": silenced_people(stack) / WEEKS_PER_YEAR,
    }


def silenced_people(stack: Stack) -> Numbers:
    """People silenced in each week, between snapshots on a straight line; shape (runs, weeks)."""
    weeks = np.arange(stack.weeks)
    if not len(stack.survey_weeks):
        return np.zeros((stack.runs, stack.weeks))
    counted = stack.survey[:, :, POPULATION, _SURVEY["silenced"]] / _SURVEY_UNIT
    return np.array([np.interp(weeks, stack.survey_weeks, each) for each in counted])
