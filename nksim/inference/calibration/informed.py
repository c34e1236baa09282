"""What the data say of each number: the width of its posterior over that of its prior."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nksim.analysis.intervals import LEVEL
from nksim.core.numerals import short
from nksim.inference.calibration.fit import Fit
from nksim.studies.axis import Axis

if TYPE_CHECKING:
    import pandas as pd

INFORMED, SOMEWHAT = 0.5, 0.8
WORDS = {True: "informed", False: "somewhat"}
NOT = "not informed"


def informed(fit: Fit, priors: Sequence[Axis]) -> pd.DataFrame:
    """A row a key: 90% intervals before and after, their ratio of widths, and what that means.

    Below 0.5 informed, above 0.8 not.
    """
    found = fit.intervals(LEVEL)
    prior = {prior.key: prior for prior in priors}
    found["unit"] = [prior[key].unit for key in found["key"]]
    found["prior_low"] = [prior[key].low for key in found["key"]]
    found["prior_high"] = [prior[key].high for key in found["key"]]
    found["ratio"] = (found["high"] - found["low"]) / (
        LEVEL * (found["prior_high"] - found["prior_low"])
    )
    return found.assign(
        data=[NOT if ratio > SOMEWHAT else WORDS[ratio < INFORMED] for ratio in found["ratio"]]
    )


def in_short(number: float) -> str:
    """A number as a table has room for it; years keep all their digits."""
    return short(number, 6 if abs(number) >= 1000 else 3)
