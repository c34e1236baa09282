"""Memory of columns is given out again only where it may be, and only to what fits."""

from __future__ import annotations

import numpy as np
import pytest

from nksim.core.buffers import Buffers, roomy


def test_a_column_given_back__is_given_out_again_for_one_of_its_width() -> None:
    buffers, column = Buffers(reuse=True), roomy(100, np.uint32)
    buffers.give(column)
    narrow = buffers.take(100, np.uint16)
    assert not np.shares_memory(narrow, column)
    again = buffers.take(140, np.int32)
    assert np.shares_memory(again, column)
    assert (len(again), again.dtype) == (140, np.int32)
    assert not np.shares_memory(buffers.take(100, np.uint32), column), "given out twice"


def test_what_has_become_too_short__is_forgotten() -> None:
    buffers, column = Buffers(reuse=True), roomy(100, np.uint8)
    buffers.give(column)
    assert not np.shares_memory(buffers.take(151, np.uint8), column)
    assert not np.shares_memory(buffers.take(10, np.uint8), column)


def test_without_reuse__every_column_is_new() -> None:
    buffers, column = Buffers(reuse=False), np.zeros(10)
    buffers.give(column)
    assert not np.shares_memory(buffers.take(10, np.float64), column)


@pytest.mark.parametrize("kind", ["read-only", "of a file"])
def test_memory_of_others__is_not_given_out(kind: str, tmp_path) -> None:
    if kind == "read-only":
        column = np.zeros(10)
        column.flags.writeable = False
    else:
        np.save(tmp_path / "column.npy", np.zeros(10))
        column = np.load(tmp_path / "column.npy", mmap_mode="r+")[:5]
    buffers = Buffers(reuse=True)
    buffers.give(column)
    assert not np.shares_memory(buffers.take(5, np.float64), column)
