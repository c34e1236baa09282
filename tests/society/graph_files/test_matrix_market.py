"""Matrix Market: people, ties and weights of a square matrix."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.rings import found_in

MATRICES = {
    "people without ties": ("pattern symmetric\n% x\n10 10 3\n2 1\n3 2\n4 3\n", (10, 3), []),
    "weights": ("integer symmetric\n3 3 2\n2 1 5\n\n3 2 1\n", (3, 2), ["weights"]),
    "both halves": ("real general\n2 2 2\n1 2 1e0\n2 1 1e0\n", (2, 1), ["weights", "named again"]),
    "one half": ("pattern general\n2 2 1\n1 2\n", (2, 1), ["directions"]),
    "the diagonal": ("pattern symmetric\n2 2 2\n1 1\n2 1\n", (2, 1), ["left out"]),
    "other case": ("PATTERN Symmetric\n2 2 1\n02 1\n", (2, 1), []),
    "no ties": ("pattern symmetric\n2 2 0\n", (2, 0), []),
}
OF_MATRICES = ("weights", "named again", "directions", "left out", "nodes of which", "time")


@pytest.mark.parametrize("suffix", [".mtx", ".txt"])
@pytest.mark.parametrize("case", MATRICES)
def test_matrix_market__has_as_many_people_as_rows(tmp_path: Path, case: str, suffix: str) -> None:
    """The size line says how many people there are; each entry is a tie."""
    text, size, said = MATRICES[case]
    found = found_in(tmp_path / f"few{suffix}", f"%%MatrixMarket matrix coordinate {text}")
    assert found.size == size
    assert [words for words in OF_MATRICES if words in found.unused] == said


def test_matrix_market__numbers_are_bonds_if_asked_for(tmp_path: Path) -> None:
    """The number of an entry is the weight of a tie."""
    text = "%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n2 1 0.25\n"
    found = found_in(tmp_path / "few.mtx", text, weight="bond")
    assert found.society.ties.bond.tolist() == [0.25]
