"""Tables as Parquet; each column carries its unit and meaning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from nksim.observations.tables import DECLARED
from nksim.store.frames import Frames
from nksim.store.writing import Write

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def parquet_files(frames: Frames) -> dict[str, Write]:
    """A file a table, named like it."""
    return {f"{name}.parquet": _write(name, read) for name, read in frames.items()}


def _write(name: str, read: Callable[[], pd.DataFrame]) -> Write:
    def write(path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = pa.Table.from_pandas(read(), preserve_index=False)
        pq.write_table(_labelled(rows, name), path, compression="zstd")

    return write


def _labelled(rows: pa.Table, table: str) -> pa.Table:
    """The same rows, with what each column means noted at it."""
    import pyarrow as pa

    known = {column.name: column for column in DECLARED.get(table, ())}
    fields = [
        field.with_metadata({"unit": known[field.name].unit, "meaning": known[field.name].meaning})
        if field.name in known
        else field
        for field in rows.schema
    ]
    return rows.cast(pa.schema(fields, rows.schema.metadata))
