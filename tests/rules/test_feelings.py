"""Fear, suspicion, knowledge, trust, bonds and guilt: each goes the way the theory says."""

from __future__ import annotations

from hypothesis import given

from nksim.rules import believing, bonding
from nksim.rules.codes import MIDDLE, YOUNG
from nksim.rules.dressing import stopping, taking_up_style
from nksim.rules.taking_part import desire, felt_threat
from tests.rules.numbers import PURE, SHARE, C


@PURE
@given(SHARE, SHARE, SHARE)
def test_watching_together__binds_and_a_refusal_estranges(
    bond: float, complicity: float, much: float
) -> None:
    """A punishment estranges all but those who are in it together; time alone lessens guilt."""
    assert bonding.bond_after_watching(bond, much) >= bond
    assert bonding.complicity_after_watching(complicity, much) >= complicity
    assert bonding.bond_after_refusal(bond, much) <= bond
    assert bonding.bond_after_sanction(bond, complicity, much) <= bond
    assert bonding.bond_after_sanction(bond, 1.0, much) == bond
    assert bonding.complicity_after_upkeep(complicity, much) <= complicity


@PURE
@given(SHARE, SHARE, SHARE)
def test_a_bond__mends_towards_its_start_and_not_beyond(
    bond: float, start: float, mending: float
) -> None:
    """Time brings it nearer to what it was, from above and from below."""
    after = bonding.bond_after_upkeep(bond, start, mending)
    assert min(bond, start) - 1e-12 <= after <= max(bond, start) + 1e-12


def test_a_threat__is_felt_where_trust_and_shared_guilt_are_missing() -> None:
    """With a stranger there is betrayal to fear, with an accomplice only the law."""
    assert (
        felt_threat(0.2, 0.25, 0.0, 0.0, 1.0)
        > felt_threat(0.2, 0.25, 0.5, 0.0, 1.0)
        > felt_threat(0.2, 0.25, 1.0, 0.0, 1.0)
    )
    assert felt_threat(0.2, 0.25, 0.0, 1.0, 1.0) == felt_threat(0.2, 0.25, 1.0, 0.0, 1.0) == 0.2


def test_fear__rises_on_hearing_and_fades_with_time() -> None:
    """Punishments frighten, a quiet district calms, a frightened one frightens."""
    assert believing.after_hearing(0.3, 0.2) > 0.3 == believing.after_hearing(0.3, 0.0)
    assert believing.risk_after_week(0.5, 0.1, C) < 0.5
    assert believing.risk_after_week(0.05, 0.1, C) > 0.05
    assert 0.1 - believing.risk_after_week(0.1, 0.0, C) < believing.risk_after_week(0.1, 0.2, C)
    assert believing.fear_of(0.0, 0.0, C) < believing.fear_of(2.0, 0.0, C)
    assert believing.fear_of(2.0, 0.0, C) < believing.fear_of(2.0, 5.0, C)


def test_suspicion__rises_with_those_told_on_and_is_eased_by_evenings_together() -> None:
    """What people did together and got away with makes them trust."""
    assert believing.suspicion_of(0.0, C) < believing.suspicion_of(1.0, C)
    together = believing.suspicion_after_week(0.3, 0.3, True, C)
    assert together < believing.suspicion_after_week(0.3, 0.3, False, C) == 0.3


def test_knowledge__comes_with_titles_and_is_slowly_lost() -> None:
    """Who knows more wants more of them, and takes up their style sooner."""
    assert believing.knowledge_after_week(0.2, 0.0, C) < 0.2
    assert believing.knowledge_after_week(0.2, 1.0, C) > 0.2
    assert desire(0.5, 0.5, 0.0, 0.8, C) > desire(0.5, 0.5, 0.0, 0.1, C)
    assert taking_up_style(0, YOUNG, 0.8, C) > taking_up_style(0, YOUNG, 0.1, C)
    assert taking_up_style(0, YOUNG, 0.8, C) > taking_up_style(0, MIDDLE, 0.8, C)
    assert stopping(16 | 32, 0.1, 0.1, 0.1) > stopping(16, 0.1, 0.1, 0.1)


def test_trust__is_worn_by_knowledge_and_restored_by_propaganda() -> None:
    """Knowledge takes trust above its floor, company and propaganda pull it towards theirs."""
    assert (
        believing.trust_after_knowledge(0.6, 1.0, C)
        < believing.trust_after_knowledge(0.6, 0.4, C)
        < 0.6
    )
    assert believing.trust_after_knowledge(C.trust_floor, 1.0, C) == C.trust_floor
    assert (
        believing.trust_after_company(0.6, 0.2, 0.1)
        < 0.6
        < believing.trust_after_propaganda(0.6, 0.9, 0.1)
    )


def test_habit_and_guilt__grow_with_watching_and_fade_without() -> None:
    """A week with watching counts, a week without is slowly forgotten."""
    assert (
        believing.habit_after_week(0.5, False, 0.04)
        < 0.5
        < believing.habit_after_week(0.5, True, 0.04)
    )
    assert (
        believing.load_after_week(0.5, False, 0.25, 0.01)
        < 0.5
        < believing.load_after_week(0.5, True, 0.25, 0.01)
    )
    assert believing.load_after_week(3.99, True, 0.25, 0.01) == 4.0
