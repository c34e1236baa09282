"""Parts: files that hold the rows of a batch of runs in one table. Frames come in, Parquet leaves, and the other way round.

Every file of a table has the columns declared for it, in types that do not depend on what the rows happen to hold;
its bytes depend on its rows alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.errors import StoreError
from nksim.observations.tables import TABLES
from nksim.store.writing import Write

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

RUN = "run"
SCENARIOS = "scenarios"
PARQUET = ".parquet"
_TYPES = {
    "str": "string",
    "datetime64[ms]": "timestamp[ms]",
    "Int64": "int64",
    "float64": "double",
    "int64": "int64",
    "bool": "bool",
}


def write_rows(table: str, frames: Sequence[tuple[str, pd.DataFrame]]) -> Write:
    """Write the rows of a batch of runs, each marked with its run's key."""
    return lambda path: _write(
        joined([_to_arrow(table, key, frame) for key, frame in frames]), path
    )


def write_arrow(content: Callable[[], pa.Table]) -> Write:
    """Write an Arrow table that is made when its turn comes."""
    return lambda path: _write(content(), path)


def read_part(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """A part as an Arrow table; StoreError if it is damaged, FileNotFoundError if it is not there."""
    import pyarrow.parquet as pq

    try:
        return pq.read_table(
            path, columns=None if columns is None else list(columns), partitioning=None
        )
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path} cannot be read: {error}; run the same command again in another folder"
        ) from error


def rows_of(part: pa.Table, keys: Sequence[str]) -> pa.Table:
    """The rows of these runs, in the order in which the runs are given; a run's own rows keep their order."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    places = pc.index_in(part[RUN], value_set=pa.array(list(keys), pa.string())).to_numpy(
        zero_copy_only=False
    )
    order = np.argsort(places, kind="stable")  # runs not asked for have no place and go last
    return part.take(pa.array(order[: int(np.count_nonzero(places == places))]))


def joined(parts: Sequence[pa.Table]) -> pa.Table:
    """Parts one below the other; a column that some lack is empty there."""
    import pyarrow as pa

    return pa.concat_tables(parts, promote_options="permissive").combine_chunks()


def _to_arrow(table: str, key: str, frame: pd.DataFrame) -> pa.Table:
    import pyarrow as pa

    rows = frame
    if not isinstance(rows, pa.Table):
        rows = pa.Table.from_pandas(frame, schema=_schema(table, frame), preserve_index=False)
    marks = pa.repeat(pa.scalar(key, pa.string()), rows.num_rows)
    return rows.replace_schema_metadata(None).append_column(pa.field(RUN, pa.string()), marks)


def _schema(table: str, frame: pd.DataFrame) -> Any:
    """The declared types of a table's columns; None leaves the types to the frame."""
    import pyarrow as pa

    declared = {column.name: _TYPES[column.dtype] for column in TABLES.get(table, ())}
    if any(name not in declared for name in frame.columns):
        return None
    return pa.schema([(name, _type(declared[name])) for name in frame.columns])


def _type(name: str) -> pa.DataType:
    import pyarrow as pa

    return pa.timestamp("ms") if name == "timestamp[ms]" else pa.type_for_alias(name)


def _write(rows: pa.Table, path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(rows.combine_chunks(), path, compression="zstd", row_group_size=1 << 20)
