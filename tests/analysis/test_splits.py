"""Splits as tables and sentences: shares with their intervals, in words that say how sure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nksim.analysis.put_in import put_in_sentences, share_in_words
from nksim.analysis.ratios import ratio_of_means
from nksim.analysis.splits import Kind, Part, Split, parts_frame, shares_frame

PARTS = (Part("announced_fear", "announced fear", put_in=True), Part("searches", "searches"))
OUTCOMES = ("punished", "watched_last_year_share")


SETTINGS = (Part("law.a", "law.a", "assumed"), Part("law.b", "law.b", "P9"))


def split(fear: list[float], searches: list[float], kind: Kind = "channel") -> Split:
    """One policy whose two parts do the same to both outcomes, seed by seed."""
    shapley = np.repeat(np.stack([fear, searches], axis=1)[:, :, None], 2, axis=2)
    whole = shapley.sum(axis=1)
    parts, others = PARTS if kind == "channel" else SETTINGS, whole[:, None] - shapley
    return Split("law", kind, parts, OUTCOMES, whole, shapley, others, shapley)


def words(mean: float, low: float, high: float, **changes: Any) -> str:
    row = {"unit": "share", "effect": -0.05, "effect_low": -0.07, "effect_high": -0.03}
    shares = {"put_in": mean, "put_in_low": low, "put_in_high": high, "replicates": 8}
    source = {"unsourced": 0.75, "unsourced_low": 0.5, "unsourced_high": 1.0}
    return share_in_words(row | shares | source | changes)


def test_a_ratio__has_fiellers_interval() -> None:
    """By hand: the ends solve (2 - r)^2 = t^2 / 3 * (1 - 0 r + r^2 / 100), with t of 2 degrees."""
    part, below = np.array([1.0, 2.0, 3.0]), np.array([1.1, 0.8, 1.1])
    found = ratio_of_means(part, below)
    share = 2.919986**2 / 3
    for end in (found.low, found.high):
        spread = share * (np.var(part, ddof=1) + end**2 * np.var(below, ddof=1))
        assert (2.0 - end) ** 2 == pytest.approx(spread, rel=1e-5)
    assert found.low < found.mean == 2.0 < found.high


def test_a_ratio__has_no_ends_where_what_is_divided_by_may_be_nothing() -> None:
    """Any share of an effect that is not told from none is possible."""
    part = np.array([0.5, 0.6, 0.4])
    assert not ratio_of_means(part, np.array([1.0, -1.0, 0.3])).has_ends
    assert not ratio_of_means(part[:1], part[:1]).has_ends
    assert not ratio_of_means(part, np.zeros(3)).has_ends


def test_parts__add_up_and_stand_in_their_own_order() -> None:
    """The whole first, then the channels; costs to people before watching."""
    frame = parts_frame([split([-1.0, -2.0, -3.0], [-5.0, -5.0, -6.0])])
    assert list(frame["outcome"].unique()) == [*OUTCOMES]
    rows = frame[frame["outcome"] == "punished"].set_index("part")
    assert list(rows.index) == ["whole", "announced fear", "searches"]
    assert rows.loc["whole", "mean"] == pytest.approx(-22 / 3)
    assert rows["mean"].iloc[1:].sum() == pytest.approx(rows.loc["whole", "mean"])
    assert rows.loc["announced fear", "without"] == pytest.approx(-16 / 3)
    assert list(rows["put_in"]) == [False, True, False]


def test_shares__are_those_of_assumed_perception() -> None:
    """A quarter in every seed is a quarter for sure."""
    row = shares_frame([split([-1.0, -2.0, -3.0], [-3.0, -6.0, -9.0])]).iloc[0]
    assert (row["put_in"], row["put_in_low"], row["put_in_high"]) == pytest.approx((0.25,) * 3)
    assert row["effect"] == -8.0


def test_shares__tell_what_comes_of_settings_without_a_source() -> None:
    """Of the settings the first is assumed; both kinds of shares stand in one row."""
    kinds: tuple[Kind, ...] = ("channel", "setting")
    rows = shares_frame([split([-1.0, -2.0, -3.0], [-3.0, -6.0, -9.0], kind) for kind in kinds])
    assert list(rows["outcome"]) == [*OUTCOMES]
    assert list(rows["unsourced"]) == pytest.approx([0.25, 0.25])
    assert list(rows["put_in"]) == pytest.approx([0.25, 0.25])


def test_sentences__say_what_is_meant_and_then_each_outcome() -> None:
    """What is put in is named once, above the policies."""
    kinds: tuple[Kind, ...] = ("channel", "setting")
    splits = [split([-1.0, -2.0, -2.9], [-3.0, -6.0, -9.0], kind) for kind in kinds]
    said = put_in_sentences(shares_frame(splits), "calm")
    assert "assumed" in said[0]
    assert said[1] == "law against calm:"
    assert said[2].startswith("  Sanctions: -7.97 per 1,000 (90%:")
    assert "most of it came out" in said[3]


@pytest.mark.parametrize(
    ("shares", "wanted"),
    [
        ((0.8, 0.6, 0.9), "80% is put in (90%: 60 to 90), 20% came out; most of it is put in"),
        ((0.2, 0.1, 0.4), "most of it came out"),
        ((0.5, 0.3, 0.7), "which of the two is the larger is not told"),
        ((0.5, -0.1, 1.2), "is not told, for the interval is wide"),
        ((0.0, 0.0, 0.0), "nothing of it is put in, all came out"),
    ],
)
def test_a_share__is_said_as_surely_as_its_interval_allows(
    shares: tuple[float, float, float], wanted: str
) -> None:
    """A wide interval never becomes a firm sentence."""
    source = "75% comes of settings without a source (90%: 50 to 100)"
    assert words(*shares).endswith(f"{wanted}; {source}")


def test_an_effect_that_is_not_told_from_none__has_no_shares() -> None:
    """Nor has one without an interval, or without a value."""
    assert words(0.4, np.nan, np.nan, effect_high=0.01).endswith("so it has no shares")
    assert words(0.4, np.nan, np.nan, effect_high=np.nan).endswith("no interval, and no shares")
    assert "nothing can be said" in words(0.4, 0.1, 0.7, effect=np.nan)
    nothing = dict.fromkeys(("effect", "effect_low", "effect_high"), 0.0)
    assert words(np.nan, np.nan, np.nan, **nothing).startswith("the same in all of 8 replicates")


def test_a_share_of_all_or_nothing__is_said_in_a_word() -> None:
    """Where every setting is without a source, or none is."""
    for share, word in ((1.0, "all"), (0.0, "nothing")):
        ends = {"unsourced": share, "unsourced_low": share, "unsourced_high": share}
        said = words(0.8, 0.6, 0.9, **ends)
        assert said.endswith(f"; {word} of it comes of settings without a source")
