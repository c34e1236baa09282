"""Whether a witness reports, worked out by hand."""

from __future__ import annotations

import pytest

from nksim.rules.reporting import report, report_at_most
from tests.rules.numbers import NOTHING, log_odds, near

C = NOTHING._replace(
    report_base=-2.0,
    report_trust=1.5,
    report_reward=0.8,
    report_campaign=0.6,
    report_informant=2.2,
    report_bond=1.1,
    report_complicity=3.0,
)


def test_report__adds_up_its_odds() -> None:
    """Base, trust, reward and campaign speak for it, the informant's duty too.

    Bond and the greater of two guilts against.
    """
    plain = -2.0 + 1.5 * 0.4 + 0.8 * 0.5 + 0.6 * 0.3
    assert log_odds(report(0.4, 0.0, 0.0, 0.0, False, 0.5, 0.3, C)) == near(plain)
    assert log_odds(report(0.4, 0.0, 0.0, 0.0, True, 0.5, 0.3, C)) == near(plain + 2.2)
    assert log_odds(report(0.4, 0.7, 0.0, 0.0, False, 0.5, 0.3, C)) == near(plain - 0.77)
    assert log_odds(report(0.4, 0.7, 0.2, 0.1, False, 0.5, 0.3, C)) == near(plain - 1.37)
    assert log_odds(report(0.4, 0.7, 0.2, 0.5, False, 0.5, 0.3, C)) == near(plain - 2.27)
    assert log_odds(report(0.4, 0.7, 0.2, 4.0, False, 0.5, 0.3, C)) == near(plain - 3.77)


def test_report_at_most__is_the_loyal_informants_chance_and_a_hair_more() -> None:
    """Of complete trust, without bond or guilt.

    A weight of the other sign counts where it makes the chance greater.
    """
    most = -2.0 + 1.5 + 0.8 * 0.5 + 0.6 * 0.3 + 2.2 + 1e-9
    assert log_odds(report_at_most(0.5, 0.3, C)) == pytest.approx(most, abs=1e-13)
    contrary = C._replace(
        report_trust=-1.5, report_informant=-2.2, report_bond=-1.1, report_complicity=-3.0
    )
    assert log_odds(report_at_most(0.5, 0.3, contrary)) == near(-2.0 + 0.4 + 0.18 + 4.1 + 1e-9)
