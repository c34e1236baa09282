"""The rows of several runs in Arrow, a table at once: arrays of all runs are cut, not copied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nksim.observations.cells import cell_columns, layer_year_columns
from nksim.observations.cohorts import cohorts_columns
from nksim.observations.ledger import ledger_columns
from nksim.observations.levers import lever_columns
from nksim.observations.outcome_years import outcome_year_columns, outcomes_of
from nksim.observations.result import Result
from nksim.observations.series import layer_columns, series_columns
from nksim.observations.stack import Columns, Stack, stacked
from nksim.observations.survey import survey_columns
from nksim.observations.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

_TYPES = {
    "str": "string",
    "datetime64[ms]": "timestamp[ms]",
    "Int64": "int64",
    "float64": "double",
    "int64": "int64",
    "bool": "bool",
}
Make = Callable[[Stack, Sequence[Result]], Columns]
_TOGETHER: dict[str, Make] = {
    "series": lambda stack, results: series_columns(stack),
    "layers": lambda stack, results: layer_columns(stack),
    "ledger": lambda stack, results: ledger_columns(stack),
    "cells": lambda stack, results: cell_columns(stack),
    "layer_years": lambda stack, results: layer_year_columns(stack),
    "cohorts": lambda stack, results: cohorts_columns(stack),
    "outcomes": lambda stack, results: outcomes_of(stack, [each.scenario for each in results]),
    "outcome_years": lambda stack, results: outcome_year_columns(
        stack, [each.scenario for each in results]
    ),
    "survey": lambda stack, results: survey_columns(
        stack, [each.scenario.survey for each in results], [each.seed for each in results]
    ),
}


def arrow_type(dtype: str) -> pa.DataType:
    """The Arrow type of a column declared with this type."""
    import pyarrow as pa

    name = _TYPES[dtype]
    return pa.timestamp("ms") if name == "timestamp[ms]" else pa.type_for_alias(name)


def rows_of_runs(
    results: Sequence[Result], tables: Iterable[str], *, whole: bool
) -> dict[str, list[pa.Table]]:
    """The rows of each run by table; with `whole` the series has every province as well."""
    stack = stacked([result.observations for result in results])
    return {
        name: _together(name, _TOGETHER[name](stack, results), results)
        if name in _TOGETHER and not (whole and name == "series")
        else [_one(name, result) for result in results]
        for name in tables
    }


def _together(name: str, columns: Columns, results: Sequence[Result]) -> list[pa.Table]:
    """A table of each run; what all runs share is turned into Arrow once."""
    import pyarrow as pa

    types = {column.name: arrow_type(column.dtype) for column in TABLES[name]}
    shared = {
        key: pa.array(values, types[key], from_pandas=True)
        for key, values in columns.items()
        if values.ndim == 1
    }
    tables = []
    for place, result in enumerate(results):
        own = {
            key: pa.array(np.ascontiguousarray(values[place]), types[key], from_pandas=True)
            for key, values in columns.items()
            if values.ndim > 1
        }
        made: dict[str, Any] = {key: shared.get(key, own.get(key)) for key in columns}
        tables.append(_with_keys(pa.table(made), result))
    return tables


def _with_keys(table: pa.Table, result: Result) -> pa.Table:
    import pyarrow as pa

    keys = {
        "scenario": (result.scenario.name, pa.string()),
        "replicate": (result.replicate, pa.int64()),
        "seed": (result.seed, pa.int64()),
    }
    for place, (name, (value, kind)) in enumerate(keys.items()):
        column = pa.repeat(pa.scalar(value, kind), table.num_rows)
        table = table.add_column(place, pa.field(name, kind), column)
    return table


def _one(name: str, result: Result) -> pa.Table:
    """The rows of one run in a table that is made run by run."""
    import pyarrow as pa

    types = {column.name: arrow_type(column.dtype) for column in TABLES[name]}
    if name == "levers":
        columns = lever_columns(result.scenario)
        made = {
            key: pa.array(values, types[key], from_pandas=True) for key, values in columns.items()
        }
        return _with_keys(pa.table(made), result)
    frame = getattr(result, name)
    schema = pa.schema([(column, types[column]) for column in frame.columns])
    table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    return table.replace_schema_metadata(None)
