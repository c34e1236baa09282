"""How outcomes are worked out of the weeks of several runs: at the end, over a year, over a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from nksim.core.clock import WEEKS_PER_YEAR
from nksim.core.columns import LAYERS
from nksim.observations.stack import Columns, Numbers, ratio

STRONG_LAYERS = ("household", "kin", "friend")
YEAR_WEEKS = 52
_STRONG = [LAYERS.index(layer) for layer in STRONG_LAYERS]
WEAK_LAYERS = ("neighbour", "work")
_WEAK = [LAYERS.index(layer) for layer in WEAK_LAYERS]
_MARKET = LAYERS.index("market")


@dataclass(frozen=True)
class Weeks:
    """Runs as columns: the country week by week, the layers, the yearly ledger.

    Columns of the country have shape (runs, weeks), of layers (runs, weeks, layers), of the ledger
    (runs, years). `last_survey` is what escapees of the last year would tell, by question, shape
    (runs,).
    """

    country: Columns
    layers: Columns
    ledger: Columns
    last_survey: Mapping[str, Numbers] = field(default_factory=dict)

    def last_year(self, column: str) -> Numbers:
        """A column of the country in the last 52 weeks."""
        return np.asarray(self.country[column][:, -YEAR_WEEKS:])

    def last_year_by_layer(self, column: str) -> Numbers:
        """A column of the layers summed over the last 52 weeks, shape (runs, layers)."""
        return np.asarray(self.layers[column][:, -YEAR_WEEKS:].sum(axis=1))


def at_end(column: str) -> Callable[[Weeks], Numbers]:
    """A column of the country in the last week."""
    return lambda weeks: np.asarray(weeks.country[column][:, -1], np.float64)


def last_year_per_1000(column: str) -> Callable[[Weeks], Numbers]:
    """A column summed over the last year, per 1,000 people who live at its end."""
    return lambda weeks: ratio(
        1000.0 * weeks.last_year(column).sum(axis=1), weeks.country["living"][:, -1]
    )


def run_per_1000(item: str) -> Callable[[Weeks], Numbers]:
    """An item of the ledger summed over the run, per 1,000 people who live at its start."""
    return lambda weeks: ratio(
        1000.0 * weeks.ledger[item].sum(axis=1), weeks.country["living"][:, 0]
    )


def mean_of_last_year(column: str) -> Callable[[Weeks], Numbers]:
    """The mean of a column over the last year."""
    return lambda weeks: np.asarray(weeks.last_year(column).mean(axis=1))


def strong_tie_share(weeks: Weeks) -> Numbers:
    """Joint viewings of the last year among household, kin and friends, as a share."""
    viewings = weeks.last_year_by_layer("joint_viewings")
    return ratio(viewings[:, _STRONG].sum(axis=1), viewings.sum(axis=1))


def weak_tie_share(weeks: Weeks) -> Numbers:
    """Joint viewings of the last year among neighbours and colleagues, as a share."""
    viewings = weeks.last_year_by_layer("joint_viewings")
    return ratio(viewings[:, _WEAK].sum(axis=1), viewings.sum(axis=1))


def mean_bond(weeks: Weeks) -> Numbers:
    """The mean bond of all ties in the last week."""
    ties = weeks.layers["ties"][:, -1]
    bonds = np.nan_to_num(weeks.layers["bond"][:, -1]) * ties
    return ratio(bonds.sum(axis=1), ties.sum(axis=1))


def complicit_share(weeks: Weeks) -> Numbers:
    """Ties above the naming threshold of complicity in the last week, as a share."""
    return ratio(
        weeks.layers["complicit_ties"][:, -1].sum(axis=1), weeks.layers["ties"][:, -1].sum(axis=1)
    )


def market_share(weeks: Weeks) -> Numbers:
    """Copies of the last year made in the market, as a share."""
    copies = weeks.last_year_by_layer("copies")
    return ratio(copies[:, _MARKET], copies.sum(axis=1))


def punished_per_viewer_year(weeks: Weeks) -> Numbers:
    """Sanctions of the run for each year of a person who watches."""
    viewers = weeks.country["watched_last_year"].sum(axis=1)
    return ratio(weeks.ledger["punished"].sum(axis=1), viewers / WEEKS_PER_YEAR)


def last_survey(column: str) -> Callable[[Weeks], Numbers]:
    """The share among those whom escape would have taken in the last year; NaN without a survey."""
    return lambda weeks: weeks.last_survey.get(
        column, np.full(len(weeks.country["living"]), np.nan)
    )
