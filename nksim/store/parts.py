"""Parts: files that hold the rows of a batch of runs in one table, as Parquet.

Every file of a table has the columns declared for it, in types that do not depend on what the rows
happen to hold; its bytes depend on its rows alone. Its number of rows and its check sum are noted
when it is written, and looked at when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.errors import StoreError
from nksim.observations.tables import DECLARED
from nksim.store.manifest import Sum, Sums
from nksim.store.reading import read_bytes
from nksim.store.rows import arrow_type
from nksim.store.writing import Write

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

RUN = "run"
SCENARIOS = "scenarios"
PARQUET = ".parquet"


def write_rows(
    table: str, frames: Sequence[tuple[str, pa.Table | pd.DataFrame]], sums: Sums
) -> Write:
    """Write the rows of a batch of runs, each marked with its run's key; `sums` is told."""
    return write_part(
        table, lambda: joined([_to_arrow(table, key, frame) for key, frame in frames]), sums
    )


def write_part(table: str, content: Callable[[], pa.Table], sums: Sums) -> Write:
    """Write the rows of a part that are made when its turn comes; `sums` is told."""

    def write(path: Path) -> None:
        sums[table] = _write(content(), path)

    return write


def write_arrow(content: Callable[[], pa.Table]) -> Write:
    """Write an Arrow table that is made when its turn comes."""
    return lambda path: _forget(_write(content(), path))


def read_part(
    path: Path,
    columns: Sequence[str] | None = None,
    known: Sum | None = None,
    runs: Collection[str] = (),
) -> pa.Table:
    """A part as an Arrow table; FileNotFoundError if it is not there, StoreError if it is damaged.

    `known` is what was noted when it was written, `runs` the keys of the runs in it.
    """
    content = read_bytes(path)
    wrong = "" if known is None else damage(content, known, runs)
    if wrong:
        raise StoreError(f"{path} {wrong}")
    try:
        return parse(content, columns)
    except ValueError as error:
        raise StoreError(f"{path} {error}") from error


def parse(content: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """Parquet as an Arrow table; ValueError, in words that follow a file's name, if it is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not content:
        raise ValueError("is empty")
    try:
        chosen = None if columns is None else list(columns)
        return pq.read_table(pa.BufferReader(content), columns=chosen, partitioning=None)
    except (OSError, ValueError, pa.lib.ArrowException) as error:
        reason = str(error).partition("\n")[0][:200]
        raise ValueError(f"is cut off or damaged and cannot be read ({reason})") from error


def damage(content: bytes, known: Sum | None, runs: Collection[str]) -> str:
    """What is wrong with a part, in words that follow its name; empty if it is what was saved.

    Without a sum a part is taken as it is if it can be read and holds rows of its runs only.
    """
    if known is not None and sha256(content).hexdigest() == known.sha256:
        return ""
    try:
        keys = keys_of(content)
    except ValueError as error:
        return str(error)
    foreign = sorted(keys - {*runs})
    if foreign and runs:
        return f"holds another part, or one of another folder (run={foreign[0]})"
    return "" if known is None else "was changed since it was saved: its check sum differs"


def keys_of(content: bytes) -> set[str]:
    """The keys of the runs of which a part holds rows; ValueError if it cannot be read."""
    keys = parse(content, [RUN])
    if RUN not in keys.column_names:
        raise ValueError("is no part of a table: it has no column run")
    return {str(key) for key in keys[RUN].unique().to_pylist()}


def sum_of(content: bytes) -> Sum:
    """What is noted of a part; ValueError if it cannot be read."""
    return Sum(parse(content, []).num_rows, sha256(content).hexdigest())


def rows_of(part: pa.Table, keys: Sequence[str]) -> pa.Table:
    """The rows of these runs in the order given; a run's own rows keep their order."""
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


def _to_arrow(table: str, key: str, frame: pa.Table | pd.DataFrame) -> pa.Table:
    import pyarrow as pa

    rows = frame
    if not isinstance(rows, pa.Table):
        rows = pa.Table.from_pandas(frame, schema=_schema(table, frame), preserve_index=False)
    marks = pa.repeat(pa.scalar(key, pa.string()), rows.num_rows)
    return rows.replace_schema_metadata(None).append_column(pa.field(RUN, pa.string()), marks)


def _schema(table: str, frame: pd.DataFrame) -> Any:
    """The declared types of a table's columns; None leaves the types to the frame."""
    import pyarrow as pa

    declared = {column.name: arrow_type(column.dtype) for column in DECLARED.get(table, ())}
    if any(name not in declared for name in frame.columns):
        return None
    return pa.schema([(name, declared[name]) for name in frame.columns])


def _write(rows: pa.Table, path: Path) -> Sum:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink, whole = pa.BufferOutputStream(), rows.combine_chunks()
    repeating = [field.name for field in rows.schema if not pa.types.is_floating(field.type)]
    pq.write_table(
        whole, sink, compression="zstd", row_group_size=1 << 20, use_dictionary=repeating
    )
    content = sink.getvalue()
    path.write_bytes(content)
    return Sum(rows.num_rows, sha256(content).hexdigest())


def _forget(_: object) -> None:
    """A file of which nothing is noted."""
