"""Numbers as people and files read them."""

from __future__ import annotations

import json
from math import copysign, inf, isfinite, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nksim.core.numerals import NO_VALUE, counted, decimal, percent, short, to_json_values

numbers = st.floats(allow_nan=True, allow_infinity=True)


@pytest.mark.parametrize(
    ("number", "digits", "signed", "words"),
    [
        (1234.56, 1, False, "1,234.6"),
        (0.0, 1, True, "0.0"),
        (-0.0, 2, False, "0.00"),
        (-0.04, 1, False, "0.0"),
        (-0.04, 1, True, "-0.04"),
        (0.004, 1, True, "+0.004"),
        (-1e-9, 1, True, "0.0"),
        (5.25, 1, True, "+5.2"),
        (nan, 1, True, NO_VALUE),
        (-inf, 0, False, NO_VALUE),
        (None, 0, False, NO_VALUE),
    ],
)
def test_decimal__has_no_signed_zero_and_no_infinity(
    number: float | None, digits: int, signed: bool, words: str
) -> None:
    """A small effect is seen as small, nothing is nothing, and what has no value is a dash."""
    assert decimal(number, digits, signed=signed) == words


@given(numbers, st.integers(0, 4), st.booleans())
def test_any_number__is_written_without_signed_zeros_inf_or_nan(
    number: float, digits: int, signed: bool
) -> None:
    """Whatever comes out of a division is fit to be read."""
    for words in (
        decimal(number, digits, signed=signed),
        percent(number, digits, signed=signed),
        short(number),
    ):
        assert "inf" not in words
        assert "nan" not in words
        assert (
            words == NO_VALUE or words[0] not in "+-" or any(sign in "123456789" for sign in words)
        )


@given(st.lists(numbers))
def test_any_answer__is_json(answer: list[float]) -> None:
    """JSON has no word for what is no number: it is null there, and zero has no sign."""
    found = json.loads(json.dumps(to_json_values({"a": [answer]}), allow_nan=False))["a"][0]
    for given_, read in zip(answer, found, strict=True):
        assert read == given_ if isfinite(given_) else read is None
        assert read != 0 or copysign(1, read) == 1


def test_counted__knows_one_from_many() -> None:
    """One replicate is no replicates."""
    assert [counted(number, "replicate") for number in (0, 1, 2000)] == [
        "0 replicates",
        "1 replicate",
        "2,000 replicates",
    ]
