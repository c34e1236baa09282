"""What programs hand over: taken for what it is, or refused with its name and what is allowed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nksim.core.checks import (
    check_callable,
    checked_choice,
    checked_class,
    checked_flag,
    checked_list,
    checked_mapping,
    checked_path,
    checked_seed,
)
from nksim.core.errors import InputError


class Unspeakable:
    """An object that cannot even say what it is."""

    def __repr__(self) -> str:
        raise RuntimeError("no words")


@pytest.mark.parametrize("seed", [0, 5, 2**63 - 1, np.int64(7), np.uint8(7), np.int32(0)])
def test_whole_number__is_a_seed(seed: object) -> None:
    """Numbers of numpy are numbers; what comes back is Python's own."""
    checked = checked_seed(seed)
    assert type(checked) is int
    assert checked == seed


@pytest.mark.parametrize(
    "seed",
    [
        *(1.5, 1.0, True, False, np.True_, np.float64(1), -1, 2**63, 2**70, np.uint64(2**63)),
        *("x", "1", None, [1], 10**5000, Unspeakable()),
    ],
    ids=lambda seed: type(seed).__name__,
)
def test_anything_else__is_no_seed(seed: object) -> None:
    """Nothing is rounded, cut or taken for a number, and each refusal says what is allowed."""
    with pytest.raises(InputError, match=r"^seed=.* give a whole number from 0 to 9223372036854"):
        checked_seed(seed)


def test_seeds_in_a_row__end_within_bounds() -> None:
    """The last run has a seed as well."""
    assert checked_seed(2**63 - 3, runs=3) == 2**63 - 3
    with pytest.raises(InputError, match=str(2**63 - 3)):
        checked_seed(2**63 - 2, runs=3)


def test_words_flags_classes_and_calls__are_checked() -> None:
    """A near word is suggested; 1 is not True; an object is no class."""
    assert checked_choice("citizens", name="engine", allowed=("compiled", "citizens")) == "citizens"
    with pytest.raises(InputError, match=r"engine='citizen' .* did you mean citizens\?"):
        checked_choice("citizen", name="engine", allowed=("compiled", "citizens"))
    assert checked_flag(np.True_, name="events") is True
    with pytest.raises(InputError, match="events=1 is not allowed; give True or False"):
        checked_flag(1, name="events")
    assert checked_class(bool, int, name="citizen") is bool
    for wrong in (5, str):
        with pytest.raises(InputError, match="is no class of int"):
            checked_class(wrong, int, name="citizen")
    check_callable(print, name="progress")
    with pytest.raises(InputError, match="progress=5 cannot be called"):
        check_callable(5, name="progress")


def test_paths_lists_and_mappings__are_checked() -> None:
    """One text is no list of its letters, a number no path, and keys are words."""
    assert checked_path(Path("a"), name="folder") == checked_path("a", name="folder") == Path("a")
    for wrong in (None, 5, b"a", "", "a\0b"):
        with pytest.raises(InputError, match=r"^folder=.* is no path"):
            checked_path(wrong, name="folder")
    assert checked_list(("a",), name="outcomes") == ("a",)
    for wrong in ("deaths", None, 5):
        with pytest.raises(InputError, match=r"^outcomes=.* is no list"):
            checked_list(wrong, name="outcomes")
    assert checked_mapping({"a": 1}, name="overrides", advice="") == {"a": 1}
    for wrong in ([], {1: 2}):
        with pytest.raises(InputError, match="overrides"):
            checked_mapping(wrong, name="overrides", advice="")
